import type { Span } from '../../model/text.js';

/** A line in words, as servers with a directive on each line write them. */
export interface Line {
  readonly words: readonly Word[];
}

export interface Word {
  /** Without quotes. */
  readonly text: string;
  /** Without quotes. */
  readonly span: Span;
}

const WORD = /"([^"]*)"|'([^']*)'|`([^`]*)`|[^\s"'`]\S*|["'`]/g;

/** The lines that hold words; a backslash at the end continues a line, `#` starts a comment. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let continued: Word[] = [];
  let at = 0;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    const isContinued = line.endsWith('\\');
    for (const word of wordsOf(isContinued ? line.slice(0, -1) : line, at)) continued.push(word);
    at += raw.length + 1;
    if (isContinued) continue;
    if (continued.length > 0) lines.push({ words: continued });
    continued = [];
  }
  if (continued.length > 0) lines.push({ words: continued });
  return lines;
}

function wordsOf(line: string, start: number): Word[] {
  const words: Word[] = [];
  for (const match of line.matchAll(WORD)) {
    if (match[0].startsWith('#') && !match[0].startsWith('#{')) break;
    const inner = match[1] ?? match[2] ?? match[3];
    const from = start + match.index + (inner === undefined ? 0 : 1);
    const text = inner ?? match[0];
    words.push({ text, span: { start: from, end: from + text.length } });
  }
  return words;
}
