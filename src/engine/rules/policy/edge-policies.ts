import type { CouplingGraph, Element, Relation, RelationKind } from '../../model/graph.js';
import type { EdgePolicyFact, Selector } from '../../model/policy-facts.js';
import type { Related, Report } from '../../model/rule.js';
import { describe, selects } from '../../model/selectors.js';
import type { Severity } from '../../model/severity.js';

/** Relations that a run of the system needs; start order, telemetry and common changes are meant only when named. */
const DEFAULT_RELATIONS: readonly RelationKind[] = ['calls', 'routes', 'publishes', 'subscribes', 'stores', 'imports', 'shares'];

/** Ids of the elements that a selector means. */
export function selected(selector: Selector, { elements }: CouplingGraph): ReadonlySet<string> {
  return new Set([...elements.values()].filter((element) => selects(selector, element)).map(({ id }) => id));
}

/** The relations that a decision is about. */
export function relationsOf(policy: EdgePolicyFact, graph: CouplingGraph, defaults: readonly RelationKind[] = DEFAULT_RELATIONS): Relation[] {
  const from = selected(policy.from, graph);
  const to = selected(policy.to, graph);
  const kinds = policy.relations ?? defaults;
  return graph.relations.filter((relation) => kinds.includes(relation.kind) && relation.from !== relation.to && from.has(relation.from.id) && to.has(relation.to.id));
}

/** A decision whose names mean nobody most likely misspells them. One without names may be about what is still to come. */
export function* reportEmpty(policies: readonly EdgePolicyFact[], graph: CouplingGraph): Iterable<Report> {
  for (const { from, to, site } of policies) {
    for (const [end, selector] of [['from', from], ['to', to]] as const) {
      if (selector.name !== undefined && selected(selector, graph).size === 0) yield { site, severity: 'hint', message: `Nothing in the workspace is ${describe(selector)}: with this \`${end}\` the decision has no effect.` };
    }
  }
}

/** What everybody who breaks a decision is shown. */
export function decisionOf({ name, comment, site }: EdgePolicyFact): { readonly why: string; readonly related: Related } {
  const title = name === undefined ? 'the policy' : `the policy ${name}`;
  return { why: comment === undefined ? title : `${title} (${comment.replace(/\.$/, '')})`, related: { site, message: 'decided here' } };
}

/** What is only guessed is no error. */
export function severityOf({ severity }: EdgePolicyFact, relations: readonly Relation[], usual: Severity): Severity {
  return relations.some(({ confidence }) => confidence === 'inferred') ? 'info' : (severity ?? usual);
}

/** Shortest paths over some relations from an element to others, nearest first, none through another of them. */
export function pathsTo(from: Element, targets: ReadonlySet<string>, outgoing: ReadonlyMap<string, readonly Relation[]>): Relation[][] {
  const paths: Relation[][] = [];
  const reached = new Set([from.id]);
  let frontier: { readonly at: Element; readonly path: Relation[] }[] = [{ at: from, path: [] }];
  while (frontier.length > 0) {
    const next: typeof frontier = [];
    for (const { at, path } of frontier) {
      for (const relation of outgoing.get(at.id) ?? []) {
        if (reached.has(relation.to.id)) continue;
        reached.add(relation.to.id);
        if (targets.has(relation.to.id)) paths.push([...path, relation]);
        else next.push({ at: relation.to, path: [...path, relation] });
      }
    }
    frontier = next;
  }
  return paths;
}
