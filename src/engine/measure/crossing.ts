import type { CouplingGraph } from '../model/graph.js';
import { applyAll, type Repair } from './repairs.js';

/** Larger sets than this are not searched one by one: what a greedy choice leaves is good enough. */
const MOST_TRIED_TOGETHER = 14;

/** Sets tried at most, and relations read in all of them at most: the answer comes in time whatever the system. */
const MOST_TRIALS = 500;
const MOST_RELATIONS_READ = 50_000;

/** A set of repairs that moves a system over the line. */
export interface RepairSet {
  /** In the order in which they help most. */
  readonly repairs: readonly Repair[];
  /** True when every smaller set was tried and stays behind the line; false: none of these can be left out, but others might do with fewer. */
  readonly isSmallest: boolean;
}

/**
 * The smallest set of repairs after which `hasCrossed` holds; undefined when not even all of them together do.
 * First the shortest run of the heaviest ones that crosses, then whatever of it is not needed is left out, lightest first;
 * where the causes are few, every smaller set is tried as well. Deterministic, and bounded by a number of trials.
 * @param repairs heaviest first
 */
export function smallestCrossing(graph: CouplingGraph, repairs: readonly Repair[], hasCrossed: (graph: CouplingGraph) => boolean): RepairSet | undefined {
  const most = Math.min(MOST_TRIALS, Math.floor(MOST_RELATIONS_READ / (graph.relations.length + 1)));
  let trials = 0;
  const crosses = (chosen: readonly Repair[]): boolean => {
    trials++;
    return hasCrossed(applyAll(graph, chosen));
  };
  if (repairs.length === 0 || !crosses(repairs)) return undefined;
  const best = withoutNeedless(shortestRun(repairs, crosses), crosses, most / 2);
  const isExhaustive = repairs.length <= MOST_TRIED_TOGETHER;
  const candidates = repairs.slice(0, MOST_TRIED_TOGETHER);
  for (let size = 1; size < best.length; size++) {
    if (trials + combinations(candidates.length, size) > most) return { repairs: best, isSmallest: false };
    const found = subsets(candidates, size).find(crosses);
    if (found !== undefined) return { repairs: found, isSmallest: isExhaustive };
  }
  return { repairs: best, isSmallest: isExhaustive || best.length === 1 };
}

/** More repairs never move a system back, so the shortest run is found by halving. */
function shortestRun(repairs: readonly Repair[], crosses: (chosen: readonly Repair[]) => boolean): readonly Repair[] {
  let [low, high] = [1, repairs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (crosses(repairs.slice(0, middle))) high = middle;
    else low = middle + 1;
  }
  return repairs.slice(0, high);
}

/** Lightest first, and no more than are worth the time: a long list is not read to its end. */
function withoutNeedless(repairs: readonly Repair[], crosses: (chosen: readonly Repair[]) => boolean, most: number): readonly Repair[] {
  let kept = repairs;
  for (const repair of [...repairs].reverse().slice(0, most)) {
    const rest = kept.filter((other) => other !== repair);
    if (rest.length > 0 && crosses(rest)) kept = rest;
  }
  return kept;
}

function combinations(of: number, size: number): number {
  let count = 1;
  for (let i = 0; i < size; i++) count = (count * (of - i)) / (i + 1);
  return count;
}

/** All subsets of a size, those of earlier items first. */
function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}
