import type { Extractor, SuppressionFact } from '../model/facts.js';

/**
 * A directive in any comment syntax: `coupling-ignore rule-a, rule-b -- why this is fine [until 2027-01-31]`.
 * Closing marks of block comments are not part of the reason.
 */
const DIRECTIVE = /coupling-ignore[ \t]+([a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)(?:[ \t]+--[ \t]*([^\r\n]*))?/g;
const UNTIL = /\buntil[ \t]+(\d{4}-\d{2}-\d{2})[ \t]*$/;
const COMMENT_END = /[ \t]*(?:\*\/|-->|%>)[ \t]*$/;

/** Reads suppression comments in every kind of file. */
export const suppressionExtractor: Extractor = {
  id: 'suppression',
  coverage: { title: 'Suppression comments', readings: [], notRead: [] },
  version: 1,
  accepts: () => true,
  mayMatch: (text) => text.includes('coupling-ignore'),
  extract: (path, text) => ({ facts: [...text.matchAll(DIRECTIVE)].map((match) => toFact(path, text, match)), problems: [] }),
};

function toFact(path: string, text: string, match: RegExpMatchArray): SuppressionFact {
  const rules = (match[1] ?? '').split(',').map((rule) => rule.trim());
  const words = (match[2] ?? '').replace(COMMENT_END, '');
  const until = UNTIL.exec(words)?.[1];
  const reason = words.replace(UNTIL, '').trim();
  return {
    kind: 'suppression',
    rules,
    ...(reason === '' ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
    site: { path, span: coveredLines(text, match.index ?? 0) },
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
