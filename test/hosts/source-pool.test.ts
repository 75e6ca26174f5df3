import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSourcePool, type SourcePool } from '../../src/hosts/node/source-pool.js';
import { temporaryFolder } from './temporary-folder.js';

/** A worker whose parser does what the text says. */
const WORKER = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ path, text }) => {
  if (text === 'hang') for (;;);
  if (text === 'crash') throw new Error('no memory');
  if (text === 'exit') process.exit(3);
  parentPort.postMessage({ type: 'facts', facts: { path, facts: [], problems: [], lineStarts: [0, text.length] } });
});
parentPort.postMessage({ type: 'ready' });
`;

function poolOf(worker: string, size = 1): SourcePool {
  const workerFile = join(temporaryFolder({ 'worker.cjs': worker }), 'worker.cjs');
  const pool = createSourcePool({ workerFile, size, fileTimeout: 300 });
  onTestFinished(() => pool.close());
  return pool;
}

async function reasonOf(pool: SourcePool, text: string): Promise<string | undefined> {
  return (await pool.extract('a.ts', text)).problems[0]?.message;
}

describe('the pool of source workers', () => {
  test('answers each file with its own facts', async () => {
    const pool = poolOf(WORKER, 2);
    const answers = await Promise.all(['a', 'bb', 'ccc'].map((text) => pool.extract(`${text}.ts`, text)));
    expect(answers.map(({ path, lineStarts }) => [path, lineStarts[1]])).toEqual([['a.ts', 1], ['bb.ts', 2], ['ccc.ts', 3]]);
  });

  test.each([
    ['hang', 'took longer than 0.3 s; not read'],
    ['crash', 'crashed the parser (no memory); not read'],
    ['exit', 'ended the parser; not read'],
  ])('a file that makes the parser %s is a problem, and the next one is read', async (text, reason) => {
    const pool = poolOf(WORKER);
    expect(await reasonOf(pool, text)).toBe(reason);
    expect(await reasonOf(pool, 'fine')).toBeUndefined();
  });

  test('a worker that cannot load fails its files, and only them', async () => {
    const pool = poolOf('throw new Error("broken bundle")');
    expect(await reasonOf(pool, 'a')).toContain('broken bundle');
  });

  test('closing answers what is still waiting', async () => {
    const pool = poolOf(WORKER);
    const answer = reasonOf(pool, 'hang');
    pool.close();
    expect(await answer).toBe('was not read in time');
  });
});
