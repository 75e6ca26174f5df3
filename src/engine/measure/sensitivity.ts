import type { ChangeHistory } from '../model/changes.js';
import { uniqueBy } from '../model/collections.js';
import type { CouplingGraph } from '../model/graph.js';
import type { Style } from '../model/metrics.js';
import { ALTERNATIVE_WEIGHTS, CHANGE_CHANCE_BOUNDS, WEIGHTS, type Weights } from './constants.js';
import { isPlaced, levelOf, systemParts } from './level.js';
import { knowledgeOf, logicalOf, mean, physicalOf, styleOf } from './quadrant.js';
import { sharedThings } from './strength.js';

/** Where a system would stand under other plausible constants. */
export interface Alternative {
  /** `weights 0.33, 0.33, 0.33`, `chances 0.02, 0.10, 0.40, 0.70`. */
  readonly name: string;
  readonly logical: number;
  readonly style: Style;
}

/** The place of a system under each alternative of the constants nobody can measure; empty when it has none. */
export function sensitivityOf(graph: CouplingGraph, history?: ChangeHistory): Alternative[] {
  const level = levelOf(graph, systemParts(graph), sharedThings(graph), history);
  if (!isPlaced(level)) return [];
  const physical = physicalOf(level.parts);
  const place = (name: string, logical: number): Alternative => ({ name, logical, style: styleOf(logical, physical) });
  const knowledge = (chances: (typeof CHANGE_CHANCE_BOUNDS)[number]): number => mean(level.parts.map((part) => knowledgeOf(level.table, part, chances)));
  const weights = [WEIGHTS, ...ALTERNATIVE_WEIGHTS].map((each) => inForce(each, level.change));
  return uniqueBy([
    ...weights.map((each) => place(`weights ${digits([each.knowledge, each.runtime, each.change])}`, logicalOf(level, each))),
    ...CHANGE_CHANCE_BOUNDS.map((chances) => place(`chances ${digits([chances.contract, chances.model, chances.functional, chances.intrusive])}`, logicalOf({ ...level, knowledge: knowledge(chances) }))),
  ], ({ name }) => name);
}

/** Without history the other weights share what was meant for it, in their proportion. */
function inForce(weights: Weights, change: number | undefined): Weights {
  if (change !== undefined) return weights;
  const rest = weights.knowledge + weights.runtime;
  return { knowledge: weights.knowledge / rest, runtime: weights.runtime / rest, change: 0 };
}

function digits(values: readonly number[]): string {
  return values.map((value) => value.toFixed(2)).join(', ');
}
