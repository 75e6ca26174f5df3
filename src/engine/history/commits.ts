import type { LeftOut } from '../model/changes.js';
import type { Commit, History } from '../model/history.js';
import { isBot } from './bots.js';
import { updatesDependencies } from './updates.js';

/** Commits of more files carry no single thought (coupling.md C3). */
export const MOST_FILES = 200;

/** Seconds. A twelfth of a Julian year: windows are counted from the newest commit, not by a calendar. */
const MONTH = (365.25 / 12) * 86_400;

/** Where the window begins, in seconds since 1970, when the newest commit is of `to`. */
export function windowStart(to: number, months: number): number {
  return to - months * MONTH;
}

/** The commits of the window that say something about coupling. */
export interface Selection {
  /** Seconds since 1970; the end is the time of the newest commit. */
  readonly from: number;
  readonly to: number;
  /** Commits of the window before the filters. */
  readonly total: number;
  /** Newest first. */
  readonly commits: readonly Commit[];
  readonly leftOut: LeftOut;
}

/**
 * Applies the filters of coupling.md C3. The window ends at the newest commit instead of today, so that the same
 * repository always gives the same answer.
 * @param months length of the window
 */
export function selectCommits({ commits, ignored }: History, months: number): Selection {
  const to = commits.reduce((newest, { time }) => Math.max(newest, time), 0);
  const from = windowStart(to, months);
  const inWindow = commits.filter(({ time }) => time >= from).sort((a, b) => b.time - a.time);
  const taken = takenBack(inWindow);
  const leftOut = { ignored: 0, bots: 0, updates: 0, reverted: 0, large: 0 };
  const kept = inWindow.filter((commit) => {
    const reason = reasonAgainst(commit, ignored, taken);
    if (reason !== undefined) leftOut[reason]++;
    return reason === undefined;
  });
  return { from, to, total: inWindow.length, commits: kept, leftOut };
}

function reasonAgainst(commit: Commit, ignored: ReadonlySet<string>, taken: ReadonlySet<Commit>): keyof LeftOut | undefined {
  if (ignored.has(commit.hash)) return 'ignored';
  if (isBot(commit.author)) return 'bots';
  if (taken.has(commit)) return 'reverted';
  if (updatesDependencies(commit.subject)) return 'updates';
  return commit.paths.length > MOST_FILES ? 'large' : undefined;
}

const REVERT = /^Revert "(.*)"$|^revert: (.*)$/;
/** What git makes of the revert of a revert. */
const REAPPLY = /^Reapply "(.*)"$/;
/** The number of a pull request, which hosts append to the subject. */
const PULL_REQUEST = / \(#\d+\)$/;

/**
 * Reverts and the commits they revert: together they changed nothing. Matched by subject, as not every host writes the
 * hash. A revert that was reverted itself takes nothing back.
 * @param commits newest first
 */
function takenBack(commits: readonly Commit[]): Set<Commit> {
  const taken = new Set<Commit>();
  const awaited = new Map<string, number>();
  for (const commit of commits) {
    const subject = withoutNumber(commit.subject);
    const waiting = awaited.get(subject) ?? 0;
    const target = targetOf(subject);
    if (waiting > 0) awaited.set(subject, waiting - 1);
    else if (target !== undefined) awaited.set(target, (awaited.get(target) ?? 0) + 1);
    else continue;
    taken.add(commit);
  }
  return taken;
}

function targetOf(subject: string): string | undefined {
  const reapplied = REAPPLY.exec(subject)?.[1];
  if (reapplied !== undefined) return `Revert "${reapplied}"`;
  const [, quoted, conventional] = REVERT.exec(subject) ?? [];
  const target = quoted ?? conventional;
  return target === undefined ? undefined : withoutNumber(target);
}

function withoutNumber(subject: string): string {
  return subject.trim().replace(PULL_REQUEST, '');
}
