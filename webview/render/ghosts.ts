import { svg } from '../dom.js';
import type { QuadrantScene } from '../layout/build-scene.js';
import { isTied } from '../layout/axes.js';
import type { Point } from '../layout/geometry.js';
import type { PlacedNode } from '../layout/scene.js';
import type { Comparison } from '../shown.js';
import { GLYPH_SHAPES } from './glyphs.js';

/** Shorter moves hide under the glyph, in px. */
const LEAST_MOVE = 12;
/** The arrow ends this far from the glyph's edge, in px. */
const GAP = 4;

/** Where services stood before: a hollow, dashed glyph at the old place and an arrow to the new one. */
export function ghostParts(scene: QuadrantScene, { moved }: Comparison): readonly SVGElement[] {
  const nodes = new Map(scene.nodes.map((placed) => [placed.node.id, placed]));
  return moved.flatMap(({ id, before, after }) => {
    const placed = nodes.get(id);
    if (placed === undefined) return [];
    const { axes } = scene;
    // Inside the band height is no measure: a service that stays in it moves along the axis alone.
    const stays = isTied(axes.band, before.physical) && isTied(axes.band, after.physical) || before.physical === after.physical;
    return ghost(placed, { x: axes.x(before.logical), y: stays ? placed.y : axes.y(before.physical) });
  });
}

function ghost(placed: PlacedNode, from: Point): SVGElement[] {
  const [dx, dy] = [placed.x - from.x, placed.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length < LEAST_MOVE) return [];
  const [ux, uy] = [dx / length, dy / length];
  const end = { x: placed.x - ux * (placed.radius + GAP), y: placed.y - uy * (placed.radius + GAP) };
  const barb = (side: 1 | -1) => `M${point(end)}L${point({ x: end.x - 7 * ux + side * 4 * uy, y: end.y - 7 * uy - side * 4 * ux })}`;
  return [
    svg('path', { class: 'ghost', d: GLYPH_SHAPES[placed.node.glyph].body, transform: `translate(${point(from)})` }),
    svg('path', { class: 'ghost-way', d: `M${point(from)}L${point(end)}${barb(1)}${barb(-1)}` }),
  ];
}

function point({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
