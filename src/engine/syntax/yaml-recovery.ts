import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Scalar } from 'yaml';
import type { Span } from '../model/text.js';
import { NOTHING, isNull, markShared } from './yaml-building.js';
import type { YamlDocument, YamlNode, YamlPair, YamlScalar } from './yaml-tree.js';

/** Deeper collections are dropped; the fast path has the same limit. */
const MAX_DEPTH = 100;

/** One mistake often causes many; the first ones say it all. */
const MAX_PROBLEMS = 5;

/** Reads what can be read of a text with syntax errors: slower than events, but an open quote or a half-typed key does not stop it. */
export function recoverTrees(text: string): { documents: YamlDocument[]; problems: { span: Span; message: string }[] } {
  // The failsafe schema keeps every scalar as text, and repeated keys are none of our business.
  const parsed = [...parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })];
  return {
    documents: parsed.map((document) => new TreeReader().document(document)),
    problems: parsed
      .flatMap((document) => document.errors)
      .slice(0, MAX_PROBLEMS)
      .map(({ pos: [start, end], message }) => ({ span: clamp(start, end, text.length), message })),
  };
}

function clamp(start: number, end: number, length: number): Span {
  const from = Math.min(Math.max(start, 0), length);
  return { start: from, end: Math.min(Math.max(end, from), length) };
}

class TreeReader {
  private readonly anchors = new Map<string, YamlNode | undefined>();
  private readonly aliased = new Set<YamlNode>();

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
      const scalar = toScalar(source);
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
    const key = toScalar(keySource);
    const span = { start: key.span.start, end: Math.max(key.span.end, spanOf(valueSource).end) };
    return [{ key, value, span, alias: isAlias(valueSource), merged: false }];
  }
}

function toScalar(source: Scalar): YamlScalar {
  const text = typeof source.value === 'string' ? source.value : String(source.value ?? '');
  const span = spanOf(source);
  const quoted = source.type === 'QUOTE_DOUBLE' || source.type === 'QUOTE_SINGLE';
  const inner = quoted && span.end - span.start >= 2 ? { start: span.start + 1, end: span.end - 1 } : span;
  return { kind: 'scalar', text, plain: source.type === 'PLAIN', span, inner };
}

function spanOf(source: unknown): Span {
  const range = isScalar(source) || isMap(source) || isSeq(source) || isAlias(source) ? source.range : undefined;
  return range ? { start: range[0], end: range[1] } : NOTHING;
}
