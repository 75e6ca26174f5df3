import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import type { Changes } from '../model/changes.js';
import type { StrengthLevel } from '../model/metrics.js';
import { count } from '../model/wording.js';
import { callCause, channelCause, databaseCause, faceCause, HISTORY_CAUSE, insideCause, libraryCause, volumeCause } from './causes.js';
import { CHANGE_CHANCE } from './constants.js';
import { partsBehind } from './gateways.js';
import { sharingLevel, strengthOf, type SharedThings } from './strength.js';

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

/** What each part knows of each other: `of.get(i).get(j)` says why a change in j may force one in i. */
export type KnowledgeTable = ReadonlyMap<Element, ReadonlyMap<Element, Knowledge>>;

const ORDER: readonly StrengthLevel[] = ['contract', 'model', 'functional', 'intrusive'];

/**
 * In a larger group of sharers each knows this many neighbours only: the noisy-or of 40 strong ones is 1 already,
 * and all pairs of a thousand would be a million entries.
 */
const SATURATION = 40;

/**
 * The strongest knowledge between every pair of parts, from calls, shared data, channels, libraries and imports, and how
 * often they changed together.
 */
export function knowledgeTable(graph: CouplingGraph, parts: readonly Element[], shared: SharedThings, changes?: Changes): KnowledgeTable {
  const table = new Map<Element, Map<Element, Knowledge>>(parts.map((part) => [part, new Map<Element, Knowledge>()]));
  const note: Note = (from, to, level, because, cause) => {
    const row = table.get(from);
    if (row === undefined || from === to || !table.has(to)) return;
    const known = row.get(to);
    if (known?.level === undefined || ORDER.indexOf(level) > ORDER.indexOf(known.level)) row.set(to, { level, because, cause });
  };
  for (const relation of graph.relations) noteRelation(relation, shared, note);
  noteLayers(table, graph);
  for (const { members, level, because, cause } of sharingGroups(graph, shared)) {
    const counted = members.filter((member) => table.has(member));
    counted.forEach((member, i) => {
      for (let k = 1; k <= Math.min(SATURATION, counted.length - 1); k++) note(member, counted[(i + k) % counted.length]!, level, because, cause);
    });
  }
  noteGateways(graph, shared, table);
  noteChannels(graph, note);
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

type Note = (from: Element, to: Element, level: StrengthLevel, because: string, cause: string) => void;

function noteRelation(relation: Relation, shared: SharedThings, note: Note): void {
  const { from, to, kind, confidence } = relation;
  // Users of one library are a group of their own.
  if (confidence === 'inferred' || to.kind === 'library') return;
  if (kind === 'calls') note(from, to, strengthOf(relation, shared).level, `calls ${to.name}`, callCause(from, to));
  if (kind === 'shares') {
    note(from, to, 'intrusive', `writes the same volume as ${to.name}`, volumeCause(from, to));
    note(to, from, 'intrusive', `writes the same volume as ${from.name}`, volumeCause(from, to));
  }
  // Types leave no trace in the running program: next to nothing breaks through them.
  if (kind === 'imports' && relation.importReach !== 'type') {
    const { level } = strengthOf(relation, shared);
    note(from, to, level, becauseOf(relation, level), level === 'intrusive' ? insideCause(to) : faceCause(from, to));
  }
}

/** Every feature runs through all layers: a program that is cut by these alone is one module, whoever imports whom. */
function noteLayers(table: ReadonlyMap<Element, Map<Element, Knowledge>>, { relations }: CouplingGraph): void {
  for (const { from, to, importReach } of relations) {
    if (importReach !== 'layer') continue;
    table.get(from)?.set(to, { level: 'intrusive', because: `is a layer above ${to.name}`, cause: insideCause(to), isWhole: true });
    if (table.get(to)?.get(from)?.isWhole !== true) table.get(to)?.set(from, { level: 'intrusive', because: `is a layer below ${from.name}`, cause: insideCause(to), isWhole: true });
  }
}

/** Why an import couples, in words that are the same for all who import alike. */
function becauseOf({ to, importReach }: Relation, level: StrengthLevel): string {
  switch (importReach) {
    case 'inside': return `imports the inside of ${to.name}`;
    case 'entity': return `uses entities of ${to.name}`;
    case 'event': return `reads events of ${to.name}`;
    case undefined: return `imports the inside of ${to.name}`;
    default: return level === 'functional' ? `imports ${to.name} in a circle` : `imports ${to.name}`;
  }
}

interface SharingGroup {
  readonly members: readonly Element[];
  readonly level: StrengthLevel;
  readonly because: string;
  readonly cause: string;
}

function* sharingGroups(graph: CouplingGraph, { libraries }: SharedThings): Iterable<SharingGroup> {
  for (const database of graph.databases) {
    const level = sharingLevel(database);
    if (level === undefined) continue;
    const because = database.name === undefined ? `shares ${database.datastore.name}` : `shares the database ${database.name} in ${database.datastore.name}`;
    yield { members: [...new Set(database.clients.map(({ element }) => element))], level, because, cause: databaseCause(database) };
  }
  yield* entityGroups(graph);
  const users = new Map<Element, Element[]>();
  for (const { kind, from, to } of graph.relations) {
    if (kind === 'imports' && to.kind === 'library') users.set(to, [...(users.get(to) ?? []), from]);
  }
  for (const [library, members] of users) yield { members, level: libraries.get(library) ?? 'contract', because: `shares the library ${library.name}`, cause: libraryCause(library) };
}

/**
 * Whoever calls a gateway knows the interface of a part behind it. Which one no file says, so the gateway stands for it:
 * one part, however many there are.
 */
function noteGateways(graph: CouplingGraph, shared: SharedThings, table: ReadonlyMap<Element, Map<Element, Knowledge>>): void {
  const behind = partsBehind(graph, (element) => table.has(element));
  for (const relation of behind.size === 0 ? [] : graph.relations) {
    const { kind, from, to, confidence } = relation;
    const parts = behind.get(to);
    const row = table.get(from);
    if (kind !== 'calls' || confidence === 'inferred' || row === undefined || parts === undefined) continue;
    if (parts.size > (parts.has(from) ? 1 : 0)) row.set(to, { level: strengthOf(relation, shared).level, because: `calls what is behind ${to.name}`, cause: callCause(from, to) });
  }
}

/** Modules that use the entities in a folder for all share its tables, whoever writes them. */
function* entityGroups(graph: CouplingGraph): Iterable<SharingGroup> {
  const users = new Map<Element, Element[]>();
  for (const { from, to, importReach } of graph.relations) {
    if (importReach === 'entity' && to.role === 'infra') users.set(to, [...(users.get(to) ?? []), from]);
  }
  for (const [home, members] of users) yield { members, level: 'functional', because: `shares the entities in ${home.name}`, cause: insideCause(home) };
}

/** A subscriber knows the messages of the publishers of its channel: the channel is their contract. */
function noteChannels(graph: CouplingGraph, note: Note): void {
  const publishers = new Map<string, Element[]>();
  const keyOf = (relation: Relation): string => `${relation.to.id} ${relation.channel}`;
  for (const relation of graph.relations) {
    if (relation.kind !== 'publishes' || relation.channel === undefined) continue;
    publishers.set(keyOf(relation), [...(publishers.get(keyOf(relation)) ?? []), relation.from]);
  }
  for (const relation of graph.relations) {
    if (relation.kind !== 'subscribes' || relation.channel === undefined) continue;
    for (const publisher of publishers.get(keyOf(relation)) ?? []) note(relation.from, publisher, 'contract', `reads ${relation.channel} of ${publisher.name}`, channelCause(relation.to, relation.channel));
  }
}
