import type { SystemView } from '../../src/protocol/graph-view.js';
import { isTied } from './axes.js';
import type { Axes } from './axes.js';
import { clamp, overlaps } from './geometry.js';
import type { Box, Point } from './geometry.js';
import { arrowTo } from './ghosts.js';
import type { MeasureText } from './scene.js';

/** Half-diagonal of the diamond, in px (design grammar). */
export const DIAMOND = 15;
const NAME_GAP = 10;
const VALUE_GAP = 8;
/** Room that the corner names take from each side of the plot, in px. */
const CORNER_ROOM = { left: 190, right: 140 };

/** The system's own mark in scene pixels: diamond, whisker and the name beside them. */
export interface SystemMark {
  readonly x: number;
  readonly y: number;
  /** Ends of the whisker. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly value: string;
  /** Where the system stood in the graph it is compared with. */
  readonly former?: { readonly x: number; readonly y: number; readonly text: string; readonly textX: number; readonly anchor: 'start' | 'end' };
  /** Where the name stands; its baseline is 7 px above the whisker. */
  readonly label: { readonly x: number; readonly anchor: 'start' | 'end'; readonly box: Box };
}

/**
 * Where the mark stands; undefined while the system has no coordinates. The name goes to the side that has room, beside the
 * names of corners if it can, and off the glyphs if the other side is free of them.
 */
export function placeMark(system: SystemView, axes: Axes, glyphs: readonly Box[], measure: MeasureText): SystemMark | undefined {
  const { logical, physical, uncertainty } = system;
  if (logical === undefined || physical === undefined) return undefined;
  const [x, y] = [Math.round(axes.x(logical)), Math.round(axes.y(physical))];
  const from = axes.x(clamp(logical - uncertainty, 0, 1));
  const to = axes.x(clamp(logical + uncertainty, 0, 1));
  const value = `${logical.toFixed(2)} / ${physical.toFixed(2)}`;
  const width = measure(system.name, true) + VALUE_GAP + measure(value, false);
  const beside = (reachLeft: number, reachRight: number) => ({ left: reachLeft - NAME_GAP, right: reachRight + NAME_GAP, roomLeft: reachLeft - NAME_GAP - width, roomRight: axes.width - reachRight - NAME_GAP - width });
  const clear = beside(Math.min(from, x - DIAMOND), Math.max(to, x + DIAMOND));
  // A whisker that leaves no room on either side runs beneath the name.
  const { left, right, roomLeft, roomRight } = clear.roomLeft < 0 && clear.roomRight < 0 ? beside(x - DIAMOND, x + DIAMOND) : clear;
  const former = formerMark(system, axes, { x, y }, measure);
  const fits = roomRight >= CORNER_ROOM.right || roomLeft >= CORNER_ROOM.left;
  const wanted = former === undefined ? (roomRight >= (fits ? CORNER_ROOM.right : Math.max(0, roomLeft)) ? 'start' : 'end') : awayFrom(former.x - x, roomLeft, roomRight);
  const labelAt = (anchor: 'start' | 'end') => {
    const at = anchor === 'start' ? right : left;
    return { x: at, anchor, box: { x: anchor === 'start' ? at : at - width, y: y - 20, width, height: 18 } };
  };
  const [label, other] = [labelAt(wanted), labelAt(wanted === 'start' ? 'end' : 'start')];
  const covers = (box: Box) => glyphs.some((glyph) => overlaps(glyph, box));
  const moves = former === undefined && covers(label.box) && !covers(other.box) && (other.anchor === 'start' ? roomRight : roomLeft) >= 0;
  return { x, y, from, to, name: system.name, value, ...(former !== undefined && { former }), label: moves ? other : label };
}

/** A mark that hardly moved would hide behind the new one. In px. */
const LEAST_MOVE = 2 * DIAMOND + 6;

function formerMark({ former, physical = 1 }: SystemView, axes: Axes, now: Point, measure: MeasureText): SystemMark['former'] {
  if (former === undefined) return undefined;
  const x = Math.round(axes.x(former.logical));
  // Inside the band height is no measure.
  const stays = former.physical === physical || (isTied(axes.band, former.physical) && isTied(axes.band, physical));
  const y = stays ? now.y : Math.round(axes.y(former.physical));
  if (Math.hypot(x - now.x, y - now.y) < LEAST_MOVE) return undefined;
  const text = `${former.logical.toFixed(2)} at ${former.ref}`;
  const [reach, width] = [DIAMOND + NAME_GAP, measure(text, false)];
  const anchor = awayFrom(now.x - x, x - reach - width, axes.width - x - reach - width);
  return { x, y, text, anchor, textX: anchor === 'start' ? x + reach : x - reach };
}

/** The side of a text, away from what lies `dx` px to the right, unless there is no room. */
function awayFrom(dx: number, roomLeft: number, roomRight: number): 'start' | 'end' {
  if (dx > 0) return roomLeft >= 0 ? 'end' : 'start';
  return roomRight >= 0 ? 'start' : 'end';
}

/** The boxes that the mark takes; names of elements keep clear of them. */
export function markBoxes({ x, y, from, to, label, former }: SystemMark): readonly Box[] {
  const reach = DIAMOND + 3;
  return [
    ...(former === undefined ? [] : [{ x: former.x - reach, y: former.y - reach, width: 2 * reach, height: 2 * reach }]),
    { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach },
    { x: from, y: y - 6, width: to - from, height: 12 },
    label.box,
  ];
}

/** Space between the tip of the arrow and the diamond, in px. */
const GAP = 4;

/** Outline of the system's diamond. */
export function diamondPath(x: number, y: number, reach: number): string {
  return `M${x} ${y - reach}l${reach} ${reach}l${-reach} ${reach}l${-reach} ${-reach}z`;
}

/** The arrow from where the system stood to where it stands, between the edges of both diamonds. */
export function formerWay({ x, y }: Point, former: Point): string {
  const length = Math.hypot(x - former.x, y - former.y);
  const along = (distance: number): Point => ({ x: former.x + ((x - former.x) / length) * distance, y: former.y + ((y - former.y) / length) * distance });
  return arrowTo(along(DIAMOND), along(length - DIAMOND - GAP));
}
