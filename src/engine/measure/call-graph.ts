import { isHardCall } from '../model/calls.js';
import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import { isBusinessService } from '../model/services.js';
import { stronglyConnected, type Components } from './components.js';

/** The parts that scores are about: business services that keep running. */
export function businessServices(graph: CouplingGraph): Element[] {
  return [...graph.elements.values()].filter(isBusinessService);
}

/**
 * Hard calls between parts, as index lists: `next[i]` are the parts that part i calls.
 * Parts are numbered in the order given.
 */
export interface CallGraph {
  readonly parts: readonly Element[];
  readonly index: ReadonlyMap<Element, number>;
  readonly next: readonly (readonly number[])[];
  /** Parts that call each other in circles. */
  readonly components: Components;
  /** The relation from i to j, by `i * parts.length + j`. */
  readonly relations: ReadonlyMap<number, Relation>;
}

/** The hard calls among the given parts. */
export function callGraph(graph: CouplingGraph, parts: readonly Element[]): CallGraph {
  const index = new Map(parts.map((part, i) => [part, i]));
  const next: number[][] = parts.map(() => []);
  const relations = new Map<number, Relation>();
  for (const relation of graph.relations) {
    const from = index.get(relation.from);
    const to = index.get(relation.to);
    if (from === undefined || to === undefined || from === to || !isHardCall(relation)) continue;
    const key = from * parts.length + to;
    if (!relations.has(key)) next[from]?.push(to);
    relations.set(key, relations.get(key) ?? relation);
  }
  return { parts, index, next, relations, components: stronglyConnected(next) };
}

/** The relation behind one step of the call graph. */
export function relationOf(calls: CallGraph, from: number, to: number): Relation | undefined {
  return calls.relations.get(from * calls.parts.length + to);
}

/** Where requests come in: what is reached from outside, or what nobody calls. */
export function entriesOf(graph: CouplingGraph, services: readonly Element[]): Element[] {
  const called = new Set(graph.relations.filter(isHardCall).map(({ to }) => to));
  return services.filter((service) => service.isEntry || !called.has(service));
}
