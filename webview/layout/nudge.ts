import { clamp } from './geometry.js';
import type { Point } from './geometry.js';

/** A disc that may move a little. */
export interface Disc {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Its height is no measure: it gives way up or down before it leaves its measured place to left or right. */
  readonly freeHeight?: boolean;
}

/** A disc never leaves its measured place by more than this, in px (experience.md C2). */
export const NUDGE_CAP = 48;
/** Free pixels between two glyphs. */
const GLYPH_GAP = 5;

const ROUNDS = 60;
/** So many rounds discs of free height move up and down alone; what is left then needs every direction. */
const PATIENCE = 30;
const CELL = 44;
/** Places are rounded to whole pixels afterwards: so much nearer two may come. */
const ROUNDING = 1.5;
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

function push(a: Moving, b: Moving, index: number, patient: boolean): boolean {
  const need = a.disc.radius + b.disc.radius + GLYPH_GAP;
  let dx = b.x - a.x;
  let dy = b.y - a.y;
  let apart = Math.sqrt(dx * dx + dy * dy);
  if (apart >= need - 0.01) return false;
  if (patient && a.disc.freeHeight === true && b.disc.freeHeight === true) return pushApart(a, b, dx, dy, need);
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

/** Up and down alone, as far as it takes at this distance to left or right. */
function pushApart(a: Moving, b: Moving, dx: number, dy: number, need: number): boolean {
  // Of two at one height the first in order goes up.
  const down = dy < 0 ? -1 : 1;
  const step = (Math.sqrt(need * need - dx * dx) - Math.abs(dy)) / 2 + 0.1;
  a.y -= down * step;
  b.y += down * step;
  return true;
}

/** Where discs may stand, and the heights that those of the tie band keep to. In px. */
export interface NudgeRoom {
  readonly width: number;
  readonly height: number;
  readonly band?: { readonly top: number; readonly bottom: number };
}

function hold(moving: Moving, { width, height, band }: NudgeRoom): void {
  const { disc } = moving;
  const moved = Math.hypot(moving.x - disc.x, moving.y - disc.y);
  if (moved > NUDGE_CAP) {
    moving.x = disc.x + ((moving.x - disc.x) / moved) * NUDGE_CAP;
    moving.y = disc.y + ((moving.y - disc.y) / moved) * NUDGE_CAP;
  }
  moving.x = clamp(moving.x, Math.min(disc.radius, disc.x), Math.max(width - disc.radius, disc.x));
  const { top, bottom } = disc.freeHeight === true && band !== undefined ? band : { top: 0, bottom: height };
  moving.y = clamp(moving.y, Math.min(top + disc.radius, disc.y), Math.max(bottom - disc.radius, disc.y));
}

/**
 * Pushes discs apart until none overlap or all are at their cap, inside the room.
 * The result depends on the discs alone, not on their order.
 */
export function nudge(discs: readonly Disc[], room: NudgeRoom): ReadonlyMap<string, Point> {
  const sorted = [...discs].sort((a, b) => (a.id < b.id ? -1 : 1));
  const moving = sorted.map((disc): Moving => ({ disc, x: disc.x, y: disc.y }));
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    eachNearPair(moving, (a, b) => {
      if (push(moving[a] as Moving, moving[b] as Moving, b, round < PATIENCE)) moved = true;
    });
    if (!moved) break;
    for (const one of moving) hold(one, room);
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
    if (Math.hypot(one.x - other.x, one.y - other.y) >= one.disc.radius + other.disc.radius + ROUNDING) return;
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
