import { UNKNOWN, type Expression, type Part } from '../../model/expression.js';
import type { Span } from '../../model/text.js';

/** A text as code writes it, and where. */
export interface Text {
  readonly parts: Expression;
  /** The literal that holds it, or its beginning. */
  readonly literal?: Span;
}

/** A text that nobody can know. */
export const UNKNOWN_TEXT: Text = { parts: UNKNOWN };

/** A text that is known. */
export function plainText(text: string, literal?: Span): Text {
  return { parts: [text], ...(literal && { literal }) };
}

/** Texts one behind another, with `between` between them. */
export function joinTexts(texts: readonly Text[], between = ''): Text {
  const parts: Part[] = [];
  texts.forEach((text, index) => {
    for (const part of index > 0 && between !== '' ? [between, ...text.parts] : text.parts) {
      const last = parts.at(-1);
      if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
      else parts.push(part);
    }
  });
  const literal = texts.find((text) => text.literal !== undefined)?.literal;
  return { parts, ...(literal && { literal }) };
}

/** The first text, and the others for when it is not there. */
export function withFallback(first: Text, second: Text | undefined): Text {
  const [part] = first.parts;
  if (second === undefined || first.parts.length !== 1 || typeof part !== 'object') return first;
  if (part.hole === 'unknown') return second;
  const takes = (part.hole === 'environment' || part.hole === 'config' || part.hole === 'constant') && part.fallback === undefined;
  return takes ? { ...first, parts: [{ ...part, fallback: second.parts }] } : first;
}

/** Whether a text is one that is set from outside and has no fallback: the environment, configuration. */
export function isSetOutside({ parts: [part, ...others] }: Text): boolean {
  return others.length === 0 && typeof part === 'object' && (part.hole === 'environment' || part.hole === 'config') && part.fallback === undefined;
}

/** Whether nothing is known of a text. */
export function isUnknown({ parts }: Text): boolean {
  return parts.length === 0 || parts.every((part) => (typeof part === 'string' ? part === '' : part.hole === 'unknown'));
}

/** Whether a text is written down as empty. */
export function isEmpty({ parts }: Text): boolean {
  return parts.every((part) => part === '');
}

/** Whether every part of a text can be known, from this file or another. */
function isComplete({ parts }: Text): boolean {
  return parts.length > 0 && parts.every((part) => part !== '' && (typeof part === 'string' || part.hole !== 'unknown'));
}

/** Whether it is known at least whom a text addresses: a URL with its host, or a constant with a path behind it. */
export function isAddressed(text: Text): boolean {
  const [first, second] = text.parts;
  if (isComplete(text)) return true;
  if (typeof first === 'string') return /^[a-z][a-z0-9+.-]{0,20}:\/\/[\w.-]+(?::\d+)?[/?]/i.test(first);
  return first?.hole === 'constant' && typeof second === 'string' && second.startsWith('/');
}

/** The text up to its first hole. */
export function literalStart({ parts }: Text): string {
  return typeof parts[0] === 'string' ? parts[0] : '';
}

/** `base` and `path` as clients join them: an absolute URL stands for itself. */
export function underBase(base: Text | undefined, path: Text | undefined): Text | undefined {
  if (base === undefined || path === undefined) return path ?? base;
  const start = literalStart(path);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(start)) return path;
  const baseEnd = base.parts.at(-1);
  const isJoined = start === '' || start.startsWith('/') || start.startsWith('?') || (typeof baseEnd === 'string' && baseEnd.endsWith('/'));
  return joinTexts([base, path], isJoined ? '' : '/');
}

/** A template whose place-holders (`%s`, `{}`, `{0}`, `{name}`) stand for values in order. */
export function formatted(template: Text, pattern: RegExp, values: readonly Text[]): Text {
  let next = 0;
  const texts = template.parts.flatMap((part): Text[] => {
    if (typeof part !== 'string') return [{ parts: [part] }];
    const pieces = part.split(pattern);
    return pieces.flatMap((piece, index) => (index === 0 ? [plainText(piece)] : [values[next++] ?? UNKNOWN_TEXT, plainText(piece)]));
  });
  return { ...joinTexts(texts), ...(template.literal && { literal: template.literal }) };
}
