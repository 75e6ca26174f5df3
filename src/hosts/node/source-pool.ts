import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileFacts } from '../../engine/index.js';
import type { SourceAnswer, SourceJob, WorkerData } from './source-messages.js';

/** Extracts source files outside the calling thread. */
export interface SourcePool {
  /** Tells which files may come, so that workers load the parsers for all of them at their start. */
  expect(paths: Iterable<string>): void;
  /** Never rejects: a file that hangs or crashes its parser has a problem instead of facts. */
  extract(path: string, text: string): Promise<FileFacts>;
  /** Gives up the files that no worker has begun: they get a problem. */
  skip(): void;
  /** Ends all workers; files still waiting get a problem. */
  close(): void;
}

export interface SourcePoolOptions {
  /** The worker's bundle. */
  readonly workerFile: string;
  /** Most threads at a time; by default one less than there are processors, 1 to 4. */
  readonly size?: number;
  /** Milliseconds for one file; 10 s by default. */
  readonly fileTimeout?: number;
  /** Milliseconds without work after which a worker ends; 30 s by default. */
  readonly idleTimeout?: number;
}

/** Milliseconds; parsers load in well under a second, but not on a machine that is swapping. */
const LOAD_TIMEOUT = 60_000;
/** Workers that may fail to load before the pool stops trying. */
const MAX_LOAD_FAILURES = 3;
/** Megabytes; more than any file of 1 MB needs. */
const MAX_HEAP = 1024;

interface Task extends SourceJob {
  readonly resolve: (facts: FileFacts) => void;
}

/** A thread and what it is doing. */
interface Hand {
  readonly worker: Worker;
  task: Task | undefined;
  ready: boolean;
  timer?: NodeJS.Timeout;
}

/** Makes a pool; threads start with the first file. */
export function createSourcePool(options: SourcePoolOptions): SourcePool {
  const size = options.size ?? Math.min(Math.max(availableParallelism() - 1, 1), 4);
  const fileTimeout = options.fileTimeout ?? 10_000;
  const idleTimeout = options.idleTimeout ?? 30_000;
  const waiting: Task[] = [];
  const hands = new Set<Hand>();
  /** One path for each extension that may come. */
  let samples = new Map<string, string>();
  let loadFailures = 0;

  function schedule(): void {
    for (const hand of hands) if (hand.ready && hand.task === undefined) giveWork(hand);
    const missing = Math.min(waiting.length - unready(), size - hands.size);
    for (let count = 0; count < missing; count++) start();
  }

  function unready(): number {
    return [...hands].filter((hand) => !hand.ready).length;
  }

  function giveWork(hand: Hand): void {
    clearTimeout(hand.timer);
    hand.task = waiting.shift();
    if (hand.task === undefined) {
      hand.timer = setTimeout(() => dismiss(hand), idleTimeout).unref();
      hand.worker.unref();
      return;
    }
    hand.worker.ref();
    hand.worker.postMessage({ path: hand.task.path, text: hand.task.text } satisfies SourceJob);
    hand.timer = setTimeout(() => drop(hand, `took longer than ${fileTimeout / 1000} s; not read`), fileTimeout);
  }

  function start(): void {
    const workerData: WorkerData = { samples: [...samples.values()] };
    const worker = new Worker(options.workerFile, { workerData, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP } });
    const hand: Hand = { worker, task: undefined, ready: false };
    hands.add(hand);
    hand.timer = setTimeout(() => drop(hand, 'parsers did not load'), LOAD_TIMEOUT);
    worker.on('message', (answer: SourceAnswer) => receive(hand, answer));
    worker.on('error', (error) => drop(hand, `crashed the parser (${error.message}); not read`));
    worker.on('exit', () => drop(hand, 'ended the parser; not read'));
  }

  function receive(hand: Hand, answer: SourceAnswer): void {
    if (answer.type === 'facts') {
      hand.task?.resolve(answer.facts);
    } else {
      hand.ready = true;
      loadFailures = 0;
    }
    giveWork(hand);
  }

  /** Ends a worker that failed; the next file gets a fresh one. */
  function drop(hand: Hand, reason: string): void {
    if (!hands.has(hand)) return;
    dismiss(hand);
    hand.task?.resolve(unread(hand.task.path, reason));
    if (!hand.ready) loadFailures++;
    if (loadFailures >= MAX_LOAD_FAILURES) giveUp(reason);
    schedule();
  }

  function dismiss(hand: Hand): void {
    clearTimeout(hand.timer);
    hands.delete(hand);
    void hand.worker.terminate();
  }

  function giveUp(reason: string): void {
    for (const { path, resolve } of waiting.splice(0)) resolve(unread(path, reason));
  }

  return {
    expect(paths) {
      samples = new Map([...paths].map((path) => [extname(path), path]));
    },
    extract(path, text) {
      return new Promise((resolve) => {
        waiting.push({ path, text, resolve });
        schedule();
      });
    },
    skip: () => giveUp('was not read: the analysis was stopped'),
    close() {
      giveUp('was not read in time');
      for (const hand of hands) {
        dismiss(hand);
        hand.task?.resolve(unread(hand.task.path, 'was not read in time'));
      }
    },
  };
}

/** Facts of a file that says nothing because it could not be used. */
export function unread(path: string, reason: string): FileFacts {
  return { path, facts: [], problems: [{ site: { path, span: { start: 0, end: 0 } }, message: reason }], lineStarts: [0] };
}
