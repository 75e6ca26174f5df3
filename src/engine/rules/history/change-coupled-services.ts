import type { Rule } from '../../model/rule.js';
import { changePairs, commonPhrase, severityOf } from './change-pairs.js';

export const changeCoupledServices: Rule = {
  id: 'change-coupled-services',
  severity: 'warning',
  preset: 'recommended',
  title: 'Two services keep changing together',
  why: 'Commits are the most honest witness of a border: what has to change together belongs together, whatever the diagram says. Each such change needs two reviews, two releases and an order between them.',
  remedy: 'Move what changes together to one side, or put a contract between the two that changes less often than either.',
  ignoreWhen: 'The two are developed on purpose as one, or the common commits are chores that the history cannot tell from work.',
  sources: ['Tornhill, Your Code as a Crime Scene: change coupling', 'code-maat: degree of coupling'],
  needsHistory: true,

  *check({ graph }) {
    for (const pair of changePairs(graph)) {
      const { relation, changes, between } = pair;
      if (pair.between.length === 0) continue;
      const { from, to, evidence: [, other] } = relation;
      yield {
        site: from.definedAt[0],
        severity: severityOf(changes),
        message: `${commonPhrase(relation, changes)}. They meet in the graph, but their contract does not hold. Move what changes together to one side, or make the contract more stable.`,
        related: [...between.slice(0, 3).map(({ from: source, to: target, evidence }) => ({ site: evidence[0].site, message: `${source.name} meets ${target.name} here` })), ...(other === undefined ? [] : [{ site: other.site, message: `${to.name} is declared here` }])],
        elements: [from, to],
        relations: [relation],
      };
    }
  },
};
