import type { Changes } from '../model/changes.js';
import type { Element } from '../model/graph.js';
import type { StrengthLevel } from '../model/metrics.js';
import { count } from '../model/wording.js';
import { HISTORY_CAUSE } from './causes.js';
import { CHANGE_CHANCE } from './constants.js';
import type { KnowledgeSource } from './knowledge-sources.js';

/** Why a change in one part may force a change in another. */
export interface Knowledge {
  /** What the files show; absent when only history tells. */
  readonly level?: StrengthLevel;
  /** The level in words, for the reasons: `both use the database shop in shop-db`. Empty without one. */
  readonly because: string;
  /** Key of the root cause (see causes.ts). */
  readonly cause: string;
  /** Both are cut from the same features, and are one module by definition: neither level nor history says anything more. */
  readonly isWhole?: boolean;
  readonly observed?: Observation;
}

/** What history shows. */
export interface Observation {
  /** Share of the provider's changes that held the part, too, 0..1. */
  readonly share: number;
  /** The same in words. */
  readonly because: string;
}

/**
 * Chance that a change in the provider forces one in the part that knows it, 0..1: what the files let expect, corrected
 * by what was observed (coupling.md C6, p).
 */
export function chanceOf({ level, isWhole, observed }: Knowledge, chances: Readonly<Record<StrengthLevel, number>> = CHANGE_CHANCE): number {
  if (isWhole === true) return 1;
  const expected = level === undefined ? 0 : chances[level];
  return observed === undefined ? expected : (expected + observed.share) / 2;
}

/** What each part knows of the others, and of the libraries they share: `of.get(i).get(j)` says why a change in j may force one in i. */
export type KnowledgeTable = ReadonlyMap<Element, ReadonlyMap<Element, Knowledge>>;

const ORDER: readonly StrengthLevel[] = ['contract', 'model', 'functional', 'intrusive'];

/** Whether one knowledge lets expect more changes than another. */
export function isStronger(one: Strength, other: Strength): boolean {
  return rankOf(one) > rankOf(other);
}

type Strength = Pick<Knowledge, 'level' | 'isWhole'>;

function rankOf({ level, isWhole }: Strength): number {
  return isWhole === true ? ORDER.length : level === undefined ? -1 : ORDER.indexOf(level);
}

/** The strongest knowledge between every pair of parts, and how often they changed together. */
export function knowledgeTable(sources: Iterable<KnowledgeSource>, parts: readonly Element[], changes?: Changes): KnowledgeTable {
  const table = new Map<Element, Map<Element, Knowledge>>(parts.map((part) => [part, new Map<Element, Knowledge>()]));
  for (const { from, to, ...source } of sources) {
    const row = table.get(from);
    const known = row?.get(to);
    if (known === undefined || isStronger(source, known)) row?.set(to, source);
  }
  noteChanges(table, changes);
  return table;
}

/** Adds what was observed to what the files show; the pairs of `Changes` all have support enough. */
function noteChanges(table: ReadonlyMap<Element, Map<Element, Knowledge>>, changes: Changes | undefined): void {
  const observe = (part: Element, provider: Element, support: number, revisions: number): void => {
    const row = table.get(part);
    const known = row?.get(provider) ?? { because: '', cause: HISTORY_CAUSE };
    const because = `changed in ${support} of ${count(revisions, 'commit')} to ${provider.name}`;
    row?.set(provider, { ...known, observed: { share: support / revisions, because } });
  };
  for (const { from, to, support, revisions } of changes?.pairs ?? []) {
    for (const follower of from) {
      for (const leader of to) {
        observe(follower, leader, support, revisions[1]);
        observe(leader, follower, support, revisions[0]);
      }
    }
  }
}
