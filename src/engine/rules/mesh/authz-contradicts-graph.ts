import type { AccessPolicyFact, AccessRule } from '../../model/access-facts.js';
import { applies, includesPorts, labelKnowledge, podPortsOf, podsOf, type LabelKnowledge } from '../../model/access-match.js';
import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, Relation } from '../../model/graph.js';
import type { RelationKind } from '../../model/relation-kind.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { addPeers } from './access-fix.js';
import { policiesBySubject, verdictsOn } from './access-verdict.js';
import { unusedPermissions } from './unused-permissions.js';

/** Relations in which the first end opens a connection to the second. Telemetry is left out: some of it is fetched. */
const CONNECTING: ReadonlySet<RelationKind> = new Set(['calls', 'stores', 'publishes', 'subscribes']);

/** Why a policy refuses a relation. */
type Cause = 'rule' | 'peer' | 'port';

/** A relation that policies refuse, and what has to change. */
interface Refusal {
  readonly relation: Relation;
  readonly cause: Cause;
  readonly policy: AccessPolicyFact;
  /** The rule that refuses it, or that should let it through. */
  readonly rule?: AccessRule;
  /** Further policies that would have to let it through. */
  readonly others: readonly AccessPolicyFact[];
}

export const authzContradictsGraph: Rule = {
  id: 'authz-contradicts-graph',
  severity: 'error',
  preset: 'recommended',
  title: 'Access rules contradict what services do',
  why: 'Network policies and the authorisation of a mesh are lists of who talks to whom, kept apart from the code that talks. A call that nobody added to the list is refused from the day the policy is applied; an entry for a call that nobody makes any more lets in whoever takes that service over.',
  remedy: 'Let the policy list exactly those who call: add the caller that is missing, or remove the call.',
  ignoreWhen: 'Another repository has further policies for the same pods.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/', 'https://istio.io/latest/docs/reference/config/security/authorization-policy/',
    'https://linkerd.io/2/reference/authorization-policy/', 'https://developer.hashicorp.com/consul/docs/secure-mesh/intention', 'https://docs.cilium.io/en/stable/security/policy/',
  ],

  *check({ graph }) {
    if (graph.accessPolicies.length === 0) return;
    const knowledge = labelKnowledge(graph.elements.values(), graph.namespaces);
    const refusals = refusalsIn(graph, knowledge);
    for (const group of groupBy(refusals, ({ policy, rule, cause }) => `${cause} ${siteKey(rule?.site ?? policy.site)}`).values()) yield toReport(group, graph);
    yield* unusedPermissions(graph, knowledge);
  },
};

/** All that policies certainly refuse. What holds for all of a place counts only where it lets most through: elsewhere its lists are not kept here. */
function refusalsIn(graph: CouplingGraph, knowledge: LabelKnowledge): Refusal[] {
  const policies = policiesBySubject(graph);
  const allowed = new Map<AccessPolicyFact, number>();
  const refusals: Refusal[] = [];
  for (const relation of graph.relations.filter(isConnection)) {
    for (const { verdict } of verdictsOn(relation, policies, knowledge)) {
      if (verdict.kind === 'allowed') for (const policy of verdict.isolating) allowed.set(policy, (allowed.get(policy) ?? 0) + 1);
      if (verdict.kind === 'denied') refusals.push({ relation, cause: 'rule', policy: verdict.policy, rule: verdict.rule, others: [] });
      if (verdict.kind === 'not-allowed') refusals.push(refusalBy(verdict.isolating, relation, knowledge));
    }
  }
  const refused = groupBy(refusals, ({ policy }) => siteKey(policy.site));
  return refusals.filter(({ policy, cause }) => !policy.isWide || cause === 'rule' || (refused.get(siteKey(policy.site))?.length ?? 0) < (allowed.get(policy) ?? 0));
}

function isConnection({ kind, confidence, from, to }: Relation): boolean {
  return CONNECTING.has(kind) && confidence !== 'inferred' && from.deploymentUnit !== to.deploymentUnit && podsOf(from).length > 0 && podsOf(to).length > 0;
}

/** The policy that is for the subject in particular, and the list of it that should name the peer. */
function refusalBy(isolating: readonly AccessPolicyFact[], relation: Relation, knowledge: LabelKnowledge): Refusal {
  const own = isolating.filter(({ isWide }) => !isWide);
  const policy = own.find(({ rules }) => rules.length > 0) ?? own[0] ?? isolating.find(({ rules }) => rules.length > 0) ?? isolating[0];
  if (policy === undefined) throw new Error('nothing isolates the subject');
  const peer = policy.direction === 'inbound' ? relation.from : relation.to;
  const others = isolating.filter((other) => other !== policy);
  const meant = isolating.flatMap(({ rules }) => rules).find((rule) => rule.effect === 'allow' && applies({ ...rule, conditional: false }, peer, relation.to, undefined, knowledge) !== 'no');
  if (meant !== undefined) return { relation, cause: 'port', policy: isolating.find(({ rules }) => rules.includes(meant)) ?? policy, rule: meant, others };
  const rule = policy.rules.find(({ effect, peers, ports }) => effect === 'allow' && peers !== undefined && includesPorts(ports, podPortsOf(relation), relation.to) === 'yes');
  return { relation, cause: 'peer', policy, others, ...(rule !== undefined && { rule }) };
}

function toReport(group: readonly [Refusal, ...Refusal[]], graph: CouplingGraph): Report {
  const [{ policy, rule }] = group;
  const relations = uniqueBy(group.map(({ relation }) => relation), ({ id }) => id);
  return {
    site: rule?.site ?? policy.site,
    message: `${uses(relations)}, but ${effectOf(group, relations)}.`,
    related: [
      ...relations.map(({ from, to, evidence }) => ({ site: evidence[0].site, message: `${from.name} uses ${to.name}` })),
      ...uniqueBy(group.flatMap(({ others }) => others), ({ site }) => siteKey(site)).map(({ name, site }) => ({ site, message: `${name} does not let it through either` })),
    ],
    elements: uniqueBy(relations.flatMap(({ from, to }) => [from, to]), ({ id }) => id),
    relations,
    fixes: fixesOf(group, graph),
  };
}

/** `orders and mail use stock; mail uses broker`. */
function uses(relations: readonly Relation[]): string {
  const byCallee = groupBy(relations, ({ to }) => to.id);
  return [...byCallee.values()].map((group) => {
    const callers = [...new Set(group.map(({ from }) => from.name))];
    return `${listOf(callers)} ${callers.length === 1 ? 'uses' : 'use'} ${group[0].to.name}`;
  }).join('; ');
}

function effectOf([{ policy, cause, rule }]: readonly [Refusal, ...Refusal[]], relations: readonly Relation[]): string {
  const [who, calls] = relations.length === 1 ? ['it', 'the call'] : ['them', 'the calls'];
  const name = `the ${policy.object} ${policy.name}`;
  if (cause === 'rule') return `${name} denies ${who}. Narrow this rule, or remove ${calls}`;
  if (cause === 'port') return `${name} lets ${who} through to other ports only. Open the port that is used, or correct ${calls}`;
  if (rule === undefined) return `${name} refuses what no policy allows, and none lets ${who} ${policy.direction === 'inbound' ? 'in' : 'out'}. Allow ${who}, or remove ${calls}`;
  return policy.direction === 'inbound' ? `${name} does not let ${who} in. Add ${who}, or remove ${calls}` : `${name} does not let ${who} out to there. Add what is missing, or remove ${calls}`;
}

/** Adds those who are missing to the list, where there is one. */
function fixesOf([first, ...others]: readonly [Refusal, ...Refusal[]], { elements }: CouplingGraph): Fix[] {
  const { policy, rule, cause } = first;
  if (cause !== 'peer' || rule === undefined) return [];
  const peers = uniqueBy([first, ...others].map(({ relation }) => (policy.direction === 'inbound' ? relation.from : relation.to)), ({ id }) => id);
  const edits = addPeers(policy, rule, peers, elements.values());
  const names = listOf(peers.map(({ name }) => name));
  return edits === undefined ? [] : [{ title: policy.direction === 'inbound' ? `Let ${names} in` : `Let it out to ${names}`, edits, preferred: false }];
}
