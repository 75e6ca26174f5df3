import type { Finding, Relation } from '../engine/index.js';
import type { LevelView } from '../protocol/graph-view.js';

/** What a level needs to know of a finding. */
type Judged = Pick<Finding, 'rule' | 'severity'>;

/** From harmless to harmful. */
const LEVELS: readonly LevelView[] = ['low', 'medium', 'high'];

/** What an ordinary finding makes of the relations it concerns. */
const BY_SEVERITY: Readonly<Record<Finding['severity'], LevelView>> = { error: 'high', warning: 'medium', info: 'low', hint: 'low' };

/**
 * Rules about care that a call lacks. They tell what would soften a failure, not what couples two services, and nearly
 * every call lacks something: they count one level less. Where a missing time-out hurts, on a chain, its severity is
 * raised by the rule itself.
 */
const CARE_RULES: ReadonlySet<string> = new Set(['call-without-timeout', 'call-without-circuit-breaker', 'outlier-detection-inert']);

/** No request waits for these once a service runs, so they never stand out; their findings stay in the lists. */
const BACKGROUND_KINDS: ReadonlySet<Relation['kind']> = new Set(['telemetry', 'registers', 'configures', 'starts-after']);

/**
 * How much a relation hurts, from the unsuppressed findings that concern it.
 * `high`: an error about the coupling itself (shared data, a cycle, a bypass); `medium`: a warning about it, or an error
 * about missing care. A relation that is only inferred is never `high`, as the picture shouts at nobody on a guess.
 */
export function levelOf({ kind, confidence }: Pick<Relation, 'kind' | 'confidence'>, findings: readonly Judged[]): LevelView {
  if (BACKGROUND_KINDS.has(kind)) return 'low';
  const found = Math.max(0, ...findings.map(rankOf));
  return LEVELS[confidence === 'inferred' ? Math.min(found, LEVELS.indexOf('medium')) : found] ?? 'low';
}

function rankOf({ rule, severity }: Judged): number {
  const rank = LEVELS.indexOf(BY_SEVERITY[severity]);
  return CARE_RULES.has(rule) ? Math.max(0, rank - 1) : rank;
}
