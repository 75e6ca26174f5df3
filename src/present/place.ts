import type { Path, Site } from '../engine/index.js';
import type { PlaceView } from '../protocol/graph-view.js';

/** Offsets at which the lines of a file start. */
export type LineStarts = (path: Path) => readonly number[];

/** A site in lines and columns, both 1-based. */
export function toPlace({ path, span }: Site, lineStartsOf: LineStarts): PlaceView {
  const starts = lineStartsOf(path);
  const [line, column] = toLineAndColumn(starts, span.start);
  const [endLine, endColumn] = toLineAndColumn(starts, span.end);
  return { path, line, column, endLine, endColumn };
}

function toLineAndColumn(starts: readonly number[], offset: number): [number, number] {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return [low + 1, offset - (starts[low] ?? 0) + 1];
}
