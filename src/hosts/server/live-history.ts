import { rmSync, watch, type FSWatcher } from 'node:fs';
import type { History } from '../../engine/index.js';
import { gitFolderOf } from '../node/git-log.js';
import { createHistoryReader } from '../node/history-reader.js';
import type { Folder } from '../node/indexer.js';

/** Keeps the history of some repositories up to date. */
export interface LiveHistory {
  /** Reads these repositories from now on: at once, and whenever one of their heads moves. */
  follow(repositories: readonly Folder[], months: number): void;
  /** Forgets what was read, on disk too. */
  forget(): void;
  close(): void;
}

/** Git locks HEAD while it commits, checks out, pulls or resets: the lock comes and goes in the folder of the repository. */
const HEAD_MOVES = /^HEAD(?:\.lock)?$/;

/** Milliseconds after the last move: a rebase makes many commits. */
const DEBOUNCE = 500;

/**
 * Starts without repositories.
 * @param onHistory gets each history that was read, the same object when nothing was new; undefined when there is none
 * @param cacheFile keeps what was read for the next start
 */
export function createLiveHistory(onHistory: (history: History | undefined) => void, cacheFile?: string): LiveHistory {
  let reader = createHistoryReader(cacheFile);
  let followed: { readonly repositories: readonly Folder[]; readonly months: number } = { repositories: [], months: 0 };
  let watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** Readings wait for each other, as the second only adds to what the first has read. */
  let reading = Promise.resolve();

  function readSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(read, DEBOUNCE);
  }

  function read(): void {
    const wanted = followed;
    reading = reading.then(async () => {
      if (followed !== wanted) return;
      const history = await reader.read(wanted.repositories, wanted.months);
      if (followed === wanted) onHistory(history);
    });
  }

  async function watchHeads(wanted: typeof followed): Promise<void> {
    const folders = await Promise.all(wanted.repositories.map(({ root }) => gitFolderOf(root)));
    if (followed === wanted) watchers = folders.flatMap((folder) => watchFolder(folder));
  }

  function watchFolder(folder: string | undefined): FSWatcher[] {
    if (folder === undefined) return [];
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || HEAD_MOVES.test(name)) readSoon();
      });
      // A folder that goes away takes its history with it; the listing after that says so.
      return [watcher.on('error', () => watcher.close())];
    } catch {
      // No file system events here: the history is read again with the next listing.
      return [];
    }
  }

  function stop(): void {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    watchers = [];
  }

  return {
    follow(repositories, months) {
      const isSame = JSON.stringify(followed) === JSON.stringify({ repositories, months });
      if (isSame) return read();
      stop();
      followed = { repositories, months };
      void watchHeads(followed);
      read();
    },
    forget() {
      if (cacheFile !== undefined) rmSync(cacheFile, { force: true });
      reader = createHistoryReader(cacheFile);
    },
    close() {
      stop();
      followed = { repositories: [], months: 0 };
    },
  };
}
