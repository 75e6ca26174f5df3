import { svg } from '../dom.js';
import type { Outcome } from '../../src/protocol/outage.js';
import { onPage } from './mini.js';

/** Signs inside a disc of r 11: power for what was taken down, cross, triangle, dot (design grammar, "States"). */
const SIGNS: Readonly<Record<Outcome | 'unaffected', { readonly d: string; readonly filled: boolean }>> = {
  down: { d: 'M-3.6 -3.4A5 5 0 1 0 3.6 -3.4M0 -6V-0.5', filled: false },
  fails: { d: 'M-4 -4L4 4M4 -4L-4 4', filled: false },
  degraded: { d: 'M0 -5.5L5.4 4H-5.4z', filled: true },
  unaffected: { d: 'M-2.2 0a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0z', filled: true },
};

/** What becomes of an element, drawn over its glyph or in a list. */
export function outcomeSign(outcome: Outcome | 'unaffected'): SVGGElement {
  const { d, filled } = SIGNS[outcome];
  return svg('g', { class: `outcome ${outcome}` }, svg('circle', { class: 'disc', r: 11 }), svg('path', { class: filled ? 'sign filled' : 'sign', d }));
}

/** The order in which an element notices, centred at a point of its drawing. */
export function orderDisc(order: number, x: number, y: number): SVGGElement {
  return svg('g', { class: 'order', transform: `translate(${x} ${y})` }, svg('circle', { r: order > 9 ? 9.5 : 8 }), svg('text', { 'aria-hidden': 'true', y: 4, 'text-anchor': 'middle' }, String(order)));
}

/** The disc of the order as a small picture for the legend. */
export function miniOrder(): SVGElement {
  return svg('svg', { class: 'mini', width: onPage(18), height: onPage(18), viewBox: '-9 -9 18 18', 'aria-hidden': 'true' }, orderDisc(1, 0, 0));
}

/** The sign as a small picture for lists and the legend. */
export function miniOutcome(outcome: Outcome | 'unaffected', size = 18): SVGElement {
  return svg('svg', { class: 'mini', width: onPage(size), height: onPage(size), viewBox: '-13 -13 26 26', 'aria-hidden': 'true' }, outcomeSign(outcome));
}
