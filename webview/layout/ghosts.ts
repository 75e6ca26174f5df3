import { isTied } from './axes.js';
import type { Axes } from './axes.js';
import type { Point } from './geometry.js';
import type { PlacedNode } from './scene.js';

/** Where a service stood before, and the arrow from there to where it stands now; in scene pixels. */
export interface Ghost {
  readonly placed: PlacedNode;
  readonly from: Point;
  /** The tip of the arrow, short of the glyph. */
  readonly tip: Point;
}

/** The arrow ends this far from the glyph's edge, in px. */
const GAP = 4;
/** An arrow shorter than its head would point nowhere: such a move is in the panel alone. In px. */
const LEAST_ARROW = 10;

/** The ghosts of all nodes that moved so far that it shows. */
export function ghostsOf(nodes: readonly PlacedNode[], axes: Axes): readonly Ghost[] {
  return nodes.flatMap((placed): Ghost[] => {
    const { before, physical } = placed.node;
    if (before === undefined || physical === undefined) return [];
    // Inside the band height is no measure: a service that stays in it moves along the axis alone.
    const stays = isTied(axes.band, before.physical) && isTied(axes.band, physical) || before.physical === physical;
    const from = { x: axes.x(before.logical), y: stays ? placed.y : axes.y(before.physical) };
    const [dx, dy] = [placed.x - from.x, placed.y - from.y];
    const length = Math.hypot(dx, dy);
    // Both glyphs are of one size: the arrow runs between their edges.
    if (length < 2 * placed.radius + GAP + LEAST_ARROW) return [];
    const reach = (length - placed.radius - GAP) / length;
    return [{ placed, from, tip: { x: from.x + dx * reach, y: from.y + dy * reach } }];
  });
}

/** Outline of the arrow from the old place. */
export function ghostWay({ from, tip }: Ghost): string {
  return arrowTo(from, tip);
}

/** Outline of an arrow: a line to its tip, with two barbs. */
export function arrowTo(from: Point, tip: Point): string {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y);
  const [ux, uy] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const barb = (side: 1 | -1) => `M${point(tip)}L${point({ x: tip.x - 7 * ux + side * 4 * uy, y: tip.y - 7 * uy - side * 4 * ux })}`;
  return `M${point(from)}L${point(tip)}${barb(1)}${barb(-1)}`;
}

function point({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
