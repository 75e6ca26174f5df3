import type { Extractor, SuppressionFact } from '../model/facts.js';

/**
 * A directive in any comment syntax: `coupling-ignore rule-a, rule-b -- why this is fine [until 2027-01-31]`.
 * Closing marks of block comments are not part of the reason.
 */
const DIRECTIVE = /coupling-ignore[ \t]+([a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)(?:[ \t]+--[ \t]*([^\r\n]*))?/g;
const UNTIL = /\buntil[ \t]+(\d{4}-\d{2}-\d{2})[ \t]*$/;
const COMMENT_END = /[ \t]*(?:\*\/|-->|%>)[ \t]*$/;
/** The marks that open a comment, whose text begins with the directive; a semicolon does so only at the start of a line. */
const COMMENT_START = /[ \t]{0,200}(?:#+|\/\/+|\/\*+|--|^[ \t]*;+|<!--|<%--|\{#)[ \t]{0,200}$/;

/** Reads suppression comments in every kind of file. */
export const suppressionExtractor: Extractor = {
  id: 'suppression',
  coverage: { title: 'Suppression comments', readings: [], notRead: [] },
  version: 2,
  accepts: () => true,
  mayMatch: (text) => text.includes('coupling-ignore'),
  extract: (path, text) => ({ facts: [...text.matchAll(DIRECTIVE)].map((match) => toFact(path, text, match)), problems: [] }),
};

function toFact(path: string, text: string, match: RegExpExecArray): SuppressionFact {
  const rules = (match[1] ?? '').split(',').map((rule) => rule.trim());
  const words = (match[2] ?? '').replace(COMMENT_END, '');
  const until = UNTIL.exec(words)?.[1];
  const reason = words.replace(UNTIL, '').trim();
  return {
    kind: 'suppression',
    rules,
    ...(reason === '' ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
    site: { path, span: coveredLines(text, match.index) },
    ...placesOf(path, text, match),
  };
}

/** The directive's own line and the one below it. */
function coveredLines(text: string, offset: number): { start: number; end: number } {
  const start = text.lastIndexOf('\n', offset) + 1;
  const lineEnd = text.indexOf('\n', offset);
  if (lineEnd < 0) return { start, end: text.length };
  const nextEnd = text.indexOf('\n', lineEnd + 1);
  return { start, end: nextEnd < 0 ? text.length : nextEnd };
}

function placesOf(path: string, text: string, match: RegExpExecArray): Pick<SuppressionFact, 'directive' | 'removal'> {
  const written = match[0].replace(COMMENT_END, '').trimEnd();
  const directive = { path, span: { start: match.index, end: match.index + written.length } };
  const lineStart = text.lastIndexOf('\n', match.index) + 1;
  const before = text.slice(lineStart, match.index);
  const marks = COMMENT_START.exec(before);
  if (marks === null) return { directive };
  const lineEnd = text.indexOf('\n', match.index);
  const end = lineEnd < 0 ? text.length : lineEnd;
  if (text.slice(match.index + match[0].length, end).trim() !== '') return { directive };
  const isAlone = before.trim() === marks[0].trim();
  const span = isAlone ? { start: lineStart, end: lineEnd < 0 ? end : end + 1 } : { start: lineStart + marks.index, end: text[end - 1] === '\r' ? end - 1 : end };
  return { directive, removal: { path, span } };
}
