import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Scalar } from 'yaml';
import type { Span } from '../model/text.js';
import { NOTHING, isNull, markShared } from './yaml-building.js';
import type { YamlDocument, YamlNode, YamlPair, YamlScalar } from './yaml-tree.js';

/** Deeper collections are dropped; the fast path has the same limit. */
const MAX_DEPTH = 100;

/** Longest indentation, most open and most stray closing brackets that the slow parser is trusted with. */
const MAX_NESTING = 200;

/** One mistake often causes many; the first ones say it all. */
const MAX_PROBLEMS = 5;

/** Reads what can be read of a text with syntax errors: slower than events, but an open quote or a half-typed key does not stop it. */
export function recoverTrees(text: string): { documents: YamlDocument[]; problems: { span: Span; message: string }[] } {
  // The failsafe schema keeps every scalar as text, and repeated keys are none of our business.
  const parsed = [...parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })];
  return {
    documents: parsed.map((document) => new TreeReader(text).document(document)),
    problems: parsed
      .flatMap((document) => document.errors)
      .slice(0, MAX_PROBLEMS)
      .map(({ pos: [start, end], message }) => ({ span: clamp(start, end, text.length), message })),
  };
}

/**
 * True for a text that the recursive parser must not see. Deep nesting could exhaust the stack, which is not always an exception
 * to catch: V8 ends the process when it has to compile a regular expression near the end of the stack. Stray closing
 * brackets cost it quadratic time.
 */
export function isBeyondRecovery(text: string): boolean {
  let open = 0;
  let stray = 0;
  let indent = 0;
  let isIndent = true;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n') indent = 0;
    isIndent = character === '\n' || (isIndent && ' \t-?:'.includes(character));
    if (isIndent) indent++;
    else if (character === '[' || character === '{') open++;
    else if (character === ']' || character === '}') {
      if (open > 0) open--;
      else stray++;
    }
    if (Math.max(indent, open, stray) > MAX_NESTING) return true;
  }
  return false;
}

function clamp(start: number, end: number, length: number): Span {
  const from = Math.min(Math.max(start, 0), length);
  return { start: from, end: Math.min(Math.max(end, from), length) };
}

class TreeReader {
  private readonly anchors = new Map<string, YamlNode | undefined>();
  private readonly aliased = new Set<YamlNode>();

  constructor(private readonly text: string) {}

  document(document: Document): YamlDocument {
    const root = this.node(document.contents, 0);
    markShared(this.aliased);
    return { root, span: root?.span ?? NOTHING };
  }

  private node(source: unknown, depth: number): YamlNode | undefined {
    if (isAlias(source)) {
      const target = this.anchors.get(source.source);
      if (target !== undefined) this.aliased.add(target);
      return target;
    }
    const node = this.ownNode(source, depth);
    const anchor = isScalar(source) || isMap(source) || isSeq(source) ? source.anchor : undefined;
    // Only now, so that no tree can contain itself.
    if (anchor !== undefined) this.anchors.set(anchor, node);
    return node;
  }

  private ownNode(source: unknown, depth: number): YamlNode | undefined {
    if (isScalar(source)) {
      const scalar = this.scalar(source);
      return isNull(scalar) ? undefined : scalar;
    }
    if (depth >= MAX_DEPTH) return undefined;
    if (isMap(source)) {
      const pairs = source.items.flatMap(({ key, value }) => this.pair(key, value, depth));
      return { kind: 'map', flow: source.flow === true, span: spanOf(source), pairs, shared: false };
    }
    if (isSeq(source)) {
      const items = source.items.map((item) => this.node(item, depth + 1));
      return { kind: 'list', flow: source.flow === true, span: spanOf(source), items, shared: false };
    }
    return undefined;
  }

  private pair(keySource: unknown, valueSource: unknown, depth: number): YamlPair[] {
    const value = this.node(valueSource, depth + 1);
    if (!isScalar(keySource)) return [];
    const key = this.scalar(keySource);
    const span = { start: key.span.start, end: Math.max(key.span.end, spanOf(valueSource).end) };
    return [{ key, value, span, alias: isAlias(valueSource), merged: false }];
  }

  private scalar(source: Scalar): YamlScalar {
    const text = typeof source.value === 'string' ? source.value : String(source.value ?? '');
    const span = spanOf(source);
    const plain = source.type === 'PLAIN';
    if (source.type === 'QUOTE_DOUBLE' || source.type === 'QUOTE_SINGLE') {
      const isClosed = span.end - span.start >= 2;
      return { kind: 'scalar', text, plain, span, inner: isClosed ? { start: span.start + 1, end: span.end - 1 } : span };
    }
    if (plain) return { kind: 'scalar', text, plain, span, inner: span };
    const header = this.text.indexOf('\n', span.start);
    const content = { start: header < 0 ? span.end : Math.min(header + 1, span.end), end: span.end };
    return { kind: 'scalar', text, plain, span: content, inner: content };
  }
}

function spanOf(source: unknown): Span {
  const range = isScalar(source) || isMap(source) || isSeq(source) || isAlias(source) ? source.range : undefined;
  return range ? { start: range[0], end: range[1] } : NOTHING;
}
