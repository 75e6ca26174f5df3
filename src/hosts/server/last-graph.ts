import { join } from 'node:path';
import type { GraphView } from '../../protocol/graph-view.js';
import type { LastGraph } from '../../protocol/server-messages.js';
import { stampOf } from '../node/facts-cache.js';
import { loadJson, storeJson } from '../node/stored-json.js';

/** Keeps the graph of the last session, to be shown until there is a new one. */
export interface LastGraphStore {
  load(): LastGraph | null;
  save(view: GraphView): void;
}

/** @param storagePath where it is kept; without it, nothing is */
export function createLastGraph(storagePath: string | undefined, distPath: string): LastGraphStore {
  if (storagePath === undefined) return { load: () => null, save: () => undefined };
  const file = join(storagePath, 'graph.json');
  // Another build may have another view.
  const stamp = stampOf([join(distPath, 'server.cjs')]);
  return {
    load() {
      const stored = loadJson(file);
      return isStored(stored) && stored.stamp === stamp ? { view: stored.view, savedAt: stored.savedAt } : null;
    },
    save: (view) => storeJson(file, { stamp, savedAt: new Date().toISOString(), view } satisfies Stored),
  };
}

interface Stored extends LastGraph {
  readonly stamp: string;
}

/** Only this program writes the file, and the stamp is compared; its shape need not be checked deeper. */
function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && 'stamp' in value && 'savedAt' in value && 'view' in value;
}
