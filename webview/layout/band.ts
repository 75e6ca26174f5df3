import type { PictureEdge, PictureNode } from '../picture.js';
import { crowding, LINE_WEIGHT, ownLines, underLines } from './band-cost.js';
import type { Line, Seat } from './band-cost.js';
import type { Point } from './geometry.js';

/** A node whose place inside the tie band is still open: its height if it is measured, both if it is infrastructure. */
export interface BandNode {
  readonly node: PictureNode;
  /** The measured x, or the mean of the users. */
  readonly x: number;
}

/** The room the nodes may use, in px. */
export interface BandRoom {
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

/** Below the deepest tier this much is left to infrastructure, in px. */
const CELLAR = 62;
const SLOT = 22;
/** Infrastructure has no coordinates, so it may give way this far from the mean of its users, in px. */
const SIDESTEPS: readonly number[] = [0, 64, -64, 128, -128, 192, -192];
/** What a sidestep costs per px: 90 px weigh as much as one crossing. */
const SIDESTEP_COST = 2.5 / 90;
const MARGIN = 30;
const SWEEPS = 6;
/** Strides of the first seating; each gives another local optimum, the best one is taken. Big bands get one try. */
const STRIDES: readonly number[] = [2, 1, 3, 5, 7];
const TRIES_UP_TO = 32;
/** Above this number lines are left out of the cost, and nothing steps aside: it grows with nodes times edges. */
const LINE_COST_LIMIT = 60;

interface Choice extends Point {
  readonly cost: number;
}

interface OpenSeat extends Seat {
  readonly choices: readonly Choice[];
}

/**
 * Places inside the tie band: among measured services left to right is exact and top to bottom is call depth;
 * infrastructure has no measure and stands somewhere near its users, below their depth. Within that, each node takes
 * the place that disturbs neighbours and lines least. Ties go to the first choice, so equal input gives equal output.
 */
export function placeInBand(nodes: readonly BandNode[], edges: readonly PictureEdge[], room: BandRoom): ReadonlyMap<string, Point> {
  const sorted = [...nodes].sort((a, b) => a.x - b.x || (a.node.id < b.node.id ? -1 : 1));
  const choices = choicesPerNode(sorted, room);
  let best: readonly Seat[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  for (const stride of sorted.length <= TRIES_UP_TO ? STRIDES : STRIDES.slice(0, 1)) {
    const seats = sorted.map(({ node }, index) => toSeat(node, choices.get(node.id) ?? [], index * stride));
    const lines = seats.length <= LINE_COST_LIMIT ? linesBetween(seats, edges) : [];
    const total = settle(seats, lines);
    if (total >= lowest - 1e-9) continue;
    lowest = total;
    best = seats;
  }
  return new Map(best.map(({ id, x, y }) => [id, { x, y }]));
}

function toSeat(node: PictureNode, choices: readonly Choice[], start: number): OpenSeat {
  // The first seating stays on the mean of the users: sidesteps come later in the list.
  const straight = choices.filter(({ cost }) => cost === 0);
  const { x, y } = straight[start % straight.length] as Choice;
  return { id: node.id, letters: node.label.length, x, y, choices };
}

/** Moves seats one by one to their cheapest place; answers with the cost that is left. */
function settle(seats: readonly OpenSeat[], lines: readonly Line[]): number {
  const linesOf = new Map(seats.map((seat) => [seat.id, lines.filter(([a, b]) => a === seat || b === seat)]));
  const foreign = new Map(seats.map((seat) => [seat.id, lines.filter(([a, b]) => a !== seat && b !== seat)]));
  let total = 0;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    total = 0;
    let moved = false;
    for (const seat of seats) {
      const { place, cost } = cheapest(seat, seats, foreign.get(seat.id) ?? [], linesOf);
      moved ||= place.x !== seat.x || place.y !== seat.y;
      seat.x = place.x;
      seat.y = place.y;
      total += cost;
    }
    if (!moved) break;
  }
  return total;
}

function cheapest(seat: OpenSeat, seats: readonly Seat[], foreign: readonly Line[], linesOf: ReadonlyMap<string, readonly Line[]>) {
  let best: { place: Point; cost: number } = { place: seat, cost: Number.POSITIVE_INFINITY };
  for (const choice of seat.choices) {
    const cost = choice.cost + crowding(seat, choice, seats) + underLines(choice, foreign) + ownLines(seat, choice, seats, foreign, linesOf);
    if (cost < best.cost - 1e-9) best = { place: choice, cost };
  }
  return best;
}

/** Measured services get one tier per depth in use; the rest may stand anywhere near and below its users. */
function choicesPerNode(nodes: readonly BandNode[], { top, bottom, right }: BandRoom): ReadonlyMap<string, readonly Choice[]> {
  const tiers = tiersOf(nodes, top, nodes.every(isTiered) ? bottom : Math.max(top + SLOT, bottom - CELLAR));
  const tierOf = new Map(nodes.flatMap((one) => (isTiered(one) ? [[one.node.id, tiers.get(rankOf(one)) as Tier]] : [])));
  const sidesteps = nodes.length <= LINE_COST_LIMIT ? SIDESTEPS : SIDESTEPS.slice(0, 1);
  return new Map(nodes.map((one) => {
    const steps = one.node.business ? [0] : sidesteps.filter((step) => step === 0 || (one.x + step >= MARGIN && one.x + step <= right - MARGIN));
    const tier = tierOf.get(one.node.id);
    if (tier !== undefined) return [one.node.id, placesAt(one.x, steps, slots(tier.top, tier.bottom))];
    const users = one.node.partners.flatMap((id) => tierOf.get(id) ?? []);
    const mean = users.length === 0 ? top : users.reduce((sum, user) => sum + (user.top + user.bottom) / 2, 0) / users.length;
    return [one.node.id, placesAt(one.x, steps, slots(Math.min(mean, bottom - SLOT), bottom))];
  }));
}

interface Tier {
  readonly top: number;
  readonly bottom: number;
}

function isTiered({ node }: BandNode): boolean {
  return node.business || node.glyph === 'gateway';
}

/** Gateways stand above the services of their depth: the calls come through them. */
function rankOf({ node }: BandNode): number {
  return node.business ? node.depth : node.depth - 0.5;
}

/** Each rank in use gets a share of the height: more for more nodes, less for gateways alone. */
function tiersOf(nodes: readonly BandNode[], top: number, bottom: number): ReadonlyMap<number, Tier> {
  const counts = new Map<number, number>();
  for (const one of nodes.filter(isTiered)) counts.set(rankOf(one), (counts.get(rankOf(one)) ?? 0) + 1);
  const ranks = [...counts].sort(([a], [b]) => a - b).map(([rank, count]) => ({ rank, weight: (Number.isInteger(rank) ? 1.5 : 0.4) + count / 2 }));
  const total = ranks.reduce((sum, { weight }) => sum + weight, 0);
  let at = top;
  return new Map(ranks.map(({ rank, weight }) => {
    const from = at;
    at += ((bottom - top) * weight) / total;
    return [rank, { top: from, bottom: at }];
  }));
}

function placesAt(x: number, sidesteps: readonly number[], heights: readonly number[]): readonly Choice[] {
  return sidesteps.flatMap((step) => heights.map((y) => ({ x: x + step, y, cost: Math.abs(step) * SIDESTEP_COST })));
}

function slots(top: number, bottom: number): readonly number[] {
  const count = Math.max(1, Math.floor((bottom - top) / SLOT));
  return Array.from({ length: count }, (_, i) => Math.round(top + ((bottom - top) * (i + 0.5)) / count));
}

function linesBetween(seats: readonly Seat[], edges: readonly PictureEdge[]): readonly Line[] {
  const byId = new Map(seats.map((seat) => [seat.id, seat]));
  return edges.flatMap(({ from, to, level }) => {
    const [a, b] = [byId.get(from), byId.get(to)];
    return a !== undefined && b !== undefined ? [[a, b, LINE_WEIGHT[level]] as const] : [];
  });
}
