import { settingAt, windowStart, type Commit, type History } from '../../engine/index.js';
import { createPathTable, isAncestor, readCommits, readHead, readIgnored, type Head } from './git-log.js';
import type { Folder } from './indexer.js';
import { loadJson, storeJson } from './stored-json.js';

/** Reads what commits touched, and later only what is new. */
export interface HistoryReader {
  /**
   * The commits of some repositories in the months before the newest of them; undefined when there are none. The same
   * object as before when nothing is new. Never fails.
   */
  read(repositories: readonly Folder[], months: number): Promise<History | undefined>;
}

/** What was read of one repository. Paths are relative to the folder that was read, not to the workspace. */
interface RepositoryLog {
  readonly head: string;
  readonly isShallow: boolean;
  /** Seconds since 1970: older commits were not read. */
  readonly since: number;
  readonly paths: readonly string[];
  readonly commits: readonly Commit[];
  readonly ignored: readonly string[];
}

/** Grows when what is stored changes its shape or meaning. */
const STORED_VERSION = 1;

interface Stored {
  readonly version: typeof STORED_VERSION;
  /** By folder on disk. */
  readonly logs: Readonly<Record<string, RepositoryLog>>;
}

/** Whether the settings ask for a history; they do unless they say no. */
export function wantsHistory(settings: unknown): boolean {
  return settingAt(settings, 'history.enabled') !== false;
}

/** Makes a reader that keeps what it has read in `cacheFile`; without one, in memory only. */
export function createHistoryReader(cacheFile?: string): HistoryReader {
  let logs: ReadonlyMap<string, RepositoryLog> | undefined;
  let made: { readonly key: string; readonly history: History | undefined } | undefined;

  return {
    async read(repositories, months) {
      logs ??= cacheFile === undefined ? new Map() : load(cacheFile);
      const heads = await Promise.all(repositories.map(({ root }) => readHead(root)));
      const newest = Math.max(0, ...heads.map((head) => head?.newest ?? 0));
      const since = windowStart(newest, months);
      const read = new Map<string, RepositoryLog>();
      for (const [index, { root }] of repositories.entries()) {
        const head = heads[index];
        const log = head === undefined ? undefined : await readLog(root, head, since, logs.get(root));
        if (log !== undefined) read.set(root, log);
      }
      const isNew = read.size !== logs.size || [...read].some(([root, log]) => logs?.get(root) !== log);
      logs = read;
      if (isNew && cacheFile !== undefined) storeJson(cacheFile, { version: STORED_VERSION, logs: Object.fromEntries(read) } satisfies Stored);
      const key = JSON.stringify(repositories);
      if (isNew || made?.key !== key) made = { key, history: read.size === 0 ? undefined : toHistory(repositories, read) };
      return made.history;
    },
  };
}

/** The commits up to `head`: those known, with those that are new in front; all anew when history was rewritten. */
async function readLog(root: string, head: Head, since: number, known: RepositoryLog | undefined): Promise<RepositoryLog | undefined> {
  const usable = known !== undefined && known.since <= since && known.isShallow === head.isShallow ? known : undefined;
  if (usable?.head === head.hash) return usable;
  const base = usable !== undefined && (await isAncestor(root, usable.head, head.hash)) ? usable : undefined;
  const table = createPathTable(base?.paths);
  const [commits, ignored] = await Promise.all([readCommits(root, base === undefined ? head.hash : `${base.head}..${head.hash}`, since, table), readIgnored(root)]);
  if (commits === undefined) return undefined;
  return { head: head.hash, isShallow: head.isShallow, since: base?.since ?? since, paths: table.paths, commits: [...commits, ...(base?.commits ?? [])], ignored };
}

/** One history of all repositories, with paths as the workspace has them. */
function toHistory(repositories: readonly Folder[], logs: ReadonlyMap<string, RepositoryLog>): History {
  const paths: string[] = [];
  const commits: Commit[] = [];
  const ignored = new Set<string>();
  const found = repositories.flatMap((folder) => {
    const log = logs.get(folder.root);
    return log === undefined ? [] : [{ ...folder, log }];
  });
  for (const { prefix, log } of found) {
    const offset = paths.length;
    for (const path of log.paths) paths.push(prefix + path);
    for (const commit of log.commits) commits.push(offset === 0 ? commit : { ...commit, paths: commit.paths.map((number) => number + offset) });
    for (const hash of log.ignored) ignored.add(hash);
  }
  return { paths, commits, ignored, repositories: found.map(({ prefix }) => prefix.replace(/\/$/, '')), isShallow: found.some(({ log }) => log.isShallow) };
}

function load(file: string): Map<string, RepositoryLog> {
  const stored = loadJson(file);
  return isStored(stored) ? new Map(Object.entries(stored.logs)) : new Map();
}

/** Only this program writes the file, and the version is compared; its shape need not be checked deeper. */
function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === STORED_VERSION && 'logs' in value;
}
