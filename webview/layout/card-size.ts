import type { PictureNode } from '../picture.js';
import { clamp } from './geometry.js';
import type { MeasureText } from './scene.js';

/** Left edge of the name inside a card: glyph and gap, in px. */
export const CARD_TEXT_LEFT = 37;

const MIN_WIDTH = 132;
const MAX_WIDTH = 220;
const HEIGHT = 32;
/** Ports on one side stand this far apart; those of lines with counts as far as a count is high. */
export const PORT_GAP = 9;
export const COUNTED_PORT_GAP = 19;

/** What stands in a card: the name, and of how many it is. */
export function cardText({ label, members }: PictureNode): string {
  return members.length > 1 ? `${label} (${members.length})` : label;
}

/** Size of a topology card: wide enough for its name, also while that stands out in bold, tall enough for the ports of its busier side. */
export function cardSize(node: PictureNode, ports: number, measure: MeasureText, portGap = PORT_GAP): { readonly width: number; readonly height: number } {
  const width = clamp(Math.ceil(measure(cardText(node), true)) + CARD_TEXT_LEFT + 16, MIN_WIDTH, MAX_WIDTH);
  return { width, height: Math.max(HEIGHT, ports * portGap + 14) };
}
