import type { ChangeHistory, Changes } from '../model/changes.js';
import type { Element } from '../model/graph.js';
import { LEAST_CHANGE_SETS, LEAST_REVISIONS, NO_HISTORY_ERROR, WEIGHTS, WEIGHTS_WITHOUT_HISTORY } from './constants.js';
import type { Losses } from './quadrant.js';

/** What history says about some parts; undefined without history, and while it is too short to say anything. */
export function changesFor(history: ChangeHistory | undefined, parts: readonly Element[]): Changes | undefined {
  const changes = history?.levels.find((level) => level.parts[0] === parts[0]);
  return changes === undefined || changes.touching < LEAST_CHANGE_SETS ? undefined : changes;
}

/** Share of the change sets that touch two parts or more (coupling.md C6, T), 0..1. */
export function changeShare(changes: Changes | undefined): number | undefined {
  return changes === undefined || changes.isSplit ? undefined : changes.crossing / changes.touching;
}

/**
 * Share of what changes and is released together (coupling.md C6, T): the larger of what commits show and what is released
 * in one step by construction. The latter alone is a least: it counts where its weight takes more than the other two would
 * take with it, so that to know it never flatters a system.
 */
export function releaseShare({ knowledge, runtime }: Pick<Losses, 'knowledge' | 'runtime'>, observed: number | undefined, lockstep: number): number | undefined {
  if (observed !== undefined) return Math.max(observed, lockstep);
  const { knowledge: k, runtime: r } = WEIGHTS_WITHOUT_HISTORY;
  return lockstep > k * knowledge + r * runtime ? lockstep : undefined;
}

/** Share of the change sets of one part that touch others, too (coupling.md C7), 0..1. */
export function changeShareOf(changes: Changes | undefined, part: Element): number | undefined {
  const own = changes?.byPart.get(part);
  return own === undefined || changes?.isSplit === true || own.revisions < LEAST_REVISIONS ? undefined : own.crossing / own.revisions;
}

/**
 * What the history term adds to the error bar: its weighted standard error, or what a missing history may hide.
 * By Laplace's rule, so that a share of 0 in a few change sets is not taken for certain.
 */
export function historyError(changes: Changes | undefined): number {
  if (changes === undefined || changes.isSplit) return NO_HISTORY_ERROR;
  const share = (changes.crossing + 1) / (changes.touching + 2);
  return WEIGHTS.change * Math.sqrt((share * (1 - share)) / changes.touching);
}

/** The percentile rank of each element's changes among those of its peers, ties in the middle, 0..1 (coupling.md C1, V). */
export function revisionRanks(history: ChangeHistory | undefined): Map<Element, number> {
  const ranks = new Map<Element, number>();
  for (const { byPart, touching } of history?.levels ?? []) {
    if (touching < LEAST_CHANGE_SETS) continue;
    const sorted = [...byPart.values()].map(({ revisions }) => revisions).sort((a, b) => a - b);
    const rankOf = rankIn(sorted);
    for (const [part, { revisions }] of byPart) ranks.set(part, rankOf(revisions));
  }
  return ranks;
}

/** Share of values below one, half of its equals among them. */
function rankIn(sorted: readonly number[]): (value: number) => number {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  sorted.forEach((value, index) => {
    if (!first.has(value)) first.set(value, index);
    last.set(value, index);
  });
  return (value) => ((first.get(value) ?? 0) + (last.get(value) ?? 0) + 1) / (2 * sorted.length);
}
