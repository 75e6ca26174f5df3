import { deepHops, isCallerKnown, isCallToGuard, isProxyCall } from '../../model/calls.js';
import { groupBy, uniqueBy } from '../../model/collections.js';
import { endpointsOf, smallestUsefulPercent } from '../../model/endpoints.js';
import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import type { TrafficPolicyFact } from '../../model/mesh-facts.js';
import type { Metrics } from '../../model/metrics.js';
import type { Fix, Report, Rule, RuleInput } from '../../model/rule.js';
import type { Severity } from '../../model/severity.js';
import type { Entries, Path, Site, TextEdit } from '../../model/text.js';
import { fill } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { callersBySite, isOfSeveral } from './call-sites.js';

/** A call with nothing that can open, and the place where a breaker belongs. */
interface Gap {
  readonly relation: Relation;
  readonly anchor: Site;
  /** The call that nothing protects. */
  readonly place: Site;
  /** Whether the mesh could hold the breaker, for all callers at once. */
  readonly isInMesh: boolean;
  /** Keys of the configuration that would switch on what the code declares. */
  readonly switches?: readonly string[];
  /** The rule for the callee, when the mesh has one. */
  readonly policy?: TrafficPolicyFact;
}

export const callWithoutCircuitBreaker: Rule = {
  id: 'call-without-circuit-breaker',
  severity: 'warning',
  preset: 'recommended',
  title: 'Nothing opens when the callee fails',
  why: 'Callers that keep calling a failing service spend their own resources on it and keep it from recovering. A mesh does not help by itself: without a DestinationRule Istio sets no limit on connections, pending requests or parallel retries.',
  remedy: 'Add outlier detection or connection limits to the DestinationRule of the callee, or a circuit breaker to the call.',
  ignoreWhen: 'The call is rare, or the caller can do nothing at all without its answer and sheds load elsewhere.',

  *check(input) {
    const { graph, metrics, config } = input;
    const policies = new Map(graph.trafficPolicies.map(({ fact, target }) => [target, fact]));
    const callers = callersBySite(graph);
    const gaps = graph.relations.filter((relation) => !isOfSeveral(relation, callers)).flatMap((relation) => gapOf(relation, graph, policies) ?? []);
    const onChain = deepHops(metrics, config);
    for (const group of groupBy(gaps, rootCause).values()) yield toReport(group, onChain, input);
  },
};

/** A rule without breaker leaves all callers open, a namespace without rules all callees, a caller without breakers all its calls (rules.md, G8). */
function rootCause({ relation, anchor, isInMesh, policy, switches }: Gap): string {
  if (switches !== undefined) return `switch ${relation.from.id}`;
  if (!isInMesh) return relation.from.id;
  return policy ? siteKey(anchor) : `namespace ${relation.to.group ?? ''}`;
}

function gapOf(relation: Relation, graph: CouplingGraph, policies: ReadonlyMap<Element | undefined, TrafficPolicyFact>): Gap | undefined {
  const { from, to, care, uses, evidence } = relation;
  if (!isCallToGuard(relation) || care.hasBreaker) return undefined;
  const place = (uses.find((use) => use.care.hasBreaker === false) ?? uses[0])?.site ?? evidence[0].site;
  const off = uses.find((use) => use.care.isBreakerOff);
  // Whoever declares a fallback wants one, for other organisations' hosts too.
  if (off !== undefined) return { relation, anchor: off.site, place: off.site, isInMesh: false, switches: off.care.breakerSwitches ?? [] };
  if (to.kind === 'external' || isProxyCall(relation)) return undefined;
  // Calls through Dapr go from sidecar to sidecar.
  const isMeshed = graph.trafficPolicies.length > 0 && !uses.some(({ client }) => client === 'dapr') && isIstioPossible(from) && isIstioPossible(to);
  // Nothing seen could hold a breaker, or code that was not understood may hold one.
  if (!isCallerKnown(relation) || (!isMeshed && uses.length === 0)) return undefined;
  if (!isMeshed) return { relation, anchor: place, place, isInMesh: false };

  // A breaker that cannot act is the finding of outlier-detection-inert.
  if (care.policies.some(({ levels }) => levels.some(({ outlierDetection }) => outlierDetection))) return undefined;
  const policy = policies.get(to);
  if (policy) return { relation, anchor: policy.hostSite, place, isInMesh: true, policy };
  const workload = to.units.find(({ technology }) => technology === 'kubernetes');
  return { relation, anchor: workload?.site ?? place, place, isInMesh: true };
}

/** DestinationRules are read by the proxies of Istio alone. */
function isIstioPossible({ mesh: { state, mesh } }: Element): boolean {
  return state !== 'out' && (mesh === undefined || mesh === 'istio');
}

function toReport(group: readonly Gap[], onChain: ReadonlySet<Relation>, { metrics }: RuleInput): Report {
  const { relation, anchor, policy, isInMesh, switches } = group[0] as Gap;
  const relations = group.map((gap) => gap.relation);
  const callers = [...new Set(relations.map(({ from }) => from.name))];
  const callees = [...new Set(relations.map(({ to }) => to.name))];
  const [caller, callee] = [listOf(callers), listOf(callees)];
  const keepCalling = callers.length === 1 ? 'keeps calling' : 'keep calling';
  const s = relations.length === 1 ? '' : 's';
  const fail = callees.length === 1 ? 'it fails' : 'they fail';
  const reason = switches ? 'the declared fallback is switched off' : relations.some(({ uses }) => uses.length > 0) ? 'nothing opens, in mesh or code' : 'nothing opens in the mesh, and no code here shows another breaker';
  const remedy = switches ? `Set the switch of your release to true: ${switches.join(', ')}.` : policy
    ? `Add outlier detection or connection limits to the DestinationRule ${policy.name}.`
    : isInMesh
      ? `Add a DestinationRule for ${callees.length === 1 ? callee : 'each'}, or a circuit breaker to the call${s}.`
      : `Add a circuit breaker to the call${s}.`;
  return {
    site: anchor,
    severity: switches ? 'warning' : severityOf(relations, onChain, metrics),
    message: `${caller} ${keepCalling} ${callee} while ${fail}: ${reason}. ${remedy}`,
    related: group
      .filter(({ place }) => siteKey(place) !== siteKey(anchor))
      .map(({ relation: { from, to }, place }) => ({ site: place, message: `${from.name} calls ${to.name} here` })),
    elements: [...new Set(relations.flatMap(({ from, to }) => [from, to]))],
    relations,
    fixes: policy ? fixesOf(policy, relation) : isInMesh && switches === undefined ? newRules(group) : [],
  };
}

/** A private callee off every long path can only hurt its one caller. */
function severityOf(relations: readonly Relation[], onChain: ReadonlySet<Relation>, metrics: Metrics): Severity {
  // What the code of others does nobody sees here.
  if (relations.every(({ uses }) => uses.length === 0)) return 'info';
  const isPrivate = relations.every(({ to }) => (metrics.elements.get(to.id)?.callers ?? 0) <= 1);
  return isPrivate && !relations.some((relation) => onChain.has(relation)) ? 'info' : 'warning';
}

function fixesOf(policy: TrafficPolicyFact, { to }: Relation): Fix[] {
  const settings = breakerFor(policy, smallestCluster(policy, to));
  if (settings === undefined) return [];
  const title = `Add a circuit breaker for ${to.name}`;
  if (policy.policySlot) return [{ title, edits: [fill(policy.policySlot, settings)], preferred: true }];
  // A traffic policy that cannot take one more entry must not be written twice.
  const hasPolicy = policy.levels.some(({ level }) => level !== 'subset');
  if (hasPolicy || policy.specSlot === undefined) return [];
  return [{ title, edits: [fill(policy.specSlot, { trafficPolicy: settings })], preferred: true }];
}

/** DestinationRules behind the Services of the callees, where the file of each is that of the workload, or the only one: another may be of a set-up without mesh. */
function newRules(group: readonly Gap[]): Fix[] {
  const callees = uniqueBy(group.map(({ relation, anchor }) => ({ callee: relation.to, path: anchor.path })), ({ callee }) => callee.id);
  const edits = callees.map(({ callee, path }) => newRule(callee, path));
  if (!edits.every((edit) => edit !== undefined)) return [];
  return [{ title: `Add a DestinationRule with a circuit breaker for ${listOf(callees.map(({ callee }) => callee.name))}`, edits, preferred: false }];
}

function newRule(callee: Element, path: Path): TextEdit | undefined {
  const services = callee.services.filter(({ externalName }) => externalName === undefined);
  const service = services.find(({ site }) => site.path === path) ?? (services.length === 1 ? services[0] : undefined);
  const settings = breakerFor({ levels: [] }, endpointsOf(callee));
  // Other meshes have rules of their own.
  if (service?.documents === undefined || settings === undefined || (callee.mesh.mesh ?? 'istio') !== 'istio') return undefined;
  const { name, namespace } = service;
  return fill(service.documents, {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec: { host: namespace === undefined ? name : `${name}.${namespace}.svc.cluster.local`, trafficPolicy: settings },
  });
}

/** Each subset is a cluster of its own, and the smallest decides; those of which nothing is known cannot. Undefined when the size of the whole is unknown. */
function smallestCluster({ subsets }: TrafficPolicyFact, callee: Element): number | undefined {
  const whole = endpointsOf(callee);
  return whole && Math.min(whole, ...subsets.flatMap(({ labels }) => endpointsOf(callee, labels) ?? []));
}

/**
 * Settings that can act: one instance has no other to shift to, so it gets limits on load instead of ejection.
 * Undefined when the number of instances is unknown and no limits can be added.
 */
function breakerFor(policy: Pick<TrafficPolicyFact, 'levels'>, endpoints: number | undefined): Entries | undefined {
  if (endpoints !== undefined && endpoints > 1) {
    return {
      outlierDetection: {
        consecutive5xxErrors: 5,
        interval: '10s',
        baseEjectionTime: '30s',
        maxEjectionPercent: smallestUsefulPercent(endpoints),
      },
    };
  }
  const hasPool = policy.levels.some(({ level, hasConnectionPool }) => level === 'host' && hasConnectionPool !== false);
  return hasPool ? undefined : { connectionPool: { http: { http1MaxPendingRequests: 100, http2MaxRequests: 200 } } };
}
