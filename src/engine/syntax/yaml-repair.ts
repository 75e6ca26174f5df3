import { YAMLException } from 'js-yaml';
import type { Span } from '../model/text.js';

/** A text without the lines that made a mistake; they are blanks, so every offset stays. */
export interface Repair {
  readonly text: string;
  /** The first of the blanked lines, without its indentation. */
  readonly span: Span;
  readonly reason: string;
}

/**
 * Blanks the line an author is probably still typing: the one that stopped the parser, or the one above it where that is no
 * complete entry, with everything indented below it: its children must not become those of a neighbour. Undefined when the error tells no place.
 * The rest of a half-typed file then keeps its shape, while a recovering parser would draw the next lines into an open quote.
 */
export function withoutMistake(text: string, error: unknown): Repair | undefined {
  if (!(error instanceof YAMLException) || error.mark === undefined) return undefined;
  const at = lineAt(text, Math.min(error.mark.position, text.length));
  const above = lineAbove(text, at);
  // An open quote or bracket is noticed only where the next line is not indented enough.
  const isBelow = above !== undefined && (error.reason.includes('deficient indentation') || !isEntry(text, above));
  const culprit = isBelow ? above : at;
  const end = hasOwnBlock(text, culprit) ? endOfBlock(text, culprit) : culprit.end;
  const blanked = text.slice(culprit.start, end).replace(/[^\r\n]/g, ' ');
  const span = { start: culprit.start + indentOf(text, culprit), end: culprit.end };
  return { text: text.slice(0, culprit.start) + blanked + text.slice(end), span, reason: error.reason };
}

/**
 * Moves a closing bracket that is not indented enough to the end of the lines above, offsets unchanged. The parser wants it indented,
 * as the specification does; the tools that read these files do not, and neither do authors. Undefined for any other error.
 */
export function withBracketMoved(text: string, error: unknown): string | undefined {
  if (!(error instanceof YAMLException) || error.mark === undefined || !error.reason.includes('deficient indentation')) return undefined;
  const bracket = error.mark.position;
  if (text[bracket] !== ']' && text[bracket] !== '}') return undefined;
  const above = lineAbove(text, lineAt(text, bracket));
  if (above === undefined) return undefined;
  // Behind a comment the bracket would be part of it. A `#` before a quote may be no comment: then the bracket stays.
  const comment = /(?:^|\s)#[^"']*$/.exec(text.slice(above.start, above.end));
  const from = comment === null ? above.end : above.start + comment.index;
  return text.slice(0, from) + ' '.repeat(bracket - from) + text.slice(bracket);
}

/** The line around an offset, its line break left out. */
function lineAt(text: string, offset: number): Span {
  // A search that starts before the text looks at its first character all the same.
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', start);
  return { start, end: newline < 0 ? text.length : newline };
}

/** The nearest line above that is neither empty nor a comment. */
function lineAbove(text: string, line: Span): Span | undefined {
  for (let at = line; at.start > 0; ) {
    at = lineAt(text, at.start - 1);
    if (!/^\s*(?:#|$)/.test(text.slice(at.start, at.end))) return at;
  }
  return undefined;
}

/** A list item, or a key with its colon. */
function isEntry(text: string, line: Span): boolean {
  return /^\s*-(?:\s|$)|:(?:\s|$)/.test(text.slice(line.start, line.end));
}

function indentOf(text: string, line: Span): number {
  return /^[ \t]*/.exec(text.slice(line.start, line.end))?.[0].length ?? 0;
}

/** Below a word at the left edge, or behind a tab, stands what belonged to the lines above before it was typed. */
function hasOwnBlock(text: string, line: Span): boolean {
  return text[line.start] === ' ';
}

/** Behind the lines below that are indented more. */
function endOfBlock(text: string, line: Span): number {
  const indent = indentOf(text, line);
  let end = line.end;
  while (end < text.length) {
    const next = lineAt(text, end + 1);
    const isBlank = text.slice(next.start, next.end).trim() === '';
    if (next.start > text.length || (!isBlank && indentOf(text, next) <= indent)) break;
    end = next.end;
  }
  return end;
}
