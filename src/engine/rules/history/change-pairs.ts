import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import type { RelationKind } from '../../model/relation-kind.js';
import type { CommonChanges } from '../../model/history.js';
import type { Report } from '../../model/rule.js';
import type { Severity } from '../../model/severity.js';
import { compareText } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

/** What explains that two services change together when it is between them, and when a third thing has it with both: one may call the same service for reasons of its own. */
const EXPLAINING: ReadonlySet<RelationKind> = new Set<RelationKind>(['calls', 'publishes', 'subscribes', 'stores', 'imports', 'shares']);
const MEETING: ReadonlySet<RelationKind> = new Set<RelationKind>(['publishes', 'subscribes', 'stores', 'imports', 'shares']);

/** Least focus of the common changes: with more than three parts each on average they are about the system rather than about the two. Prior. */
const LEAST_FOCUS = 0.5;

/** Fewer common changes may be chance in a young project. Prior. */
const SURE = 10;

/** Two services that change together. */
export interface ChangePair {
  readonly relation: Relation;
  readonly changes: CommonChanges;
  /** Relations between them, else those of the first with what both use. */
  readonly between: readonly Relation[];
  /** Both have to do with some third service or thing, which may explain it. */
  readonly meetElsewhere: boolean;
  /** Of both some relation is known, so that none between them means something. */
  readonly isCovered: boolean;
}

/** Services that change together, with what joins them. */
export function changePairs({ relations }: CouplingGraph): ChangePair[] {
  const found = relations.filter(({ kind, from, to, changes }) => kind === 'changes-with' && changes !== undefined && changes.focus >= LEAST_FOCUS && from.kind === 'service' && to.kind === 'service');
  if (found.length === 0) return [];
  const around = new Map<Element, Relation[]>();
  for (const relation of relations) {
    if (!EXPLAINING.has(relation.kind)) continue;
    for (const end of [relation.from, relation.to]) {
      const known = around.get(end);
      if (known === undefined) around.set(end, [relation]);
      else known.push(relation);
    }
  }
  return found.flatMap((relation) => {
    const { from, to, changes } = relation;
    const [ofFrom, ofTo] = [around.get(from) ?? [], around.get(to) ?? []];
    const direct = ofFrom.filter((other) => otherEnd(other, from) === to);
    const reached = new Set(ofTo.map((other) => otherEnd(other, to)));
    const meetElsewhere = ofFrom.some((other) => reached.has(otherEnd(other, from)));
    const neighbours = new Set(ofTo.filter(({ kind }) => MEETING.has(kind)).map((other) => otherEnd(other, to)));
    const between = direct.length > 0 ? direct : ofFrom.filter((other) => MEETING.has(other.kind) && neighbours.has(otherEnd(other, from)));
    return changes === undefined ? [] : [{ relation, changes, between, meetElsewhere, isCovered: ofFrom.length > 0 && ofTo.length > 0 }];
  });
}

/** Pairs that hang together are one cause, the closest first: what ties four services shows in six pairs (rules.md, G8). */
export function clusters(pairs: readonly ChangePair[]): [ChangePair, ...ChangePair[]][] {
  const groups: { readonly members: Set<Element>; readonly pairs: [ChangePair, ...ChangePair[]] }[] = [];
  for (const pair of [...pairs].sort((a, b) => b.changes.support - a.changes.support || compareText(a.relation.id, b.relation.id))) {
    const { from, to } = pair.relation;
    const [group, other] = groups.filter(({ members }) => members.has(from) || members.has(to));
    if (group === undefined) {
      groups.push({ members: new Set([from, to]), pairs: [pair] });
      continue;
    }
    group.pairs.push(pair);
    for (const end of [from, to, ...(other?.members ?? [])]) group.members.add(end);
    if (other !== undefined) {
      group.pairs.push(...other.pairs);
      groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups.map(({ pairs: own }) => own);
}

/** `orders, stock and billing keep changing together, the first two most of all: `, where there are more than two. */
export function clusterPhrase(pairs: readonly [ChangePair, ...ChangePair[]]): string {
  const [{ relation: { from, to } }] = pairs;
  const names = new Set([from, to, ...pairs.flatMap(({ relation }) => [relation.from, relation.to])].map(({ name }) => name));
  return names.size === 2 ? '' : `${listOf([...names])} keep changing together, the first two most of all: `;
}

/** What the other pairs of a cluster have in common, and all elements and relations of it. */
export function clusterParts(pairs: readonly [ChangePair, ...ChangePair[]]): Required<Pick<Report, 'related' | 'elements' | 'relations'>> {
  return {
    related: pairs.slice(1).map(({ relation, changes }) => ({ site: relation.from.definedAt[0], message: commonPhrase(relation, changes) })),
    elements: [...new Set(pairs.flatMap(({ relation: { from, to } }) => [from, to]))],
    relations: pairs.map(({ relation }) => relation),
  };
}

export function severityOf({ support }: CommonChanges): Severity {
  return support < SURE ? 'info' : 'warning';
}

/** `18 of 24 changes of orders also touch stock`. */
export function commonPhrase({ from, to }: Relation, { support, revisions, latest }: CommonChanges): string {
  const example = latest[0] === undefined ? '' : `, the last one being \u201c${latest[0].subject.slice(0, 80)}\u201d`;
  return `${support} of the ${revisions[0]} changes of ${from.name} also change ${to.name}${example}`;
}

function otherEnd({ from, to }: Relation, end: Element): Element {
  return from === end ? to : from;
}
