import { clamp, overlaps, sharedArea } from './geometry.js';
import type { Box, Point } from './geometry.js';

/** The card keeps this clear of what it explains, in px. */
const CLEARANCE = 12;
/** And this of the pointer when it cannot: whoever clicks means what is under the pointer, not the card that came. */
const POINTER_CLEARANCE = 4;

/**
 * Where a card of `size` goes on a page of `page` so that it covers none of `keepClear`: right of it, below, left or above,
 * then beside the pointer. When every side is taken it covers as little as it can, and of all the place under the pointer last.
 */
export function placeCard(size: { readonly width: number; readonly height: number }, page: Box, pointer: Point, keepClear: readonly Box[]): Point {
  const { width, height } = size;
  const right = Math.max(pointer.x, ...keepClear.map((box) => box.x + box.width)) + CLEARANCE;
  const left = Math.min(pointer.x, ...keepClear.map((box) => box.x)) - CLEARANCE - width;
  const below = Math.max(pointer.y, ...keepClear.map((box) => box.y + box.height)) + CLEARANCE;
  const above = Math.min(pointer.y, ...keepClear.map((box) => box.y)) - CLEARANCE - height;
  const middleX = pointer.x - width / 2;
  const middleY = pointer.y - height / 3;
  const candidates: readonly Point[] = [
    { x: right, y: middleY }, { x: middleX, y: below }, { x: left, y: middleY }, { x: middleX, y: above },
    { x: pointer.x + 24, y: pointer.y + 16 }, { x: pointer.x - 24 - width, y: pointer.y + 16 },
    { x: pointer.x + 24, y: pointer.y - 16 - height }, { x: pointer.x - 24 - width, y: pointer.y - 16 - height },
  ];
  const held = (point: Point): Point => ({
    x: clamp(point.x, page.x + 4, page.x + page.width - width - 4),
    y: clamp(point.y, page.y + 4, page.y + page.height - height - 4),
  });
  const costOf = (point: Point): number => {
    const card = { ...point, width, height };
    const covered = keepClear.filter((box) => overlaps(card, box, CLEARANCE)).reduce((sum, box) => sum + 1 + sharedArea(card, box), 0);
    return covered + (overlaps(card, { ...pointer, width: 0, height: 0 }, POINTER_CLEARANCE) ? page.width * page.height : 0);
  };
  const places = candidates.map(held);
  const costs = places.map(costOf);
  return places[costs.indexOf(Math.min(...costs))] ?? held({ x: right, y: middleY });
}
