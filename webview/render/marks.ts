import type { LevelView, LineView } from '../../src/protocol/graph-view.js';
import { highRisks } from '../group-lines.js';
import type { PictureEdge } from '../picture-model.js';
import type { Palette, Rgb } from './palette.js';

/** How a line kind is stroked and ended (design grammar, "Edges"). */
export interface LineStyle {
  readonly name: string;
  /** Letter shown while the relation is in focus. */
  readonly letter: string;
  readonly dash: readonly number[];
  readonly round: boolean;
  readonly rails: boolean;
  readonly end: Mark | undefined;
  /** The mark at the start: only undirected kinds have one. */
  readonly start: Mark | undefined;
}

export type Mark = 'triangle' | 'arrow' | 'square' | 'disc' | 'bar' | 'hollow';

const PLAIN = { dash: [], round: false, rails: false, start: undefined } as const;

export const LINE_STYLES: Readonly<Record<LineView, LineStyle>> = {
  sync: { ...PLAIN, name: 'Sync call', letter: 'S', end: 'triangle' },
  async: { ...PLAIN, name: 'Async message', letter: 'A', dash: [9, 5], end: 'arrow' },
  data: { ...PLAIN, name: 'Shared data', letter: 'D', rails: true, end: 'square', start: 'square' },
  library: { ...PLAIN, name: 'Import', letter: 'I', dash: [0.1, 4.5], round: true, end: 'disc' },
  type: { ...PLAIN, name: 'Type only', letter: 'T', dash: [1, 3.5], end: undefined },
  change: { ...PLAIN, name: 'Changes with', letter: 'C', dash: [9, 3, 1.5, 3], end: 'bar', start: 'bar' },
  telemetry: { ...PLAIN, name: 'Telemetry', letter: 'O', dash: [15, 4], end: 'hollow' },
  start: { ...PLAIN, name: 'Starts after', letter: 'B', dash: [2, 4], end: 'arrow' },
};

/** Line width, rail width, rail gap and mark scale per level. */
export const LEVEL_SIZES: Readonly<Record<LevelView, { readonly line: number; readonly rail: number; readonly gap: number; readonly mark: number }>> = {
  low: { line: 1.1, rail: 1.1, gap: 2.4, mark: 0.95 },
  medium: { line: 2, rail: 1.5, gap: 2.4, mark: 1.1 },
  high: { line: 3.5, rail: 2.2, gap: 2.6, mark: 1.35 },
};

/** The words in the badge of a line: its rank, how many of its relations are a high risk, or only that one is. Undefined for a line without badge. */
export function badgeText(edge: PictureEdge, rank?: number): string | undefined {
  if (rank !== undefined) return String(rank);
  if (edge.level !== 'high') return undefined;
  const count = highRisks(edge);
  return count > 1 ? `! ${count}` : '!';
}

/** Share of its colour that a line keeps that was only inferred (experience.md C3 sets the floor at 0.45), or is no longer there. */
const FAINT = 0.6;

/** How strongly a line is drawn, 0..1: what is declared in full, what is inferred or gone fainter. */
export function certainty({ change, relations }: PictureEdge): number {
  return change === 'removed' || relations.every(({ confidence }) => confidence === 'inferred') ? FAINT : 1;
}

/** The colour of a line: its risk; what is gone is no risk any more. */
export function inkOf({ change, level }: PictureEdge, palette: Palette): Rgb {
  return palette[change === 'removed' ? 'low' : level];
}

/** Width of a line of this kind: dots need two pixels to be round, types are never wider than one. */
export function lineWidth(line: LineView, level: LevelView): number {
  const { line: width } = LEVEL_SIZES[level];
  if (line === 'library') return Math.max(width, 2);
  return line === 'type' || line === 'start' ? Math.min(width, 1) : width;
}

/** Width of the background casing that keeps crossings readable. */
export function casingWidth(line: LineView, level: LevelView): number {
  const { rail, gap } = LEVEL_SIZES[level];
  return (LINE_STYLES[line].rails ? 2 * rail + gap : lineWidth(line, level)) + 4;
}

/** How far a line stops before the tip of its mark, so that the tip stays sharp. */
export function markInset(mark: Mark | undefined, scale: number): number {
  const insets: Readonly<Record<Mark, number>> = { triangle: 7, hollow: 8, arrow: 1.5, square: 3, disc: 3, bar: 0 };
  return mark === undefined ? 0 : insets[mark] * scale;
}

/** A mark as path data with its tip at the origin, pointing along +x, and how to paint it. */
export interface MarkShape {
  readonly d: string;
  readonly paint: 'fill' | 'stroke' | 'hollow';
  readonly width: number;
}

/** The shape of a mark at `scale`. */
export function markShape(mark: Mark, scale: number): MarkShape {
  const s = (value: number) => Math.round(value * scale * 100) / 100;
  const stroke = 0.55 + 1.2 * (scale - 0.35);
  switch (mark) {
    case 'triangle': return { d: `M0 0L${s(-9)} ${s(4.2)}L${s(-9)} ${s(-4.2)}z`, paint: 'fill', width: 0 };
    case 'hollow': return { d: `M0 0L${s(-9)} ${s(4.2)}L${s(-9)} ${s(-4.2)}z`, paint: 'hollow', width: 1.2 };
    case 'arrow': return { d: `M${s(-8)} ${s(4.6)}L0 0L${s(-8)} ${s(-4.6)}`, paint: 'stroke', width: stroke };
    case 'square': return { d: `M0 ${s(3.6)}H${s(-7.2)}V${s(-3.6)}H0z`, paint: 'fill', width: 0 };
    case 'disc': return { d: `M0 0a${s(3.4)} ${s(3.4)} 0 1 1 ${s(-6.8)} 0a${s(3.4)} ${s(3.4)} 0 1 1 ${s(6.8)} 0z`, paint: 'fill', width: 0 };
    case 'bar': return { d: `M0 ${s(5)}V${s(-5)}`, paint: 'stroke', width: stroke + 0.3 };
  }
}
