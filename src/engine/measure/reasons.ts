import type { Element } from '../model/graph.js';
import type { Style, Term } from '../model/metrics.js';
import { count } from '../model/wording.js';
import type { Changes, PartChanges } from '../model/changes.js';
import type { Cycle } from './cycles.js';
import { chanceOf, type Knowledge, type KnowledgeTable } from './knowledge.js';
import { weightsOf, type Losses } from './quadrant.js';
import { lockstepShare, type Lockstep } from './lockstep.js';

/** The human name of each corner. */
export const STYLE_NAMES: Readonly<Record<Style, string>> = {
  'ball-of-mud': 'Big ball of mud',
  'modular-monolith': 'Modular monolith',
  'distributed-monolith': 'Distributed monolith',
  microservices: 'Microservices',
};

/** Ways of going out in one step that one line names. */
const MOST_REASONS = 2;

/** What the verdict is explained from. */
export interface Findings extends Losses {
  readonly parts: readonly Element[];
  readonly table: KnowledgeTable;
  readonly changes: Changes | undefined;
  /** Parts that go out in one step. */
  readonly locksteps: readonly Lockstep[];
  readonly cycles: readonly Cycle[];
  readonly noun: 'service' | 'module' | 'layer';
}

/** Shares of parts, as the reader sees them: whole per cent. */
function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The losses of `logical`, largest first, each with what causes most of it. */
export function systemTerms(found: Findings): Term[] {
  const weights = weightsOf(found);
  const terms: Term[] = [
    { label: 'Knowledge', amount: -weights.knowledge * found.knowledge, detail: knowledgeDetail(found) },
    { label: 'Runtime', amount: -weights.runtime * found.runtime, detail: runtimeDetail(found) },
  ];
  if (found.change !== undefined) terms.push({ label: 'Change', amount: -weights.change * found.change, detail: changeDetail(found) });
  return terms.sort((a, b) => a.amount - b.amount);
}

function changeDetail({ parts, changes, noun, locksteps, change }: Findings): string {
  const lockstep = lockstepShare(parts, locksteps);
  if (lockstep > 0 && change === lockstep) return `${percent(lockstep)} of all pairs of ${noun}s ${[...new Set(locksteps.map(({ because }) => because))].slice(0, MOST_REASONS).join(', or ')}`;
  return changes === undefined ? '' : `${changes.crossing} of ${count(changes.touching, 'commit')} to ${noun}s changed more than one of them`;
}

/** One sentence for the verdict. */
export function headlineOf(style: Style, found: Findings): string {
  const parts = count(found.parts.length, found.noun);
  const { noun } = found;
  const cause = strongestCause(found, found.parts.length === 2 ? 'both' : 'all of them');
  const watch = cause ?? (found.cycles.length === 0 ? undefined : `${count(found.cycles.length, 'cycle')} of ${noun === 'service' ? 'calls' : 'imports'}`);
  switch (style) {
    case 'distributed-monolith':
      return `${parts} deployed apart, but ${cause ?? runtimeDetail(found)}.`;
    case 'microservices':
      return `${parts} deployed apart, each loosely coupled to the others${watch === undefined ? '' : `; watch: ${watch}`}.`;
    case 'modular-monolith':
      if (noun === 'layer') return `${parts} in one deployable that hardly change together.`;
      return `${parts} in one deployable${watch === undefined ? ' with clear borders between them' : `, each loosely coupled to the others; watch: ${watch}`}.`;
    case 'ball-of-mud':
      if (noun === 'layer') return `${parts} in one deployable and no modules: every feature runs through all of them.`;
      return `${parts} in one deployable, and ${cause ?? 'each reaches into the others'}.`;
  }
}

/** All reasons in order of weight: the terms, then cycles. */
export function reasonsOf(found: Findings): string[] {
  const terms = systemTerms(found)
    .filter(({ amount }) => amount < -0.005)
    .map(({ label, amount, detail }) => `${label} ${amount.toFixed(2)}: ${detail}`);
  const cycles = found.cycles.map(({ members }) => `Cycle: ${[...members, members[0]!].map(({ name }) => name).join(' -> ')}`);
  return [...terms, ...cycles];
}

function knowledgeDetail(found: Findings): string {
  return strongestCause(found) ?? `a change elsewhere forces one in a ${found.noun} with a chance of ${percent(found.knowledge)}`;
}

function runtimeDetail({ runtime, noun, cycles }: Findings): string {
  const circles = cycles.length === 0 ? '' : `, ${count(cycles.length, 'cycle')} of calls`;
  return `a ${noun} needs ${percent(runtime)} of the others up to answer${circles}`;
}

/** The strongest reason that most parts share: `4 services share the database shop in shop-db`. `all`: what to call them when none is left out. */
function strongestCause({ table, noun, parts }: Findings, all?: string): string | undefined {
  const affected = new Map<string, Set<Element>>();
  for (const [part, row] of table) {
    for (const { level, because } of row.values()) {
      if (level !== 'intrusive' && noun === 'service') continue;
      const cause = causeOf(because);
      if (cause === undefined) continue;
      affected.set(cause, (affected.get(cause) ?? new Set<Element>()).add(part));
    }
  }
  const [top] = [...affected].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1));
  if (top === undefined) return undefined;
  const [cause, { size }] = top;
  if (size === 1) return `${count(size, noun)} ${oneDoes(cause)}`;
  return `${all !== undefined && size === parts.length ? all : count(size, noun)} ${cause}`;
}

/** What several do, said of one: `reach past …` becomes `reaches past …`. */
function oneDoes(cause: string): string {
  return cause.replace(/^\w+/, (verb) => (verb === 'are' ? 'is' : `${verb}${verb.endsWith('ch') ? 'es' : 's'}`));
}

/** What several parts do alike, from what one of them does; undefined for what is no cause of trouble. */
function causeOf(because: string): string | undefined {
  // They only changed together.
  if (because === '') return undefined;
  if (because.startsWith('imports the inside')) return 'reach past the public face of others';
  if (because.startsWith('uses entities')) return 'use entities of others';
  if (because.endsWith('in a circle')) return 'import each other in circles';
  if (because.startsWith('is a layer')) return 'are layers of the same features';
  return because.startsWith('imports') || because.startsWith('reads') ? undefined : because.replace(/^(share|run|write)s /, '$1 ');
}

/** How many other parts one part needs up to answer, and how many need it. */
export interface Dependence {
  readonly needs: number;
  readonly neededBy: number;
}

function dependenceDetail({ needs, neededBy }: Dependence): string {
  if (neededBy === 0) return needs === 0 ? 'needs no other part to answer' : `needs ${count(needs, 'other')} up to answer`;
  const needed = `${neededBy} ${neededBy === 1 ? 'needs' : 'need'} it`;
  return needs === 0 ? `needs no other part to answer, but ${needed}` : `needs ${count(needs, 'other')} up to answer, and ${needed}`;
}

/** The losses of one part, with the partners behind them. */
export function elementTerms(row: ReadonlyMap<Element, Knowledge>, losses: Losses, dependence: Dependence, changes: PartChanges | undefined, locksteps: readonly Lockstep[]): Term[] {
  const weights = weightsOf(losses);
  const strongest = [...row].sort((a, b) => chanceOf(b[1]) - chanceOf(a[1]) || (a[0].name < b[0].name ? -1 : 1)).slice(0, 3);
  const because = [...new Set(strongest.flatMap(([, { because: known, observed }]) => [known, observed?.because ?? '']))].filter((text) => text !== '').join('; ');
  const terms: Term[] = [
    { label: 'Knowledge', amount: -weights.knowledge * losses.knowledge, detail: because === '' ? 'knows no other part' : because },
    { label: 'Runtime', amount: -weights.runtime * losses.runtime, detail: dependenceDetail(dependence) },
  ];
  if (losses.change === undefined) return terms;
  const observed = changes === undefined || changes.crossing / changes.revisions !== losses.change ? undefined : `${changes.crossing} of its ${count(changes.revisions, 'commit')} changed others, too`;
  const together = locksteps.map(({ members, because }) => `${members.length} ${because}`).join(', ');
  return [...terms, { label: 'Change', amount: -weights.change * losses.change, detail: observed ?? together }];
}
