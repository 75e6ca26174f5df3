import type { SystemView } from '../../src/protocol/graph-view.js';
import type { Axes } from './axes.js';
import { clamp } from './geometry.js';
import type { Box } from './geometry.js';
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
  /** Where the name stands; its baseline is 7 px above the whisker. */
  readonly label: { readonly x: number; readonly anchor: 'start' | 'end'; readonly box: Box };
}

/** Where the mark stands; undefined while the system has no coordinates. The name goes to the side that has room, beside the names of corners if it can. */
export function placeMark(system: SystemView, axes: Axes, measure: MeasureText): SystemMark | undefined {
  const { logical, physical, uncertainty } = system;
  if (logical === undefined || physical === undefined) return undefined;
  const [x, y] = [Math.round(axes.x(logical)), Math.round(axes.y(physical))];
  const from = axes.x(clamp(logical - uncertainty, 0, 1));
  const to = axes.x(clamp(logical + uncertainty, 0, 1));
  const value = `${logical.toFixed(2)} / ${physical.toFixed(2)}`;
  const width = measure(system.name, true) + VALUE_GAP + measure(value, false);
  const [left, right] = [Math.min(from, x - DIAMOND) - NAME_GAP, Math.max(to, x + DIAMOND) + NAME_GAP];
  const roomRight = axes.width - right - width;
  const roomLeft = left - width;
  const fits = roomRight >= CORNER_ROOM.right || roomLeft >= CORNER_ROOM.left;
  const anchor = roomRight >= (fits ? CORNER_ROOM.right : Math.max(0, roomLeft)) ? 'start' : 'end';
  const at = anchor === 'start' ? right : left;
  const box = { x: anchor === 'start' ? at : at - width, y: y - 20, width, height: 18 };
  return { x, y, from, to, name: system.name, value, label: { x: at, anchor, box } };
}

/** The boxes that the mark takes; names of elements keep clear of them. */
export function markBoxes({ x, y, from, to, label }: SystemMark): readonly Box[] {
  const reach = DIAMOND + 3;
  return [
    { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach },
    { x: from, y: y - 6, width: to - from, height: 12 },
    label.box,
  ];
}
