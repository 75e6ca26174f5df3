import type { ChangeHistory } from '../model/changes.js';
import type { CouplingGraph, Relation } from '../model/graph.js';
import type { Style } from '../model/metrics.js';
import type { Site } from '../model/text.js';
import { contributionsOf, type Contribution } from './contributions.js';
import { smallestCrossing } from './crossing.js';
import { isPlaced, levelOf, systemParts, type Level } from './level.js';
import { logicalOf, physicalOf, styleOf } from './quadrant.js';
import { repairTrials } from './repair-trials.js';
import { repairsOf, type Repair } from './repairs.js';
import { THRESHOLD } from './constants.js';
import { sharedThings } from './strength.js';

/** Why a system stands where it stands, and what would move it. */
export interface Verdict {
  /** What takes most from `logical` first; together they are all that is missing from 1. */
  readonly contributions: readonly Contribution[];
  /** For a distributed monolith or ball of mud: what would make it something better. */
  readonly crossing?: Crossing;
}

/** Changes that move a system over the line between monolithic and modular. */
export interface Crossing {
  readonly towards: Style;
  /** Empty when no change of relations that is known would do. */
  readonly steps: readonly Step[];
  /** No set with fewer changes does. */
  readonly isSmallest: boolean;
  /** The changes do, but only once the history of changes shows them, too: until then it keeps the mark where it is. */
  readonly awaitsHistory: boolean;
}

/** One change, and where the system stands after it and those before it. */
export interface Step {
  readonly title: string;
  readonly relations: readonly Relation[];
  /** Evidence that is no relation: where a pipeline says so. */
  readonly sites?: readonly Site[];
  /** 0..1 */
  readonly logical: number;
}

/**
 * Argues about the place of a system. Costs many times what measuring it costs: not for every keystroke.
 * @param history absent when nobody read the commits
 */
export function verdictOf(graph: CouplingGraph, history?: ChangeHistory): Verdict {
  const shared = sharedThings(graph);
  const level = levelOf(graph, systemParts(graph), shared, history);
  if (!isPlaced(level)) return { contributions: [] };
  const repairs = repairsOf(graph, level, shared);
  const contributions = contributionsOf(level, repairs, graph.relations);
  if (logicalOf(level) >= THRESHOLD) return { contributions };
  // A short history may hold a system back that no repair of relations would.
  const levels = level.changes === undefined ? [level] : [level, levelOf(graph, level, shared, undefined)];
  return { contributions, crossing: crossingOf(levels, repairs) };
}

/** @param levels what is known, and the same without history */
function crossingOf(levels: readonly Level[], repairs: readonly Repair[]): Crossing {
  const towards = styleOf(THRESHOLD, physicalOf(levels[0]?.parts ?? []));
  for (const [i, level] of levels.entries()) {
    const trials = repairTrials(level, repairs);
    const found = smallestCrossing(repairs, THRESHOLD, trials);
    if (found === undefined) continue;
    const marks = trials.logicalAlong(found.repairs);
    const steps = found.repairs.map(({ title, relations, sites }, k) => ({ title, relations, ...(sites !== undefined && { sites }), logical: marks[k] ?? THRESHOLD }));
    return { towards, steps, isSmallest: found.isSmallest, awaitsHistory: i > 0 };
  }
  return { towards, steps: [], isSmallest: false, awaitsHistory: false };
}
