import { MOST_FILES, type Commit } from '../../engine/index.js';
import { runGit } from './git.js';

/** The newest commits of a repository that are looked at; more than a busy year has. */
const MOST_COMMITS = 20_000;

/** UTF-16 units of a subject that are kept. */
const LONGEST_SUBJECT = 200;

/** Neither merges nor a commit without parent: the first import of a repository, or where a shallow clone was cut. */
const CHANGES_ONLY = ['--no-merges', '--min-parents=1'];

/** Whatever the repository configures, the output is this, and no program is asked for signatures or differences. */
const PLAIN = ['--no-show-signature', '--no-ext-diff', '--no-textconv', '--no-notes', '--no-mailmap', '--no-decorate', '--no-color', '--encoding=UTF-8'];

/** Where a repository stands. */
export interface Head {
  readonly hash: string;
  readonly isShallow: boolean;
  /** Seconds since 1970 of the newest commit that is a change. */
  readonly newest: number;
}

/** The commit that is checked out; undefined without repository, or without any change in it. */
export async function readHead(root: string): Promise<Head | undefined> {
  const [position, newest] = await Promise.all([
    runGit(root, ['rev-parse', '--is-shallow-repository', 'HEAD']),
    runGit(root, ['log', '-1', ...CHANGES_ONLY, ...PLAIN, '--format=%ct', 'HEAD', '--']),
  ]);
  const [isShallow, hash] = (position ?? '').split('\n');
  if (hash === undefined || hash === '' || newest === undefined || newest.trim() === '') return undefined;
  return { hash, isShallow: isShallow === 'true', newest: Number(newest) };
}

/** The folder where git keeps HEAD, absolute; undefined without repository. */
export async function gitFolderOf(root: string): Promise<string | undefined> {
  return (await runGit(root, ['rev-parse', '--absolute-git-dir']))?.trimEnd();
}

/** Whether a commit is part of the history of another one. It is not after a rebase, or when it is gone. */
export async function isAncestor(root: string, older: string, newer: string): Promise<boolean> {
  return (await runGit(root, ['merge-base', '--is-ancestor', older, newer])) !== undefined;
}

/** The hashes that `.git-blame-ignore-revs` lists, as it is in the commit checked out. */
export async function readIgnored(root: string): Promise<string[]> {
  const text = await runGit(root, ['cat-file', 'blob', 'HEAD:.git-blame-ignore-revs']);
  return (text ?? '').split('\n').flatMap((line) => /^\s*([0-9a-f]{40,64})\b/.exec(line)?.[1] ?? []);
}

/** Paths by number, each kept once. */
export interface PathTable {
  readonly paths: readonly string[];
  numberOf(path: string): number;
}

/** A table that holds the given paths already. */
export function createPathTable(known: readonly string[] = []): PathTable {
  const paths = [...known];
  const numbers = new Map(paths.map((path, number) => [path, number]));
  return {
    paths,
    numberOf(path) {
      let number = numbers.get(path);
      if (number === undefined) {
        number = paths.push(path) - 1;
        numbers.set(path, number);
      }
      return number;
    },
  };
}

/**
 * What commits touched, newest first; undefined when git fails, as in a clone without the trees of old commits.
 * `--name-only` compares trees and reads no file, so that a clone without old files is enough.
 * @param range `HEAD`, or `<older>..HEAD`
 * @param since seconds since 1970; older commits are left out
 */
export async function readCommits(root: string, range: string, since: number, table: PathTable): Promise<Commit[] | undefined> {
  const output = await runGit(root, [
    'log', '-z', '--name-only', '--no-renames', '--relative', ...CHANGES_ONLY, ...PLAIN,
    `--max-count=${MOST_COMMITS}`, `--max-age=${Math.max(0, Math.floor(since))}`, '--format=%x00%H%x00%ct%x00%an <%ae>%x00%s', range, '--',
  ]);
  return output === undefined ? undefined : parseLog(output, table);
}

/**
 * Each commit is a NUL and four fields; then, when it touches anything here, a line break and its paths. A NUL ends each
 * field and path. No path is empty, so the NUL in front of the next commit cannot be taken for one. Commits that touch
 * nothing here are left out.
 */
export function parseLog(output: string, table: PathTable): Commit[] {
  const commits: Commit[] = [];
  let at = 0;
  const next = (): string => {
    const end = output.indexOf('\0', at);
    const field = output.slice(at, end < 0 ? undefined : end);
    at = end < 0 ? output.length : end + 1;
    return field;
  };
  while (at < output.length) {
    if (output[at] === '\0') at++;
    const [hash, time, author, subject] = [next(), Number(next()), next(), next().slice(0, LONGEST_SUBJECT)];
    if (output[at] !== '\n') continue;
    at++;
    const paths: number[] = [];
    for (let path = next(); path !== ''; path = next()) {
      // What is too large to count need not be remembered whole.
      if (paths.length <= MOST_FILES) paths.push(table.numberOf(path));
    }
    commits.push({ hash, time, author, subject, paths });
  }
  return commits;
}
