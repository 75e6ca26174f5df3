import { DOT_RADIUS } from '../layout/glyph-size.js';
import type { Glyph, PictureNode } from '../picture.js';

/** One silhouette round the origin: `body` is filled and outlined, `detail` only outlined. */
export interface GlyphShape {
  readonly body: string;
  /** Drawn like the body, before it: the second square or circle of a group or stack. */
  readonly behind?: string;
  readonly detail?: string;
}

const circle = (cx: number, cy: number, r: number) => `M${cx - r} ${cy}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
const square = (x: number, y: number, size: number, r: number) =>
  `M${x + r} ${y}h${size - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${size - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - size}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - size}a${r} ${r} 0 0 1 ${r} ${-r}z`;
const BOX = square(-8.5, -8.5, 17, 3);

/** Silhouettes per kind, sizes in px (design grammar, "Glyphs"). */
export const GLYPH_SHAPES: Readonly<Record<Glyph, GlyphShape>> = {
  service: { body: circle(0, 0, 11) },
  gateway: { body: 'M-10 -9h13l8 9l-8 9h-13l5 -9z' },
  datastore: { body: 'M-9 -5.4a9 3.6 0 0 1 18 0v10.8a9 3.6 0 0 1 -18 0z', detail: 'M-9 -5.4a9 3.6 0 0 0 18 0' },
  broker: { body: 'M-6 -7h12a7 7 0 0 1 0 14h-12a7 7 0 0 1 0 -14z', detail: 'M-5 -3.2v6.4M0 -3.2v6.4M5 -3.2v6.4' },
  telemetry: { body: 'M-11 6a11 11 0 0 1 22 0z', detail: 'M0 6l4.5 -6.5' },
  external: { body: 'M1 -8h-9v16h16v-9', detail: 'M0 0l9 -9M4 -9h5v5' },
  registry: { body: BOX, detail: 'M-4.5 -3.5h9M-4.5 0h9M-4.5 3.5h9' },
  config: { body: BOX, detail: 'M-4.5 -3h9M-4.5 3h9M-1.5 -5v4M1.5 1v4' },
  auth: { body: BOX, detail: 'M0 -0.5v4.5M-2.2 -2.4a2.2 2.2 0 1 1 4.4 0a2.2 2.2 0 1 1 -4.4 0z' },
  library: { body: BOX, detail: 'M-3.5 -4.5v9M0 -4.5v9M3 -4.2l2 8.4' },
  other: { body: BOX },
  group: { behind: square(-8, -13, 21, 5), body: square(-13, -8, 21, 5) },
  stack: { behind: circle(4, -4, 10), body: circle(0, 0, 10) },
};

const DOT: GlyphShape = { body: circle(0, 0, DOT_RADIUS) };

/** What is drawn for a node that is not a card. */
export function shapeOf({ glyph, quiet }: PictureNode): GlyphShape {
  return quiet === true ? DOT : GLYPH_SHAPES[glyph];
}

/** An arc of `share` (0..1) of a circle of radius `r`, clockwise from the top; empty below 2 %. */
export function arcPath(r: number, share: number): string {
  if (share < 0.02) return '';
  if (share > 0.995) return circle(0, 0, r);
  const angle = share * 2 * Math.PI;
  return `M0 ${-r}A${r} ${r} 0 ${share > 0.5 ? 1 : 0} 1 ${(r * Math.sin(angle)).toFixed(2)} ${(-r * Math.cos(angle)).toFixed(2)}`;
}
