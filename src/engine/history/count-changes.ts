import type { Commit, CommitName, History } from '../model/history.js';
import type { Path } from '../model/text.js';
import { isChangedByHand } from './source-paths.js';
import { isManifest } from './updates.js';

/** Change sets counted, by the numbers of the owners of the code they touch. */
export interface ChangeCounts {
  readonly sets: number;
  readonly touching: number;
  readonly crossing: number;
  readonly sweeps: number;
  readonly byOwner: readonly { revisions: number; crossing: number; sumOfCoupling: number }[];
  /** Every pair that changed together, smaller number first. */
  readonly pairs: readonly PairCount[];
}

interface PairCount {
  readonly first: number;
  readonly second: number;
  support: number;
  /** Sum of 1/(n-1) over the common change sets, n being their size. */
  weight: number;
  readonly latest: CommitName[];
}

/** A change set may always hold this many owners, and in larger systems this share of them (coupling.md C3) ... */
const ALWAYS_ACCEPTED = 5;
const ACCEPTED_SHARE = 0.5;
/** ... but never more than this (code-maat's default of --max-changeset-size). */
const MOST_ACCEPTED = 30;

/** Common commits that are kept by name. */
const MOST_NAMES = 3;

/** Counts who changes with whom. Linear in the paths of the commits, and in the pairs of each change set. */
export function countChanges(history: History, commits: readonly Commit[], ownerCount: number, ownerOf: (path: Path) => number | undefined): ChangeCounts {
  const widest = Math.min(MOST_ACCEPTED, Math.max(ALWAYS_ACCEPTED, ACCEPTED_SHARE * ownerCount));
  const ownerOfSource = history.paths.map((path) => (isChangedByHand(path) ? ownerOf(path) : undefined));
  const ownerOfManifest = history.paths.map((path) => (isManifest(path) ? ownerOf(path) : undefined));
  const counts = { sets: 0, touching: 0, crossing: 0, sweeps: 0 };
  const byOwner = Array.from({ length: ownerCount }, () => ({ revisions: 0, crossing: 0, sumOfCoupling: 0 }));
  const pairs = new Map<number, PairCount>();
  for (const commit of commits) {
    const touched = pick(commit, ownerOfSource);
    if (touched.length > widest || (touched.length > 1 && isCovered(touched, pick(commit, ownerOfManifest)))) {
      counts.sweeps++;
      continue;
    }
    counts.sets++;
    if (touched.length > 0) counts.touching++;
    if (touched.length > 1) counts.crossing++;
    for (const owner of touched) note(byOwner[owner], touched.length);
    if (touched.length > 1) notePairs(touched, commit, ownerCount, pairs);
  }
  return { ...counts, byOwner, pairs: [...pairs.values()] };
}

/** Each owner of a path of the commit, once, in order. Few commits touch more than a few, so that a list is faster than a set. */
function pick({ paths }: Commit, ownerOfPath: readonly (number | undefined)[]): number[] {
  const owners: number[] = [];
  for (const path of paths) {
    const owner = ownerOfPath[path];
    if (owner !== undefined && !owners.includes(owner)) owners.push(owner);
  }
  return owners.sort((a, b) => a - b);
}

/** A change of the dependencies of all that it touches is about the dependencies. */
function isCovered(touched: readonly number[], manifests: readonly number[]): boolean {
  return touched.every((owner) => manifests.includes(owner));
}

function note(counts: { revisions: number; crossing: number; sumOfCoupling: number } | undefined, size: number): void {
  if (counts === undefined) return;
  counts.revisions++;
  counts.crossing += size > 1 ? 1 : 0;
  counts.sumOfCoupling += size - 1;
}

function notePairs(touched: readonly number[], { hash, subject }: Commit, ownerCount: number, pairs: Map<number, PairCount>): void {
  const weight = 1 / (touched.length - 1);
  for (const [i, first] of touched.entries()) {
    for (const second of touched.slice(i + 1)) {
      const key = first * ownerCount + second;
      let pair = pairs.get(key);
      if (pair === undefined) pairs.set(key, (pair = { first, second, support: 0, weight: 0, latest: [] }));
      pair.support++;
      pair.weight += weight;
      if (pair.latest.length < MOST_NAMES) pair.latest.push({ hash, subject });
    }
  }
}
