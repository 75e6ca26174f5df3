import type { Rule } from '../../model/rule.js';
import { changePairs, commonPhrase, severityOf } from './change-pairs.js';

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
    for (const pair of changePairs(graph)) {
      const { relation, changes } = pair;
      if (pair.between.length > 0 || pair.meetElsewhere || !pair.isCovered) continue;
      const { from, to, evidence: [, other] } = relation;
      yield {
        site: from.definedAt[0],
        severity: severityOf(changes),
        message: `${commonPhrase(relation, changes)}. No call, message, store or library joins the two, so they share something that nobody wrote down. Find it in these commits, and give it one owner or a contract.`,
        related: [...(other === undefined ? [] : [{ site: other.site, message: `${to.name} is declared here` }])],
        elements: [from, to],
        relations: [relation],
      };
    }
  },
};
