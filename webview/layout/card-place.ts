import { clamp, overlaps } from './geometry.js';
import type { Box, Point } from './geometry.js';

/** The card keeps this clear of what it explains, in px. */
const CLEARANCE = 12;

/**
 * Where a card of `size` goes on a page of `page` so that it covers none of `keepClear`:
 * right of it, below, left or above, then beside the pointer; as near as the page allows when every side is taken.
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
  const free = candidates.map(held).find((point) => keepClear.every((box) => !overlaps({ ...point, width, height }, box, CLEARANCE)));
  return free ?? held({ x: right, y: middleY });
}
