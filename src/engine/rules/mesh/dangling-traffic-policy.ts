import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Element, HostReference } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { folderOf } from '../../model/text.js';
import { respelled } from './spelling.js';

/** From this share of hosts on that somebody here answers to, the workspace is taken to hold the services its policies are for. Ours. */
const RESOLVED_SHARE = 0.8;

/** `orders`, `orders.shop`, `orders.shop.svc`, `orders.shop.svc.cluster.local`. */
const CLUSTER_HOST = /^([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.([a-z0-9-]+)(\.svc(?:\.[a-z0-9.-]+)?)?)?$/i;

/** Namespaces whose services an installation makes. */
const PLATFORM = /^(?:kube-|istio-system$|istio-ingress$|linkerd|cert-manager$|consul$|kuma-system$|monitoring$)/;

const KINDS: Readonly<Record<string, string>> = { 'traffic-route': 'route', 'traffic-policy': 'rule' };

export const danglingTrafficPolicy: Rule = {
  id: 'dangling-traffic-policy',
  severity: 'error',
  preset: 'recommended',
  title: 'A mesh policy for a host that no service has',
  why: 'Meshes accept rules and routes for hosts that nobody answers to. A route to one fails every request, and a rule for one (its breaker, its mTLS mode, its time-outs) protects nobody, while everybody believes it does.',
  remedy: 'Correct the name. Istio takes short names for those of the namespace of the policy, so write name.namespace.svc.cluster.local for a service of another one.',
  ignoreWhen: 'Another repository deploys the service.',
  sources: ['https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule', 'https://istio.io/latest/docs/reference/config/analysis/ist0101/'],

  *check({ graph }) {
    const names = serviceNames(graph);
    const references = graph.hostReferences.filter((reference) => isOfThisCluster(reference, names.namespaces));
    // Policies of one folder are for one system, and there may be several.
    for (const group of groupBy(references, ({ site }) => folderOf(site.path)).values()) {
      const resolved = group.filter(({ target }) => target !== undefined);
      const isComplete = resolved.length >= RESOLVED_SHARE * group.length;
      for (const reference of group) {
        const report = reference.target === undefined ? (isComplete ? unanswered(reference, names.all) : undefined) : (misplaced(reference, reference.target) ?? wrongPort(reference, reference.target));
        if (report) yield report;
      }
    }
  },
};

/** Names and namespaces of all Services. */
function serviceNames({ elements }: CouplingGraph): { readonly all: Set<string>; readonly namespaces: Set<string> } {
  const services = [...elements.values()].flatMap((element) => element.services);
  return { all: new Set(services.map(({ name }) => name)), namespaces: new Set(services.flatMap(({ namespace }) => namespace ?? [])) };
}

/** A host with dots may be a domain on the internet, unless it says that it is a Service or names a namespace. */
function isOfThisCluster({ host, fact }: HostReference, namespaces: ReadonlySet<string>): boolean {
  const [, , namespace, suffix] = CLUSTER_HOST.exec(host) ?? [];
  // What a control plane brings along is in no manifest of a team.
  if (PLATFORM.test(namespace ?? fact.namespace ?? '')) return false;
  // App Mesh and Kuma have names of their own for services.
  return (fact.mesh === 'istio' || fact.mesh === 'linkerd' || fact.mesh === 'gateway-api' || fact.mesh === 'smi') && CLUSTER_HOST.test(host) && (namespace === undefined || suffix !== undefined || namespaces.has(namespace));
}

function unanswered(reference: HostReference, known: ReadonlySet<string>): Report {
  const { host, site, fact } = reference;
  const [, name = host] = CLUSTER_HOST.exec(host) ?? [];
  const near = respelled(name, known);
  const effect = fact.kind === 'traffic-route' ? 'requests that take it fail' : 'it has no effect';
  return {
    site,
    // Without a likely mistake it may be deployed from elsewhere.
    ...(near === undefined ? { severity: 'info' as const } : {}),
    message: `No service answers to ${host}, for which ${fact.name} has a ${KINDS[fact.kind]}: ${effect}.${near === undefined ? ' Correct the name, or remove it if nobody deploys that service.' : ` Did you mean ${near}?`}`,
    fixes: near === undefined ? [] : [{ title: `Use ${near}`, edits: [{ site: { path: site.path, span: { start: site.span.start, end: site.span.start + name.length } }, newText: near }], preferred: true }],
  };
}

/** A short name means a service of the namespace of the policy, and this one is in another. */
function misplaced({ host, site, fact, destination }: HostReference, target: Element): Report | undefined {
  if (fact.mesh !== 'istio' || fact.namespace === undefined || host.includes('.')) return undefined;
  const namespaces = new Set(target.services.filter(({ name }) => name.toLowerCase() === host.toLowerCase()).map(({ namespace }) => namespace));
  // A manifest without namespace may be deployed anywhere.
  const [namespace] = namespaces;
  if (namespaces.size !== 1 || namespace === undefined || namespace === fact.namespace) return undefined;
  const full = `${host}.${namespace}.svc.cluster.local`;
  const fixes: Fix[] = [{ title: `Use ${full}`, edits: [{ site, newText: full }], preferred: true }];
  const effect = destination === undefined ? 'the rule has no effect' : 'requests on this route fail';
  return {
    site,
    message: `${host} means ${host}.${fact.namespace} here, in the namespace of ${fact.name}, but the service is in ${namespace}: ${effect}. Write the name in full.`,
    related: target.services.map((service) => ({ site: service.site, message: `the Service ${service.name} is declared here` })),
    elements: [target],
    fixes,
  };
}

function wrongPort({ host, destination }: HostReference, target: Element): Report | undefined {
  const { port, portSite: site } = destination ?? {};
  const [, name = host] = CLUSTER_HOST.exec(host) ?? [];
  const services = target.services.filter((service) => service.name.toLowerCase() === name.toLowerCase());
  const ports = [...new Set(services.flatMap((service) => service.ports.map((offered) => offered.port)))];
  // Ports that templates write, or overlays change, are not known.
  if (port === undefined || site === undefined || ports.length === 0 || ports.includes(port) || services.some((service) => service.isPatched === true || /\/templates\//.test(service.site.path))) return undefined;
  const [only] = ports;
  return {
    site,
    message: `The Service ${name} has no port ${port}: requests on this route fail. It offers ${ports.join(', ')}.`,
    related: services.map((service) => ({ site: service.site, message: `the Service ${service.name} is declared here` })),
    elements: [target],
    fixes: ports.length === 1 && only !== undefined ? [{ title: `Use port ${only}`, edits: [{ site, newText: String(only) }], preferred: true }] : [],
  };
}
