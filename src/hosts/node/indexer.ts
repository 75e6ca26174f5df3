import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { documentExtractors, extractFile, isRelevantPath, mayHoldSource, mergeFacts, type FileFacts, type Workspace } from '../../engine/index.js';
import type { FactsCache } from './facts-cache.js';
import { listFiles, MAX_FILES, type ListOptions } from './list.js';
import { readText, type ReadResult } from './read.js';
import { unread, type SourcePool } from './source-pool.js';

/** A workspace folder on disk. */
export interface Folder {
  readonly root: string;
  /** Stands before the folder's paths in the workspace: '' when it is the only folder, else `name/`. */
  readonly prefix: string;
}

/** What an indexer works with. */
export interface IndexerOptions {
  readonly workspace: Workspace;
  readonly pool: SourcePool;
  readonly cache: FactsCache;
  /** Text to use instead of a file's content on disk: that of an editor. */
  readonly overlay?: (path: string) => string | undefined;
}

/** What `Indexer.index` tells while it works. */
export interface IndexHooks {
  /** Files read so far, of all that are relevant. */
  readonly onProgress?: (read: number, total: number) => void;
  /** All files are read; only parsers of source code are still at work: enough for a first picture. */
  readonly onFirstPicture?: () => void;
  /** Stops the work between two files. */
  readonly signal?: AbortSignal;
}

/** Fills a workspace from disk and keeps it up to date, file by file. */
export interface Indexer {
  /** Lists the folders, reads each relevant file that is new since the last call, and forgets those that are gone. */
  index(roots: readonly Folder[], options: ListOptions, hooks?: IndexHooks): Promise<void>;
  /** Reads one known file again; resolves when the workspace holds what it says now. */
  refresh(path: string): Promise<void>;
  /** Ends the work at hand: what was not read yet says so, and is read by the next `index`. */
  stop(): void;
  /** Where a file of the last listing is on disk; undefined for files that say nothing about coupling. */
  fileOf(path: string): string | undefined;
  /** The git repositories of the last listing, those inside others, too; none when git was not asked. */
  repositories(): readonly Folder[];
  /** True for a folder that holds files of the last listing, at any depth. */
  hasFolder(path: string): boolean;
}

/** Milliseconds of synchronous work before others get a turn. */
const TURN = 20;

/** Makes an indexer for one workspace. */
export function createIndexer({ workspace, pool, cache, overlay }: IndexerOptions): Indexer {
  /** Files on disk by path. */
  let files: ReadonlyMap<string, string> = new Map();
  /** The folders of `files`, at any depth. */
  let folders: ReadonlySet<string> = new Set();
  let repositories: readonly Folder[] = [];
  const loaded = new Set<string>();
  let isStopped = false;
  /** The last request per path: an answer to an earlier one is out of date. */
  const latest = new Map<string, symbol>();

  async function list(roots: readonly Folder[], options: ListOptions): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const inGit: Folder[] = [];
    for (const { root, prefix } of roots) {
      const { paths, truncated, repositories: folders } = await listFiles(root, options);
      for (const folder of folders) inGit.push(folder === '' ? { root, prefix } : { root: join(root, folder), prefix: `${prefix}${folder}/` });
      for (const path of paths) if (isRelevantPath(path)) found.set(prefix + path, join(root, path));
      if (truncated) workspace.setFacts(unread(prefix, `more than ${MAX_FILES} files; the rest was not looked at`));
    }
    repositories = inGit;
    return found;
  }

  async function load(path: string, file: string): Promise<void> {
    const request = Symbol(path);
    latest.set(path, request);
    loaded.add(path);
    const content = contentOf(path, file);
    if (content.kind === 'absent') return workspace.delete(path);
    if (content.kind === 'unusable') return workspace.setFacts(unread(path, content.reason));
    const { text } = content;
    const cached = cache.get(path, text);
    if (cached !== undefined) return workspace.setFacts(cached);

    const facts = await extractText(pool, path, text, (stated) => workspace.setFacts(stated));
    if (latest.get(path) !== request) return;
    workspace.setFacts(facts);
    // What was given up is no knowledge about the text.
    if (isStopped) loaded.delete(path);
    else cache.put(path, text, facts);
  }

  function forget(path: string): void {
    loaded.delete(path);
    latest.delete(path);
    workspace.delete(path);
  }

  function contentOf(path: string, file: string): ReadResult {
    const text = overlay?.(path);
    return text === undefined ? readText(file) : { kind: 'text', text };
  }

  return {
    async index(roots, options, hooks = {}) {
      isStopped = false;
      files = await list(roots, options);
      folders = foldersOf(files.keys());
      for (const path of loaded) if (!files.has(path)) forget(path);
      pool.expect(files.keys());

      const progress = createProgress(files.size, hooks);
      const loading: Promise<void>[] = [];
      for (const [path, file] of files) {
        if (!loaded.has(path)) loading.push(load(path, file));
        if (isStopped || (await progress.isStopped())) return;
      }
      hooks.onFirstPicture?.();
      await Promise.all(loading);
      cache.save();
    },
    stop() {
      isStopped = true;
      pool.skip();
    },
    async refresh(path) {
      const file = files.get(path);
      if (file !== undefined) await load(path, file);
    },
    fileOf: (path) => files.get(path),
    repositories: () => repositories,
    hasFolder: (path) => folders.has(path),
  };
}

function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0 && !folders.has(path.slice(0, end)); end = path.lastIndexOf('/', end - 1)) folders.add(path.slice(0, end));
  }
  return folders;
}

/**
 * All facts of a text, from every extractor.
 * @param onStated called at once with what needs no parser of source code
 */
export async function extractText(pool: SourcePool, path: string, text: string, onStated?: (facts: FileFacts) => void): Promise<FileFacts> {
  const stated = extractFile(documentExtractors, path, text);
  onStated?.(stated);
  return mayHoldSource(path, text) ? mergeFacts(stated, await pool.extract(path, text)) : stated;
}

/** Counts files, gives others a turn now and then, and reports at each turn. */
function createProgress(total: number, { onProgress, signal }: IndexHooks): { isStopped(): Promise<boolean> } {
  let read = 0;
  let turnEnds = performance.now() + TURN;
  return {
    async isStopped() {
      read++;
      if (performance.now() > turnEnds) {
        onProgress?.(read, total);
        await nextTurn();
        turnEnds = performance.now() + TURN;
      }
      return signal?.aborted === true;
    },
  };
}
