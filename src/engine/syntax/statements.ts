import type { CodeEdit } from '../model/code-facts.js';
import type { Path, Span } from '../model/text.js';

/** What may stand before a call that is a statement, or gives its value to variables: indentation, `const { queue } =`, `return`, `await`. */
const LEAD = /^([ \t]*)(?:(?:[\w.<>[\]?]+ )?[\w.{}, ]+ ?:?= ?)?(?:return )?(await )?$/;
/** A line longer than this is no statement to add to. Characters. */
const LONGEST_LEAD = 120;

/** Ends of lines after which the next is not a statement of its own: a list, an operator, a lambda, a condition without braces. */
const GOES_ON = /(?:[,(=+\-*&|.?]|=>|^\s*(?:\} ?)?(?:if|for|while|foreach)\b.*\)|\belse|\bdo)$/;

/** Whether the code at `start` begins a statement of its own lines, and whether that waits for a promise. */
export interface StatementStart {
  readonly lineStart: number;
  readonly indent: string;
  readonly eol: string;
  readonly isAwaited: boolean;
}

/** The statement that begins with a call, as far as the lines around show one; undefined in the middle of expressions. */
export function statementAt(text: string, start: number): StatementStart | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lead = start - lineStart > LONGEST_LEAD ? null : LEAD.exec(text.slice(lineStart, start));
  if (lead === null) return undefined;
  const before = text.slice(Math.max(0, lineStart - LONGEST_LEAD * 2), lineStart).trimEnd();
  if (GOES_ON.test(before.slice(before.lastIndexOf('\n') + 1))) return undefined;
  return { lineStart, indent: lead[1] ?? '', eol: text.includes('\r\n') ? '\r\n' : '\n', isAwaited: lead[2] !== undefined };
}

/** The edit that puts statements, one per line, in front of another. */
export function linesBefore(path: Path, { lineStart, indent, eol }: StatementStart, lines: readonly string[]): CodeEdit {
  const [first = '', ...rest] = lines;
  const item = [first, ...rest.map((line) => (line === '' ? line : indent + line))].join(eol);
  return { slot: { site: { path, span: { start: lineStart, end: lineStart } }, layout: { style: 'text' }, before: indent, after: eol }, item };
}

/** The edit that puts a text in the place of another; an empty span inserts. */
export function replaced(path: Path, span: Span, item: string): CodeEdit {
  return { slot: { site: { path, span }, layout: { style: 'text' }, before: '', after: '' }, item };
}
