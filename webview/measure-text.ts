import type { MeasureText } from './layout/scene.js';

/** Measures label texts in the page's font. Widths are kept: names repeat with each layout. */
export function createMeasure(): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  return (text, bold) => {
    const key = `${bold ? 'b' : ''}${text}`;
    const known = widths.get(key);
    if (known !== undefined || context === null) return known ?? text.length * 7;
    context.font = `${bold ? '600 ' : ''}12px ${getComputedStyle(document.body).fontFamily}`;
    const width = context.measureText(text).width;
    widths.set(key, width);
    return width;
  };
}
