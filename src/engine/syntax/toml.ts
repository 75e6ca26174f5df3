import type { Span } from '../model/text.js';

/** One `key = value` of a TOML text. */
export interface TomlEntry {
  /** The table it stands in, dotted, without quotes; `[]` at the end for arrays of tables. */
  readonly table: string;
  /** Dotted, without quotes. */
  readonly key: string;
  /** The raw value; lists may span lines. */
  readonly value: string;
  /** Of the key. */
  readonly keySpan: Span;
  /** Of the raw value. */
  readonly valueSpan: Span;
}

/** The entries of a TOML text, as far as manifests need them: lists and inline tables stay raw, other lines are skipped. */
export function tomlEntries(text: string): TomlEntry[] {
  const entries: TomlEntry[] = [];
  let table = '';
  // After a list that nothing closes, every other list ends with its line: a half-typed one hides nothing.
  let listsClose = true;
  let at = 0;
  while (at < text.length) {
    const end = endOfLine(text, at);
    const header = /^[ \t]*(\[{1,2})([^[\]]+)\]/.exec(text.slice(at, end));
    if (header) table = unquoted(header[2] ?? '') + (header[1] === '[[' ? '[]' : '');
    const spans = header ? undefined : pairAt(text, at, end);
    let valueEnd = end;
    if (spans && listsClose && text[spans.valueStart] === '[') {
      const listEnd = endOfList(text, spans.valueStart);
      listsClose = listEnd !== undefined;
      valueEnd = listEnd ?? end;
    }
    if (spans) entries.push(toEntry(text, table, spans.key, { start: spans.valueStart, end: valueEnd }));
    at = endOfLine(text, Math.max(valueEnd, at)) + 1;
  }
  return entries;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

function pairAt(text: string, lineStart: number, lineEnd: number): { key: Span; valueStart: number } | undefined {
  const line = text.slice(lineStart, lineEnd);
  const equals = line.indexOf('=');
  const key = line.slice(0, Math.max(equals, 0)).trim();
  if (!/^[\w."'-]+$/.test(key)) return undefined;
  const start = lineStart + line.indexOf(key);
  const value = line.slice(equals + 1);
  return { key: { start, end: start + key.length }, valueStart: lineEnd - value.trimStart().length };
}

function toEntry(text: string, table: string, keySpan: Span, span: Span): TomlEntry {
  const value = text.slice(span.start, span.end).trimEnd();
  const key = unquoted(text.slice(keySpan.start, keySpan.end));
  return { table, key, value, keySpan, valueSpan: { start: span.start, end: span.start + value.length } };
}

/** Behind the bracket that closes the list. */
function endOfList(text: string, start: number): number | undefined {
  let depth = 0;
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') quote = character === quote || character === '\n' ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '#') at = endOfLine(text, at);
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return at + 1;
  }
  return undefined;
}

function unquoted(key: string): string {
  return key.replace(/["'\s]/g, '');
}

/** The strings in a raw value, with their places in the file. */
export function tomlStrings({ value, valueSpan }: TomlEntry): { text: string; span: Span }[] {
  const code = value.replace(/^[ \t]*#.*$/gm, (comment) => ' '.repeat(comment.length));
  return [...code.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map((match) => {
    const start = valueSpan.start + match.index + 1;
    return { text: match[1] ?? match[2] ?? '', span: { start, end: start + match[0].length - 2 } };
  });
}
