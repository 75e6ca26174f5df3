import type { Rule } from '../../model/rule.js';
import { changePairs, clusterParts, clusterPhrase, clusters, commonPhrase, severityOf } from './change-pairs.js';

export const hiddenChangeCoupling: Rule = {
  id: 'hidden-change-coupling',
  severity: 'warning',
  preset: 'recommended',
  title: 'Two services change together, and nothing shows why',
  why: 'No call, message, database or library joins the two, yet they keep changing in one commit: they share knowledge that nobody wrote down, such as a format, a rule or a copy of code. Whoever changes one and does not know the other breaks it.',
  remedy: 'Find what they share in the common commits. Give it one owner, or make it a contract that both can see.',
  ignoreWhen: 'The files have nothing to do with each other, and only habit puts them into one commit.',
  noFix: 'what the two share is in the commits, not in any file.',
  sources: ['Tornhill, Your Code as a Crime Scene: change coupling', 'code-maat: degree of coupling'],
  needsHistory: true,

  *check({ graph }) {
    for (const group of clusters(changePairs(graph).filter(({ between, meetElsewhere, isCovered }) => between.length === 0 && !meetElsewhere && isCovered))) {
      const [{ relation, changes }] = group;
      const { related, elements, relations } = clusterParts(group);
      const { from, to, evidence: [, other] } = relation;
      yield {
        site: from.definedAt[0],
        severity: severityOf(changes),
        message: `${clusterPhrase(group)}${commonPhrase(relation, changes)}. No call, message, store or library joins ${group.length === 1 ? 'the two' : 'them'}, so they share something that nobody wrote down. Find it in these commits, and give it one owner or a contract.`,
        related: [...(other === undefined ? [] : [{ site: other.site, message: `${to.name} is declared here` }]), ...related],
        elements,
        relations,
      };
    }
  },
};
