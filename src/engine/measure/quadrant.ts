import type { Element } from '../model/graph.js';
import type { StrengthLevel, Style } from '../model/metrics.js';
import { CHANGE_CHANCE, CHANGE_CHANCE_BOUNDS, NO_COVERAGE_ERROR, THRESHOLD, WEIGHTS, WEIGHTS_WITHOUT_HISTORY, type Weights } from './constants.js';
import { chanceOf, type KnowledgeTable } from './knowledge.js';

type Chances = Readonly<Record<StrengthLevel, number>>;

/** Chance that a change somewhere else forces a change in this part: noisy-or over all it knows, 0..1 (coupling.md C6, K). */
export function knowledgeOf(table: KnowledgeTable, part: Element, chances: Chances = CHANGE_CHANCE): number {
  let untouched = 1;
  for (const knowledge of table.get(part)?.values() ?? []) untouched *= 1 - chanceOf(knowledge, chances);
  return 1 - untouched;
}

/** The three parts of `logical`, each 0..1, more is more monolithic (coupling.md C6, K, R and T). */
export interface Losses {
  readonly knowledge: number;
  readonly runtime: number;
  /** Undefined while history says nothing. */
  readonly change: number | undefined;
}

/** The weights that hold for what is known. */
export function weightsOf({ change }: Losses): Weights {
  return change === undefined ? WEIGHTS_WITHOUT_HISTORY : WEIGHTS;
}

/** `logical`: 1 - (0.5 K + 0.25 R + 0.25 T), without history 1 - (2/3 K + 1/3 R) (coupling.md C6). */
export function logicalOf(losses: Losses, weights = weightsOf(losses)): number {
  return 1 - (weights.knowledge * losses.knowledge + weights.runtime * losses.runtime + weights.change * (losses.change ?? 0));
}

/**
 * Effective number of deployment units as a share: 0 for one process, 1 for a unit per part (coupling.md C6, y).
 * The effective number is the exponential of Shannon's entropy (Hill number of order 1).
 */
export function physicalOf(parts: readonly Element[]): number {
  if (parts.length < 2) return 0;
  let entropy = 0;
  for (const size of unitSizes(parts).values()) entropy -= (size / parts.length) * Math.log(size / parts.length);
  return (Math.exp(entropy) - 1) / (parts.length - 1);
}

/** How many of the parts live in each deployment unit. */
export function unitSizes(parts: readonly Element[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { deploymentUnit } of parts) sizes.set(deploymentUnit, (sizes.get(deploymentUnit) ?? 0) + 1);
  return sizes;
}

/** The corner of the quadrant. A mark on a line belongs to the better side. */
export function styleOf(logical: number, physical: number): Style {
  if (physical >= THRESHOLD) return logical >= THRESHOLD ? 'microservices' : 'distributed-monolith';
  return logical >= THRESHOLD ? 'modular-monolith' : 'ball-of-mud';
}

/**
 * Half-width of the error bar of `logical`: how far it moves between other plausible chances, plus what a short or
 * missing history and the parts without evidence may hide.
 */
export function uncertaintyOf(table: KnowledgeTable, parts: readonly Element[], losses: Losses, historyError: number, coverage: number): number {
  const results = CHANGE_CHANCE_BOUNDS.map((chances) => logicalOf({ ...losses, knowledge: mean(parts.map((part) => knowledgeOf(table, part, chances))) }));
  const spread = (Math.max(...results) - Math.min(...results)) / 2;
  return Math.min(0.5, spread + historyError + (1 - coverage) * NO_COVERAGE_ERROR);
}

/** The arithmetic mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
