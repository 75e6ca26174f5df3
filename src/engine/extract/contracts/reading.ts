import type { Path, Site } from '../../model/text.js';

/** The place of a text inside a match of a pattern. */
export function matched(path: Path, match: RegExpMatchArray, text: string): Site {
  const start = (match.index ?? 0) + Math.max(0, match[0].lastIndexOf(text));
  return { path, span: { start, end: start + text.length } };
}

/** The name of a file without its folder and endings. */
export function fileStem(path: Path): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
}

/** Operations kept of one contract: more than any that people write. */
export const MAX_OPERATIONS = 2000;
