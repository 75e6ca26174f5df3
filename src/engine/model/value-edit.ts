import type { EnvironmentVariable } from './deployment-facts.js';
import { literalOf } from './expression.js';
import type { Site, Span, TextEdit } from './text.js';

/**
 * Replaces a range of a value (offsets into `value`) in the file that writes it at `site`.
 * Undefined when the file does not write the value letter by letter, apart from quotes: an escape or a hole
 * would make offsets into the value point elsewhere in the file.
 */
export function editValue(site: Site, value: string, range: Span, newText: string): TextEdit | undefined {
  const quotes = lengthOf(site) - value.length;
  return quotes === 0 || quotes === 2 ? editAt(site, quotes / 2, range, newText) : undefined;
}

/** The same for an environment variable, whose site is `NAME=value` in the list form of Compose. */
export function editVariable({ name, value, site }: EnvironmentVariable, range: Span, newText: string): TextEdit | undefined {
  const text = literalOf(value);
  if (text === undefined) return undefined;
  const lead = lengthOf(site) - text.length;
  return lead === 0 || lead === name.length + 1 ? editAt(site, lead, range, newText) : undefined;
}

function editAt({ path, span }: Site, offset: number, range: Span, newText: string): TextEdit {
  const origin = span.start + offset;
  return { site: { path, span: { start: origin + range.start, end: origin + range.end } }, newText };
}

function lengthOf({ span }: Site): number {
  return span.end - span.start;
}

/** Names a site in maps and sets. */
export function siteKey(site: Site): string {
  return `${site.path}:${site.span.start}-${site.span.end}`;
}
