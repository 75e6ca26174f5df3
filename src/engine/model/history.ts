import type { Path } from './text.js';

/**
 * What the commits of a workspace's repositories touched, as whoever reads git passes it in.
 * Merges and the first commit of a repository (in a shallow clone: the oldest one there is) are no changes and not part of it.
 */
export interface History {
  /** Each path that a commit touched, once, relative to the workspace; paths of files that are gone included. */
  readonly paths: readonly Path[];
  readonly commits: readonly Commit[];
  /** Hashes listed in `.git-blame-ignore-revs`: commits that changed no meaning, such as a new layout. */
  readonly ignored: ReadonlySet<string>;
  /** Folders of the repositories that the commits come from; '' for the workspace itself. */
  readonly repositories: readonly Path[];
  /** A repository was cloned without its older commits: there is less to learn than there was. */
  readonly isShallow: boolean;
}

export interface Commit {
  readonly hash: string;
  /** Seconds since 1970 in UTC, of the committer. */
  readonly time: number;
  /** `Name <mail>`. */
  readonly author: string;
  /** First line of the message. */
  readonly subject: string;
  /** Indexes into `History.paths`. */
  readonly paths: readonly number[];
}

/** How two change together; `from` is the one that follows the other more often. */
export interface CommonChanges {
  /** Change sets that hold both. */
  readonly support: number;
  /** Change sets that hold `from`, and that hold `to`. */
  readonly revisions: readonly [number, number];
  /** support / mean of the revisions, 0..1 (code-maat). */
  readonly degree: number;
  /** Share of the changes of `from` that hold `to`, 0..1. */
  readonly confidence: number;
  /** How many times more often than by chance; 1 is chance. */
  readonly lift: number;
  /** Mean of 1/(n-1) over the common change sets, n being the number of parts each touches: 1 when they touch the two alone. */
  readonly focus: number;
  /** The newest common commits, newest first; a few only. */
  readonly latest: readonly CommitName[];
}

export type CommitName = Pick<Commit, 'hash' | 'subject'>;
