import { literal, literalOf, type Expression } from '../model/expression.js';
import type { VariableFact } from '../model/setting-facts.js';
import type { Extraction, Extractor, Problem } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';
import { interpolate } from '../syntax/interpolation.js';

/** `.env` files: `NAME=value` lines with the quoting rules that Compose and dotenv share. */
export const envFileExtractor: Extractor = {
  id: 'env-file',
  coverage: {
    title: 'Environment files',
    readings: [
      { technology: '.env', reads: '`NAME=value` with the quotes, comments and variables of Compose and dotenv; by stage: `.env.production`; templates such as `.env.example` where the file itself is missing', yields: 'variable' },
    ],
    notRead: [],
  },
  version: 3,
  accepts: (path) => /(?:^|\/)\.env(?:\.[^/]+)?$|\.env(?:\.(?:example|sample|template|tmpl|dist))?$/.test(path),
  mayMatch: (text) => text.includes('='),
  extract(path, text): Extraction {
    const facts: VariableFact[] = [];
    const problems: Problem[] = [];
    let at = 0;
    while (at < text.length) {
      const assignment = assignmentAt(text, at);
      if (assignment !== undefined && !isOfSkeleton(path, text, assignment)) {
        facts.push(toFact(path, assignment));
        if (assignment.unclosed) problems.push({ site: { path, span: assignment.value }, message: `the quote of ${assignment.name} is not closed` });
      }
      at = lineEnd(text, assignment?.end ?? at) + 1;
    }
    return { facts, problems };
  },
};

/** What the template of every new Laravel application says of mail and queues: nobody has chosen that. */
const LARAVEL_SKELETON: Readonly<Record<string, RegExp>> = { MAIL_HOST: /^(?:smtp\.mailtrap\.io|mailhog|mailpit|127\.0\.0\.1)$/, QUEUE_CONNECTION: /^(?:sync|database)$/ };

function isOfSkeleton(path: Path, text: string, { name, expression }: Assignment): boolean {
  const known = Object.hasOwn(LARAVEL_SKELETON, name) ? LARAVEL_SKELETON[name] : undefined;
  return known !== undefined && /\.(?:example|sample|template|dist)$/.test(path) && /^APP_KEY=/m.test(text) && known.test(literalOf(expression) ?? '');
}

interface Assignment {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Span;
  readonly expression: Expression;
  /** Behind the value, on its last line. */
  readonly end: number;
  readonly unclosed: boolean;
}

function toFact(path: Path, { name, nameSpan, value, expression }: Assignment): VariableFact {
  return { kind: 'variable', name, value: expression, site: { path, span: value.start < value.end ? value : nameSpan } };
}

const ASSIGNMENT = /^([ \t\uFEFF]*(?:export[ \t]+)?)([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/;

function assignmentAt(text: string, lineStart: number): Assignment | undefined {
  const end = lineEnd(text, lineStart);
  const [head, lead = '', name] = ASSIGNMENT.exec(text.slice(lineStart, end)) ?? [];
  if (head === undefined || name === undefined) return undefined;
  const nameStart = lineStart + lead.length;
  const nameSpan = { start: nameStart, end: nameStart + name.length };
  const start = lineStart + head.length;
  return { name, nameSpan, ...(quotedAt(text, start) ?? unquotedAt(text, start, end)) };
}

type Value = Pick<Assignment, 'value' | 'expression' | 'end' | 'unclosed'>;

/** A quoted value may span lines; single quotes keep everything as it is. */
function quotedAt(text: string, start: number): Value | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return undefined;
  const close = closingQuote(text, start + 1, quote);
  if (close === undefined) return undefined;
  const inner = text.slice(start + 1, close);
  const expression = quote === "'" ? literal(inner) : interpolate(unescaped(inner), '\\$');
  return { value: { start: start + 1, end: close }, expression, end: close, unclosed: false };
}

/** Certificates span some dozens of lines; a quote that closes later than this is one somebody forgot. */
const LONGEST_QUOTED = 20_000;

function closingQuote(text: string, from: number, quote: string): number | undefined {
  const limit = Math.min(text.length, from + LONGEST_QUOTED);
  for (let at = from; at < limit; at++) {
    if (text[at] === quote) return at;
    if (text[at] === '\\' && quote === '"') at++;
  }
  return undefined;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** `\$` is left for the interpolation. */
function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (escape, character: string) => ESCAPES.get(character) ?? escape);
}

/** Up to a comment, which needs a blank before it. */
function unquotedAt(text: string, start: number, end: number): Value {
  const line = text.slice(start, end);
  const comment = line.search(/(?:^|[ \t])#/);
  const value = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  const unclosed = value.startsWith('"') || value.startsWith("'");
  return { value: { start, end: start + value.length }, expression: interpolate(value, '\\$'), end, unclosed };
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}
