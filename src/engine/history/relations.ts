import type { Element, Evidence, Relation } from '../model/graph.js';
import type { ChangePair, Changes } from '../model/changes.js';

/** Share of common changes from which on two change together (code-maat's default of --min-coupling). */
const LEAST_DEGREE = 0.3;
/** The follower comes along in at least every other change: degree alone hides a small one that always follows. Prior. */
const LEAST_CONFIDENCE = 0.5;
/** Less often is chance: two that change all the time meet without reason. Prior. */
const LEAST_LIFT = 1.5;

/** A `changes-with` relation for each pair that changes together too often for chance. */
export function changeRelations({ pairs }: Changes): Relation[] {
  return pairs
    .filter(({ degree, confidence, lift }) => degree >= LEAST_DEGREE && confidence >= LEAST_CONFIDENCE && lift >= LEAST_LIFT)
    .map(toRelation);
}

function toRelation({ from: [from], to: [to], ...common }: ChangePair): Relation {
  return {
    id: `${from.id} -changes-with-> ${to.id}`,
    from,
    to,
    kind: 'changes-with',
    via: 'direct',
    confidence: 'inferred',
    evidence: [declaration(from), declaration(to)],
    uses: [],
    ports: [],
    care: { hasBreaker: false, hasFallback: false, routes: [], policies: [] },
    changes: common,
  };
}

/** Commits are no place in a file: where the two are declared is the nearest one. */
function declaration({ definedAt: [site] }: Element): Evidence {
  return { site, extractor: 'git-history', confidence: 'inferred' };
}
