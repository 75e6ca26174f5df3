import type { FileFacts } from '../../engine/index.js';

/** To the worker: one source file. A worker gets the next one when it has answered. */
export interface SourceJob {
  readonly path: string;
  readonly text: string;
}

/** What a worker starts with. */
export interface WorkerData {
  /** One path for each kind of file to come, so that all parsers load before the first file. */
  readonly samples: readonly string[];
}

/** From the worker: `ready` once its parsers are loaded, then one answer per job. */
export type SourceAnswer = { readonly type: 'ready' } | { readonly type: 'facts'; readonly facts: FileFacts };
