import type { RelationKind } from '../../model/relation-kind.js';
import type { Rule } from '../../model/rule.js';
import { listOf } from '../../model/wording.js';
import { changePairs, clusterParts, clusterPhrase, clusters, commonPhrase, severityOf, type ChangePair } from './change-pairs.js';

export const changeCoupledServices: Rule = {
  id: 'change-coupled-services',
  severity: 'warning',
  preset: 'recommended',
  title: 'Two services keep changing together',
  why: 'Commits are the most honest witness of a border: what has to change together belongs together, whatever the diagram says. Each such change needs two reviews, two releases and an order between them.',
  remedy: 'Move what changes together to one side, or put a contract between the two that changes less often than either.',
  ignoreWhen: 'The two are developed on purpose as one, or the common commits are chores that the history cannot tell from work.',
  noFix: 'what should move to which side is in the commits, not in any file.',
  sources: ['Tornhill, Your Code as a Crime Scene: change coupling', 'code-maat: degree of coupling'],
  needsHistory: true,

  *check({ graph }) {
    for (const group of clusters(changePairs(graph).filter(({ between }) => between.length > 0))) {
      const [pair] = group;
      const { relation, changes, between } = pair;
      const { related, elements, relations } = clusterParts(group);
      const { from, to, evidence: [, other] } = relation;
      yield {
        site: from.definedAt[0],
        severity: severityOf(changes),
        message: `${clusterPhrase(group)}${commonPhrase(relation, changes)}. ${meetingOf(pair)} Move what changes together to one side, or make ${isDirect(pair) ? 'their contract' : 'what they share'} more stable.`,
        related: [...between.slice(0, 3).map(({ from: source, to: target, kind, evidence }) => ({ site: evidence[0].site, message: `${source.name} ${VERBS[kind] ?? 'uses'} ${target.name} here` })), ...(other === undefined ? [] : [{ site: other.site, message: `${to.name} is declared here` }]), ...related],
        elements,
        relations,
      };
    }
  },
};

const VERBS: Readonly<Partial<Record<RelationKind, string>>> = { calls: 'calls', imports: 'is built with', stores: 'keeps data in', publishes: 'publishes to', subscribes: 'listens to', shares: 'shares files with' };

/** Whether one of them uses the other itself. */
function isDirect({ relation: { from, to }, between: [first] }: ChangePair): boolean {
  return first !== undefined && [first.from, first.to].every((end) => end === from || end === to);
}

/** What joins them, as a sentence. */
function meetingOf(pair: ChangePair): string {
  const { relation: { from }, between } = pair;
  if (isDirect(pair)) return 'Their contract does not keep them apart.';
  return `They share ${listOf([...new Set(between.map((other) => (other.from === from ? other.to : other.from).name))])}.`;
}
