import type { PictureNode } from '../picture.js';

/** Radius of the blast ring round a service: the outermost thing drawn. */
export const RING_RADIUS = 15;

/** Radius of a service that is drawn as a dot. */
export const DOT_RADIUS = 5;

/** Half extent of a node's drawing, in px (design grammar: glyphs in a 24 px box). */
export function glyphRadius(node: PictureNode): number {
  if (node.quiet === true) return DOT_RADIUS;
  if (node.glyph === 'service') return node.blastRadius === undefined ? 11 : 16;
  if (node.glyph === 'group' || node.glyph === 'stack') return 14;
  return node.glyph === 'broker' ? 13 : 11;
}
