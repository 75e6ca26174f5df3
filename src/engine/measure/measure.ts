import type { ChangeHistory } from '../model/changes.js';
import type { Config } from '../model/config.js';
import type { CouplingGraph, Element } from '../model/graph.js';
import type { Chain, ElementMetrics, Metrics, SystemMetrics } from '../model/metrics.js';
import { dependability, type Dependability } from './availability.js';
import { businessServices, entriesOf, type CallGraph } from './call-graph.js';
import { depths, longestPaths } from './chains.js';
import { changeShareOf, historyError, releaseShare, revisionRanks } from './change.js';
import { relationMetrics } from './edges.js';
import { isPlaced, levelOf, systemParts, type Level } from './level.js';
import { lockstepShareOf } from './lockstep.js';
import { knowledgeOf, logicalOf, physicalOf, styleOf, uncertaintyOf, unitSizes } from './quadrant.js';
import { elementTerms, headlineOf, reasonsOf, systemTerms } from './reasons.js';
import { sharedThings } from './strength.js';

/**
 * All numbers about a graph: relations, elements, chains, cycles, and where the system stands. Pure; never throws.
 * @param history absent when nobody read the commits
 */
export function measure(graph: CouplingGraph, config: Config, history?: ChangeHistory): Metrics {
  const services = businessServices(graph);
  const shared = sharedThings(graph);
  const level = levelOf(graph, systemParts(graph), shared, history);
  const dependable = dependability(graph, services, entriesOf(graph, services), config.defaultAvailability);
  return {
    system: systemMetrics(level),
    elements: elementMetrics(graph, level, dependable),
    relations: relationMetrics(graph, level.calls, shared, revisionRanks(history)),
    cycles: level.cycles,
    chains: longestPaths(level.calls).map((path): Chain => ({ ...path, availability: dependable.get(path.services[0]!)?.availability ?? 1 })),
    insides: new Map([...graph.insides].map(([service, inside]) => [service, measure(inside, config, history)])),
  };
}

function systemMetrics(found: Level): SystemMetrics {
  const { parts, table, knowledge, runtime, change, changes } = found;
  const coverage = coverageOf(found);
  const common = { coverage, knowledge, runtime, ...(change === undefined ? {} : { change }) };
  if (!isPlaced(found)) return { ...common, uncertainty: 0.5, terms: [], headline: unplacedHeadline(parts), reasons: [] };
  const logical = logicalOf(found);
  const physical = physicalOf(parts);
  const style = styleOf(logical, physical);
  return {
    ...common,
    logical,
    physical,
    style,
    uncertainty: uncertaintyOf(table, parts, found, historyError(changes), coverage),
    terms: systemTerms(found),
    headline: headlineOf(style, found),
    reasons: [headlineOf(style, found), ...reasonsOf(found)],
  };
}

function unplacedHeadline(parts: readonly Element[]): string {
  const [only, another] = parts;
  if (only === undefined) return 'No services were found.';
  if (another === undefined) return `Only one service was found, ${only.name}: there is nothing to be coupled to.`;
  return `${parts.length} services were found, but nothing that joins them: whether they are one system, and how coupled it is, is not known.`;
}

/** Share of parts whose code or deployment was read and that have at least one relation that code or configuration shows. */
function coverageOf({ parts, connected }: Level): number {
  const covered = parts.filter((part) => connected.has(part) && isRead(part));
  return parts.length === 0 ? 0 : covered.length / parts.length;
}

/** Not known from its name alone. */
function isRead({ kind, units, codeFolders }: Element): boolean {
  return kind === 'module' || units.length > 0 || codeFolders.length > 0;
}

/** Depth of the parts, and of everything else one below the deepest part that uses it. */
function elementDepths(graph: CouplingGraph, calls: CallGraph): Map<Element, number> {
  const depth = depths(calls);
  const depthOf = new Map<Element, number>(calls.parts.map((part, i) => [part, depth[i]!]));
  const below = new Map<Element, number>();
  for (const { from, to } of graph.relations) {
    const user = depthOf.get(from);
    if (user !== undefined && !depthOf.has(to)) below.set(to, Math.max(below.get(to) ?? 0, user + 1));
  }
  for (const [element, value] of below) depthOf.set(element, value);
  return depthOf;
}

function elementMetrics(graph: CouplingGraph, level: Level, dependable: ReadonlyMap<Element, Dependability>): Map<string, ElementMetrics> {
  const { calls, table, changes, locksteps, runtimeShares } = level;
  const placed = isPlaced(level);
  const depthOf = elementDepths(graph, calls);
  const sizes = unitSizes(calls.parts);
  const others = (share: number): number => Math.round(share * (calls.parts.length - 1));
  const callers = new Map<number, number>();
  for (const target of calls.next.flat()) callers.set(target, (callers.get(target) ?? 0) + 1);
  const place = (element: Element, part: number, metrics: Draft<ElementMetrics>): void => {
    const { reaches, reachedBy } = runtimeShares[part]!;
    const own = changes?.byPart.get(element);
    const needs = { knowledge: knowledgeOf(table, element), runtime: (reaches + reachedBy) / 2 };
    const losses = { ...needs, change: releaseShare(needs, changeShareOf(changes, element), lockstepShareOf(element, calls.parts.length, locksteps)) };
    metrics.logical = logicalOf(losses);
    metrics.physical = 1 - (sizes.get(element.deploymentUnit)! - 1) / (calls.parts.length - 1);
    if (own !== undefined) metrics.changes = own;
    metrics.terms = elementTerms(table.get(element)!, losses, { needs: others(reaches), neededBy: others(reachedBy) }, own, locksteps.filter(({ members }) => members.includes(element)));
  };
  const found = new Map<string, ElementMetrics>();
  for (const element of graph.elements.values()) {
    const part = calls.index.get(element);
    const { availability, needs, blastRadius, entriesHit } = dependable.get(element)!;
    const degree = part === undefined ? { in: 0, out: 0 } : { in: callers.get(part) ?? 0, out: calls.next[part]!.length };
    // Filled in place: a spread for every element took a sixth of all measuring.
    const metrics: Draft<ElementMetrics> = { availability, needs, blastRadius, entriesHit, callers: degree.in, callees: degree.out, depth: depthOf.get(element) ?? 0, terms: [] };
    if (placed && part !== undefined) place(element, part, metrics);
    found.set(element.id, metrics);
  }
  return found;
}

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };
