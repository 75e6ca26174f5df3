import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import type { StrengthLevel } from '../model/metrics.js';
import { callCause, channelCause, codeCause, databaseCause, faceCause, insideCause, libraryCause, volumeCause } from './causes.js';
import { partsBehind } from './gateways.js';
import { isPastFace } from './module-imports.js';
import type { SameCode } from './same-code.js';
import { sharingLevel, strengthOf, type SharedThings } from './strength.js';

/** One thing through which one part knows another, or a library that several share: a change in `to` may force one in `from`. */
export interface KnowledgeSource {
  readonly from: Element;
  /** A part, or a library. */
  readonly to: Element;
  readonly level: StrengthLevel;
  /** In words: `shares the database shop in shop-db`. */
  readonly because: string;
  /** Key of the root cause (see causes.ts). */
  readonly cause: string;
  /** Both are cut from the same features, and are one module by definition. */
  readonly isWhole?: boolean;
}

/**
 * In a larger group of sharers each knows this many neighbours only: the noisy-or of 40 strong ones is 1 already,
 * and all pairs of a thousand would be a million entries.
 */
const SATURATION = 40;

/** Everything that the parts know of each other by what the files show: calls, shared data and code, channels, imports. */
export function* knowledgeSources(graph: CouplingGraph, parts: readonly Element[], shared: SharedThings, code: readonly SameCode[]): Iterable<KnowledgeSource> {
  const members = new Set(parts);
  for (const source of sourcesOf(graph, members, shared, code)) {
    if (source.from !== source.to && members.has(source.from) && members.has(source.to)) yield source;
  }
  yield* librarySources(graph, members, shared);
  yield* behindGateways(graph, shared, members);
}

function* sourcesOf(graph: CouplingGraph, members: ReadonlySet<Element>, shared: SharedThings, code: readonly SameCode[]): Iterable<KnowledgeSource> {
  for (const relation of graph.relations) yield* relationSources(relation, shared);
  for (const group of sharingGroups(graph, code)) yield* groupSources(group, members);
  yield* channelSources(graph);
}

function* relationSources(relation: Relation, shared: SharedThings): Iterable<KnowledgeSource> {
  const { from, to, kind, confidence } = relation;
  // Users of one library are a group of their own.
  if (confidence === 'inferred' || to.kind === 'library') return;
  if (kind === 'calls') yield { from, to, level: strengthOf(relation, shared).level, because: `calls ${to.name}`, cause: callCause(from, to) };
  if (kind === 'shares') {
    yield { from, to, level: 'intrusive', because: `writes the same volume as ${to.name}`, cause: volumeCause(from, to) };
    yield { from: to, to: from, level: 'intrusive', because: `writes the same volume as ${from.name}`, cause: volumeCause(from, to) };
  }
  if (kind === 'imports') yield* importSources(relation, shared);
}

/** What a part knows through an import of another one. */
export function* importSources(relation: Relation, shared: SharedThings): Iterable<KnowledgeSource> {
  const { from, to, importReach } = relation;
  // Types leave no trace in the running program: next to nothing breaks through them.
  if (importReach === 'type') return;
  const { level } = strengthOf(relation, shared);
  const cause = isPastFace(relation) ? insideCause(to) : faceCause(from, to);
  if (importReach === 'layer') {
    // Every feature runs through all layers: a program that is cut by these alone is one module, whoever imports whom.
    yield { from, to, level, because: `is a layer above ${to.name}`, cause, isWhole: true };
    yield { from: to, to: from, level, because: `is a layer below ${from.name}`, cause, isWhole: true };
  } else {
    yield { from, to, level, because: becauseOf(relation, level), cause };
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

function* groupSources({ members, level, because, cause }: SharingGroup, parts: ReadonlySet<Element>): Iterable<KnowledgeSource> {
  const counted = members.filter((member) => parts.has(member));
  for (const [i, from] of counted.entries()) {
    for (let k = 1; k <= Math.min(SATURATION, counted.length - 1); k++) {
      const to = counted[(i + k) % counted.length];
      if (to !== undefined) yield { from, to, level, because, cause };
    }
  }
}

function* sharingGroups(graph: CouplingGraph, code: readonly SameCode[]): Iterable<SharingGroup> {
  for (const database of graph.databases) {
    const level = sharingLevel(database);
    if (level === undefined) continue;
    const because = database.name === undefined ? `shares ${database.datastore.name}` : `shares the database ${database.name} in ${database.datastore.name}`;
    yield { members: [...new Set(database.clients.map(({ element }) => element))], level, because, cause: databaseCause(database) };
  }
  for (const members of code) yield { members, level: 'intrusive', because: `runs the code of ${members[0].name}`, cause: codeCause(members[0]) };
  yield* entityGroups(graph);
}

/**
 * A shared library is one thing that changes: a change in it reaches each of its users once, however many others it has. A
 * database differs, as each of its users changes tables of its own, and so is one source of changes for every other. Nor does
 * a library couple parts when only one of them uses it.
 */
function* librarySources(graph: CouplingGraph, members: ReadonlySet<Element>, { libraries }: SharedThings): Iterable<KnowledgeSource> {
  const users = usersOf(graph, ({ kind, from, to }) => kind === 'imports' && to.kind === 'library' && members.has(from));
  for (const [library, group] of users) {
    if (group.length < 2) continue;
    for (const from of group) yield { from, to: library, level: libraries.get(library) ?? 'contract', because: `shares the library ${library.name}`, cause: libraryCause(library) };
  }
}

/** Modules that use the entities in a folder for all share its tables, whoever writes them. */
function* entityGroups(graph: CouplingGraph): Iterable<SharingGroup> {
  const users = usersOf(graph, ({ importReach, to }) => importReach === 'entity' && to.role === 'infra');
  for (const [home, members] of users) yield { members, level: 'functional', because: `shares the entities in ${home.name}`, cause: insideCause(home) };
}

function usersOf({ relations }: CouplingGraph, counts: (relation: Relation) => boolean): Map<Element, Element[]> {
  const users = new Map<Element, Element[]>();
  for (const relation of relations) {
    if (!counts(relation)) continue;
    const known = users.get(relation.to);
    if (known === undefined) users.set(relation.to, [relation.from]);
    else known.push(relation.from);
  }
  return users;
}

/** A subscriber knows the messages of the publishers of its channel: the channel is their contract. */
function* channelSources(graph: CouplingGraph): Iterable<KnowledgeSource> {
  const publishers = new Map<string, Element[]>();
  const keyOf = (relation: Relation): string => `${relation.to.id} ${relation.channel}`;
  for (const relation of graph.relations) {
    if (relation.kind !== 'publishes' || relation.channel === undefined) continue;
    publishers.set(keyOf(relation), [...(publishers.get(keyOf(relation)) ?? []), relation.from]);
  }
  for (const { kind, from, to, channel } of graph.relations) {
    if (kind !== 'subscribes' || channel === undefined) continue;
    for (const publisher of publishers.get(`${to.id} ${channel}`) ?? []) {
      yield { from, to: publisher, level: 'contract', because: `reads ${channel} of ${publisher.name}`, cause: channelCause(to, channel) };
    }
  }
}

/**
 * Whoever calls a gateway knows the interface of a part behind it. Which one no file says, so the gateway stands for it:
 * one part, however many there are.
 */
function* behindGateways(graph: CouplingGraph, shared: SharedThings, members: ReadonlySet<Element>): Iterable<KnowledgeSource> {
  const behind = partsBehind(graph, (element) => members.has(element));
  for (const relation of behind.size === 0 ? [] : graph.relations) {
    const { kind, from, to, confidence } = relation;
    const parts = behind.get(to);
    if (kind !== 'calls' || confidence === 'inferred' || !members.has(from) || parts === undefined) continue;
    if (parts.size > (parts.has(from) ? 1 : 0)) yield { from, to, level: strengthOf(relation, shared).level, because: `calls what is behind ${to.name}`, cause: callCause(from, to) };
  }
}
