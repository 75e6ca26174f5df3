import type { LevelView } from '../../src/protocol/graph-view.js';
import { distance, distanceToSegment } from './geometry.js';
import type { Point } from './geometry.js';

/** A node inside the tie band at its place of the moment. */
export interface Seat {
  readonly id: string;
  /** Length of the name, in characters. */
  readonly letters: number;
  x: number;
  y: number;
}

/** A relation line between two seats, and what its faults count. */
export type Line = readonly [Seat, Seat, number];

/** Risky lines are what the picture is about: their faults count more. */
export const LINE_WEIGHT: Readonly<Record<LevelView, number>> = { low: 1, medium: 1.5, high: 2.5 };

/** Two glyphs in one row need this much for themselves, and the left one's name as much again as it is long. In px. */
const CLEAR_X = 48;
const LETTER = 6.6;
const LONGEST_NAME = 26;
/** Two glyphs above each other need this much, in px. */
const CLEAR_Y = 40;
/** A line this near to a glyph reads as touching it, in px. */
const EDGE_CLEARANCE = 30;
/** A line shorter than this has no room for its marks and badge, in px. */
const SHORT_EDGE = 96;
/** Of a line shorter than this hardly anything is left between the rims of its ends, in px. */
const NO_EDGE = 80;
/** A short line flatter than this hides between the two glyphs' names, in px. */
const FLAT_EDGE = 44;
/** Two lines that leave a glyph at less than this angle run into each other, in radians. */
const NARROW_ANGLE = 0.35;
/** What one crossing costs; everything else is measured against it. */
const CROSSING = 2.5;

/** How much a seat at `here` crowds the others, and a slight push that uses the whole band. */
export function crowding(seat: Seat, here: Point, seats: readonly Seat[]): number {
  let cost = 0;
  for (const other of seats) {
    if (other === seat) continue;
    const [dx, dy] = [Math.abs(other.x - here.x), Math.abs(other.y - here.y)];
    const clearX = CLEAR_X + LETTER * Math.min(LONGEST_NAME, here.x <= other.x ? seat.letters : other.letters);
    if (dx < clearX && dy < CLEAR_Y) cost += 60 * (1 - dx / clearX) * (1 - dy / CLEAR_Y) + (dx < CLEAR_X ? 12 : 2);
    cost += 2500 / (2500 + dx ** 2 + dy ** 2);
  }
  return cost;
}

/** What it costs to stand under foreign lines. */
export function underLines(here: Point, lines: readonly Line[]): number {
  let cost = 0;
  for (const [a, b, weight] of lines) cost += weight * nearness(here, a, b);
  return cost;
}

/** What the seat's own lines cost: over other glyphs, across other lines, into each other, too short, and slightly for their length. */
export function ownLines(seat: Seat, here: Point, seats: readonly Seat[], foreign: readonly Line[], linesOf: ReadonlyMap<string, readonly Line[]>): number {
  let cost = 0;
  const own = linesOf.get(seat.id) ?? [];
  for (const line of own) {
    const other = farEnd(line, seat);
    const length = distance(here, other);
    let fault = 14 * Math.max(0, 1 - length / SHORT_EDGE) + 40 * Math.max(0, 1 - length / NO_EDGE);
    if (length < 2 * SHORT_EDGE) fault += 5 * Math.max(0, 1 - Math.abs(here.y - other.y) / FLAT_EDGE);
    for (const third of seats) if (third !== seat && third !== other) fault += nearness(third, here, other);
    for (const [c, d] of foreign) if (c !== other && d !== other && cross(here, other, c, d)) fault += CROSSING;
    for (const sibling of linesOf.get(other.id) ?? []) if (farEnd(sibling, other) !== seat) fault += narrowness(other, here, farEnd(sibling, other));
    for (const sibling of own) if (sibling !== line && farEnd(sibling, seat) !== other) fault += narrowness(here, other, farEnd(sibling, seat)) / 2;
    cost += length / 260 + fault * line[2];
  }
  return cost;
}

function farEnd([a, b]: Line, seat: Seat): Seat {
  return a === seat ? b : a;
}

/** What two lines from `corner` cost for running close side by side. */
function narrowness(corner: Point, a: Point, b: Point): number {
  const turn = Math.abs(Math.atan2(a.y - corner.y, a.x - corner.x) - Math.atan2(b.y - corner.y, b.x - corner.x));
  const angle = turn > Math.PI ? 2 * Math.PI - turn : turn;
  return CROSSING * Math.max(0, 1 - angle / NARROW_ANGLE);
}

function nearness(p: Point, a: Point, b: Point): number {
  if (p.x < Math.min(a.x, b.x) - EDGE_CLEARANCE || p.x > Math.max(a.x, b.x) + EDGE_CLEARANCE) return 0;
  if (p.y < Math.min(a.y, b.y) - EDGE_CLEARANCE || p.y > Math.max(a.y, b.y) + EDGE_CLEARANCE) return 0;
  return 14 * Math.max(0, 1 - distanceToSegment(p, a, b) / EDGE_CLEARANCE);
}

/** True when the segments a-b and c-d cross. */
function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x) > 0;
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
