import { stronglyConnected, type Components } from './components.js';

const WORD = 32;

/** Which nodes can be reached from each node. */
export interface Reach {
  /** How many other nodes a node reaches, itself left out. */
  count(from: number): number;
  /** The same among the chosen nodes only. */
  countAmong(chosen: Iterable<number>): (from: number) => number;
  /** The other nodes it reaches, ascending. */
  nodesFrom(from: number): number[];
}

/**
 * Transitive closure over the condensation, with one bit row per component. A row spans the node's island only, the nodes
 * that edges join to it in any direction: what is not joined cannot be reached. 10,000 nodes of one island take 12 MB.
 */
export function reachability(next: readonly (readonly number[])[]): Reach {
  const components = stronglyConnected(next);
  return closure(next, components, components.members.keys(), islands(next));
}

/** Which nodes each node reaches, and which reach it: circles and islands are the same both ways. */
export function reachabilityBothWays(next: readonly (readonly number[])[]): { readonly forward: Reach; readonly backward: Reach } {
  const previous: number[][] = next.map(() => []);
  next.forEach((targets, from) => targets.forEach((to) => previous[to]!.push(from)));
  const [components, places] = [stronglyConnected(next), islands(next)];
  const order = [...components.members.keys()];
  return { forward: closure(next, components, order, places), backward: closure(previous, components, order.reverse(), places) };
}

/** @param order components, each after all that it leads to */
function closure(next: readonly (readonly number[])[], { of, members }: Components, order: Iterable<number>, { islandOf, placeOf, nodesOf }: Islands): Reach {
  const rows = new Array<Uint32Array>(members.length);
  const own = new Int32Array(members.length);
  for (const component of order) {
    const nodes = members[component]!;
    const row = new Uint32Array(Math.ceil(nodesOf[islandOf[nodes[0]!]!]!.length / WORD));
    for (const node of nodes) setBit(row, placeOf[node]!);
    for (const node of nodes) {
      for (const target of next[node]!) if (of[target] !== component && !hasBit(row, placeOf[target]!)) unite(row, rows[of[target]!]!);
    }
    rows[component] = row;
    own[component] = countBits(row) - 1;
  }
  const rowOf = (node: number): Uint32Array => rows[of[node]!]!;
  return {
    count: (from) => own[of[from]!]!,
    countAmong(chosen) {
      const masks = new Map<number, Uint32Array>();
      for (const node of chosen) {
        const island = islandOf[node]!;
        const mask = masks.get(island) ?? new Uint32Array(rowOf(node).length);
        setBit(mask, placeOf[node]!);
        masks.set(island, mask);
      }
      return (from) => {
        const mask = masks.get(islandOf[from]!);
        return mask === undefined ? 0 : countBits(rowOf(from), mask) - (hasBit(mask, placeOf[from]!) ? 1 : 0);
      };
    },
    nodesFrom: (from) => bitsOf(rowOf(from)).map((place) => nodesOf[islandOf[from]!]![place]!).filter((node) => node !== from),
  };
}

/** Nodes that edges join in any direction: their group, and their place in it, ascending. */
interface Islands {
  readonly islandOf: Int32Array;
  readonly placeOf: Int32Array;
  readonly nodesOf: readonly (readonly number[])[];
}

function islands(next: readonly (readonly number[])[]): Islands {
  const parent = Int32Array.from(next, (_, node) => node);
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!;
    return root;
  };
  next.forEach((targets, from) => {
    for (const to of targets) parent[rootOf(to)] = rootOf(from);
  });
  const islandOf = new Int32Array(next.length).fill(-1);
  const placeOf = new Int32Array(next.length);
  const numbers = new Map<number, number>();
  const nodesOf: number[][] = [];
  for (let node = 0; node < next.length; node++) {
    const root = rootOf(node);
    const island = numbers.get(root) ?? nodesOf.push([]) - 1;
    numbers.set(root, island);
    islandOf[node] = island;
    placeOf[node] = nodesOf[island]!.push(node) - 1;
  }
  return { islandOf, placeOf, nodesOf };
}

/** Reachability of a graph that only gains edges. */
export interface GrowingReach {
  add(from: number, to: number): void;
  /** Pairs of different nodes of which the first reaches the second. */
  pairs(): number;
}

/** A graph without edges. One bit row per node; all edges together cost no more than each row has bits to gain. */
export function growingReach(size: number): GrowingReach {
  const rows = Array.from({ length: size }, (_, node) => {
    const row = new Uint32Array(Math.ceil(size / WORD));
    setBit(row, node);
    return row;
  });
  let pairs = 0;
  return {
    add(from, to) {
      const gained = rows[to]!;
      if (hasBit(rows[from]!, to)) return;
      rows.forEach((row) => {
        if (!hasBit(row, from) || hasBit(row, to)) return;
        pairs -= countBits(row);
        unite(row, gained);
        pairs += countBits(row);
      });
    },
    pairs: () => pairs,
  };
}

function setBit(row: Uint32Array, node: number): void {
  row[node >>> 5]! |= 1 << (node & 31);
}

function hasBit(row: Uint32Array, node: number): boolean {
  return ((row[node >>> 5]! >>> (node & 31)) & 1) === 1;
}

function unite(row: Uint32Array, other: Uint32Array): void {
  for (let i = 0; i < row.length; i++) row[i]! |= other[i]!;
}

function countBits(row: Uint32Array, mask?: Uint32Array): number {
  let total = 0;
  for (let i = 0; i < row.length; i++) {
    let word = mask === undefined ? row[i]! : row[i]! & mask[i]!;
    // Bits of one word, counted in parallel (Hacker's Delight, 5-1).
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    total += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return total;
}

function bitsOf(row: Uint32Array): number[] {
  const nodes: number[] = [];
  row.forEach((word, i) => {
    for (let rest = word; rest !== 0; rest &= rest - 1) nodes.push(i * WORD + 31 - Math.clz32(rest & -rest));
  });
  return nodes;
}
