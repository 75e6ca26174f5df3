import type { StrengthLevel } from '../model/metrics.js';
import type { Subdomain } from '../model/policy-facts.js';

/**
 * Every number the measurements stand on, in one table. "Prior" marks our own estimates, to be calibrated on
 * labelled systems; the others come from the source named beside them.
 */

/** Integration strength per level. The four levels and their order: Khononov, Balancing Coupling; the numbers: prior. */
export const STRENGTH: Readonly<Record<StrengthLevel, number>> = {
  intrusive: 1,
  functional: 0.7,
  model: 0.4,
  contract: 0.15,
};

/** Chance that a change in the provider forces a change in the consumer, per level. Prior. */
export const CHANGE_CHANCE: Readonly<Record<StrengthLevel, number>> = {
  intrusive: 0.8,
  functional: 0.5,
  model: 0.2,
  contract: 0.05,
};

/** Two other plausible columns for CHANGE_CHANCE; how far the result moves between them is part of the error bar. Prior. */
export const CHANGE_CHANCE_BOUNDS: readonly Readonly<Record<StrengthLevel, number>>[] = [
  { intrusive: 0.7, functional: 0.4, model: 0.1, contract: 0.02 },
  { intrusive: 0.9, functional: 0.6, model: 0.3, contract: 0.1 },
];

/** Distance by the highest boundary a relation crosses. Prior. */
export const DISTANCE = {
  sameModule: 0,
  sameDeployable: 0.2,
  sameUnit: 0.35,
  sameRepository: 0.6,
  otherOwner: 0.75,
  otherGroup: 0.75,
  external: 1,
} as const;

/** Asynchronous relations do not bind lifecycles, which puts the ends this much further apart (capped at 1). Prior. */
export const ASYNC_DISTANCE = 0.1;

/** Volatility by subdomain: one differentiates oneself in the core, and buys or leaves alone the rest (Khononov; the numbers: prior). */
export const SUBDOMAIN_VOLATILITY: Readonly<Record<Subdomain, number>> = { core: 0.9, supporting: 0.3, generic: 0.3 };

/** Volatility of a provider about whose changes nothing is known. Prior. */
export const UNKNOWN_VOLATILITY = 0.5;

/** Share of requests that a fallback can still answer. Prior. */
export const FALLBACK_COVERAGE = 0.9;

/** What a loss of `logical` consists of (coupling.md C6, K, R and T). */
export interface Weights {
  readonly knowledge: number;
  readonly runtime: number;
  readonly change: number;
}

/** Weights of the three parts of `logical` (coupling.md C6). Prior. */
export const WEIGHTS: Weights = { knowledge: 0.5, runtime: 0.25, change: 0.25 };

/** Two other plausible sets of weights; the verdict is printed under them, too (coupling.md C6). Prior. */
export const ALTERNATIVE_WEIGHTS: readonly Weights[] = [
  { knowledge: 1 / 3, runtime: 1 / 3, change: 1 / 3 },
  { knowledge: 0.4, runtime: 0.4, change: 0.2 },
];

/** The same while no change history is known: the other two keep their proportion. */
export const WEIGHTS_WITHOUT_HISTORY: Weights = { knowledge: 2 / 3, runtime: 1 / 3, change: 0 };

/** Change sets below which a share of them says less than it hides: its standard error, weighted, is as large as NO_HISTORY_ERROR. */
export const LEAST_CHANGE_SETS = 10;

/** Changes of one part below which its own share says nothing (code-maat's default of --min-revs). */
export const LEAST_REVISIONS = 5;

/** Where the quadrant's lines stand on both axes. Prior. */
export const THRESHOLD = 0.5;

/** Half-width of the error bar that a missing history alone is worth, and what zero coverage would add to it. Prior. */
export const NO_HISTORY_ERROR = 0.04;
export const NO_COVERAGE_ERROR = 0.2;
