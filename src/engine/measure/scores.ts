import type { CouplingGraph, Relation } from '../model/graph.js';
import { callGraph, businessServices } from './call-graph.js';
import { cyclesOf } from './cycles.js';
import { mean } from './quadrant.js';
import { reachability } from './reach.js';
import { sharingLevel } from './strength.js';

/** Scores of a system of services as the literature defines them (coupling.md C5). */
export interface LiteratureScores {
  readonly services: number;
  /** Mean number of services that a service calls: ADCS (Rud et al. 2006; Bogner et al. 2017). */
  readonly meanCallees: number;
  /** Largest product of callers and callees: ACS, with the service's name. */
  readonly mostCentral?: { readonly name: string; readonly score: number };
  /** Pairs that call each other: SIY (Rud et al. 2006). */
  readonly mutualPairs: number;
  /** Calls over possible calls, 0..1: SCF. */
  readonly density: number;
  /** Inequality of being called, and of calling, 0..1: Gini of AIS and ADS (SYMBIOTE). */
  readonly giniOfCallers: number;
  readonly giniOfCallees: number;
  /** Asynchronous relations over all relations between services and to brokers, 0..1 (Ntentos et al. 2020). */
  readonly asyncShare: number;
  /** Pairs linked through a shared database over linked pairs, 0..1. */
  readonly sharedDatabaseShare: number;
  /** Mean share of the other services that a service needs, 0..1 (MacCormack et al., diagonal left out). */
  readonly propagationCost: number;
  readonly cycles: number;
}

/** The scores of the literature for the services of a graph. */
export function literatureScores(graph: CouplingGraph): LiteratureScores {
  const services = businessServices(graph);
  const calls = callGraph(graph, services);
  const callees = calls.next.map((targets) => targets.length);
  const callers = services.map(() => 0);
  for (const target of calls.next.flat()) callers[target] = (callers[target] ?? 0) + 1;
  const reach = reachability(calls.next);
  const possible = services.length * (services.length - 1);
  const central = services
    .map(({ name }, i) => ({ name, score: (callers[i] ?? 0) * (callees[i] ?? 0) }))
    .reduce<{ name: string; score: number } | undefined>((best, each) => (each.score > (best?.score ?? 0) ? each : best), undefined);
  return {
    services: services.length,
    meanCallees: mean(callees),
    ...(central === undefined ? {} : { mostCentral: central }),
    mutualPairs: calls.next.flatMap((targets, from) => targets.filter((to) => from < to && (calls.next[to] ?? []).includes(from))).length,
    density: possible === 0 ? 0 : calls.next.flat().length / possible,
    giniOfCallers: gini(callers),
    giniOfCallees: gini(callees),
    asyncShare: shareOf(graph.relations.filter(({ kind }) => kind === 'calls' || isAsync(kind)), ({ kind }) => isAsync(kind)),
    sharedDatabaseShare: sharedDatabaseShare(graph, calls.next),
    propagationCost: possible === 0 ? 0 : services.reduce((sum, _, i) => sum + reach.count(i), 0) / possible,
    cycles: cyclesOf(calls).length,
  };
}

function isAsync(kind: Relation['kind']): boolean {
  return kind === 'publishes' || kind === 'subscribes';
}

/** Gini coefficient: 0 when all values are equal, near 1 when one has everything. */
export function gini(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (total === 0) return 0;
  const weighted = sorted.reduce((sum, value, i) => sum + (2 * (i + 1) - sorted.length - 1) * value, 0);
  return weighted / (sorted.length * total);
}

function sharedDatabaseShare(graph: CouplingGraph, next: readonly (readonly number[])[]): number {
  const services = businessServices(graph);
  const index = new Map(services.map((service, i) => [service, i]));
  const key = (a: number, b: number): number => Math.min(a, b) * services.length + Math.max(a, b);
  const linked = new Set(next.flatMap((targets, from) => targets.map((to) => key(from, to))));
  const shared = new Set<number>();
  for (const database of graph.databases) {
    if (sharingLevel(database) !== 'intrusive') continue;
    const clients = database.clients.flatMap(({ element }) => index.get(element) ?? []);
    clients.forEach((a, i) => clients.slice(i + 1).forEach((b) => shared.add(key(a, b))));
  }
  const all = new Set([...linked, ...shared]);
  return all.size === 0 ? 0 : shared.size / all.size;
}

function shareOf<T>(items: readonly T[], isCounted: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(isCounted).length / items.length;
}
