import { isHardCall } from '../model/calls.js';
import { groupBy } from '../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import { compareText } from '../model/text.js';
import { listOf } from '../model/wording.js';
import { callCause, databaseCause, insideCause, libraryCause, volumeCause } from './causes.js';
import { CHANGE_CHANCE } from './constants.js';
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
  /** About how much it weighs, for an order in which to try; only comparisons mean anything. */
  readonly weight: number;
  readonly edit: GraphEdit;
}

/** What a repair changes in a graph; relations by id. */
export interface GraphEdit {
  /** Databases that are no longer shared. */
  readonly databases?: readonly string[];
  readonly gone?: readonly string[];
  /** Imports that go through the public face from now on. */
  readonly faced?: readonly string[];
  /** Calls that become events. */
  readonly evented?: readonly string[];
}

/**
 * One repair for each root cause among the parts of a graph, heaviest first: a shared database or library is one, however
 * many use it; so is the inside of a module that others reach into; a call is one by itself.
 */
export function repairsOf(graph: CouplingGraph, parts: readonly Element[], shared: SharedThings): Repair[] {
  const members = new Set(parts);
  const inside = graph.relations.filter(({ from, to, confidence }) => members.has(from) && members.has(to) && confidence !== 'inferred');
  const repairs = [
    ...databaseRepairs(graph, members),
    ...libraryRepairs(graph, members, shared),
    ...volumeRepairs(inside),
    ...importRepairs(graph, members),
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
      edit: { databases: [database.id] },
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
      weight: pairWeight(CHANGE_CHANCE[level], group.length * (group.length - 1)),
      edit: { gone: idsOf(group) },
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
      edit: { gone: idsOf(group) },
    };
  });
}

function importRepairs({ relations }: CouplingGraph, members: ReadonlySet<Element>): Repair[] {
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
      edit: { faced: idsOf(group) },
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
      edit: { evented: idsOf(group) },
    };
  });
}

/** What many chances of change add up to, before any of them makes others needless. */
function pairWeight(chance: number, pairs: number): number {
  return -Math.log(1 - chance) * pairs;
}

function idsOf(relations: readonly Relation[]): string[] {
  return relations.map(({ id }) => id);
}

/** The graph after some repairs, in one pass. */
export function applyAll(graph: CouplingGraph, repairs: readonly Repair[]): CouplingGraph {
  const idsIn = (pick: (edit: GraphEdit) => readonly string[] | undefined): Set<string> => new Set(repairs.flatMap(({ edit }) => pick(edit) ?? []));
  const [databases, gone, faced, evented] = [idsIn((edit) => edit.databases), idsIn((edit) => edit.gone), idsIn((edit) => edit.faced), idsIn((edit) => edit.evented)];
  return {
    ...graph,
    databases: graph.databases.filter(({ id }) => !databases.has(id)),
    relations: graph.relations.flatMap((relation): Relation[] => {
      const { id } = relation;
      if (gone.has(id)) return [];
      if (faced.has(id)) return [{ ...relation, importReach: 'face' }];
      return evented.has(id) ? asEvent(relation) : [relation];
    }),
  };
}

/** The caller publishes, the callee subscribes: it still knows the message, and nobody waits. */
function asEvent(call: Relation): Relation[] {
  const { id, from, to, evidence, care } = call;
  const broker = { ...to, id: 'broker:events', name: 'events', kind: 'broker', role: 'infra' } as const;
  const event = { via: 'broker', confidence: 'declared', channel: `${from.id} ${to.id}`, to: broker, evidence, uses: [], care } as const;
  return [
    { ...event, id: `${id} published`, from, kind: 'publishes' },
    { ...event, id: `${id} subscribed`, from: to, kind: 'subscribes' },
  ];
}
