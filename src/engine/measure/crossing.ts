import type { Repair } from './repairs.js';
import type { RepairTrials } from './repair-trials.js';

/** Larger sets than this are not searched one by one: what a greedy choice leaves is good enough. */
const MOST_TRIED_TOGETHER = 14;

/** Steps of all trials together, as `RepairTrials.work` counts them: about a hundred milliseconds, whatever the system. */
export const MOST_WORK = 4_000_000;

/** A set of repairs that moves a system over the line. */
export interface RepairSet {
  /** In the order in which they help most. */
  readonly repairs: readonly Repair[];
  /** True when every smaller set was tried and stays behind the line; false: others might do with fewer. */
  readonly isSmallest: boolean;
}

/**
 * The smallest set of repairs after which the system stands at `line`; undefined when not even all of them together do.
 * First the shortest run of the heaviest ones that crosses, then whatever of it is not needed is left out, lightest first;
 * where the causes are few, every smaller set is tried as well. Deterministic, and bounded by MOST_WORK.
 * @param repairs heaviest first
 */
export function smallestCrossing(repairs: readonly Repair[], line: number, trials: RepairTrials): RepairSet | undefined {
  const crosses = (chosen: readonly Repair[]): boolean => trials.reaches(line, chosen);
  const isInTime = (): boolean => trials.work() < MOST_WORK;
  if (repairs.length === 0 || !crosses(repairs)) return undefined;
  const best = withoutNeedless(shortestRun(repairs, crosses, isInTime), line, trials, isInTime);
  const isExhaustive = repairs.length <= MOST_TRIED_TOGETHER;
  const candidates = repairs.slice(0, MOST_TRIED_TOGETHER);
  for (let size = 1; size < best.length; size++) {
    for (const chosen of subsets(candidates, size)) {
      if (!isInTime()) return { repairs: best, isSmallest: false };
      if (crosses(chosen)) return { repairs: chosen, isSmallest: isExhaustive };
    }
  }
  return { repairs: best, isSmallest: isExhaustive || best.length === 1 };
}

/** More repairs never move a system back, so the shortest run is found by halving. */
function shortestRun(repairs: readonly Repair[], crosses: (chosen: readonly Repair[]) => boolean, isInTime: () => boolean): readonly Repair[] {
  let [low, high] = [1, repairs.length];
  while (low < high && isInTime()) {
    const middle = (low + high) >> 1;
    if (crosses(repairs.slice(0, middle))) high = middle;
    else low = middle + 1;
  }
  return repairs.slice(0, high);
}

/** Leaves out what is not needed, lightest first, while there is time. */
function withoutNeedless(repairs: readonly Repair[], line: number, trials: RepairTrials, isInTime: () => boolean): readonly Repair[] {
  // From here on each trial differs from the last one by a repair or two, however many there are.
  if (!trials.reaches(line, repairs)) return repairs;
  const kept = new Set(repairs);
  for (const repair of [...repairs].reverse()) {
    if (!isInTime()) break;
    if (kept.size > 1 && trials.reachesWithout(line, repair)) kept.delete(repair);
  }
  return [...kept];
}

/** All subsets of a size, those of earlier items first. */
function* subsets<T>(items: readonly T[], size: number): Iterable<T[]> {
  if (size === 0) yield [];
  else for (const [i, item] of items.entries()) for (const rest of subsets(items.slice(i + 1), size - 1)) yield [item, ...rest];
}
