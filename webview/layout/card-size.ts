import type { PictureNode } from '../picture.js';
import { clamp } from './geometry.js';
import type { MeasureText } from './scene.js';

/** Left edge of the name inside a card: glyph and gap, in px. */
export const CARD_TEXT_LEFT = 37;

const MIN_WIDTH = 132;
const MAX_WIDTH = 220;
const HEIGHT = 32;
/** Ports on one side stand this far apart. */
export const PORT_GAP = 9;

/** Size of a topology card: wide enough for its name, also while that stands out in bold, tall enough for the ports of its busier side. */
export function cardSize(node: PictureNode, ports: number, measure: MeasureText): { readonly width: number; readonly height: number } {
  const width = clamp(Math.ceil(measure(node.label, true)) + CARD_TEXT_LEFT + 16, MIN_WIDTH, MAX_WIDTH);
  return { width, height: Math.max(HEIGHT, ports * PORT_GAP + 14) };
}
