import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import type { RelationMetrics } from '../model/metrics.js';
import { bondOf } from './bond.js';
import type { CallGraph } from './call-graph.js';
import { STRENGTH } from './constants.js';
import { distanceOf } from './distance.js';
import { strengthOf, type SharedThings } from './strength.js';
import { volatilityOf, type Volatility } from './volatility.js';

/**
 * Strength, distance, volatility, balance and risk of every relation (coupling.md C1, C2), by id.
 * @param ranks rank among its peers, 0..1, of each element whose changes are known
 */
export function relationMetrics(graph: CouplingGraph, calls: CallGraph, shared: SharedThings, ranks: ReadonlyMap<Element, number>): Map<string, RelationMetrics> {
  const inCycle = cycleTest(calls);
  return new Map(graph.relations.map((relation) => [relation.id, measureRelation(relation, shared, volatilityOf(relation.to, ranks.get(relation.to)), inCycle(relation))]));
}

function measureRelation(relation: Relation, shared: SharedThings, volatility: Volatility, inCycle: boolean): RelationMetrics {
  const { level, because, assumed } = strengthOf(relation, shared);
  const strength = STRENGTH[level];
  const ownStore = relation.kind === 'stores' && !shared.stores.has(relation.id);
  const distance = distanceOf(relation, ownStore);
  return {
    level, strength, assumed, inCycle,
    distance: distance.value,
    volatility: volatility.value,
    volatilitySource: volatility.source,
    because: { strength: because, distance: distance.because, volatility: volatility.because },
    balance: balanceOf(strength, distance.value, volatility.value),
    risk: strength * distance.value * volatility.value,
    bond: bondOf(relation),
  };
}

/** Strong and near, or weak and far, is balanced; what never changes hurts nobody (Khononov; coupling.md C2). */
export function balanceOf(strength: number, distance: number, volatility: number): number {
  return Math.max(Math.abs(strength - distance), 1 - volatility);
}

/** Whether a call is part of a circle of calls. */
function cycleTest(calls: CallGraph): (relation: Relation) => boolean {
  const { of, members } = calls.components;
  const componentOf = (element: Element): number | undefined => {
    const part = calls.index.get(element);
    return part === undefined ? undefined : of[part];
  };
  return ({ from, to, kind }) => {
    const component = kind === 'calls' ? componentOf(from) : undefined;
    return component !== undefined && component === componentOf(to) && members[component]!.length > 1;
  };
}
