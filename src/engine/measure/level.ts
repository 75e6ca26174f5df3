import type { ChangeHistory } from '../model/changes.js';
import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import { systemServices } from '../model/services.js';
import { callGraph, type CallGraph } from './call-graph.js';
import { changeShare, changesFor, releaseShare } from './change.js';
import { cyclesOf } from './cycles.js';
import { knowledgeTable } from './knowledge.js';
import { knowledgeSources, type KnowledgeSource } from './knowledge-sources.js';
import { knowledgeOf, mean } from './quadrant.js';
import { reachabilityBothWays } from './reach.js';
import type { Findings } from './reasons.js';
import { lockstepShare, lockstepsOf } from './lockstep.js';
import { sameCode, type SameCode } from './same-code.js';
import type { SharedThings } from './strength.js';

/** One level of a system, its services or the modules of one deployable, with all that its place is computed from. */
export interface Level extends Findings {
  readonly calls: CallGraph;
  /** Parts that run the same code. */
  readonly code: readonly SameCode[];
  /** All that the table is made from. */
  readonly sources: readonly KnowledgeSource[];
  /** Of each part, in the order of the parts. */
  readonly runtimeShares: readonly RuntimeShare[];
  /** What has a relation to a part that code or configuration shows, the part included. */
  readonly connected: ReadonlySet<Element>;
  /** Something is known that makes them one system. */
  readonly isJoined: boolean;
}

/** Shares of the other parts, in other units, that a part reaches and that reach it over hard calls (coupling.md C6, R). */
export interface RuntimeShare {
  readonly reaches: number;
  readonly reachedBy: number;
}

/** The parts that a system is judged by. One deployable is measured by what is inside it; several are measured by themselves. */
export function systemParts(graph: CouplingGraph): Pick<Level, 'parts' | 'noun'> {
  const modules = [...graph.elements.values()].filter(({ kind, role }) => kind === 'module' && role === 'business');
  // Only the graph of a single deployable holds modules; an API and the worker that runs the same code are one.
  if (modules.length < 2) return { parts: systemServices(graph), noun: 'service' };
  return { parts: modules, noun: graph.relations.some(({ importReach }) => importReach === 'layer') ? 'layer' : 'module' };
}

/** What some parts know of each other, need of each other, and change together. */
export function levelOf(graph: CouplingGraph, { parts, noun }: Pick<Level, 'parts' | 'noun'>, shared: SharedThings, history: ChangeHistory | undefined): Level {
  const calls = callGraph(graph, parts);
  const changes = changesFor(history, parts);
  const code = sameCode(parts);
  const locksteps = lockstepsOf(graph, parts, code);
  const sources = [...knowledgeSources(graph, parts, shared, code)];
  const table = knowledgeTable(sources, parts, changes);
  const shares = runtimeSharesOf(calls);
  const own = new Set(parts);
  const shown = shownRelations(graph, own);
  const needs = { knowledge: mean(parts.map((part) => knowledgeOf(table, part))), runtime: mean(shares.map(({ reaches }) => reaches)) };
  return {
    parts, noun, calls, sources, table, code, locksteps, changes, ...needs,
    runtimeShares: shares,
    connected: new Set(shown.flatMap(({ from, to }) => [from, to])),
    isJoined: code.length > 0 || joins(shown, own),
    cycles: cyclesOf(calls),
    change: releaseShare(needs, changeShare(changes), lockstepShare(parts, locksteps)),
  };
}

/**
 * Whether enough is known for a place. A single part is neither coupled nor uncoupled to itself; and a high place for services
 * that nothing is known to join, a folder of exercises or a system nobody could read, would be made up. Modules differ: all
 * imports of a program are read, so that their absence is something that is known.
 */
export function isPlaced({ parts, noun, isJoined }: Level): boolean {
  return parts.length > 1 && (noun !== 'service' || isJoined);
}

/** The relations of parts that code or configuration shows. */
function shownRelations({ relations }: CouplingGraph, parts: ReadonlySet<Element>): Relation[] {
  return relations.filter(({ from, to, kind, confidence }) => confidence !== 'inferred' && kind !== 'changes-with' && (parts.has(from) || parts.has(to)));
}

/** Whether some part has to do with another, or two with one thing of the system. */
function joins(relations: readonly Relation[], parts: ReadonlySet<Element>): boolean {
  const users = new Map<Element, Element>();
  return relations.some(({ from, to }) => {
    if (parts.has(from) && parts.has(to)) return true;
    const [part, thing] = parts.has(from) ? [from, to] : [to, from];
    const first = users.get(thing);
    users.set(thing, part);
    return first !== undefined && first !== part && thing.kind !== 'external';
  });
}

function runtimeSharesOf({ parts, next }: CallGraph): RuntimeShare[] {
  const others = Math.max(1, parts.length - 1);
  const isRemote = (from: number, to: number): boolean => parts[from]!.deploymentUnit !== parts[to]!.deploymentUnit;
  const remote = next.map((targets, from) => targets.filter((to) => isRemote(from, to)));
  const { forward, backward } = reachabilityBothWays(remote);
  return parts.map((_, part) => ({ reaches: forward.count(part) / others, reachedBy: backward.count(part) / others }));
}
