import type { PictureEdge, PictureNode } from '../picture.js';
import { distanceToSegment } from './geometry.js';
import type { Point } from './geometry.js';

/** A node whose x is given and whose height inside the tie band is still free. */
export interface BandNode {
  readonly node: PictureNode;
  readonly x: number;
  readonly radius: number;
}

/** Distances in px below which neighbours start to disturb each other. */
const CLEAR_X = 84;
const CLEAR_Y = 34;
const EDGE_CLEARANCE = 26;
const SLOT = 24;
const SWEEPS = 5;
/** Above this number the cost of passing edges is left out: it grows with nodes times edges. */
const EDGE_COST_LIMIT = 90;

interface Seat extends BandNode {
  y: number;
  readonly choices: readonly number[];
}

/** Tier of a node: its call depth; what is only used stands one below its mean user, so that lines run downwards. */
function tiers(nodes: readonly BandNode[]): ReadonlyMap<string, number> {
  const depth = new Map(nodes.map(({ node }) => [node.id, node.depth]));
  const tier = new Map(depth);
  for (const { node } of nodes) {
    if (node.business || node.glyph === 'gateway') continue;
    const users = node.partners.flatMap((id) => depth.get(id) ?? []);
    if (users.length === 0) continue;
    const mean = users.reduce((sum, value) => sum + value, 0) / users.length;
    tier.set(node.id, Math.max(node.depth, Math.round(mean) + 1));
  }
  const used = [...new Set(tier.values())].sort((a, b) => a - b);
  return new Map([...tier].map(([id, value]) => [id, used.indexOf(value)]));
}

/** The heights open to a tier: slots that keep every tier wholly below the one before. */
function choicesOf(tier: number, count: number, top: number, bottom: number): readonly number[] {
  const height = (bottom - top) / count;
  const slots = Math.max(1, Math.floor(height / SLOT));
  return Array.from({ length: slots }, (_, i) => top + height * tier + (height * (i + 0.5)) / slots);
}

/**
 * Heights inside the tie band: top to bottom is call depth, and within one depth each node takes the slot that
 * disturbs its neighbours and the lines least. Ties go to the first slot, so equal input gives equal output.
 */
export function placeInBand(
  nodes: readonly BandNode[], edges: readonly PictureEdge[], top: number, bottom: number,
): ReadonlyMap<string, number> {
  const tier = tiers(nodes);
  const count = Math.max(0, ...tier.values()) + 1;
  const sorted = [...nodes].sort((a, b) => a.x - b.x || (a.node.id < b.node.id ? -1 : 1));
  const seats = sorted.map((one, index): Seat => {
    const choices = choicesOf(tier.get(one.node.id) ?? 0, count, top, bottom);
    // A stride coprime with most slot counts spreads neighbours before the first sweep.
    return { ...one, choices, y: choices[(index * 3) % choices.length] as number };
  });
  const lines = seats.length <= EDGE_COST_LIMIT ? linesBetween(seats, edges) : [];
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const seat of seats) seat.y = cheapest(seat, seats, lines);
  }
  return new Map(seats.map((seat) => [seat.node.id, seat.y]));
}

type Line = readonly [Seat, Seat];

function linesBetween(seats: readonly Seat[], edges: readonly PictureEdge[]): readonly Line[] {
  const byId = new Map(seats.map((seat) => [seat.node.id, seat]));
  return edges.flatMap(({ from, to }) => {
    const [a, b] = [byId.get(from), byId.get(to)];
    return a !== undefined && b !== undefined ? [[a, b] as const] : [];
  });
}

function cheapest(seat: Seat, seats: readonly Seat[], lines: readonly Line[]): number {
  let best = seat.y;
  let lowest = Number.POSITIVE_INFINITY;
  for (const y of seat.choices) {
    const cost = crowding(seat, y, seats) + passing(seat, y, lines, seats);
    if (cost < lowest - 1e-9) {
      lowest = cost;
      best = y;
    }
  }
  return best;
}

/** How much a seat at `y` crowds the others; grows with the square of the shared clearance. */
function crowding(seat: Seat, y: number, seats: readonly Seat[]): number {
  let cost = 0;
  for (const other of seats) {
    if (other === seat) continue;
    const x = 1 - Math.abs(other.x - seat.x) / CLEAR_X;
    const near = 1 - Math.abs(other.y - y) / CLEAR_Y;
    if (x > 0 && near > 0) cost += 40 * x * near + (x > 0.5 ? 40 * near : 0);
    cost += 400 / (400 + (other.x - seat.x) ** 2 + (other.y - y) ** 2);
  }
  return cost;
}

/** What lines cost: other lines over this seat, its own lines over other seats, and their length. */
function passing(seat: Seat, y: number, lines: readonly Line[], seats: readonly Seat[]): number {
  const here: Point = { x: seat.x, y };
  let cost = 0;
  for (const [a, b] of lines) {
    if (a === seat || b === seat) {
      const other = a === seat ? b : a;
      cost += Math.abs(other.y - y) / 90;
      for (const third of seats) {
        if (third !== a && third !== b) cost += nearness(third, here, other);
      }
    } else {
      cost += nearness(here, a, b);
    }
  }
  return cost;
}

function nearness(p: Point, a: Point, b: Point): number {
  if (p.x < Math.min(a.x, b.x) - EDGE_CLEARANCE || p.x > Math.max(a.x, b.x) + EDGE_CLEARANCE) return 0;
  return 12 * Math.max(0, 1 - distanceToSegment(p, a, b) / EDGE_CLEARANCE);
}
