import { isHardCall } from '../model/calls.js';
import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import { FALLBACK_COVERAGE } from './constants.js';
import { maskOf, reachability } from './reach.js';

/** What a part can promise, and what goes down with it. */
export interface Dependability {
  /** C4: the product over the element itself and its unique hard dependencies, 0..1. */
  readonly availability: number;
  /** Share of the other services that need this element, directly or not, 0..1. */
  readonly blastRadius: number;
}

/** Stores and brokers a service cannot work without. A subscriber waits for its broker; nothing fails at once. */
function needsToRun(relation: Relation): boolean {
  if (isHardCall(relation)) return relation.to.kind !== 'external';
  return (relation.kind === 'stores' || relation.kind === 'publishes') && relation.confidence !== 'inferred';
}

function isSoft(relation: Relation): boolean {
  return relation.kind === 'calls' && relation.confidence !== 'inferred' && relation.care.hasFallback;
}

/**
 * Availability and blast radius of every element (coupling.md C4, C5). Dependencies count once, however often they are
 * reached (Google, The Calculus of Service Availability).
 */
export function dependability(graph: CouplingGraph, services: readonly Element[], each: number): Map<Element, Dependability> {
  const elements = [...graph.elements.values()];
  const index = new Map(elements.map((element, i) => [element, i]));
  const next: number[][] = elements.map(() => []);
  const previous: number[][] = elements.map(() => []);
  const soft = new Map<number, number[]>();
  for (const relation of graph.relations) {
    const from = index.get(relation.from)!;
    const to = index.get(relation.to)!;
    if (from === to) continue;
    if (isSoft(relation)) soft.set(from, [...(soft.get(from) ?? []), to]);
    if (!needsToRun(relation)) continue;
    next[from]!.push(to);
    previous[to]!.push(from);
  }
  const needs = reachability(next);
  const users = reachability(previous);
  const counted = maskOf(elements.length, services.map((service) => index.get(service)!));
  const isCounted = new Set(services);
  return new Map(
    elements.map((element, i) => {
      const others = services.length - (isCounted.has(element) ? 1 : 0);
      const fallbacks = soft.size === 0 ? 0 : softCount(i, needs.nodesFrom(i), soft);
      return [
        element,
        {
          availability: each ** (1 + needs.count(i)) * (1 - (1 - FALLBACK_COVERAGE) * (1 - each)) ** fallbacks,
          blastRadius: others === 0 ? 0 : users.count(i, counted) / others,
        },
      ];
    }),
  );
}

/** Dependencies behind a fallback that the closure does not need hard anyway. */
function softCount(self: number, closure: readonly number[], soft: ReadonlyMap<number, readonly number[]>): number {
  const hard = new Set([self, ...closure]);
  const found = new Set<number>();
  for (const node of hard) for (const target of soft.get(node) ?? []) if (!hard.has(target)) found.add(target);
  return found.size;
}
