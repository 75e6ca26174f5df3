import type { FileFacts } from '../../engine/index.js';

/** To the worker: one source file. A worker gets the next one when it has answered. */
export interface SourceJob {
  readonly path: string;
  readonly text: string;
}

/** From the worker: `ready` once its parsers are loaded, then one answer per job. */
export type SourceAnswer = { readonly type: 'ready' } | { readonly type: 'facts'; readonly facts: FileFacts };
