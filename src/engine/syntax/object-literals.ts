import type { Span } from '../model/text.js';

/** A key of an object literal and where its value starts; methods have their brackets for a value. */
export interface LiteralKey {
  readonly name: string;
  readonly valueStart: number;
}

/** An object literal of a script, as its keys. */
export interface ObjectLiteral {
  readonly keys: readonly LiteralKey[];
  readonly span: Span;
}

const KEY = /(?:async\s+|\*\s*)?(?:([A-Za-z_$][\w$]*)|(["'`])([^"'`\n]{1,200})\2)\s*[:(]/y;

/**
 * What may be object literals in a script, by braces alone: blocks of code are among them, with whatever looks like a key.
 * @param masked the text with comments and strings blanked.
 */
export function objectLiterals(text: string, masked: string): ObjectLiteral[] {
  const found: ObjectLiteral[] = [];
  const open: { readonly start: number; readonly keys: LiteralKey[]; depth: number }[] = [];
  for (let at = 0; at < masked.length; at++) {
    const char = masked[at];
    const top = open.at(-1);
    if (char === '(' || char === '[') {
      if (top !== undefined) top.depth++;
    } else if (char === ')' || char === ']') {
      if (top !== undefined) top.depth--;
    } else if (char === '}') {
      const closed = open.pop();
      if (closed !== undefined) found.push({ keys: closed.keys, span: { start: closed.start, end: at + 1 } });
    } else if (char === '{') open.push({ start: at, keys: [], depth: 0 });
    if (char === '{' || (char === ',' && top?.depth === 0)) addKey(text, masked, at + 1, open.at(-1)?.keys ?? []);
  }
  return found;
}

function addKey(text: string, masked: string, after: number, keys: LiteralKey[]): void {
  let start = after;
  while (start < text.length && /\s/.test(masked[start] ?? '') && !/["'`]/.test(text[start] ?? '')) start++;
  KEY.lastIndex = start;
  const [whole, identifier, , quoted] = KEY.exec(text) ?? [];
  const name = identifier ?? quoted;
  if (whole === undefined || name === undefined) return;
  keys.push({ name, valueStart: start + whole.length - (whole.endsWith('(') ? 1 : 0) });
}
