import type { YamlNode } from './yaml-tree.js';

/**
 * Nodes a document has once every alias is written out. Aliases share their nodes, so a small file can stand for
 * millions: whoever walks them all would never come to an end.
 */
export function expandedSize(root: YamlNode | undefined): number {
  const sizes = new Map<YamlNode, number>();
  const sizeOf = (node: YamlNode | undefined): number => {
    if (node === undefined || node.kind === 'scalar') return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    const children = node.kind === 'map' ? node.pairs.map(({ value }) => value) : node.items;
    // A tree never contains itself, and its depth is bounded by the readers.
    const size = children.reduce((sum, child) => sum + sizeOf(child), 1);
    sizes.set(node, size);
    return size;
  };
  return sizeOf(root);
}
