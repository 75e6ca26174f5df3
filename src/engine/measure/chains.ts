import type { Element, Relation } from '../model/graph.js';
import { relationOf, type CallGraph } from './call-graph.js';
import type { Components } from './components.js';

export interface Path {
  readonly services: readonly Element[];
  readonly hops: readonly Relation[];
}

/** Longest hard path from any entry to each part, in hops; parts that call each other in circles share one depth. */
export function depths(calls: CallGraph): Int32Array {
  const { components } = calls;
  const depth = new Int32Array(components.members.length);
  // Components come callees first, so walking backwards visits every caller before what it calls.
  for (let component = components.members.length - 1; component >= 0; component--) {
    for (const target of successors(calls, components, component)) {
      depth[target] = Math.max(depth[target]!, depth[component]! + 1);
    }
  }
  return Int32Array.from(calls.parts, (_, node) => depth[components.of[node]!]!);
}

/** The longest path of hard calls from each entry, circles counted once (rules.md, sync-chain); longest first. */
export function longestPaths(calls: CallGraph): Path[] {
  const { components } = calls;
  const { length, via } = longestFrom(calls, components);
  const called = new Set(calls.next.flat());
  const entries = calls.parts.map((_, node) => node).filter((node) => calls.parts[node]!.isEntry || !called.has(node));
  return entries
    .map((entry) => ({ entry, length: length[components.of[entry]!]! }))
    .filter((start) => start.length > 0)
    .sort((a, b) => b.length - a.length || a.entry - b.entry)
    .map(({ entry }) => walk(calls, components, via, entry));
}

function* successors(calls: CallGraph, { of, members }: Components, component: number): Iterable<number> {
  for (const node of members[component] ?? []) {
    for (const target of calls.next[node] ?? []) if (of[target] !== component) yield of[target]!;
  }
}

/** Hops of the longest path from each component, and the call that starts it. */
function longestFrom(calls: CallGraph, components: Components): { length: Int32Array; via: Map<number, [number, number]> } {
  const length = new Int32Array(components.members.length);
  const via = new Map<number, [number, number]>();
  components.members.forEach((nodes, component) => {
    for (const node of nodes) {
      for (const target of calls.next[node] ?? []) {
        const other = components.of[target]!;
        if (other === component || length[other]! + 1 <= length[component]!) continue;
        length[component] = length[other]! + 1;
        via.set(component, [node, target]);
      }
    }
  });
  return { length, via };
}

function walk(calls: CallGraph, components: Components, via: ReadonlyMap<number, [number, number]>, entry: number): Path {
  const nodes = [entry];
  for (let step = via.get(components.of[entry]!); step !== undefined; step = via.get(components.of[step[1]]!)) {
    nodes.push(...pathInside(calls, components, nodes[nodes.length - 1]!, step[0]), step[1]);
  }
  const hops = nodes.slice(1).flatMap((node, i) => relationOf(calls, nodes[i]!, node) ?? []);
  return { services: nodes.map((node) => calls.parts[node]!), hops };
}

/** The nodes after `from` on the shortest way to `to` inside their common component; empty when they are the same. */
function pathInside(calls: CallGraph, { of }: Components, from: number, to: number): number[] {
  const cameFrom = new Map<number, number>([[from, from]]);
  const queue = [from];
  for (const node of queue) {
    if (node === to) break;
    for (const target of calls.next[node] ?? []) {
      if (of[target] !== of[from] || cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  const path: number[] = [];
  for (let node = to; node !== from; node = cameFrom.get(node) ?? from) path.unshift(node);
  return path;
}
