import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph } from '../../model/graph.js';
import type { TrafficPolicyFact, TrafficRouteFact } from '../../model/mesh-facts.js';
import type { Report, Rule } from '../../model/rule.js';
import type { Severity } from '../../model/severity.js';
import { compareSites, folderOf, type Site } from '../../model/text.js';
import { isKnownText } from './templates.js';

/** Inputs of tests, and what is expected of them, are applied one by one, if at all. */
const OF_TESTS = /(?:^|\/)(?:tests?|testing|e2e)\//;

/** What objects of a mesh have in common. */
interface Resource {
  readonly name: string;
  readonly namespace?: string;
  readonly site: Site;
}

export const conflictingTrafficPolicy: Rule = {
  id: 'conflicting-traffic-policy',
  severity: 'warning',
  preset: 'recommended',
  title: 'Two mesh objects configure the same traffic',
  why: 'Istio takes one VirtualService for a host inside the mesh, one trafficPolicy of the DestinationRules for a host, one Sidecar and one PeerAuthentication for a workload. Which one depends on the age of the objects, so the other is ignored without a word, and a new installation may choose differently.',
  remedy: 'Merge the two into one object, most specific match first.',
  ignoreWhen: 'Only one of the two is ever applied.',
  noFix: 'which of the two holds is known only in the cluster, and the order of merged routes decides where requests go.',
  sources: ['https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services', 'https://istio.io/latest/docs/reference/config/networking/sidecar/'],

  *check({ graph }) {
    yield* conflictingRoutes(graph);
    yield* conflictingRules(graph);
    yield* conflictingScopes('Sidecar', graph.sidecars.filter(({ fact }) => isForAll(fact)).map(({ fact }) => fact));
    yield* conflictingScopes('PeerAuthentication', graph.peerAuthentications.filter(({ fact }) => fact.mesh === 'istio' && isForAll(fact)).map(({ fact }) => fact));
  },
};

/** Several VirtualServices for a host at a gateway are merged; those for calls inside the mesh are not. */
function* conflictingRoutes({ hostReferences }: CouplingGraph): Generator<Report> {
  const facts = uniqueBy(hostReferences.flatMap(({ fact }) => (fact.kind === 'traffic-route' && (fact.mesh === 'istio' || fact.mesh === 'gateway-api') ? [fact] : [])), ({ site }) => `${site.path} ${site.span.start}`);
  const routes = facts.filter((fact) => isInsideMesh(fact) && !isExperiment(fact)).flatMap((fact) => [...new Set(fact.hosts)].map((host) => ({ fact, host })));
  for (const group of groupBy(routes.filter(({ host }) => isKnownText(host)), ({ fact, host }) => fullName(host, fact)).values()) {
    yield* clashes(group, (one, other) => {
      if (one.fact.mesh !== 'istio' && other.fact.mesh !== 'istio') return undefined;
      if (!isSeenTogether(one.fact, other.fact)) return undefined;
      return { severity: 'error', message: `${kindOf(one.fact)} ${one.fact.name} and ${kindOf(other.fact)} ${other.fact.name} are both for calls to ${other.host} inside the mesh: Istio takes one of them and ignores the other. Merge their routes into one object.` };
    });
  }
}

function isInsideMesh({ gateways }: TrafficRouteFact): boolean {
  return gateways.length === 0 || gateways.includes('mesh');
}

/** One that injects faults is applied for an experiment, and taken away after it. */
function isExperiment({ routes }: TrafficRouteFact): boolean {
  return routes.some(({ fault }) => fault !== undefined);
}

function kindOf({ mesh }: TrafficRouteFact): string {
  return mesh === 'istio' ? 'VirtualService' : 'HTTPRoute';
}

/** DestinationRules of a namespace for one host are merged as far as they do not say the same. */
function* conflictingRules({ trafficPolicies }: CouplingGraph): Generator<Report> {
  const rules = trafficPolicies.map(({ fact }) => ({ fact })).filter(({ fact }) => fact.caller === undefined && isKnownText(fact.host));
  for (const group of groupBy(rules, ({ fact }) => `${fact.namespace ?? ''} ${fullName(fact.host, fact)}`).values()) {
    yield* clashes(group, (one, other) => {
      const what = commonPart(one.fact, other.fact);
      return what === undefined || !isSeenTogether(one.fact, other.fact) ? undefined : { message: `The DestinationRules ${one.fact.name} and ${other.fact.name} both set ${what} for ${other.fact.host}: Istio takes that of one of them and ignores the other. Merge them into one.` };
    });
  }
}

function commonPart(one: TrafficPolicyFact, other: TrafficPolicyFact): string | undefined {
  const hasPolicy = ({ levels }: TrafficPolicyFact): boolean => levels.some(({ level }) => level !== 'subset');
  if (hasPolicy(one) && hasPolicy(other)) return 'a trafficPolicy';
  const names = new Set(one.subsets.map(({ name }) => name));
  const shared = other.subsets.find(({ name }) => names.has(name));
  return shared && `the subset ${shared.name}`;
}

/** Of objects for a whole namespace there may be one. */
function* conflictingScopes(kind: string, facts: readonly Resource[]): Generator<Report> {
  for (const group of groupBy(facts.map((fact) => ({ fact })), ({ fact }) => fact.namespace ?? '').values()) {
    yield* clashes(group, (one, other) => ({ message: `${one.fact.name} and ${other.fact.name} are both the ${kind} of all workloads${other.fact.namespace === undefined ? '' : ` in ${other.fact.namespace}`}: Istio takes one of them and ignores the other. Keep one.` }));
  }
}

function isForAll({ selector }: { readonly selector: Readonly<Record<string, string>> }): boolean {
  return Object.keys(selector).length === 0;
}

/** What pairs of a group say together, at the later of the two. Objects of one name are versions of one; those of different folders may never be applied together. */
function* clashes<T extends { readonly fact: Resource }>(group: readonly T[], judge: (one: T, other: T) => { readonly message: string; readonly severity?: Severity } | undefined): Generator<Report> {
  const applied = group.filter(({ fact }) => !OF_TESTS.test(fact.site.path)).sort((a, b) => compareSites(a.fact.site, b.fact.site));
  for (const folder of groupBy(applied, ({ fact }) => folderOf(fact.site.path)).values()) {
    const objects = uniqueBy(folder, ({ fact }) => `${fact.namespace ?? ''}/${fact.name}`);
    // A folder with several versions of one object holds variants, of which people apply one file.
    const hasVariants = objects.length < folder.length;
    for (const [index, other] of objects.entries()) {
      const one = objects.slice(0, index).find((earlier) => (!hasVariants || earlier.fact.site.path === other.fact.site.path) && judge(earlier, other) !== undefined);
      const judgement = one && judge(one, other);
      if (one !== undefined && judgement !== undefined) yield { site: other.fact.site, ...judgement, related: [{ site: one.fact.site, message: `${one.fact.name} is here` }] };
    }
  }
}

/** A host with its namespace, without the domain of the cluster. */
function fullName(host: string, { namespace }: Resource): string {
  const name = host.toLowerCase().replace(/\.svc(?:\.cluster\.local)?$/, '');
  return name.includes('.') ? name : `${name}.${namespace ?? ''}`;
}

interface Exported extends Resource {
  readonly exportTo?: readonly string[];
}

/** Whether some namespace sees both. */
function isSeenTogether(one: Exported, other: Exported): boolean {
  const [first, second] = [audience(one), audience(other)];
  return first === undefined || second === undefined || [...first].some((namespace) => second.has(namespace));
}

/** The namespaces that see an object; undefined: all. */
function audience({ exportTo, namespace }: Exported): Set<string> | undefined {
  if (exportTo === undefined || exportTo.length === 0 || exportTo.includes('*')) return undefined;
  return new Set(exportTo.map((item) => (item === '.' ? (namespace ?? '') : item)));
}
