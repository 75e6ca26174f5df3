import { parentPort } from 'node:worker_threads';
import { extractFile } from '../../engine/index.js';
import { sourceExtractors } from '../../engine/source.js';
import type { SourceAnswer, SourceJob } from './source-messages.js';

/** Entry of a worker thread: source text in, facts out. The parsers live as long as the thread does. */

function answer(message: SourceAnswer): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', ({ path, text }: SourceJob) => {
  answer({ type: 'facts', facts: extractFile(sourceExtractors, path, text) });
});
answer({ type: 'ready' });
