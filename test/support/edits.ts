import type { Files } from './fixture.js';

/** Replaces a text in one file, all of its occurrences; a text that is not there is a mistake of the test. */
export type Edit = readonly [path: string, from: string | RegExp, to: string];

/** The files after the edits. */
export function edited(files: Files, edits: readonly Edit[]): Files {
  const changed = new Map(files);
  for (const [path, from, to] of edits) {
    const before = changed.get(path) ?? '';
    const after = before.replaceAll(from, to);
    if (after === before) throw new Error(`${path} does not hold ${String(from)}`);
    changed.set(path, after);
  }
  return changed;
}
