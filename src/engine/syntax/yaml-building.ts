import type { Span } from '../model/text.js';
import type { YamlNode } from './yaml-tree.js';

/** The span of what is not there. */
export const NOTHING: Span = { start: 0, end: 0 };

/** A node and where it stands; for an alias, where the alias stands. */
export interface Placed {
  readonly node: YamlNode | undefined;
  readonly start: number;
  readonly end: number;
  readonly alias: boolean;
}

/** A plain `null`, `~` or nothing. */
export function isNull(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.plain && /^(?:~|null|Null|NULL|)$/.test(node.text);
}

/** Sets `shared` on these nodes and everything inside; each node is visited once, however often it is aliased. */
export function markShared(roots: Iterable<YamlNode>): void {
  const pending = [...roots];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'scalar' || node.shared) continue;
    // The only property that is not known while the node is built.
    Object.assign(node, { shared: true });
    const children = node.kind === 'map' ? node.pairs.map(({ value }) => value) : node.items;
    for (const child of children) if (child !== undefined) pending.push(child);
  }
}
