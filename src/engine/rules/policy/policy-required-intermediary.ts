import { uniqueBy } from '../../model/collections.js';
import type { Relation } from '../../model/graph.js';
import { siteKey } from '../../model/value-edit.js';
import type { EdgePolicyFact, Intermediary } from '../../model/policy-facts.js';
import { injectProxy } from '../../model/mesh-injection.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { decisionOf, relationsOf, reportEmpty, severityOf } from './edge-policies.js';

const WORDS: Readonly<Record<Intermediary, string>> = { mesh: 'the mesh', broker: 'a message broker', gateway: 'a gateway', contract: 'an agreed contract' };

export const policyRequiredIntermediary: Rule = {
  id: 'policy-required-intermediary',
  severity: 'warning',
  preset: 'recommended',
  title: 'A relation avoids what the policy says it must pass',
  why: 'The team decided in `coupling.policy.yaml` that such relations pass the mesh, a broker, a gateway or an agreed contract. What goes around it has no encryption, retries, limits, traces or compatibility checks, and nobody sees it.',
  remedy: 'Let the relation pass what the policy names. If it cannot, add a dated entry to `exceptions`, or make the policy say so.',
  ignoreWhen: 'The protocol cannot pass it, as some websocket or database traffic; then let the policy say so for all such relations.',

  *check({ graph }) {
    const policies = graph.policy.edges.filter(({ effect }) => effect === 'required');
    yield* reportEmpty(policies, graph);
    for (const policy of policies) {
      for (const relation of relationsOf(policy, graph, ['calls'])) {
        if (policy.via.every((via) => passes(relation, via) === false)) yield toReport(policy, relation);
      }
    }
  },
};

/** Undefined when the workspace does not tell. */
function passes({ kind, via, from, to, contract }: Relation, intermediary: Intermediary): boolean | undefined {
  switch (intermediary) {
    case 'contract': return contract !== undefined;
    case 'gateway': return via === 'gateway' || from.kind === 'gateway' || to.kind === 'gateway';
    case 'broker': return via === 'broker';
    case 'mesh':
      if (from.mesh.state === 'unknown' || to.mesh.state === 'unknown') return undefined;
      return kind !== 'imports' && from.mesh.state === 'in' && to.mesh.state === 'in';
  }
}

function toReport(policy: EdgePolicyFact, relation: Relation): Report {
  const { from, to, evidence } = relation;
  const { why, related } = decisionOf(policy);
  const needed = policy.via.map((via) => WORDS[via]).join(' or ');
  return {
    site: evidence[0].site,
    severity: severityOf(policy, [relation], 'warning'),
    message: `${from.name} reaches ${to.name} without ${needed}, which ${why} requires.`,
    related: [related],
    elements: [from, to],
    relations: [relation],
    fixes: fixesOf(policy, relation),
  };
}

/** Into the mesh the outer ones can be let. What a gateway or a broker needs of a call, as paths and messages, no edit knows. */
function fixesOf({ via }: EdgePolicyFact, { from, to }: Relation): Fix[] {
  const outside = via.includes('mesh') ? [from, to].filter(({ mesh }) => mesh.state !== 'in') : [];
  const fixes = outside.map(injectProxy);
  const [first] = fixes;
  if (first === undefined || !fixes.every((fix) => fix !== undefined)) return [];
  return [{ title: `Inject the mesh proxy of ${outside.map(({ name }) => name).join(' and ')}`, edits: uniqueBy(fixes.flatMap(({ edits }) => edits), ({ site }) => siteKey(site)), preferred: false }];
}
