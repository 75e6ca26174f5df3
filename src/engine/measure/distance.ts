import type { Relation } from '../model/graph.js';
import { ASYNC_DISTANCE, DISTANCE } from './constants.js';

const ASYNC_KINDS: ReadonlySet<string> = new Set(['publishes', 'subscribes']);

/** How far apart the two ends of a relation live, 0..1: the highest boundary it crosses (coupling.md C1). */
export function distanceOf(relation: Relation, isOwnStore: boolean): number {
  const base = boundary(relation, isOwnStore);
  return ASYNC_KINDS.has(relation.kind) ? Math.min(1, base + ASYNC_DISTANCE) : base;
}

function boundary({ from, to }: Relation, isOwnStore: boolean): number {
  if (to.kind === 'external') return DISTANCE.external;
  // A database of one service alone is part of that service, wherever it runs.
  if (isOwnStore || to.kind === 'module') return DISTANCE.sameDeployable;
  if (from.deploymentUnit === to.deploymentUnit) return DISTANCE.sameUnit;
  return from.group === to.group || from.group === undefined || to.group === undefined ? DISTANCE.sameRepository : DISTANCE.otherNamespace;
}
