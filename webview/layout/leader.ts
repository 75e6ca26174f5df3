import { distance } from './geometry.js';
import type { Point } from './geometry.js';
import type { PlacedNode } from './scene.js';

/** A glyph that moved further than this gets a hairline to its measured place, in px (experience.md C2). */
const LEADER_FROM = 12;

/** Where the leader of a glyph ends: its measured place; undefined while the glyph stands there, or nearly so. */
export function leaderEnd({ x, y, anchor, freeHeight }: PlacedNode): Point | undefined {
  const measured = freeHeight === true ? { x: anchor.x, y } : anchor;
  return distance({ x, y }, measured) > LEADER_FROM ? measured : undefined;
}
