import type { PictureEdge, PictureNode } from '../picture.js';
import { distance, distanceToSegment } from './geometry.js';
import type { Point } from './geometry.js';

/** A node whose x is given and whose height inside the tie band is still free. */
export interface BandNode {
  readonly node: PictureNode;
  readonly x: number;
  readonly radius: number;
}

/** Two glyphs nearer than this in both directions crowd each other: glyph and name need the room. In px. */
const CLEAR_X = 92;
const CLEAR_Y = 40;
/** A line this near to a glyph reads as touching it, in px. */
const EDGE_CLEARANCE = 28;
/** A line shorter than this has no room for its marks and badge, in px. */
const SHORT_EDGE = 96;
/** A short line flatter than this hides between the two glyphs' names, in px. */
const FLAT_EDGE = 44;
/** Below the deepest tier this much is left to infrastructure, in px. */
const CELLAR = 62;
const SLOT = 22;
const SWEEPS = 6;
/** Strides of the first seating; each gives another local optimum, the best one is taken. Big bands get one try. */
const STRIDES: readonly number[] = [2, 1, 3];
const TRIES_UP_TO = 32;
/** Above this number lines are left out of the cost: it grows with nodes times edges. */
const LINE_COST_LIMIT = 60;

interface Seat extends BandNode {
  y: number;
  readonly choices: readonly number[];
}

/** The lines that end at a seat, and all others. */
interface Lines {
  readonly own: readonly Line[];
  readonly foreign: readonly Line[];
}

type Line = readonly [Seat, Seat];

/**
 * Heights inside the tie band: among measured services top to bottom is call depth; infrastructure has no measure
 * and may stand anywhere below the depth of its users. Within that, each node takes the height that disturbs
 * neighbours and lines least. Ties go to the first choice, so equal input gives equal output.
 */
export function placeInBand(nodes: readonly BandNode[], edges: readonly PictureEdge[], top: number, bottom: number): ReadonlyMap<string, number> {
  const sorted = [...nodes].sort((a, b) => a.x - b.x || (a.node.id < b.node.id ? -1 : 1));
  const choices = choicesPerNode(sorted, top, bottom);
  let best: readonly Seat[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  for (const stride of sorted.length <= TRIES_UP_TO ? STRIDES : STRIDES.slice(0, 1)) {
    const seats = sorted.map((one, index): Seat => {
      const own = choices.get(one.node.id) ?? [top];
      return { ...one, choices: own, y: own[(index * stride) % own.length] as number };
    });
    const lines = seats.length <= LINE_COST_LIMIT ? linesBetween(seats, edges) : [];
    const total = settle(seats, lines);
    if (total >= lowest - 1e-9) continue;
    lowest = total;
    best = seats;
  }
  return new Map(best.map((seat) => [seat.node.id, seat.y]));
}

/** Moves seats one by one to their cheapest height; answers with the cost that is left. */
function settle(seats: readonly Seat[], lines: readonly Line[]): number {
  const linesOf = new Map(seats.map((seat): [Seat, Lines] => [seat, {
    own: lines.filter(([a, b]) => a === seat || b === seat),
    foreign: lines.filter(([a, b]) => a !== seat && b !== seat),
  }]));
  let total = 0;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    total = 0;
    let moved = false;
    for (const seat of seats) {
      const { y, cost } = cheapest(seat, seats, linesOf.get(seat) ?? { own: [], foreign: [] });
      moved ||= y !== seat.y;
      seat.y = y;
      total += cost;
    }
    if (!moved) break;
  }
  return total;
}

/** Measured services get one tier per depth in use; the rest may use every slot from its users' tier down. */
function choicesPerNode(nodes: readonly BandNode[], top: number, bottom: number): ReadonlyMap<string, readonly number[]> {
  const isMeasured = ({ node }: BandNode) => node.business || node.glyph === 'gateway';
  const depths = [...new Set(nodes.filter(isMeasured).map(({ node }) => node.depth))].sort((a, b) => a - b);
  const floor = nodes.every(isMeasured) ? bottom : Math.max(top + SLOT, bottom - CELLAR);
  const height = (floor - top) / Math.max(1, depths.length);
  const tierOf = new Map(nodes.filter(isMeasured).map(({ node }) => [node.id, depths.indexOf(node.depth)]));
  return new Map(nodes.map((one) => {
    const tier = tierOf.get(one.node.id);
    if (tier !== undefined) return [one.node.id, slots(top + tier * height, top + (tier + 1) * height)];
    const users = one.node.partners.flatMap((id) => tierOf.get(id) ?? []);
    const mean = users.length === 0 ? 0 : users.reduce((sum, value) => sum + value, 0) / users.length;
    return [one.node.id, slots(Math.min(top + (mean + 0.5) * height, bottom - SLOT), bottom)];
  }));
}

function slots(top: number, bottom: number): readonly number[] {
  const count = Math.max(1, Math.floor((bottom - top) / SLOT));
  return Array.from({ length: count }, (_, i) => Math.round(top + ((bottom - top) * (i + 0.5)) / count));
}

function linesBetween(seats: readonly Seat[], edges: readonly PictureEdge[]): readonly Line[] {
  const byId = new Map(seats.map((seat) => [seat.node.id, seat]));
  return edges.flatMap(({ from, to }) => {
    const [a, b] = [byId.get(from), byId.get(to)];
    return a !== undefined && b !== undefined ? [[a, b] as const] : [];
  });
}

function cheapest(seat: Seat, seats: readonly Seat[], { own, foreign }: Lines): { readonly y: number; readonly cost: number } {
  let best = { y: seat.y, cost: Number.POSITIVE_INFINITY };
  for (const y of seat.choices) {
    const cost = crowding(seat, y, seats) + underLines(seat.x, y, foreign) + ownLines(seat, { x: seat.x, y }, own, foreign, seats);
    if (cost < best.cost - 1e-9) best = { y, cost };
  }
  return best;
}

/** How much a seat at `y` crowds the others, and a slight push that uses the whole band. */
function crowding(seat: Seat, y: number, seats: readonly Seat[]): number {
  let cost = 0;
  for (const other of seats) {
    if (other === seat) continue;
    const near = (1 - Math.abs(other.x - seat.x) / CLEAR_X) * (1 - Math.abs(other.y - y) / CLEAR_Y);
    if (Math.abs(other.x - seat.x) < CLEAR_X && Math.abs(other.y - y) < CLEAR_Y) cost += 60 * near;
    cost += 2500 / (2500 + (other.x - seat.x) ** 2 + (other.y - y) ** 2);
  }
  return cost;
}

function underLines(x: number, y: number, lines: readonly Line[]): number {
  let cost = 0;
  for (const [a, b] of lines) cost += nearness({ x, y }, a, b);
  return cost;
}

/** What the seat's own lines cost: over other glyphs, across other lines, too short, and slightly for their length. */
function ownLines(seat: Seat, here: Point, own: readonly Line[], foreign: readonly Line[], seats: readonly Seat[]): number {
  let cost = 0;
  for (const [a, b] of own) {
    const other = a === seat ? b : a;
    const length = distance(here, other);
    cost += length / 260 + 14 * Math.max(0, 1 - length / SHORT_EDGE);
    if (length < 2 * SHORT_EDGE) cost += 5 * Math.max(0, 1 - Math.abs(here.y - other.y) / FLAT_EDGE);
    for (const third of seats) if (third !== a && third !== b) cost += nearness(third, here, other);
    for (const [c, d] of foreign) if (c !== other && d !== other && cross(here, other, c, d)) cost += 2.5;
  }
  return cost;
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
