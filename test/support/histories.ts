import type { Commit, History } from '../../src/engine/model/history.js';

/** A commit as a test writes it: what it touched, and what else matters. */
export interface WrittenCommit extends Partial<Omit<Commit, 'paths'>> {
  readonly paths: readonly string[];
}

/** Noon of an ordinary day; each commit is an hour older than the one before. */
const NEWEST = Date.UTC(2025, 5, 15, 12) / 1000;
const HOUR = 3600;

/** A history of the given commits, newest first. */
export function history(written: readonly WrittenCommit[], more: Partial<History> = {}): History {
  const paths = [...new Set(written.flatMap((commit) => commit.paths))];
  const indexes = new Map(paths.map((path, index) => [path, index]));
  const commits = written.map((commit, age): Commit => ({
    hash: `${age}`.padStart(40, '0'),
    time: NEWEST - age * HOUR,
    author: 'Ada <ada@example.org>',
    subject: `Change ${age}`,
    ...commit,
    paths: commit.paths.flatMap((path) => indexes.get(path) ?? []),
  }));
  return { paths, commits, ignored: new Set(), repositories: [''], isShallow: false, ...more };
}

/** As many equal commits. */
export function times(number: number, ...paths: readonly string[]): WrittenCommit[] {
  return Array.from({ length: number }, () => ({ paths }));
}
