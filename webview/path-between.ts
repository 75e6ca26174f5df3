/** A line between two nodes. */
interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** Nodes in order from start to end, and the ids of the links between them. */
export interface FoundPath {
  readonly nodes: readonly string[];
  readonly links: ReadonlySet<string>;
  /** `against`: only the other node leads to the first; `mixed`: only when directions are ignored. */
  readonly way: 'along' | 'against' | 'mixed';
}

/** A shortest path from one node to another, along the links if there is one, else against them, else either way. */
export function pathBetween(links: readonly Link[], from: string, to: string): FoundPath | undefined {
  const turned = links.map((link) => ({ ...link, from: link.to, to: link.from }));
  for (const [way, usable] of [['along', links], ['against', turned], ['mixed', [...links, ...turned]]] as const) {
    const nodes = shortest(usable, from, to);
    if (nodes === undefined) continue;
    const steps = new Set(nodes.slice(1).map((node, index) => `${nodes[index] ?? ''}\n${node}`));
    return { nodes, way, links: new Set(usable.filter((link) => steps.has(`${link.from}\n${link.to}`)).map(({ id }) => id)) };
  }
  return undefined;
}

function shortest(links: readonly Link[], from: string, to: string): readonly string[] | undefined {
  const next = new Map<string, string[]>();
  for (const link of links) next.set(link.from, [...(next.get(link.from) ?? []), link.to]);
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  const queue = [from];
  for (const node of queue) {
    if (node === to) break;
    for (const target of next.get(node) ?? []) {
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  if (!cameFrom.has(to)) return undefined;
  const path: string[] = [];
  for (let node: string | undefined = to; node !== undefined; node = cameFrom.get(node)) path.unshift(node);
  return path;
}
