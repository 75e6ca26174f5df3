import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { FileFacts } from '../../engine/index.js';
import { loadJson, storeJson } from './stored-json.js';

/** Facts of texts that were seen before. */
export interface FactsCache {
  /** The facts of a path, when its text was this one. */
  get(path: string, text: string): FileFacts | undefined;
  put(path: string, text: string, facts: FileFacts): void;
  /** Writes what was asked for or put since the cache was opened; forgets the rest. */
  save(): void;
}

interface Entry {
  /** SHA-1 of the text. */
  readonly hash: string;
  readonly facts: FileFacts;
}

interface Stored {
  readonly stamp: string;
  readonly entries: Readonly<Record<string, Entry>>;
}

/** A cache that remembers nothing. */
export const noCache: FactsCache = { get: () => undefined, put: () => undefined, save: () => undefined };

/**
 * Opens the cache kept in `file`. Entries hold only for the same `stamp`; a file that is absent, damaged or
 * stamped differently counts as empty.
 */
export function openCache(file: string, stamp: string): FactsCache {
  const known = load(file, stamp);
  const used = new Map<string, Entry>();
  let changed = false;
  return {
    get(path, text) {
      const entry = used.get(path) ?? known.get(path);
      if (entry === undefined || entry.hash !== hashOf(text)) return undefined;
      used.set(path, entry);
      return entry.facts;
    },
    put(path, text, facts) {
      used.set(path, { hash: hashOf(text), facts });
      changed = true;
    },
    save() {
      if (changed || used.size !== known.size) storeJson(file, { stamp, entries: Object.fromEntries(used) } satisfies Stored);
      changed = false;
    },
  };
}

/** Identifies a build by size and time of its bundles: another build may extract other facts. */
export function stampOf(files: readonly string[]): string {
  return files
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((status) => (status === undefined ? 'absent' : `${status.size}@${status.mtimeMs}`))
    .join(' ');
}

function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function load(file: string, stamp: string): Map<string, Entry> {
  const stored = loadJson(file);
  return isStored(stored) && stored.stamp === stamp ? new Map(Object.entries(stored.entries)) : new Map();
}

/** Only this program writes the file, and the stamp is compared; its shape need not be checked deeper. */
function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && 'stamp' in value && 'entries' in value
    && typeof value.entries === 'object' && value.entries !== null;
}
