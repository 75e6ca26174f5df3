import { UNKNOWN, type Expression, type Hole, type Part } from '../../model/expression.js';
import type { ts } from '../../syntax/typescript.js';

/** A text as the code computes it, and the literal that gives its first known part. */
export interface Text {
  readonly parts: Expression;
  readonly literal?: ts.Node;
}

/** A text of which nothing is known. */
export const UNKNOWN_TEXT: Text = { parts: UNKNOWN };

/** Texts one after the other. */
export function joined(texts: readonly Text[], separator = ''): Text {
  const parts = texts.flatMap((text, index) => (index > 0 && separator !== '' ? [separator, ...text.parts] : [...text.parts]));
  const literal = texts.find((text) => text.literal !== undefined && text.parts.length > 0)?.literal;
  return { parts: merged(parts), ...(literal && { literal }) };
}

/** True when nothing about the text is known. */
export function isUnknown(text: Text): boolean {
  return text.parts.every((part) => typeof part !== 'string' && (part.hole === 'unknown' || part.hole === 'argument'));
}

/** Joins literals that follow each other, and makes one hole of several unknown ones. */
function merged(parts: Expression): Expression {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (isUnknownPart(part) && last !== undefined && isUnknownPart(last)) continue;
    else if (part !== '') result.push(part);
  }
  return result;
}

/** Whether nothing is known of a part. */
function isUnknownPart(part: Part): boolean {
  return typeof part !== 'string' && part.hole === 'unknown';
}

/** A member of a value that another file exports; other values stay what they are. */
export function memberText(text: Text, member: string): Text {
  const [hole, ...others] = text.parts;
  const isImported = typeof hole === 'object' && hole.hole === 'constant' && others.length === 0;
  return isImported ? { parts: [{ ...hole, name: `${hole.name}.${member}` }] } : text;
}

/** `left || right`: only a value that may be absent takes the fallback. */
export function withFallback(left: Text, right: Text): Text {
  const [hole] = left.parts;
  if (hole === undefined) return right;
  if (left.parts.length > 1 || typeof hole === 'string') return left;
  if (hole.hole !== 'environment' && hole.hole !== 'constant' && hole.hole !== 'config') return UNKNOWN_TEXT;
  if (isUnknown(right)) return left;
  const fallback = hole.fallback === undefined ? right.parts : withFallback({ parts: hole.fallback }, right).parts;
  const literal = left.literal ?? right.literal;
  return { parts: [{ ...hole, fallback }], ...(literal && { literal }) };
}

/** Whether a part is read from the process environment. */
export function isEnvironmentHole(part: Part | undefined): part is Hole & { readonly hole: 'environment' } {
  return typeof part === 'object' && part.hole === 'environment';
}

/** What several possible texts begin with: the same host with different paths. */
export function commonText(texts: readonly Text[]): Text {
  const [first, ...others] = texts;
  if (first === undefined) return UNKNOWN_TEXT;
  // `let suffix = ''` that is sometimes filled: what fills it counts if it is known.
  if (texts.some(({ parts }) => parts.length === 0)) return first.parts.some(isUnknownPart) ? { parts: [] } : first;
  // One variable of the environment per stage: what counts is the one that the deployment sets.
  if (texts.every(({ parts }) => parts.length === 1 && isEnvironmentHole(parts[0]))) return texts.reduce(withFallback);
  const spelled = others.map((text) => text.parts.map((part) => JSON.stringify(part)));
  const length = first.parts.findIndex((part, index) => spelled.some((parts) => parts[index] !== JSON.stringify(part)));
  const parts = length < 0 ? first.parts : first.parts.slice(0, length);
  const [start] = parts;
  // A scheme alone, or a hole that is unknown, says nothing about where it leads.
  if (start === undefined || isUnknownPart(start)) return commonHost(texts);
  return { ...first, parts: merged([...parts, ...UNKNOWN]) };
}

function commonHost(texts: readonly Text[]): Text {
  const hosts = texts.map((text) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+(?=[/?#])/i.exec(literalStart(text))?.[0]);
  const [host] = hosts;
  return host !== undefined && hosts.every((other) => other === host) ? { parts: [host, '/', ...UNKNOWN] } : UNKNOWN_TEXT;
}

/** The known text that a text begins with; '' when it begins with a hole. */
export function literalStart({ parts }: Text): string {
  const [first] = parts;
  return typeof first === 'string' ? first : '';
}
