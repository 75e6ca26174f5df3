import type { Span } from '../model/text.js';
import { pairsOf, type YamlNode } from './yaml-tree.js';

/** A scalar under its path of keys. */
export interface ScalarAt {
  readonly key: string;
  readonly text: string;
  readonly span: Span;
}

/** How a path goes on: by the key of a mapping, or the position in a list. The path is '' at the top. */
export type NextKey = (path: string, step: string | number) => string;

/** Longest value that is kept: addresses stand in values, not in documents. */
const MAX_VALUE = 2000;

/** Deeper keys than this nobody writes; aliases could make more. */
const MAX_DEPTH = 12;
const MAX_SCALARS = 5000;

/** All scalars of a tree, in its order. */
export function scalarsIn(root: YamlNode | undefined, next: NextKey): ScalarAt[] {
  const scalars: ScalarAt[] = [];
  const walk = (node: YamlNode | undefined, key: string, depth: number): void => {
    if (node === undefined || depth > MAX_DEPTH || scalars.length >= MAX_SCALARS) return;
    if (node.kind === 'scalar') {
      if (node.text.length <= MAX_VALUE) scalars.push({ key, text: node.text, span: node.inner });
    } else if (node.kind === 'list') {
      node.items.forEach((item, index) => walk(item, next(key, index), depth + 1));
    } else {
      for (const pair of pairsOf(node)) walk(pair.value, next(key, pair.key.text), depth + 1);
    }
  };
  walk(root, '', 0);
  return scalars;
}
