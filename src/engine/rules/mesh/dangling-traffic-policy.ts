import { groupBy, uniqueBy } from '../../model/collections.js';
import type { NetworkServiceFact } from '../../model/deployment-facts.js';
import type { CouplingGraph, Element, HostReference } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { folderOf, type Site } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
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
        const report = reference.target === undefined ? (isComplete ? unanswered(reference, names.all) : undefined) : misplaced(reference, reference.target);
        if (report) yield report;
      }
      const wrongPorts = resolved.filter((reference) => misplaced(reference, reference.target) === undefined).flatMap((reference) => wrongPort(reference) ?? []);
      for (const routes of groupBy(wrongPorts, ({ reference: { fact }, port }) => `${siteKey(fact.site)} ${port}`).values()) yield wrongPortReport(routes);
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
function misplaced({ host, site, fact, destination }: HostReference, target: Element | undefined): Report | undefined {
  if (target === undefined || fact.mesh !== 'istio' || fact.namespace === undefined || host.includes('.')) return undefined;
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

/** A reference with a port that no manifest of its Service offers. */
interface WrongPort {
  readonly reference: HostReference;
  readonly target: Element;
  readonly port: number;
  readonly site: Site;
  readonly services: readonly NetworkServiceFact[];
  readonly offered: readonly number[];
}

function wrongPort(reference: HostReference): WrongPort | undefined {
  const { host, destination, target } = reference;
  const { port, portSite: site } = destination ?? {};
  const [, name = host] = CLUSTER_HOST.exec(host) ?? [];
  const services = (target?.services ?? []).filter((service) => service.name.toLowerCase() === name.toLowerCase());
  const offered = [...new Set(services.flatMap((service) => service.ports.map((own) => own.port)))];
  // Ports that templates write, or overlays change, are not known.
  if (target === undefined || port === undefined || site === undefined || offered.length === 0 || offered.includes(port) || services.some((service) => service.isPatched === true || /\/templates\//.test(service.site.path))) return undefined;
  return { reference, target, port, site, services, offered };
}

/** Routes of one object to one port are one mistake. */
function wrongPortReport([first, ...rest]: readonly [WrongPort, ...WrongPort[]]): Report {
  const all = [first, ...rest];
  const names = [...new Set(all.flatMap(({ services }) => services.map(({ name }) => name)))];
  const offered = [...new Set(all.flatMap((wrong) => wrong.offered))];
  const [only] = offered;
  const isOne = names.length === 1;
  return {
    site: first.site,
    message: `The Service${isOne ? '' : 's'} ${listOf(names)} ${isOne ? 'has' : 'have'} no port ${first.port}: requests on ${rest.length === 0 ? 'this route' : 'these routes'} fail. ${isOne ? 'It offers' : 'They offer'} ${offered.join(', ')}.`,
    related: [
      ...rest.map(({ site, reference }) => ({ site, message: `The route to ${reference.host} has it, too` })),
      ...uniqueBy(all.flatMap(({ services }) => services), ({ site }) => siteKey(site)).map(({ name, site }) => ({ site, message: `the Service ${name} is declared here` })),
    ],
    elements: [...new Set(all.map(({ target }) => target))],
    fixes: offered.length === 1 && only !== undefined ? [{ title: `Use port ${only}`, edits: all.map(({ site }) => ({ site, newText: String(only) })), preferred: true }] : [],
  };
}
