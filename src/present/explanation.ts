import type { Site } from '../engine/index.js';
import type { PlaceView } from '../protocol/graph-view.js';

/** Numbers with their terms, for people: a terminal, a hover, the graph's panel. */
export interface Explanation {
  readonly title: string;
  readonly sections: readonly ExplanationSection[];
}

export interface ExplanationSection {
  /** Empty for the first one. */
  readonly heading: string;
  readonly lines: readonly ExplanationLine[];
}

export interface ExplanationLine {
  readonly text: string;
  /** Where the line is seen in the files. */
  readonly place?: PlaceView;
}

/** Turns a site into lines and columns. */
export type ToPlace = (site: Site) => PlaceView;

/** A section of plain lines. */
export function sectionOf(heading: string, texts: readonly string[]): ExplanationSection {
  return { heading, lines: texts.map((text) => ({ text })) };
}

/** An explanation for a terminal. */
export function toExplanationText({ title, sections }: Explanation): string {
  const blocks = sections.filter(({ lines }) => lines.length > 0).map(({ heading, lines }) => [
    ...(heading === '' ? [] : ['', heading]),
    ...lines.map(({ text, place }) => `  ${text}${place === undefined ? '' : `${text === '' ? '' : '  '}${place.path}:${place.line}`}`),
  ]);
  return `${[title, ...blocks.flat()].join('\n')}\n`;
}

/** A share of 0..1 with two digits, as the axes show it. */
export function twoDigits(value: number): string {
  return value.toFixed(2);
}

/** A share of 0..1 as whole per cent. */
export function wholePercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A term of a score with its sign. */
export function signed(amount: number): string {
  return `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(2)}`;
}
