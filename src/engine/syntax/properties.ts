import type { Span } from '../model/text.js';

/** A line of a `.properties` file; the span is that of the value. */
export interface Property {
  readonly key: string;
  readonly value: string;
  readonly span: Span;
}

const LINE = /^([ \t\f]*)((?:[^\\:= \t\f]|\\.)+)([ \t\f]*[:=]?[ \t\f]*)(.*)$/;

/** Reads Java's `.properties` format: `key=value`, `key: value`, comments, and lines that a backslash continues. */
export function readProperties(text: string): Property[] {
  const properties: Property[] = [];
  let at = 0;
  while (at < text.length) {
    const end = logicalEnd(text, at);
    const property = propertyIn(text.slice(at, end), at);
    if (property !== undefined) properties.push(property);
    at = end + 1;
  }
  return properties;
}

/** The end of the line, or of the last line that continues it. A comment never continues. */
function logicalEnd(text: string, from: number): number {
  const isComment = /^[ \t\f]*[#!]/.test(text.slice(from, from + 80));
  for (let end = lineEnd(text, from); ; end = lineEnd(text, end + 1)) {
    const line = text.slice(from, end).replace(/\r$/, '');
    if (isComment || end >= text.length || !isContinued(line)) return end;
  }
}

function isContinued(line: string): boolean {
  return (/\\*$/.exec(line.slice(-50))?.[0].length ?? 0) % 2 === 1;
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

function propertyIn(raw: string, start: number): Property | undefined {
  const line = raw.replace(/\r$/, '');
  if (/^[ \t\f]*(?:[#!]|$)/.test(line)) return undefined;
  const [firstLine = ''] = line.split('\n');
  const [, lead = '', key = '', separator = '', first = ''] = LINE.exec(firstLine) ?? [];
  if (key === '') return undefined;
  const valueStart = lead.length + key.length + separator.length;
  const value = line === firstLine ? first : line.slice(valueStart).replace(/\\\r?\n[ \t\f]*/g, '');
  return { key: unescaped(key), value: unescaped(value.trimEnd()), span: { start: start + valueStart, end: start + line.trimEnd().length } };
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, character: string) => (code === undefined ? character : String.fromCharCode(parseInt(code, 16))));
}
