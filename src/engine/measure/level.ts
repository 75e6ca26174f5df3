import type { ChangeHistory } from '../model/changes.js';
import type { CouplingGraph } from '../model/graph.js';
import { businessServices, callGraph, type CallGraph } from './call-graph.js';
import { changeShare, changesFor } from './change.js';
import { cyclesOf } from './cycles.js';
import { knowledgeTable } from './knowledge.js';
import { knowledgeOf, mean } from './quadrant.js';
import { reachability } from './reach.js';
import type { Findings } from './reasons.js';
import type { SharedThings } from './strength.js';

/** One level of a system, its services or the modules of one deployable, with all that its place is computed from. */
export interface Level extends Findings {
  readonly calls: CallGraph;
  /** Of each part, in the order of the parts. */
  readonly runtimeShares: readonly RuntimeShare[];
}

/** Shares of the other parts, in other units, that a part reaches and that reach it over hard calls (coupling.md C6, R). */
export interface RuntimeShare {
  readonly reaches: number;
  readonly reachedBy: number;
}

/** The parts that a system is judged by. One deployable is measured by what is inside it; several are measured by themselves. */
export function systemParts(graph: CouplingGraph): Pick<Level, 'parts' | 'noun'> {
  const services = businessServices(graph);
  const modules = [...graph.elements.values()].filter(({ kind, role }) => kind === 'module' && role === 'business');
  // Only the graph of a single deployable holds modules; an API and the worker that runs the same code are one.
  if (modules.length < 2) return { parts: services, noun: 'service' };
  return { parts: modules, noun: graph.relations.some(({ importReach }) => importReach === 'layer') ? 'layer' : 'module' };
}

/** What some parts know of each other, need of each other, and change together. */
export function levelOf(graph: CouplingGraph, { parts, noun }: Pick<Level, 'parts' | 'noun'>, shared: SharedThings, history: ChangeHistory | undefined): Level {
  const calls = callGraph(graph, parts);
  const changes = changesFor(history, parts);
  const table = knowledgeTable(graph, parts, shared, changes);
  const shares = runtimeSharesOf(calls);
  return {
    parts, noun, calls, table, changes,
    runtimeShares: shares,
    cycles: cyclesOf(calls),
    knowledge: mean(parts.map((part) => knowledgeOf(table, part))),
    runtime: mean(shares.map(({ reaches }) => reaches)),
    change: changeShare(changes),
  };
}

function runtimeSharesOf({ parts, next }: CallGraph): RuntimeShare[] {
  const others = Math.max(1, parts.length - 1);
  const isRemote = (from: number, to: number): boolean => parts[from]!.deploymentUnit !== parts[to]!.deploymentUnit;
  const remote = next.map((targets, from) => targets.filter((to) => isRemote(from, to)));
  const previous: number[][] = parts.map(() => []);
  remote.forEach((targets, from) => targets.forEach((to) => previous[to]!.push(from)));
  const forward = reachability(remote);
  const backward = reachability(previous);
  return parts.map((_, part) => ({ reaches: forward.count(part) / others, reachedBy: backward.count(part) / others }));
}
