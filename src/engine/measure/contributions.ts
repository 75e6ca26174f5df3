import type { Relation } from '../model/graph.js';
import { compareText, type Site } from '../model/text.js';
import { relationOf } from './call-graph.js';
import { callCause, HISTORY_CAUSE } from './causes.js';
import { chanceOf } from './knowledge.js';
import type { Level } from './level.js';
import { lockstepShare } from './lockstep.js';
import { knowledgeOf, weightsOf } from './quadrant.js';
import { reachabilityBothWays } from './reach.js';
import type { Repair } from './repairs.js';

/** One root cause, and what it takes from `logical`. */
export interface Contribution {
  /** In words: `orders and stock share the database shop in shop-db`. */
  readonly cause: string;
  /** Taken from `logical`, 0..1. */
  readonly amount: number;
  /** The evidence. */
  readonly relations: readonly Relation[];
  /** Evidence that is no relation: where a pipeline says so. */
  readonly sites?: readonly Site[];
}

/**
 * Splits what is missing from `logical` among its causes, largest first; the amounts add up. What a part knows is split in
 * proportion to the logarithms of its chances, which is how chances that multiply add up; what is needed at run time, in
 * proportion to the pairs of parts that each call connects.
 */
export function contributionsOf(level: Level, repairs: readonly Repair[], relations: readonly Relation[]): Contribution[] {
  const weights = weightsOf(level);
  const amounts = new Map<string, number>();
  const add = (cause: string, amount: number): void => void amounts.set(cause, (amounts.get(cause) ?? 0) + amount);
  for (const { cause, share } of knowledgeShares(level)) add(cause, weights.knowledge * share);
  for (const { cause, share } of runtimeShares(level)) add(cause, weights.runtime * share * level.runtime);
  const released = releaseShares(level);
  for (const { cause, share } of released) add(cause, weights.change * share * (level.change ?? 0));
  const known = new Map(repairs.map((repair) => [repair.id, repair]));
  const caused = [...amounts].flatMap(([key, amount]): Contribution[] => {
    const repair = known.get(key);
    return repair === undefined ? [] : [{ cause: repair.cause, amount, relations: repair.relations, ...(repair.sites !== undefined && { sites: repair.sites }) }];
  });
  const rest = [...amounts].filter(([key]) => !known.has(key) && key !== HISTORY_CAUSE).reduce((sum, [, amount]) => sum + amount, 0);
  const together = (amounts.get(HISTORY_CAUSE) ?? 0) + (released.length > 0 ? 0 : weights.change * (level.change ?? 0));
  return [
    ...caused,
    { cause: `what else ${level.noun}s know of each other: contracts, messages, what is behind a gateway`, amount: rest, relations: [] },
    { cause: historyText(level), amount: together, relations: relations.filter(({ kind }) => kind === 'changes-with') },
  ].filter(({ amount }) => amount > 0).sort((a, b) => b.amount - a.amount || compareText(a.cause, b.cause));
}

function historyText({ changes, noun }: Level): string {
  return changes === undefined ? `${noun}s change together` : `${noun}s change together: ${changes.crossing} of ${changes.touching} commits touched more than one`;
}

interface Share {
  readonly cause: string;
  readonly share: number;
}

/** Shares of the mean knowledge. */
function knowledgeShares({ parts, table }: Level): Share[] {
  return parts.flatMap((part) => {
    const entries = [...(table.get(part)?.values() ?? [])].map((entry) => ({ cause: entry.cause, weight: -Math.log(1 - Math.min(chanceOf(entry), ALMOST_SURE)) }));
    const total = entries.reduce((sum, { weight }) => sum + weight, 0);
    const knowledge = knowledgeOf(table, part) / parts.length;
    return total === 0 ? [] : entries.map(({ cause, weight }) => ({ cause, share: (weight / total) * knowledge }));
  });
}

/** Shares of the loss by changes, adding up to 1, by pairs; none where commits show more than what goes out in one step. */
function releaseShares({ parts, locksteps, change }: Level): Share[] {
  if (change === undefined || change !== lockstepShare(parts, locksteps)) return [];
  const pairs = locksteps.map(({ cause, members: { length } }) => ({ cause, share: length * (length - 1) }));
  const total = pairs.reduce((sum, { share }) => sum + share, 0);
  return pairs.map(({ cause, share }) => ({ cause, share: share / total }));
}

/** A chance of 1 has no finite logarithm. */
const ALMOST_SURE = 0.999_999;

/** Shares of the run-time loss, adding up to 1: who needs the caller, times what the callee needs, ends included. */
function runtimeShares({ calls }: Level): Share[] {
  const remote = calls.next.map((targets, from) => targets.filter((to) => calls.parts[from]?.deploymentUnit !== calls.parts[to]?.deploymentUnit));
  const { forward: needs, backward: users } = reachabilityBothWays(remote);
  const edges = remote.flatMap((targets, from) => targets.map((to) => ({ from, to, pairs: (1 + users.count(from)) * (1 + needs.count(to)) })));
  const total = edges.reduce((sum, { pairs }) => sum + pairs, 0);
  return edges.flatMap(({ from, to, pairs }) => {
    const relation = relationOf(calls, from, to);
    return relation === undefined ? [] : [{ cause: callCause(relation.from, relation.to), share: pairs / total }];
  });
}
