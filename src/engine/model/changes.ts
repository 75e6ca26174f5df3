import type { Element } from './graph.js';
import type { CommonChanges } from './history.js';

/** The commits that count, and what they say about elements of each level. */
export interface ChangeHistory {
  /** Seconds since 1970 of the oldest and the newest moment of the window. */
  readonly from: number;
  readonly to: number;
  /** Commits of the window. */
  readonly commits: number;
  readonly leftOut: LeftOut;
  readonly isShallow: boolean;
  /** The services, and the modules of each deployable that has some. */
  readonly levels: readonly Changes[];
}

/** Commits that say nothing about coupling, by the first reason that applies. */
export interface LeftOut {
  /** Listed in `.git-blame-ignore-revs`. */
  readonly ignored: number;
  /** Made by programs. */
  readonly bots: number;
  /** Other people's code brought up to date. */
  readonly updates: number;
  /** Reverts, and what they take back. */
  readonly reverted: number;
  /** Touching too many files for one thought. */
  readonly large: number;
}

/** Change coupling among peers (coupling.md C3). A change set is the set of peers whose source one commit touches. */
export interface Changes {
  readonly parts: readonly Element[];
  /** Change sets, those that touch no peer included. */
  readonly sets: number;
  /** Change sets that touch at least one peer. */
  readonly touching: number;
  /** Change sets that touch two peers or more. */
  readonly crossing: number;
  /** Change sets left out because they touch too many peers, or the dependencies of all that they touch. */
  readonly sweeps: number;
  /** The code of the peers lies in several repositories: no commit can touch two of those, so nothing follows from none that does. */
  readonly isSplit: boolean;
  /** Peers whose code is in the workspace. */
  readonly byPart: ReadonlyMap<Element, PartChanges>;
  /** Peers that changed together often enough to speak of it; each pair once, those of most common changes first. */
  readonly pairs: readonly ChangePair[];
}

export interface PartChanges {
  /** Change sets that hold the part. */
  readonly revisions: number;
  /** Those of them that hold others, too. */
  readonly crossing: number;
  /** For each of them, the number of others in it, added up. */
  readonly sumOfCoupling: number;
}

/** Elements that run the same code, such as an API and its worker: they change as one, and the first stands for all. */
export type CodeOwner = readonly [Element, ...Element[]];

export interface ChangePair extends CommonChanges {
  readonly from: CodeOwner;
  readonly to: CodeOwner;
}
