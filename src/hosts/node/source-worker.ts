import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { extractFile, grammarsFor } from '../../engine/index.js';
import { loadGrammars, sourceExtractors, type BytesOf } from '../../engine/source.js';
import type { SourceAnswer, SourceJob, WorkerData } from './source-messages.js';

/** Entry of a worker thread: source text in, facts out. The parsers live as long as the thread does. */

const bytesOf: BytesOf = (module) => readFileSync(join(__dirname, 'grammars', `${module}.wasm`));

function answer(message: SourceAnswer): void {
  parentPort?.postMessage(message);
}

/** Without its grammar a file becomes a problem of its own; the other languages are still read. */
async function prepare(paths: readonly string[]): Promise<void> {
  await loadGrammars(grammarsFor(paths), bytesOf).catch(() => undefined);
}

parentPort?.on('message', ({ path, text }: SourceJob) => {
  void prepare([path]).then(() => answer({ type: 'facts', facts: extractFile(sourceExtractors, path, text) }));
});

const { samples }: WorkerData = workerData;
void prepare(samples).then(() => answer({ type: 'ready' }));
