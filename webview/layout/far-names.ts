import { between, distance, isWithin } from './geometry.js';
import type { Box, Point } from './geometry.js';
import type { Occupied } from './occupied.js';
import type { PlacedLabel, PlacedNode } from './scene.js';

/** A drawing bears this many hairlines before they are one more tangle. */
const MOST_TIES = 12;
/** How far off the rim a name may stand, in px, nearest first. */
const GAPS = [16, 28, 42, 58];
/** Directions that are tried, all round. */
const DIRECTIONS = 24;
/** Above this cosine a name begins (or ends) at its hairline, else it is centred over or under it. */
const SIDEWAYS = 0.38;
/** Step along a hairline on which it must be clear of glyphs and names, in px. */
const STEP = 5;
/** From the top of a line of a name to its baseline, in px. */
export const BASELINE = 11.5;
/** What a px further off costs, in the units of covering lines. */
const GAP_WEIGHT = 0.1;
/** What it costs a later name to cover a point of a hairline: it would hide whose name that is. */
const TIE_WEIGHT = 3;

/**
 * Places the names of services that found no room beside their glyph a little further off, each tied to it by a hairline.
 * The most wanted come first; those that find nothing stay as they are.
 * @param nodes in the order of `labels`
 */
export function placeFarNames(nodes: readonly PlacedNode[], labels: readonly PlacedLabel[], occupied: Occupied, bounds: Box): readonly PlacedLabel[] {
  let ties = 0;
  return labels.map((label, index) => {
    const placed = nodes[index];
    if (label.fits || placed === undefined || !placed.node.business || placed.node.quiet === true || ties >= MOST_TIES) return label;
    const far = farPlace(placed, label, occupied, bounds);
    if (far === undefined) return label;
    ties++;
    occupied.addBox(far.box);
    for (const point of pointsOf(far.tie)) occupied.addPoint(point, TIE_WEIGHT);
    return far;
  });
}

type FarLabel = PlacedLabel & Required<Pick<PlacedLabel, 'tie'>>;

function farPlace(placed: PlacedNode, label: PlacedLabel, occupied: Occupied, bounds: Box): FarLabel | undefined {
  let best: FarLabel | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const gap of GAPS) {
    for (let direction = 0; direction < DIRECTIONS; direction++) {
      const angle = (direction / DIRECTIONS) * 2 * Math.PI;
      const far = farLabel(placed, label, { x: Math.cos(angle), y: Math.sin(angle) }, gap);
      if (!isWithin(far.box, bounds) || occupied.hits(far.box, placed)) continue;
      const points = pointsOf(far.tie);
      if (points.some((point) => occupied.hits({ ...point, width: 0, height: 0 }, placed))) continue;
      const cost = gap * GAP_WEIGHT + occupied.weight(far.box) + points.reduce((sum, { x, y }) => sum + occupied.weight({ x, y, width: 0, height: 0 }), 0);
      if (cost >= lowest) continue;
      lowest = cost;
      best = far;
    }
  }
  return best;
}

function farLabel({ x, y, radius }: PlacedNode, label: PlacedLabel, to: Point, gap: number): FarLabel {
  const { width, height } = label.box;
  const [rim, end] = [radius + 2, radius + gap].map((reach): Point => ({ x: x + to.x * reach, y: y + to.y * reach })) as [Point, Point];
  const anchor = to.x > SIDEWAYS ? 'start' : to.x < -SIDEWAYS ? 'end' : 'middle';
  const textX = anchor === 'start' ? end.x + 3 : anchor === 'end' ? end.x - 3 : end.x;
  const left = anchor === 'start' ? textX : anchor === 'end' ? textX - width : textX - width / 2;
  const top = anchor !== 'middle' ? end.y - height / 2 : to.y < 0 ? end.y - 1 - height : end.y + 1;
  return { ...label, anchor, x: textX, y: top + BASELINE, fits: true, box: { x: left, y: top, width, height }, tie: [rim, end] };
}

function pointsOf([from, to]: readonly [Point, Point]): Point[] {
  const steps = Math.ceil(distance(from, to) / STEP);
  return Array.from({ length: steps + 1 }, (_, step) => between(from, to, step / steps));
}
