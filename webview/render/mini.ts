import type { ChangeView } from '../../src/protocol/graph-diff.js';
import type { LevelView, LineView } from '../../src/protocol/graph-view.js';
import { svg } from '../dom.js';
import type { Glyph } from '../picture.js';
import { arcPath, GLYPH_SHAPES } from './glyphs.js';
import { LEVEL_SIZES, LINE_STYLES, lineWidth, markInset, markShape } from './marks.js';
import type { Mark } from './marks.js';

const HEIGHT = 20;

/** A length of a small picture on the page: it grows with the text beside it. */
export function onPage(px: number): string {
  return `${px / 10}rem`;
}

/** A relation line as a small picture for legend, lists and cards. `plain` draws it in the text colour. */
export function miniLine(line: LineView, level: LevelView, width = 44, plain = false): SVGElement {
  const style = LINE_STYLES[line];
  const size = LEVEL_SIZES[level];
  const root = svg('svg', { class: `mini line-${plain ? 'plain' : level}`, width: onPage(width), height: onPage(HEIGHT), viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-hidden': 'true' });
  const [from, to, y] = [3, width - 3, HEIGHT / 2];
  const end = to - markInset(style.end, size.mark);
  const d = `M${from} ${y}H${end}`;
  if (style.rails) {
    const offset = (size.gap + size.rail) / 2;
    root.append(svg('path', { class: 'stroke', d: `M${from} ${y - offset}H${end}M${from} ${y + offset}H${end}`, 'stroke-width': size.rail }));
  } else {
    root.append(svg('path', {
      class: 'stroke', d, 'stroke-width': lineWidth(line, level),
      'stroke-dasharray': style.dash.length > 0 ? style.dash.join(' ') : undefined, 'stroke-linecap': style.round ? 'round' : undefined,
    }));
  }
  if (style.end !== undefined) root.append(mark(style.end, size.mark, `translate(${to} ${y})`));
  if (style.start !== undefined) root.append(mark(style.start, size.mark, `translate(${from} ${y}) rotate(180)`));
  return root;
}

function mark(kind: Mark, scale: number, transform: string): SVGElement {
  const { d, paint, width } = markShape(kind, scale);
  return svg('path', { class: `mark-${paint}`, d, transform, 'stroke-width': paint === 'fill' ? undefined : width });
}

/** The high-risk line with its badge. */
export function miniHigh(): SVGElement {
  const root = miniLine('sync', 'high', 48);
  root.append(svg('circle', { class: 'badge', cx: 21, cy: HEIGHT / 2, r: 7 }), svg('text', { class: 'badge-text', x: 21, y: HEIGHT / 2 + 4, 'text-anchor': 'middle' }, '!'));
  return root;
}

/** A glyph as a small picture. */
export function miniGlyph(glyph: Glyph, kind: 'business' | 'infra' | 'unknown', share?: number): SVGElement {
  const { body, behind, detail } = GLYPH_SHAPES[glyph];
  return svg('svg', { class: `mini glyph ${kind}`, width: onPage(24), height: onPage(HEIGHT), viewBox: '-16 -16 32 32', 'aria-hidden': 'true' },
    behind !== undefined && svg('path', { class: 'body', d: behind }),
    svg('path', { class: 'body', d: body }),
    detail !== undefined && svg('path', { class: 'detail', d: detail }),
    share !== undefined && svg('circle', { class: 'track', r: 15 }),
    share !== undefined && svg('path', { class: 'arc', d: arcPath(15, share) }));
}

/** The sign of what came or went. */
export function miniChange(change: ChangeView): SVGElement {
  return svg('svg', { class: 'mini', width: onPage(16), height: onPage(16), viewBox: '-8 -8 16 16', 'aria-hidden': 'true' },
    svg('g', { class: 'change' }, svg('circle', { r: 7 }), svg('path', { d: change === 'added' ? 'M-3.5 0h7M0 -3.5v7' : 'M-3.5 0h7' })));
}

/** A dashed glyph and the arrow that leads away from it: what moved, and from where. */
export function miniMove(): SVGElement {
  return svg('svg', { class: 'mini', width: onPage(44), height: onPage(HEIGHT), viewBox: `0 0 44 ${HEIGHT}`, 'aria-hidden': 'true' },
    svg('path', { class: 'ghost-way', d: 'M28 10H3M10 6L3 10L10 14' }), svg('circle', { class: 'ghost', cx: 35, cy: 10, r: 7 }));
}

/** The system diamond; `size` in px. */
export function miniSystem(size: number): SVGElement {
  return svg('svg', { class: 'mini system', width: onPage(size), height: onPage(size), viewBox: '-18 -18 36 36', 'aria-hidden': 'true' },
    svg('path', { class: 'diamond', d: 'M0 -15L15 0L0 15L-15 0z' }), svg('path', { class: 'core', d: 'M0 -6L6 0L0 6L-6 0z' }));
}

/** The diamond while there is no verdict: dashed and empty. */
export function miniUnknown(size: number): SVGElement {
  return svg('svg', { class: 'mini', width: onPage(size), height: onPage(size), viewBox: '-18 -18 36 36', 'aria-hidden': 'true' }, svg('path', { class: 'ghost', d: 'M0 -15L15 0L0 15L-15 0z' }));
}

/** The sign of a level in lists: disc with "!" (or a rank), ring, dot. */
export function levelSign(level: LevelView, text = '!'): SVGElement {
  const root = svg('svg', { class: `mini level-${level}`, width: onPage(18), height: onPage(18), viewBox: '-9 -9 18 18', 'aria-hidden': 'true' });
  if (level === 'high') root.append(svg('circle', { class: 'badge', r: 8 }), svg('text', { class: 'badge-text', y: 4, 'text-anchor': 'middle' }, text));
  else root.append(svg('circle', level === 'medium' ? { class: 'level-ring', r: 5 } : { class: 'level-dot', r: 2.5 }));
  return root;
}
