import type { Span } from '../model/text.js';

/** An XML element found by its name. */
export interface Element {
  /** Between the tags; empty for `<a/>`. */
  readonly content: string;
  /** The text of the start tag behind the name. */
  readonly attributes: string;
  /** Of the content. */
  readonly span: Span;
}

/** The text with comments as blanks of equal length. */
export function withoutComments(xml: string): string {
  let result = '';
  let at = 0;
  for (let start = xml.indexOf('<!--'); start >= 0; start = xml.indexOf('<!--', at)) {
    const close = xml.indexOf('-->', start);
    const end = close < 0 ? xml.length : close + 3;
    result += xml.slice(at, start) + xml.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return result + xml.slice(at);
}

/** Elements with this name, outermost first, none within another; enough for manifests, which do not nest an element in itself. */
export function elementsOf(xml: string, name: string, offset = 0): Element[] {
  const elements: Element[] = [];
  const open = new RegExp(`<${name}(?=[\\s/>])([^<>]*)>`, 'g');
  for (let match = open.exec(xml); match !== null; match = open.exec(xml)) {
    const attributes = match[1] ?? '';
    const start = open.lastIndex;
    if (attributes.endsWith('/')) {
      elements.push({ content: '', attributes: attributes.slice(0, -1), span: { start: offset + start, end: offset + start } });
      continue;
    }
    const end = xml.indexOf(`</${name}>`, start);
    if (end < 0) break;
    elements.push({ content: xml.slice(start, end), attributes, span: { start: offset + start, end: offset + end } });
    open.lastIndex = end;
  }
  return elements;
}

/** The text without these elements; they become blanks of equal length. */
export function withoutElements(xml: string, name: string): string {
  let result = '';
  let at = 0;
  for (const { span } of elementsOf(xml, name)) {
    result += xml.slice(at, span.start) + ' '.repeat(span.end - span.start);
    at = span.end;
  }
  return result + xml.slice(at);
}

/** An attribute of a start tag. */
export function attributeOf({ attributes }: Element, name: string): string | undefined {
  return new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(attributes)?.[1];
}
