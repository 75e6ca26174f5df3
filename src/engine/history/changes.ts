import type { Element } from '../model/graph.js';
import type { ChangePair, Changes, CodeOwner } from '../model/changes.js';
import type { History } from '../model/history.js';
import type { Path } from '../model/text.js';
import { indexCodeOwners } from './code-owners.js';
import type { Selection } from './commits.js';
import { countChanges, type ChangeCounts } from './count-changes.js';

/** Pairs with fewer common changes say nothing (code-maat's defaults of --min-shared-revs and --min-revs). */
const LEAST_SUPPORT = 5;

/**
 * A change set of n parts speaks with 1/(n-1) for each pair in it: a sweep over many says little about any two. Together
 * they must say as much as this many commits to the two alone. Prior.
 */
const LEAST_WEIGHT = 2;

/** Mean weight of the common change sets from which on they are about the pair: below they touch more than four parts each, as sweeps over the system do. Prior. */
const LEAST_FOCUS = 0.3;

/** Counts of different owners after which a memory starts anew. */
const MOST_COUNTS = 1000;

/** Counts by history, window and owners: edits rarely move code between services, and commits are rarer than edits. */
const counted = new WeakMap<History, Map<string, ChangeCounts>>();

/**
 * Change coupling among some parts (coupling.md C3).
 * @param others elements that are no parts but have code of their own
 */
export function changesAmong(parts: readonly Element[], others: readonly Element[], history: History, selection: Selection): Changes {
  const { owners, ownerOf, key } = indexCodeOwners(parts, others);
  const counts = once(history, `${selection.from} ${key}`, () => countChanges(history, selection.commits, owners.length, ownerOf));
  const { sets, touching, crossing, sweeps, byOwner } = counts;
  return {
    parts, sets, touching, crossing, sweeps,
    isSplit: new Set(owners.map((owner) => repositoryOf(owner, history))).size > 1,
    byPart: new Map(owners.flatMap((owner, index) => {
      const changes = byOwner[index];
      return changes === undefined ? [] : owner.map((part) => [part, changes] as const);
    })),
    pairs: pairsOf(counts, owners),
  };
}

/** The innermost repository around the code of an owner. */
function repositoryOf([{ codeFolders }]: CodeOwner, { repositories }: History): Path | undefined {
  const [folder = ''] = codeFolders;
  const around = repositories.filter((repository) => repository === '' || folder === repository || folder.startsWith(`${repository}/`));
  return around.sort((a, b) => b.length - a.length)[0];
}

function once(history: History, key: string, count: () => ChangeCounts): ChangeCounts {
  const known = counted.get(history) ?? new Map<string, ChangeCounts>();
  if (known.size >= MOST_COUNTS) known.clear();
  counted.set(history, known);
  const counts = known.get(key) ?? count();
  known.set(key, counts);
  return counts;
}

function pairsOf({ sets, byOwner, pairs }: ChangeCounts, owners: readonly CodeOwner[]): ChangePair[] {
  const found = pairs.filter(({ support, weight }) => support >= LEAST_SUPPORT && weight >= Math.max(LEAST_WEIGHT, LEAST_FOCUS * support)).sort((a, b) => b.support - a.support || a.first - b.first || a.second - b.second);
  return found.flatMap(({ first, second, support, weight, latest }) => {
    const revisionsOf = (owner: number): number => byOwner[owner]?.revisions ?? 0;
    // Of two that change together, the one with fewer changes of its own is the one that follows.
    const [follower, leader] = revisionsOf(second) < revisionsOf(first) ? [second, first] : [first, second];
    const [from, to] = [owners[follower], owners[leader]];
    if (from === undefined || to === undefined) return [];
    const revisions = [revisionsOf(follower), revisionsOf(leader)] as const;
    return [{
      from, to, support, revisions, latest,
      focus: weight / support,
      degree: support / ((revisions[0] + revisions[1]) / 2),
      confidence: support / revisions[0],
      lift: (support * sets) / (revisions[0] * revisions[1]),
    }];
  });
}
