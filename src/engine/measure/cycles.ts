import type { Element, Relation } from '../model/graph.js';
import { relationOf, type CallGraph } from './call-graph.js';

/** Of larger knots only this many members are tried as the start of the shortest cycle. */
const MOST_STARTS = 32;

export interface Cycle {
  readonly members: readonly Element[];
  readonly hops: readonly Relation[];
}

/** One shortest cycle for each set of parts that call each other in circles. */
export function cyclesOf(calls: CallGraph): Cycle[] {
  const { of, members } = calls.components;
  return members
    .filter((nodes) => nodes.length > 1)
    .map((nodes) => shortestCycle(calls, nodes, (node) => of[node] === of[nodes[0]!]))
    .map((nodes) => toCycle(calls, nodes));
}

function shortestCycle(calls: CallGraph, nodes: readonly number[], isInside: (node: number) => boolean): number[] {
  let best: number[] = [];
  for (const start of nodes.slice(0, MOST_STARTS)) {
    const path = pathBack(calls, start, isInside);
    if (best.length === 0 || path.length < best.length) best = path;
  }
  return best;
}

/** The shortest way from a node back to itself, breadth first. */
function pathBack(calls: CallGraph, start: number, isInside: (node: number) => boolean): number[] {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const node of queue) {
    for (const target of calls.next[node] ?? []) {
      if (target === start) return unwind(cameFrom, node, start);
      if (!isInside(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return [start];
}

function unwind(cameFrom: ReadonlyMap<number, number>, last: number, start: number): number[] {
  const path = [last];
  for (let node = last; node !== start; ) {
    node = cameFrom.get(node) ?? start;
    path.unshift(node);
  }
  return path;
}

function toCycle(calls: CallGraph, nodes: readonly number[]): Cycle {
  const hops = nodes.flatMap((node, i) => relationOf(calls, node, nodes[(i + 1) % nodes.length]!) ?? []);
  return { members: nodes.map((node) => calls.parts[node]!), hops };
}
