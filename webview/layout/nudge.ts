import { clamp } from './geometry.js';
import type { Point } from './geometry.js';

/** A disc that may move a little. */
export interface Disc {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A disc never leaves its measured place by more than this, in px (experience.md C2). */
export const NUDGE_CAP = 48;
/** Free pixels between two glyphs. */
const GLYPH_GAP = 5;

const ROUNDS = 60;
const CELL = 44;
/** Discs at one point are pushed apart at this angle times their index: no two directions repeat. */
const GOLDEN_ANGLE = 2.399963;

interface Moving {
  readonly disc: Disc;
  x: number;
  y: number;
}

function bucketOf(x: number, y: number): string {
  return `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;
}

function bucket(discs: readonly Moving[]): Map<string, number[]> {
  const grid = new Map<string, number[]>();
  discs.forEach((disc, index) => {
    const key = bucketOf(disc.x, disc.y);
    const list = grid.get(key);
    if (list === undefined) grid.set(key, [index]);
    else list.push(index);
  });
  return grid;
}

/** Calls `visit` for each pair of discs in touching cells, the lower index first. */
function eachNearPair(discs: readonly Moving[], visit: (a: number, b: number) => void): void {
  const grid = bucket(discs);
  discs.forEach((disc, a) => {
    for (let dx = -CELL; dx <= CELL; dx += CELL) {
      for (let dy = -CELL; dy <= CELL; dy += CELL) {
        for (const b of grid.get(bucketOf(disc.x + dx, disc.y + dy)) ?? []) if (b > a) visit(a, b);
      }
    }
  });
}

function push(a: Moving, b: Moving, index: number): boolean {
  const need = a.disc.radius + b.disc.radius + GLYPH_GAP;
  let dx = b.x - a.x;
  let dy = b.y - a.y;
  let apart = Math.sqrt(dx * dx + dy * dy);
  if (apart >= need - 0.01) return false;
  if (apart < 0.5) {
    dx = Math.cos(index * GOLDEN_ANGLE);
    dy = Math.sin(index * GOLDEN_ANGLE);
    apart = 1;
  }
  const step = (need - apart) / 2 + 0.1;
  a.x -= (dx / apart) * step;
  a.y -= (dy / apart) * step;
  b.x += (dx / apart) * step;
  b.y += (dy / apart) * step;
  return true;
}

function hold(moving: Moving, width: number, height: number): void {
  const { disc } = moving;
  const moved = Math.hypot(moving.x - disc.x, moving.y - disc.y);
  if (moved > NUDGE_CAP) {
    moving.x = disc.x + ((moving.x - disc.x) / moved) * NUDGE_CAP;
    moving.y = disc.y + ((moving.y - disc.y) / moved) * NUDGE_CAP;
  }
  moving.x = clamp(moving.x, Math.min(disc.radius, disc.x), Math.max(width - disc.radius, disc.x));
  moving.y = clamp(moving.y, Math.min(disc.radius, disc.y), Math.max(height - disc.radius, disc.y));
}

/**
 * Pushes discs apart until none overlap or all are at their cap, inside `width` x `height`.
 * The result depends on the discs alone, not on their order.
 */
export function nudge(discs: readonly Disc[], width: number, height: number): ReadonlyMap<string, Point> {
  const sorted = [...discs].sort((a, b) => (a.id < b.id ? -1 : 1));
  const moving = sorted.map((disc): Moving => ({ disc, x: disc.x, y: disc.y }));
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    eachNearPair(moving, (a, b) => {
      if (push(moving[a] as Moving, moving[b] as Moving, b)) moved = true;
    });
    if (!moved) break;
    for (const one of moving) hold(one, width, height);
  }
  return new Map(moving.map(({ disc, x, y }) => [disc.id, { x, y }]));
}

/**
 * Sets of discs that still overlap at the given places, each to become one stack: a disc with those it touches.
 * Chains of touching discs are not followed, or one stack could swallow half a plot.
 */
export function stillOverlapping(discs: readonly Disc[], places: ReadonlyMap<string, Point>): readonly (readonly string[])[] {
  const sorted = [...discs].sort((a, b) => (a.id < b.id ? -1 : 1));
  const moving = sorted.map((disc): Moving => ({ disc, x: disc.x, y: disc.y, ...places.get(disc.id) }));
  const touching = moving.map((): number[] => []);
  eachNearPair(moving, (a, b) => {
    const [one, other] = [moving[a] as Moving, moving[b] as Moving];
    if (Math.hypot(one.x - other.x, one.y - other.y) >= one.disc.radius + other.disc.radius) return;
    touching[a]?.push(b);
    touching[b]?.push(a);
  });
  const taken = new Set<number>();
  const busiest = moving.map((_, index) => index).sort((a, b) => (touching[b]?.length ?? 0) - (touching[a]?.length ?? 0) || a - b);
  return busiest.flatMap((index) => {
    const set = [index, ...(touching[index] ?? [])].filter((one) => !taken.has(one));
    if (taken.has(index) || set.length < 2) return [];
    for (const one of set) taken.add(one);
    return [set.map((one) => (moving[one] as Moving).disc.id)];
  });
}
