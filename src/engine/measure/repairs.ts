import { isHardCall } from '../model/calls.js';
import { groupBy } from '../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import { compareText, type Site } from '../model/text.js';
import { listOf } from '../model/wording.js';
import { callCause, channelCause, codeCause, databaseCause, insideCause, libraryCause, volumeCause } from './causes.js';
import { CHANGE_CHANCE, WEIGHTS } from './constants.js';
import { importSources, type KnowledgeSource } from './knowledge-sources.js';
import type { Level } from './level.js';
import type { Lockstep } from './lockstep.js';
import type { SameCode } from './same-code.js';
import { sharingLevel, strengthOf, type SharedThings } from './strength.js';

/** One cause of coupling, and the graph as it would be without it. */
export interface Repair {
  /** Key of the cause (see causes.ts), unique in its graph. */
  readonly id: string;
  /** The cause in words: `orders and stock share the database shop in shop-db`. */
  readonly cause: string;
  /** What to do, as an order: `Replace the call of payments by orders with an event`. */
  readonly title: string;
  /** The relations that would go or change: the evidence of the cause. */
  readonly relations: readonly Relation[];
  /** Evidence that is no relation: where a pipeline says so. */
  readonly sites?: readonly Site[];
  /** About how much it weighs, for an order in which to try; only comparisons mean anything. */
  readonly weight: number;
  /** What is known from then on in place of what was known through the cause. */
  readonly instead: readonly KnowledgeSource[];
  /** A call that nobody waits for any more. */
  readonly frees?: { readonly from: Element; readonly to: Element };
}

/**
 * One repair for each root cause among the parts of a graph, heaviest first: a shared database or library is one, however
 * many use it; so is the inside of a module that others reach into; a call is one by itself.
 */
export function repairsOf(graph: CouplingGraph, { parts, code, locksteps }: Pick<Level, 'parts' | 'code' | 'locksteps'>, shared: SharedThings): Repair[] {
  const members = new Set(parts);
  const inside = graph.relations.filter(({ from, to, confidence }) => members.has(from) && members.has(to) && confidence !== 'inferred');
  const repairs = [
    ...databaseRepairs(graph, members),
    ...libraryRepairs(graph, members, shared),
    ...volumeRepairs(inside),
    ...code.map(codeRepair),
    ...locksteps.flatMap((lockstep) => releaseRepairs(lockstep, parts.length)),
    ...importRepairs(graph, members, shared),
    ...callRepairs(inside, shared),
  ];
  return repairs.sort((a, b) => b.weight - a.weight || compareText(a.id, b.id));
}

function databaseRepairs({ databases }: CouplingGraph, members: ReadonlySet<Element>): Repair[] {
  return databases.flatMap((database) => {
    const level = sharingLevel(database);
    const clients = database.clients.filter(({ element }) => members.has(element));
    if (level === undefined || clients.length < 2) return [];
    const names = listOf(clients.map(({ element }) => element.name));
    const what = database.name === undefined ? database.datastore.name : `${database.name} in ${database.datastore.name}`;
    return [{
      id: databaseCause(database),
      cause: `${names} share ${database.name === undefined ? what : `the database ${what}`}`,
      title: `Give ${names} data of their own instead of sharing ${what}`,
      relations: clients.map(({ relation }) => relation),
      weight: pairWeight(CHANGE_CHANCE[level], clients.length * (clients.length - 1)),
      instead: [],
    }];
  });
}

function libraryRepairs({ relations }: CouplingGraph, members: ReadonlySet<Element>, { libraries }: SharedThings): Repair[] {
  const uses = relations.filter(({ kind, from, to }) => kind === 'imports' && to.kind === 'library' && members.has(from));
  return [...groupBy(uses, ({ to }) => to.id)].flatMap(([, group]) => {
    if (group.length < 2) return [];
    const level = libraries.get(group[0].to) ?? 'contract';
    const names = listOf(group.map(({ from }) => from.name));
    return [{
      id: libraryCause(group[0].to),
      cause: `${names} share the library ${group[0].to.name}`,
      title: level === 'contract' ? `Release ${group[0].to.name} in versions that ${names} take when each of them wants` : `Let ${names} have rules and entities of their own instead of sharing ${group[0].to.name}`,
      relations: group,
      weight: pairWeight(CHANGE_CHANCE[level], group.length),
      instead: [],
    }];
  });
}

function volumeRepairs(inside: readonly Relation[]): Repair[] {
  const pairs = groupBy(inside.filter(({ kind }) => kind === 'shares'), ({ from, to }) => volumeCause(from, to));
  return [...pairs].map(([id, group]) => {
    const { from, to } = group[0];
    return {
      id,
      cause: `${from.name} and ${to.name} write the same volume`,
      title: `Let ${from.name} or ${to.name} own the files they both write`,
      relations: group,
      weight: pairWeight(CHANGE_CHANCE.intrusive, 2),
      instead: [],
    };
  });
}

function codeRepair(group: SameCode): Repair {
  const names = listOf(group.map(({ name }) => name));
  return {
    id: codeCause(group[0]),
    cause: `${names} run the same code`,
    title: `Give ${names} code and releases of their own, or deploy them as one`,
    relations: [],
    weight: pairWeight(CHANGE_CHANCE.intrusive, group.length * (group.length - 1)),
    instead: [],
  };
}

/** What runs the same code has a repair of its own. */
function releaseRepairs({ cause, members, because, sites }: Lockstep, count: number): Repair[] {
  if (sites.length === 0) return [];
  const names = listOf(members.map(({ name }) => name));
  return [{
    id: cause,
    cause: `${names} ${because}`,
    title: `Release ${names} each when it changed: one pipeline each, or filters of paths`,
    relations: [],
    sites,
    // No pair knows more of the other for it: what it takes is its share of all pairs, by the weight of changes.
    weight: WEIGHTS.change * (members.length / count),
    instead: [],
  }];
}

function importRepairs({ relations }: CouplingGraph, members: ReadonlySet<Element>, shared: SharedThings): Repair[] {
  const reaching = relations.filter((relation) => members.has(relation.from) && reachOf(relation) !== undefined && (members.has(relation.to) || relation.importReach === 'entity'));
  return [...groupBy(reaching, ({ to }) => to.id)].map(([, group]) => {
    const { to } = group[0];
    const names = listOf([...new Set(group.map(({ from }) => from.name))]);
    const reach = reachOf(group[0]) ?? '';
    return {
      id: insideCause(to),
      cause: `${names} ${group.length === 1 ? 'depends' : 'depend'} on the ${reach} of ${to.name}`,
      title: `Let ${names} use a public face of ${to.name} instead of its ${reach}`,
      relations: group,
      weight: pairWeight(CHANGE_CHANCE.intrusive, group.length),
      instead: group.flatMap((relation) => (members.has(to) ? [...importSources({ ...relation, importReach: 'face' }, shared)] : [])),
    };
  });
}

/** What of its target an import depends on that is no public face, in words; undefined when it goes through one, or is no import of a part. */
function reachOf({ kind, importReach, to }: Relation): string | undefined {
  if (kind !== 'imports' || to.kind === 'library') return undefined;
  switch (importReach) {
    case 'face':
    case 'event':
    case 'type':
      return undefined;
    case 'entity':
      return 'entities';
    case 'layer':
      return 'layer';
    case 'open':
      return 'open top';
    default:
      return 'inside';
  }
}

function callRepairs(inside: readonly Relation[], shared: SharedThings): Repair[] {
  const pairs = groupBy(inside.filter(({ kind }) => kind === 'calls'), ({ from, to }) => `${from.id} ${to.id}`);
  return [...pairs].map(([, group]) => {
    const { from, to } = group[0];
    const chance = Math.max(...group.map((relation) => CHANGE_CHANCE[strengthOf(relation, shared).level]));
    return {
      id: callCause(from, to),
      cause: `${from.name} calls ${to.name}`,
      title: `Let ${from.name} publish an event, or keep a copy of the data, instead of calling ${to.name}`,
      relations: group,
      // A hard call counts at run time, too, about as much as what it knows.
      weight: pairWeight(chance, 1) * (group.some(isHardCall) ? 2 : 1),
      instead: [asEvent(group[0])],
      frees: { from, to },
    };
  });
}

/** What many chances of change add up to, before any of them makes others needless. */
function pairWeight(chance: number, pairs: number): number {
  return -Math.log(1 - chance) * pairs;
}

/** The caller publishes, the callee subscribes: it knows the message, and nobody waits. */
function asEvent({ from, to }: Relation): KnowledgeSource {
  return { from: to, to: from, level: 'contract', because: `reads events of ${from.name}`, cause: channelCause(from, to.name) };
}
