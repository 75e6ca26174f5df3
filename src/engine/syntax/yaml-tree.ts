import type { Span } from '../model/text.js';

/** A scalar. Block scalars (`|`, `>`) span their lines of content, without the header. */
export interface YamlScalar {
  readonly kind: 'scalar';
  /** The decoded value. */
  readonly text: string;
  /** Written without quotes, on one or more lines, and not as a block scalar. */
  readonly plain: boolean;
  /** The value with its quotes. */
  readonly span: Span;
  /** The value without its quotes. */
  readonly inner: Span;
}

/** A mapping. Keys that are not scalars are left out. */
export interface YamlMap {
  readonly kind: 'map';
  /** Written as `{ }`. */
  readonly flow: boolean;
  /** From the first key (or `{`) to the end of the last value (or `}`). */
  readonly span: Span;
  /** As written: `<<` is a pair like any other, repeated keys are repeated. */
  readonly pairs: readonly YamlPair[];
  /** An alias shows this mapping, or one around it, in another place: an edit here changes both. */
  readonly shared: boolean;
}

/** One entry of a mapping. */
export interface YamlPair {
  readonly key: YamlScalar;
  /** Undefined for null and for an alias without an anchor. */
  readonly value: YamlNode | undefined;
  /** From the start of the key to the end of the value as written here, an alias included. */
  readonly span: Span;
  /** Written as `*name`: the value stands elsewhere. */
  readonly alias: boolean;
  /** Came out of another mapping by a merge key; never set in `YamlMap.pairs`. */
  readonly merged: boolean;
}

/** A sequence; null items are kept as undefined so that positions stay right. */
export interface YamlList {
  readonly kind: 'list';
  /** Written as `[ ]`. */
  readonly flow: boolean;
  /** From the first item (or `[`) to the end of the last item (or `]`). */
  readonly span: Span;
  readonly items: readonly (YamlNode | undefined)[];
  /** As in `YamlMap`. */
  readonly shared: boolean;
}

/** Aliases are resolved to the very node they stand for: compare by identity, and never walk a whole tree recursively. Trees have no cycles. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

/** One document of a stream; its span is that of its root. */
export interface YamlDocument {
  readonly root: YamlNode | undefined;
  readonly span: Span;
}

/** The node under a path of keys; merge keys are honoured, explicit keys win, the last of repeated keys wins. */
export function get(node: YamlNode | undefined, ...path: readonly string[]): YamlNode | undefined {
  let at = node;
  for (const key of path) at = pairOf(at, key)?.value;
  return at;
}

/** The entry of a mapping with this key, its own or a merged one. */
export function pairOf(node: YamlNode | undefined, key: string): YamlPair | undefined {
  if (node?.kind !== 'map') return undefined;
  const own = node.pairs.filter((pair) => pair.key.text === key).at(-1);
  if (own !== undefined || !node.pairs.some(isMergeKey)) return own;
  return pairsOf(node).find((pair) => pair.key.text === key);
}

/** The entries of a mapping, own ones first, then those of its merge keys; each key once. Empty for anything but a mapping. */
export function pairsOf(node: YamlNode | undefined): YamlPair[] {
  if (node?.kind !== 'map') return [];
  const pairsByKey = new Map<string, YamlPair>();
  for (const pair of node.pairs) if (!isMergeKey(pair)) pairsByKey.set(pair.key.text, pair);
  addMerged(node, pairsByKey, new Set([node]));
  return [...pairsByKey.values()];
}

/** Each mapping is merged once: a second time adds nothing, and merges of merges cannot explode. */
function addMerged(map: YamlMap, pairsByKey: Map<string, YamlPair>, seen: Set<YamlNode>): void {
  for (const source of map.pairs.filter(isMergeKey).flatMap(({ value }) => (value?.kind === 'list' ? value.items : [value]))) {
    if (source?.kind !== 'map' || seen.has(source)) continue;
    seen.add(source);
    for (const pair of source.pairs) {
      if (!isMergeKey(pair) && !pairsByKey.has(pair.key.text)) pairsByKey.set(pair.key.text, { ...pair, merged: true });
    }
    addMerged(source, pairsByKey, seen);
  }
}

function isMergeKey(pair: YamlPair): boolean {
  return pair.key.plain && pair.key.text === '<<';
}

/** The items of a list without its nulls. Empty for anything but a list. */
export function itemsOf(node: YamlNode | undefined): YamlNode[] {
  return node?.kind === 'list' ? node.items.filter((item) => item !== undefined) : [];
}

/** The node, if it is a scalar. */
export function scalarOf(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === 'scalar' ? node : undefined;
}

/** The text of a scalar. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return scalarOf(node)?.text;
}

const NUMBER = /^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/** A decimal number, quoted or not: the tools behind these files convert quoted ones too. */
export function numberOf(node: YamlNode | undefined): number | undefined {
  const text = textOf(node);
  if (text === undefined || text.length > 40 || !NUMBER.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

/** A boolean, quoted or not, in the spellings of YAML 1.1, which the Go tools still accept. */
export function booleanOf(node: YamlNode | undefined): boolean | undefined {
  const text = textOf(node);
  return text === undefined ? undefined : BOOLEANS.get(text.toLowerCase());
}
