import type { Relation } from '../model/graph.js';
import { ASYNC_DISTANCE, DISTANCE } from './constants.js';

/** How far apart the ends of a relation live, and the boundary that decides it. */
export interface Distance {
  /** 0..1 */
  readonly value: number;
  readonly because: string;
}

const ASYNC_KINDS: ReadonlySet<string> = new Set(['publishes', 'subscribes']);

/** The highest boundary a relation crosses (coupling.md C1). `ownStore`: the datastore serves this service alone. */
export function distanceOf(relation: Relation, ownStore: boolean): Distance {
  const base = boundary(relation, ownStore);
  if (!ASYNC_KINDS.has(relation.kind)) return base;
  return { value: Math.min(1, base.value + ASYNC_DISTANCE), because: `${base.because}, and neither waits for the other` };
}

function boundary({ from, to }: Relation, ownStore: boolean): Distance {
  if (to.kind === 'external') return { value: DISTANCE.external, because: 'another organisation' };
  // A database of one service alone is part of that service, wherever it runs.
  if (ownStore) return { value: DISTANCE.sameDeployable, because: 'a store of its own' };
  if (to.kind === 'module') return { value: DISTANCE.sameDeployable, because: 'the same deployable' };
  if (from.deploymentUnit === to.deploymentUnit) return { value: DISTANCE.sameUnit, because: 'the same deployment unit' };
  const [mine, theirs] = [from.owner, to.owner];
  if (mine !== undefined && theirs !== undefined && mine !== theirs) return { value: DISTANCE.otherOwner, because: `another owner: ${mine} and ${theirs}` };
  if (from.group !== undefined && to.group !== undefined && from.group !== to.group) return { value: DISTANCE.otherGroup, because: `another namespace or project: ${from.group} and ${to.group}` };
  return { value: DISTANCE.sameRepository, because: mine !== undefined && mine === theirs ? `another deployable of the same owner, ${mine}` : 'another deployable in the same repository' };
}
