import type { CouplingGraph, Element } from '../model/graph.js';
import { bondOf, isNeededToAnswer, isSoftened } from './bond.js';
import { FALLBACK_COVERAGE } from './constants.js';
import { reachabilityBothWays, type Reach } from './reach.js';

/** What a part can promise, and what goes down with it. */
export interface Dependability {
  /** C4: the product over the element itself and its unique hard dependencies, 0..1. */
  readonly availability: number;
  /** How many other elements it needs to answer. */
  readonly needs: number;
  /** Share of the other services that cannot answer without this element, directly or not, 0..1. */
  readonly blastRadius: number;
  /** Share of the entries that cannot answer without it, itself included, 0..1. */
  readonly entriesHit: number;
}

/** Who needs whom to answer a request, as index lists over the elements in the order of the graph. */
export interface NeedGraph {
  readonly elements: readonly Element[];
  readonly index: ReadonlyMap<Element, number>;
  readonly next: readonly (readonly number[])[];
  /** Targets that a fallback stands in for. */
  readonly soft: ReadonlyMap<number, readonly number[]>;
}

/** The relations of a graph that a request cannot do without. */
export function needGraph(graph: CouplingGraph): NeedGraph {
  const elements = [...graph.elements.values()];
  const index = new Map(elements.map((element, i) => [element, i]));
  const next: number[][] = elements.map(() => []);
  const soft = new Map<number, number[]>();
  for (const relation of graph.relations) {
    const from = index.get(relation.from)!;
    const to = index.get(relation.to)!;
    if (from === to) continue;
    const bond = bondOf(relation);
    if (isNeededToAnswer(relation, bond)) next[from]!.push(to);
    else if (isSoftened(relation, bond)) soft.set(from, [...(soft.get(from) ?? []), to]);
  }
  return { elements, index, next, soft };
}

/** Share of time an element itself is up: what the policy file states, else the assumed availability. */
export function ownAvailability({ policy }: Element, assumed: number): number {
  return policy?.slo ?? assumed;
}

/** What a fallback leaves of its target's failures: the requests it cannot answer (coupling.md C4). */
export function softened(availability: number): number {
  return 1 - (1 - FALLBACK_COVERAGE) * (1 - availability);
}

/**
 * Availability and blast radius of every element (coupling.md C4, C5). Dependencies count once, however often they are
 * reached (Google, The Calculus of Service Availability).
 */
export function dependability(graph: CouplingGraph, services: readonly Element[], entries: readonly Element[], assumed: number): Map<Element, Dependability> {
  const need = needGraph(graph);
  const { elements, index, next } = need;
  const { forward: needs, backward: users } = reachabilityBothWays(next);
  const among = (chosen: readonly Element[]): ((i: number) => number) => users.countAmong(chosen.map((element) => index.get(element)!));
  const [servicesHit, entriesHit] = [among(services), among(entries)];
  const [isService, isEntry] = [new Set(services), new Set(entries)];
  const availabilityOf = availabilities(need, needs, assumed);
  return new Map(
    elements.map((element, i) => {
      const others = services.length - (isService.has(element) ? 1 : 0);
      const hit = entriesHit(i) + (isEntry.has(element) ? 1 : 0);
      return [
        element,
        {
          availability: availabilityOf(i),
          needs: needs.count(i),
          blastRadius: others === 0 ? 0 : servicesHit(i) / others,
          entriesHit: entries.length === 0 ? 0 : hit / entries.length,
        },
      ];
    }),
  );
}

/** The product for one element. Counting bits is what makes 10,000 of them cheap; stated availabilities are few. */
function availabilities({ elements, soft }: NeedGraph, needs: Reach, assumed: number): (i: number) => number {
  const stated = elements.flatMap(({ policy }, i) => (policy?.slo === undefined ? [] : [i]));
  const countsBySlo = [...groupBySlo(elements, stated)].map(([slo, nodes]) => [slo, needs.countAmong(nodes)] as const);
  return (i) => {
    let product = assumed ** (1 + needs.count(i));
    for (const [slo, countStated] of countsBySlo) {
      const own = elements[i]!.policy?.slo === slo ? 1 : 0;
      product *= (slo / assumed) ** (own + countStated(i));
    }
    for (const target of soft.size === 0 ? [] : softTargets(i, needs, soft)) product *= softened(ownAvailability(elements[target]!, assumed));
    return product;
  };
}

/** The elements with a stated availability, by that value. */
function groupBySlo(elements: readonly Element[], stated: readonly number[]): Map<number, number[]> {
  const bySlo = new Map<number, number[]>();
  for (const i of stated) bySlo.set(elements[i]!.policy!.slo!, [...(bySlo.get(elements[i]!.policy!.slo!) ?? []), i]);
  return bySlo;
}

/** Dependencies behind a fallback that the closure does not need hard anyway. */
function softTargets(self: number, needs: Reach, soft: ReadonlyMap<number, readonly number[]>): Set<number> {
  const hard = new Set([self, ...needs.nodesFrom(self)]);
  const found = new Set<number>();
  for (const node of hard) for (const target of soft.get(node) ?? []) if (!hard.has(target)) found.add(target);
  return found;
}
