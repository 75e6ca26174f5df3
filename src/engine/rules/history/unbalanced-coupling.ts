import type { Rule } from '../../model/rule.js';

/** Balance below which a relation is told about, and what makes it one that hurts: strong and far (Khononov; coupling.md C2). */
const LEAST_BALANCE = 0.35;
const STRONG = 0.7;
const FAR = 0.6;

export const unbalancedCoupling: Rule = {
  id: 'unbalanced-coupling',
  severity: 'warning',
  preset: 'strict',
  title: 'Strong knowledge over a long distance, of something that keeps changing',
  why: 'Strong coupling is cheap within one place, and a long way is cheap when little is known across it. Both together make each change of the target a change of the source, in another process and often another team, and this target changes often. How often is read from commits unless the policy file says what kind of part it is: past changes are only a hint at what must change.',
  remedy: 'Weaken it by a contract, bring the two closer (one service, one team), or declare in the policy file that the target is no core part and will rest.',
  ignoreWhen: 'The target changed much for reasons that are over.',
  noFix: 'a contract, another border or another subdomain are decisions, and the policy file takes the last of them.',
  sources: ['Khononov, Balancing Coupling in Software Design'],

  *check({ graph, metrics }) {
    for (const relation of graph.relations) {
      const { from, to, kind, confidence, evidence } = relation;
      const numbers = metrics.relations.get(relation.id);
      // What changes together has rules of its own; a guess, or a volatility that nobody measured, proves nothing.
      if (numbers === undefined || kind === 'changes-with' || confidence === 'inferred' || numbers.assumed || numbers.volatilitySource === 'assumed') continue;
      if (numbers.balance >= LEAST_BALANCE || numbers.strength < STRONG || numbers.distance < FAR) continue;
      const source = numbers.volatilitySource === 'history' ? ', as far as its commits tell' : '';
      yield {
        site: evidence[0].site,
        message: `${from.name} knows ${to.name} too well for the way between them (${numbers.because.strength}; ${numbers.because.distance}), and ${to.name} keeps changing${source}. Put a contract between them, or bring them together.`,
        related: [{ site: to.definedAt[0], message: `${to.name} is declared here` }],
        elements: [from, to],
        relations: [relation],
      };
    }
  },
};
