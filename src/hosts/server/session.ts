import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace, defaultConfig, type Analysis, type Config, type History, type Workspace } from '../../engine/index.js';
import { noCache, openCache, stampOf, type FactsCache } from '../node/facts-cache.js';
import { createIndexer, type Folder, type Indexer } from '../node/indexer.js';
import { createSourcePool, type SourcePool } from '../node/source-pool.js';
import { workspaceAt, type Earlier } from '../node/workspace-at.js';
import type { OpenDocuments } from './documents.js';
import { createLiveHistory } from './live-history.js';

/** One analysis and what it was made of. */
export interface Snapshot {
  readonly analysis: Analysis;
  readonly workspace: Workspace;
  readonly config: Config;
  /** Grows with each analysis. */
  readonly revision: number;
  /** False while parsers of source code are still at work. */
  readonly complete: boolean;
  /** The user ended the reading; not complete then. */
  readonly stopped: boolean;
  readonly filesRead: number;
}

/** What a session tells its host. */
export interface SessionEvents {
  onReading(read: number, total: number): void;
  onSnapshot(snapshot: Snapshot): void;
  onFailure(error: unknown): void;
}

/** What a session works with. */
export interface SessionOptions {
  readonly documents: OpenDocuments;
  readonly events: SessionEvents;
  /** Folder of the bundles. */
  readonly distPath: string;
  /** Folder for the caches of facts and history; without it nothing is kept. */
  readonly storagePath?: string;
}

/** What may change while a session lasts. */
export interface SessionState {
  readonly folders: readonly Folder[];
  readonly config: Config;
  /** See `ListOptions.exclude`. */
  readonly exclude: readonly string[];
  /** Untrusted folders are listed without git, and have no history. */
  readonly trusted: boolean;
  /** Whether the history of commits is wanted. */
  readonly history: boolean;
}

/** Keeps the analysis of a workspace up to date. */
export interface Session {
  /** Changes the state; reads files again only when it says something else about which files there are. */
  configure(change: Partial<SessionState>): void;
  /** Forgets everything, the cache too, and starts over. */
  restart(): void;
  /** Ends the reading at hand; what is known so far is analysed. */
  stop(): void;
  /** A file changed on disk or in an editor. */
  touch(path: string): void;
  /** Files came or went. */
  relist(): void;
  /** Where a file is on disk; undefined for files that do not matter. */
  fileOf(path: string): string | undefined;
  /** True for a folder that holds files that matter. */
  hasFolder(path: string): boolean;
  /** The analysis of everything touched so far; waits for the first folders. */
  settled(): Promise<Snapshot | undefined>;
  /** The last analysis; undefined before the first. */
  current(): Snapshot | undefined;
  /** What is known without waiting for the end of a listing; as `settled` while nothing is known. */
  latest(): Promise<Snapshot | undefined>;
  /**
   * The workspace as it was at a git ref, measured with the settings and the history of today.
   * @throws an `Error` with a readable message when that cannot be told
   */
  at(ref: string): Promise<Pick<Snapshot, 'analysis' | 'workspace'> & Pick<Earlier, 'lacking'>>;
  readonly pool: SourcePool;
  readonly state: SessionState;
  close(): void;
}

/** Milliseconds between the last keystroke and the next analysis. */
const DEBOUNCE = 300;

/** Starts a session without folders. */
export function createSession({ documents, events, distPath, storagePath }: SessionOptions): Session {
  const workerFile = join(distPath, 'source-worker.cjs');
  const cacheFile = storagePath === undefined ? undefined : join(storagePath, 'facts.json');
  const stamp = stampOf([join(distPath, 'server.cjs'), join(distPath, 'source.cjs')]);
  const pool = createSourcePool({ workerFile });

  let state: SessionState = { folders: [], config: defaultConfig, exclude: [], trusted: false, history: true };
  let cache: FactsCache = openFactsCache();
  let workspace = createWorkspace();
  let indexer: Indexer = newIndexer();
  let snapshot: Snapshot | undefined;
  let history: History | undefined;
  const liveHistory = createLiveHistory(onHistory, storagePath === undefined ? undefined : join(storagePath, 'history.json'));
  let revision = 0;

  const touched = new Set<string>();
  let mustList = false;
  let timer: NodeJS.Timeout | undefined;
  /** Ends a listing that another one replaces. */
  let listing = new AbortController();
  /** How far the listing at hand is; an analysis before its first picture would show half a system. */
  let stage: 'reading' | 'parsing' | 'done' = 'done';
  /** The last listing was ended before its time. */
  let isStopped = false;
  let isStarted = false;
  let start: () => void = () => {};
  /** Before the first folders are named there is nothing to say. */
  const started = new Promise<void>((resolve) => (start = resolve));
  let work: Promise<void> = Promise.resolve();
  /** Edits that a listing at work takes in. */
  let edits: Promise<void> = Promise.resolve();

  function openFactsCache(): FactsCache {
    return cacheFile === undefined ? noCache : openCache(cacheFile, stamp);
  }

  function newIndexer(): Indexer {
    return createIndexer({ workspace, pool, cache, overlay: (path) => documents.take(path) });
  }

  function schedule(delay: number): void {
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  }

  /** Queues the work that is due behind the work at hand; what is typed during a listing does not wait for its end. */
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (stage === 'done' || mustList) work = work.then(update).catch(fail);
    else edits = Promise.all([edits, keepUp()]).then(() => {}).catch(fail);
  }

  function fail(error: unknown): void {
    events.onFailure(error);
  }

  async function update(): Promise<void> {
    if (mustList) await readAll();
    await edits;
    await refreshTouched();
    // Another listing was asked for meanwhile: what is here is incomplete, and work on it has been queued.
    if (!mustList) analyse(!isStopped);
  }

  /** Brings edits into the listing at work. */
  async function keepUp(): Promise<void> {
    await refreshTouched();
    if (stage === 'parsing' && !mustList) analyse(false);
  }

  async function refreshTouched(): Promise<void> {
    const paths = [...touched];
    touched.clear();
    await Promise.all(paths.map((path) => indexer.refresh(path)));
  }

  async function readAll(): Promise<void> {
    mustList = false;
    isStopped = false;
    stage = 'reading';
    listing = new AbortController();
    const { folders, exclude, trusted } = state;
    events.onReading(0, 0);
    const onFirstPicture = (): void => {
      stage = 'parsing';
      analyse(false);
      followHistory();
    };
    try {
      await indexer.index(folders, { useGit: trusted, exclude }, { signal: listing.signal, onProgress: events.onReading, onFirstPicture });
    } finally {
      stage = 'done';
    }
  }

  function followHistory(): void {
    liveHistory.follow(state.history ? indexer.repositories() : [], state.config.historyMonths);
  }

  function onHistory(read: History | undefined): void {
    if (read === history) return;
    history = read;
    workspace.setHistory(read);
    // What is still being read is analysed at its end anyway.
    if (stage === 'done') schedule(0);
  }

  function analyse(complete: boolean): void {
    const { config } = state;
    const analysis = workspace.analyseWith([], config);
    revision++;
    snapshot = { analysis, workspace, config, revision, complete, stopped: isStopped, filesRead: [...workspace.paths()].length };
    events.onSnapshot(snapshot);
  }

  function list(): void {
    mustList = true;
    listing.abort();
    schedule(0);
  }

  function startOver(): void {
    workspace = createWorkspace();
    indexer = newIndexer();
    history = undefined;
    liveHistory.follow([], state.config.historyMonths);
    isStarted = true;
    start();
    list();
  }

  async function settled(): Promise<Snapshot | undefined> {
    await started;
    if (timer !== undefined) flush();
    await work;
    return snapshot;
  }

  return {
    configure(change) {
      state = { ...state, ...change };
      if (change.folders !== undefined) startOver();
      else if (!isStarted) return;
      else if (change.trusted !== undefined || change.exclude !== undefined) list();
      else {
        followHistory();
        schedule(0);
      }
    },
    restart() {
      if (cacheFile !== undefined) rmSync(cacheFile, { force: true });
      cache = openFactsCache();
      liveHistory.forget();
      startOver();
    },
    stop() {
      if (stage === 'done') return;
      isStopped = true;
      listing.abort();
      indexer.stop();
    },
    touch(path) {
      touched.add(path);
      schedule(DEBOUNCE);
    },
    relist() {
      mustList = true;
      schedule(DEBOUNCE);
    },
    fileOf: (path) => indexer.fileOf(path),
    hasFolder: (path) => indexer.hasFolder(path),
    settled,
    current: () => snapshot,
    latest: async () => (stage === 'done' || snapshot === undefined ? settled() : snapshot),
    async at(ref) {
      if (!state.trusted) throw new Error('git is not asked in Restricted Mode');
      const { workspace: earlier, lacking } = await workspaceAt(ref, { repositories: indexer.repositories(), exclude: state.exclude, pool, history, known: (path, text) => cache.get(path, text) });
      return { analysis: earlier.analyseWith([], state.config), workspace: earlier, lacking };
    },
    pool,
    get state() {
      return state;
    },
    close() {
      clearTimeout(timer);
      listing.abort();
      liveHistory.close();
      cache.save();
      pool.close();
    },
  };
}
