import type { StyleView } from '../../src/protocol/graph-view.js';

/** The corners of the quadrant. */
export const STYLE_NAMES: Readonly<Record<StyleView, string>> = {
  'ball-of-mud': 'Big ball of mud',
  'modular-monolith': 'Modular monolith',
  'distributed-monolith': 'Distributed monolith',
  microservices: 'Microservices',
};

/** A measured value as text. */
export function twoDigits(value: number): string {
  return value.toFixed(2);
}
