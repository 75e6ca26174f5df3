import { UNKNOWN, type Expression, type Hole, type Part } from '../model/expression.js';
import { isTemplated } from './yaml-templates.js';

/** Fallbacks of fallbacks below this are unknown; nobody writes them, and each level scans its text again. */
const MAX_DEPTH = 8;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const BRACED = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])([\s\S]*))?$/;

/** How a text writes a literal dollar: Compose doubles it, shells and Dockerfiles put a backslash before it. */
export type DollarEscape = '$$' | '\\$';

/**
 * A text with shell-like variables as an expression: `$X`, `${X}`, `${X:-fallback}`, `${X-fallback}`, `${X:?error}`.
 * `${X:+alternative}`, other shell operators and template markers make holes that nobody can fill.
 */
export function interpolate(text: string, dollarEscape: DollarEscape = '$$', depth = 0): Expression {
  if (!text.includes('$')) return isTemplated(text) ? UNKNOWN : [text];
  if (depth > MAX_DEPTH || isTemplated(text.replaceAll('${', ''))) return UNKNOWN;
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    const { part, end } = partAt(text, at, dollarEscape, depth);
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
    at = end;
  }
  return parts;
}

function partAt(text: string, at: number, dollarEscape: DollarEscape, depth: number): { part: Part; end: number } {
  if (text.startsWith(dollarEscape, at)) return { part: '$', end: at + 2 };
  if (text[at] !== '$') {
    const end = nextSpecial(text, at + 1, dollarEscape);
    return { part: text.slice(at, end), end };
  }
  if (text[at + 1] === '{') {
    const close = closingBrace(text, at + 2);
    return { part: bracedHole(text.slice(at + 2, close), dollarEscape, depth), end: close + 1 };
  }
  const name = NAME.exec(text.slice(at + 1, at + 257))?.[0];
  return name === undefined ? { part: '$', end: at + 1 } : { part: { hole: 'substitution', name }, end: at + 1 + name.length };
}

function nextSpecial(text: string, from: number, dollarEscape: DollarEscape): number {
  const dollar = text.indexOf('$', from);
  if (dollar < 0) return text.length;
  return dollarEscape === '\\$' && dollar > from && text[dollar - 1] === '\\' ? dollar - 1 : dollar;
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

function bracedHole(inside: string, dollarEscape: DollarEscape, depth: number): Hole {
  const [, name, operator, operand = ''] = BRACED.exec(inside) ?? [];
  if (name === undefined || operator?.endsWith('+')) return { hole: 'unknown' };
  if (operator?.endsWith('-')) {
    return { hole: 'substitution', name, fallback: interpolate(operand, dollarEscape, depth + 1) };
  }
  return { hole: 'substitution', name };
}
