import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Relation } from '../../model/graph.js';
import type { EdgePolicyFact } from '../../model/policy-facts.js';
import type { Report, Rule } from '../../model/rule.js';
import { decisionOf, pathsTo, relationsOf, reportEmpty, selected, severityOf } from './edge-policies.js';

const WORDS: Readonly<Partial<Record<Relation['kind'], string>>> = { stores: 'uses', shares: 'shares data with', 'changes-with': 'changes with', 'starts-after': 'starts after', telemetry: 'reports to', publishes: 'publishes to', subscribes: 'subscribes to', registers: 'registers with', configures: 'is configured by', routes: 'routes to' };

export const policyForbiddenEdge: Rule = {
  id: 'policy-forbidden-edge',
  severity: 'error',
  preset: 'recommended',
  title: 'A relation that the policy forbids',
  why: 'The team decided in `coupling.policy.yaml` that this relation must not exist. Each one that is let in as a simple exception makes the next one easier, until the parts cannot be changed apart from each other.',
  remedy: 'Go the way that the policy leaves open: another interface, an event, a copy of the data. If the relation is needed, add a dated entry to `exceptions`, or change the policy.',
  ignoreWhen: 'A migration needs the relation for a time: then write an exception with an end.',
  noFix: 'the decision is the team\'s: another way, a dated entry of `exceptions`, or another policy.',

  *check({ graph }) {
    const policies = graph.policy.edges.filter(({ effect }) => effect !== 'required');
    yield* reportEmpty(policies, graph);
    for (const policy of policies) {
      if (policy.reachable) yield* reachableReports(policy, graph);
      else for (const relation of relationsOf(policy, graph, policy.effect === 'async-only' ? ['calls'] : undefined)) yield toReport(policy, [relation]);
    }
  },
};

/** Over calls and routes, as only whoever waits reaches what is behind. */
function* reachableReports(policy: EdgePolicyFact, graph: CouplingGraph): Iterable<Report> {
  const kinds = policy.relations ?? ['calls', 'routes', 'stores'];
  const outgoing = groupBy(graph.relations.filter(({ kind }) => kinds.includes(kind)), ({ from }) => from.id);
  const targets = selected(policy.to, graph);
  for (const id of selected(policy.from, graph)) {
    const from = graph.elements.get(id);
    if (from === undefined) continue;
    for (const path of pathsTo(from, targets, outgoing)) yield toReport(policy, path);
  }
}

function toReport(policy: EdgePolicyFact, path: readonly Relation[]): Report {
  const [first] = path as readonly [Relation, ...Relation[]];
  const last = path.at(-1) ?? first;
  const { why, related } = decisionOf(policy);
  const how = policy.effect === 'async-only' ? `${why} allows events and messages only between them: publish an event instead of the call` : `${why} forbids it`;
  const way = path.length === 1
    ? `${first.from.name} ${WORDS[first.kind] ?? first.kind} ${first.to.name}`
    : `${first.from.name} reaches ${last.to.name} (${[first.from, ...path.map(({ to }) => to)].map(({ name }) => name).join(' → ')})`;
  return {
    site: first.evidence[0].site,
    severity: severityOf(policy, path, 'error'),
    message: `${way}, but ${how}.`,
    related: [related, ...path.slice(1).map(({ from, to, evidence }) => ({ site: evidence[0].site, message: `${from.name} to ${to.name}` }))],
    elements: [first.from, ...path.map(({ to }) => to)],
    relations: path,
  };
}
