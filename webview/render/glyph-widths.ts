import type { MeasureText } from '../layout/scene.js';

/**
 * Advance widths of Helvetica in thousandths of the font size, from its published metrics, for the characters from the blank to the tilde.
 * Arial and Liberation Sans are made to the same widths, so names fit wherever one of the three is there.
 */
const WIDTHS: readonly number[] = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
  556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
  1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
  667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
  333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
  556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const FIRST = 32;
/** Any other letter: as wide as the widest of the Latin small ones; from the Hangul letters on, a full square. */
const OTHER = 600;
const SQUARE = 1000;
const FIRST_SQUARE = 0x1100;
/** The bold cut is wider by about this. */
const BOLD = 1.07;

/** The font that pictures made without a page ask for. */
export const STILL_FONT = 'Helvetica, Arial, "Liberation Sans", sans-serif';

/** Width of a label of 12 px. */
export const measureByTable: MeasureText = (text, bold) => {
  const units = [...text].reduce((sum, character) => sum + widthOf(character.codePointAt(0) ?? 0), 0);
  return (units / 1000) * 12 * (bold ? BOLD : 1);
};

function widthOf(code: number): number {
  return WIDTHS[code - FIRST] ?? (code >= FIRST_SQUARE ? SQUARE : OTHER);
}
