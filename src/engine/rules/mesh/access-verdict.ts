import type { AccessPolicyFact, AccessRule, AccessTechnology } from '../../model/access-facts.js';
import { applies, includesPorts, isInChart, podPortsOf, podsOf, type LabelKnowledge } from '../../model/access-match.js';
import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import { valueOf } from '../../model/text.js';

/** What enforces policies of its own: traffic has to pass all of them. */
export type Layer = 'network' | AccessTechnology;

/** What the policies of one layer say about traffic in one direction. */
export type Verdict =
  | { readonly kind: 'open' | 'unknown' }
  | { readonly kind: 'allowed'; readonly isolating: readonly AccessPolicyFact[] }
  /** Some rule says so. */
  | { readonly kind: 'denied'; readonly policy: AccessPolicyFact; readonly rule: AccessRule }
  /** Nothing of what isolates the subject lets it through. */
  | { readonly kind: 'not-allowed'; readonly isolating: readonly AccessPolicyFact[] };

/** A policy, and whether it certainly is about an element. */
interface Applied {
  readonly policy: AccessPolicyFact;
  readonly isCertain: boolean;
}

/** The policies about each element, by direction and layer. */
export type PoliciesBySubject = ReadonlyMap<string, ReadonlyMap<string, readonly Applied[]>>;

/** Calico's and other networks' policies add up with those of Kubernetes, as Cilium's do. */
function layerOf(technology: AccessTechnology): Layer {
  return technology === 'kubernetes' || technology === 'cilium' ? 'network' : technology;
}

/** Sorts policies by whom they are about. */
export function policiesBySubject({ accessPolicies }: CouplingGraph): PoliciesBySubject {
  const bySubject = new Map<string, Map<string, Applied[]>>();
  for (const { policy, subjects } of accessPolicies) {
    const key = `${policy.direction} ${layerOf(policy.technology)}`;
    for (const { element, isCertain } of subjects) {
      const own = bySubject.get(element.id) ?? new Map<string, Applied[]>();
      bySubject.set(element.id, own);
      own.set(key, [...(own.get(key) ?? []), { policy, isCertain }]);
    }
  }
  return bySubject;
}

/** What each layer says about a relation, at the end that is reached and at the one that reaches out. */
export function verdictsOn(relation: Relation, policies: PoliciesBySubject, knowledge: LabelKnowledge): { readonly verdict: Verdict; readonly direction: AccessPolicyFact['direction'] }[] {
  const podPorts = podPortsOf(relation);
  return (['inbound', 'outbound'] as const).flatMap((direction) => {
    const [subject, peer] = direction === 'inbound' ? [relation.to, relation.from] : [relation.from, relation.to];
    return [...(policies.get(subject.id) ?? [])].filter(([key]) => key.startsWith(`${direction} `) && isEnforced(key.slice(direction.length + 1), relation, knowledge))
      .map(([, applied]) => ({ direction, verdict: judge(applied.filter(({ policy }) => isOfSameKind(policy, subject)), peer, relation.to, podPorts, knowledge) }));
  });
}

/** The policies of a chart belong to the pods of charts. */
function isOfSameKind(policy: AccessPolicyFact, subject: Element): boolean {
  return !isInChart(policy) || podsOf(subject).some(isInChart);
}

/** Network policies do not hold for pods in the network of their node, and those of a mesh need its proxy. */
function isEnforced(layer: string, { from, to }: Relation, { namespaces }: LabelKnowledge): boolean {
  if (layer === 'network') return ![from, to].some((element) => podsOf(element).some(({ hostNetwork }) => hostNetwork !== undefined && valueOf(hostNetwork) !== false));
  // Behind a waypoint pods see the waypoint's identity, not that of the caller.
  const hasWaypoint = podsOf(to).some(({ labels, namespace }) => [labels, ...(namespaces.get(namespace ?? '') ?? []).map((fact) => fact.labels)].flat().some(({ key }) => key === 'istio.io/use-waypoint'));
  return to.mesh.state !== 'out' && !hasWaypoint;
}

function judge(applied: readonly Applied[], peer: Element, to: Element, podPorts: readonly (number | string)[] | undefined, knowledge: LabelKnowledge): Verdict {
  const relevant = applied.map((one) => ({ ...one, ports: includesPorts(one.policy.ports, podPorts, to) })).filter(({ ports }) => ports !== 'no');
  const matching = relevant.flatMap(({ policy, isCertain, ports }) => policy.rules.flatMap((rule) => {
    const answer = applies(rule, peer, to, podPorts, knowledge);
    return answer === 'no' ? [] : [{ policy, rule, isCertain: isCertain && ports === 'yes' && answer === 'yes' }];
  }));
  const certain = matching.filter((match) => match.isCertain);
  const rank = Math.max(-1, ...certain.map(({ rule }) => rule.rank));
  const deciding = certain.filter(({ rule }) => rule.rank === rank);
  const isClosed = certain.some(isDefault);
  const isolating = relevant.filter(({ policy, isCertain, ports }) => (policy.isolates || isClosed) && isCertain && ports === 'yes').map(({ policy }) => policy);
  const effect = deciding.length > 0 ? deciding[0]?.rule.effect : isolating.length > 0 ? 'deny' : 'allow';
  // Rules that may or may not match, and would change the answer; so would others of the same rank.
  if (matching.some(({ rule }) => rule.rank >= rank && rule.effect !== effect)) return { kind: 'unknown' };
  const [first] = deciding;
  if (first !== undefined && !deciding.some(isDefault)) return effect === 'deny' ? { kind: 'denied', policy: first.policy, rule: first.rule } : { kind: 'allowed', isolating };
  return isolating.length > 0 ? { kind: 'not-allowed', isolating } : { kind: 'open' };
}

/** Consul has no policy that isolates: people deny everybody, and then allow some. */
function isDefault({ policy, rule }: { readonly policy: AccessPolicyFact; readonly rule: AccessRule }): boolean {
  return policy.technology === 'consul' && rule.effect === 'deny' && rule.peers?.every(({ conditions }) => conditions.length === 0) === true;
}
