import type { Expression, Part } from '../model/expression.js';

/** Fallbacks of fallbacks below this are unknown; nobody writes them. */
const MAX_DEPTH = 8;

/**
 * A text with Spring's place-holders as an expression: `${orders.url}`, `${ORDERS_HOST:localhost}`, fallbacks nested.
 * `#{…}` and `@…@` stand for values that only a running program or a build knows.
 */
export function readPlaceholders(text: string, depth = 0): Expression {
  if (depth > MAX_DEPTH) return [{ hole: 'unknown' }];
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.slice(at).search(/[$#]\{/);
    if (open !== 0) parts.push(text.slice(at, open < 0 ? undefined : at + open));
    if (open < 0) break;
    const start = at + open;
    const close = closingBrace(text, start + 2);
    parts.push(text[start] === '#' ? { hole: 'unknown' } : holeOf(text.slice(start + 2, close), depth));
    at = close + 1;
  }
  return parts;
}

function holeOf(inside: string, depth: number): Part {
  const colon = inside.indexOf(':');
  const name = (colon < 0 ? inside : inside.slice(0, colon)).trim();
  if (name === '' || name.includes('${')) return { hole: 'unknown' };
  return colon < 0 ? { hole: 'config', name } : { hole: 'config', name, fallback: readPlaceholders(inside.slice(colon + 1), depth + 1) };
}

/** The brace that closes the one before `from`, or the end of the text. */
function closingBrace(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{' && text[at - 1] === '$') open++;
    else if (text[at] === '}' && --open === 0) return at;
  }
  return text.length;
}
