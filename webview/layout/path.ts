import { between, distance } from './geometry.js';
import type { Path, Point } from './geometry.js';

type Curve = readonly [Point, Point, Point];

/** Halvings of the search for the crossing with a rim: 2^-10 of an edge is below one pixel. */
const TRIM_HALVINGS = 10;

function onCurve([a, b, c]: Curve, t: number): Point {
  return between(between(a, b, t), between(b, c, t), t);
}

function cutCurve(curve: Curve, from: number, to: number): Curve {
  const [a, b, c] = curve;
  const control = between(between(a, b, from), between(b, c, from), to);
  return [onCurve(curve, from), control, onCurve(curve, to)];
}

/** A quadratic curve between two centres, cut at the rims; `bow` is its sideways offset at the middle, in px. */
export function curveBetween(from: Point, to: Point, bow: number, fromRadius: number, toRadius: number): Path {
  const length = distance(from, to) || 1;
  const middle = between(from, to, 0.5);
  const control = {
    x: middle.x - ((to.y - from.y) / length) * bow * 2,
    y: middle.y + ((to.x - from.x) / length) * bow * 2,
  };
  const curve: Curve = [from, control, to];
  const start = leaving(curve, fromRadius);
  const end = 1 - leaving([to, control, from], toRadius);
  return { kind: 'curve', points: cutCurve(curve, start, end) };
}

/** The share of the curve, at most one half, that lies within `radius` of its start. */
function leaving(curve: Curve, radius: number): number {
  let [inside, outside] = [0, 0.5];
  for (let i = 0; i < TRIM_HALVINGS; i++) {
    const middle = (inside + outside) / 2;
    if (distance(onCurve(curve, middle), curve[0]) < radius) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** Length of a path in px; a curve is measured along twelve chords. */
export function pathLength(path: Path): number {
  const points = path.kind === 'steps' ? path.points : samplePath(path, 12);
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += distance(points[i - 1] as Point, points[i] as Point);
  return sum;
}

/** Points where a badge may stand, best first: round the middle of a curve, on the longer runs of a stepped path. */
export function badgePoints(path: Path): readonly [Point, ...Point[]] {
  if (path.kind === 'curve') return [onCurve(path.points, 0.5), ...[0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8].map((t) => onCurve(path.points, t))];
  const runs = path.points.slice(1).map((end, index) => [path.points[index] as Point, end] as const);
  const [longest, ...others] = runs.sort(([a, b], [c, d]) => distance(c, d) - distance(a, b));
  if (longest === undefined) return [path.points[0] as Point];
  const along = [0.5, 0.3, 0.7].map((t) => between(longest[0], longest[1], t));
  return [between(longest[0], longest[1], 0.5), ...along.slice(1), ...others.map(([a, b]) => between(a, b, 0.5))];
}

/** `count + 1` points along the path, both ends included; a stepped path answers with its corners. */
export function samplePath(path: Path, count: number): readonly Point[] {
  if (path.kind === 'steps') return path.points;
  return Array.from({ length: count + 1 }, (_, i) => onCurve(path.points, i / count));
}

/** Direction of travel at the end of the path, in radians. */
export function endAngle(path: Path): number {
  const end = path.points.at(-1) as Point;
  const before = path.points.at(-2) as Point;
  return Math.atan2(end.y - before.y, end.x - before.x);
}

/** Direction in which the path leaves its start backwards, in radians: where a start mark points. */
export function startAngle(path: Path): number {
  const [start, next] = path.points as readonly [Point, Point];
  return Math.atan2(start.y - next.y, start.x - next.x);
}

/** The path with `amount` px taken off its end, so that a line stops inside its arrow head. */
export function shortenEnd(path: Path, amount: number): Path {
  const end = path.points.at(-1) as Point;
  const before = path.points.at(-2) as Point;
  const cut = between(end, before, Math.min(0.9, amount / (distance(end, before) || 1)));
  return path.kind === 'curve'
    ? { kind: 'curve', points: [path.points[0], path.points[1], cut] }
    : { kind: 'steps', points: [...path.points.slice(0, -1), cut] };
}
