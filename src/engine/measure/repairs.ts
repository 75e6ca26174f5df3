import { isHardCall } from '../model/calls.js';
import { groupBy } from '../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import { compareText } from '../model/text.js';
import { listOf } from '../model/wording.js';
import { CHANGE_CHANCE } from './constants.js';
import { sharingLevel, strengthOf, type SharedThings } from './strength.js';

/** One cause of coupling, and the graph as it would be without it. */
export interface Repair {
  /** Stable and unique in its graph. */
  readonly id: string;
  /** What to do, as an order: `Replace the call of payments by orders with an event`. */
  readonly title: string;
  /** The relations that would go or change: the evidence of the cause. */
  readonly relations: readonly Relation[];
  /** About how much it weighs, for an order in which to try; only comparisons mean anything. */
  readonly weight: number;
  apply(graph: CouplingGraph): CouplingGraph;
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
    ...importRepairs(inside),
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
      id: `database ${database.id}`,
      title: `Give ${names} data of their own instead of sharing ${what}`,
      relations: clients.map(({ relation }) => relation),
      weight: pairWeight(CHANGE_CHANCE[level], clients.length * (clients.length - 1)),
      apply: (graph: CouplingGraph): CouplingGraph => ({ ...graph, databases: graph.databases.filter(({ id }) => id !== database.id) }),
    }];
  });
}

function libraryRepairs({ relations }: CouplingGraph, members: ReadonlySet<Element>, { libraries }: SharedThings): Repair[] {
  const uses = relations.filter(({ kind, from, to }) => kind === 'imports' && to.kind === 'library' && members.has(from));
  return [...groupBy(uses, ({ to }) => to.id)].flatMap(([id, group]) => {
    if (group.length < 2) return [];
    const level = libraries.get(group[0].to) ?? 'contract';
    const names = listOf(group.map(({ from }) => from.name));
    return [{
      id: `library ${id}`,
      title: `Let ${names} have rules and entities of their own instead of sharing ${group[0].to.name}`,
      relations: group,
      weight: pairWeight(CHANGE_CHANCE[level], group.length * (group.length - 1)),
      apply: without(group),
    }];
  });
}

function volumeRepairs(inside: readonly Relation[]): Repair[] {
  return inside.filter(({ kind }) => kind === 'shares').map((relation) => ({
    id: `volume ${relation.id}`,
    title: `Let ${relation.from.name} or ${relation.to.name} own the files they both write`,
    relations: [relation],
    weight: pairWeight(CHANGE_CHANCE.intrusive, 2),
    apply: without([relation]),
  }));
}

function importRepairs(inside: readonly Relation[]): Repair[] {
  const reaching = inside.filter(({ kind, importReach }) => kind === 'imports' && importReach !== 'face' && importReach !== 'type');
  return [...groupBy(reaching, ({ to }) => to.id)].map(([id, group]) => {
    const { to } = group[0];
    return {
      id: `import ${id}`,
      title: `Let ${listOf(group.map(({ from }) => from.name))} use the public face of ${to.name} instead of its inside`,
      relations: group,
      weight: pairWeight(CHANGE_CHANCE.intrusive, group.length),
      apply: changed(group, (relation) => ({ ...relation, importReach: 'face' })),
    };
  });
}

function callRepairs(inside: readonly Relation[], shared: SharedThings): Repair[] {
  const pairs = groupBy(inside.filter(({ kind }) => kind === 'calls'), ({ from, to }) => `${from.id} ${to.id}`);
  return [...pairs].map(([id, group]) => {
    const { from, to } = group[0];
    const chance = Math.max(...group.map((relation) => CHANGE_CHANCE[strengthOf(relation, shared).level]));
    return {
      id: `call ${id}`,
      title: `Let ${from.name} publish an event, or keep a copy of the data, instead of calling ${to.name}`,
      relations: group,
      // A hard call counts at run time, too, about as much as what it knows.
      weight: pairWeight(chance, 1) * (group.some(isHardCall) ? 2 : 1),
      apply: asEvents(group),
    };
  });
}

/** What many chances of change add up to, before any of them makes others needless. */
function pairWeight(chance: number, pairs: number): number {
  return -Math.log(1 - chance) * pairs;
}

function without(gone: readonly Relation[]): Repair['apply'] {
  const ids = new Set(gone.map(({ id }) => id));
  return (graph) => ({ ...graph, relations: graph.relations.filter(({ id }) => !ids.has(id)) });
}

function changed(old: readonly Relation[], change: (relation: Relation) => Relation): Repair['apply'] {
  const ids = new Set(old.map(({ id }) => id));
  return (graph) => ({ ...graph, relations: graph.relations.map((relation) => (ids.has(relation.id) ? change(relation) : relation)) });
}

/** The caller publishes, the callee subscribes: it still knows the message, and nobody waits. */
function asEvents(calls: readonly Relation[]): Repair['apply'] {
  const ids = new Set(calls.map(({ id }) => id));
  return (graph) => ({
    ...graph,
    relations: graph.relations.flatMap((relation): Relation[] => {
      if (!ids.has(relation.id)) return [relation];
      const { from, to, evidence } = relation;
      const broker = { ...to, id: 'broker:events', name: 'events', kind: 'broker', role: 'infra' } as const;
      const event = { via: 'broker', confidence: 'declared', channel: `${from.id} ${to.id}`, to: broker, evidence, uses: [], care: relation.care } as const;
      return [
        { ...event, id: `${relation.id} published`, from, kind: 'publishes' },
        { ...event, id: `${relation.id} subscribed`, from: to, kind: 'subscribes' },
      ];
    }),
  });
}
