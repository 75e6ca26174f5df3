import { isHardCall } from '../model/calls.js';
import type { Config } from '../model/config.js';
import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import { compareText, valueOf } from '../model/text.js';
import { needGraph, ownAvailability, softened, type NeedGraph } from './availability.js';

/** One factor of an availability. */
export interface Factor {
  readonly element: Element;
  /** What it takes part with, 0..1; behind a fallback this is more than the element's own. */
  readonly availability: number;
  /** The policy file states it; else it is assumed. */
  readonly stated: boolean;
}

/** What an element can promise, with everything it multiplies (coupling.md C4). */
export interface AvailabilityPromise {
  readonly availability: number;
  /** The element itself first, then what it cannot do without, by name. */
  readonly factors: readonly Factor[];
  /** What a fallback stands in for. */
  readonly softened: readonly Factor[];
  /** Called without fallback, yet not counted: other organisations whose promise nobody stated. */
  readonly uncounted: readonly Element[];
  /**
   * The same if replicas failed independently of each other, 1 - (1 - a)^replicas. A bound: faulty deployments and
   * settings hit all replicas at once. Absent when no number of replicas above one is known.
   */
  readonly optimistic?: number;
  /** What it should promise, 0..1. */
  readonly objective: number;
  readonly objectiveStated: boolean;
  /** What each dependency has to promise to keep the objective: one more nine (Google, The Calculus of Service Availability). */
  readonly extraNine: number;
}

/** Availability of one element, term by term. */
export function promiseOf(graph: CouplingGraph, element: Element, config: Config): AvailabilityPromise {
  const need = needGraph(graph);
  const closure = closureOf(need, element);
  const toFactor = (each: Element): Factor => ({ element: each, availability: ownAvailability(each, config.defaultAvailability), stated: each.policy?.slo !== undefined });
  const factors = [element, ...closure].map(toFactor);
  const fallbacks = softElements(need, [element, ...closure]).map((each) => {
    const factor = toFactor(each);
    return { ...factor, availability: softened(factor.availability) };
  });
  const all = [...factors, ...fallbacks];
  const optimistic = replicated(factors, fallbacks);
  const objective = element.policy?.objective ?? config.targetAvailability;
  return {
    availability: product(all.map(({ availability }) => availability)),
    factors,
    softened: fallbacks,
    uncounted: uncountedOf(graph, new Set([element, ...closure])),
    ...(optimistic === undefined ? {} : { optimistic }),
    objective,
    objectiveStated: element.policy?.objective !== undefined,
    extraNine: 1 - (1 - objective) / 10,
  };
}

function closureOf({ elements, index, next }: NeedGraph, start: Element): Element[] {
  const seen = new Set<number>([index.get(start) ?? -1]);
  for (const node of seen) for (const target of next[node] ?? []) seen.add(target);
  return byName([...seen].slice(1).flatMap((node) => elements[node] ?? []));
}

function softElements({ elements, index, soft }: NeedGraph, hard: readonly Element[]): Element[] {
  const targets = hard.flatMap((element) => soft.get(index.get(element) ?? -1) ?? []).flatMap((node) => elements[node] ?? []);
  return byName([...new Set(targets)].filter((element) => !hard.includes(element)));
}

function uncountedOf({ relations }: CouplingGraph, hard: ReadonlySet<Element>): Element[] {
  const external = relations.filter((relation) => relation.to.kind === 'external' && hard.has(relation.from) && isHardCall(relation) && !hard.has(relation.to));
  return byName([...new Set(external.map(({ to }) => to))]);
}

function replicated(factors: readonly Factor[], fallbacks: readonly Factor[]): number | undefined {
  const counts = factors.map(({ element }) => valueOf(element.replicas) ?? 1);
  if (counts.every((count) => count < 2)) return undefined;
  return product([...factors.map(({ availability }, i) => 1 - (1 - availability) ** Math.max(1, counts[i] ?? 1)), ...fallbacks.map(({ availability }) => availability)]);
}

/** How long a caller may wait for one target, and how often it asks. */
export interface Wait {
  readonly relation: Relation;
  /** Milliseconds of one attempt; absent: nothing bounds it, or nobody knows. */
  readonly timeout?: number;
  /** First try included; absent when no file says. */
  readonly attempts?: number;
}

/** What an element may wait for each of its hard calls. */
export function waitsOf({ relations }: CouplingGraph, element: Element): Wait[] {
  return relations.filter((relation) => relation.from === element && isHardCall(relation)).map((relation) => {
    const timeout = valueOf(relation.care.timeout);
    const attempts = attemptsOf(relation);
    return { relation, ...(timeout === undefined ? {} : { timeout }), ...(attempts === undefined ? {} : { attempts }) };
  });
}

/** How often a call is tried at most, first try included: retries of the code times those of the mesh. Absent when no file says. */
export function attemptsOf({ uses, care }: Relation): number | undefined {
  const inCode = uses.flatMap((use) => valueOf(use.care.retries) ?? []);
  const inMesh = care.routes.flatMap(({ route }) => valueOf(route.attempts) ?? []);
  if (inCode.length === 0 && inMesh.length === 0) return undefined;
  return (1 + Math.max(0, ...inCode)) * (1 + Math.max(0, ...inMesh));
}

function product(values: readonly number[]): number {
  return values.reduce((result, value) => result * value, 1);
}

function byName(elements: readonly Element[]): Element[] {
  return [...elements].sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
}
