import { groupBy, uniqueBy } from '../../model/collections.js';
import { extractDatabase } from '../../model/database-extraction.js';
import type { CouplingGraph, Database, DatabaseClient } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { compareText } from '../../model/text.js';
import { listOf } from '../../model/wording.js';
import { sharedTables, type TableSharing } from './shared-tables.js';
import { clientsOfSharedDatabase, ownerOf, storeOf, subjectOf, wholeDatabases } from './database-clients.js';

export const sharedDatabaseSchema: Rule = {
  id: 'shared-database-schema',
  severity: 'error',
  preset: 'recommended',
  title: 'Services share a database',
  why: 'Whoever changes a table changes it for all services that use it, so they can only change and ship together, and they fail together. Services whose code names tables of their own there, and those whose names say that they are parts of one, get a warning. Where all of them name the same tables `cross-service-table-access` speaks instead. Databases whose name nobody states may differ, and are left out, as are those that a framework keeps for all; API and worker built from the same code count as one service.',
  remedy: 'Give each service a database of its own and let the others ask its owner; or merge the services, which is often the honest answer.',
  ignoreWhen: 'One team owns all of the services and always changes and releases them together, or a migration away from the shared schema is under way.',

  *check({ graph }) {
    const tables = indexTables(graph);
    const sharings = new Map([...sharedTables(graph)].map((sharing) => [sharing.database.id, sharing]));
    const shared = [...wholeDatabases(graph.databases)]
      .filter((database) => database.name !== undefined && database.isOfFramework !== true)
      .flatMap((database) => shareOf(database) ?? [])
      .filter((share) => !haveOwnSchemas(share, tables) && sharings.get(share.database.id)?.isOfAll !== true);
    // The same services with all their databases in one server are one cause (rules.md, G8).
    for (const group of groupBy(shared, partners).values()) yield toReport(group, tables, sharings);
  },
};

/** A database with the services that use it, by name. */
interface Share {
  readonly database: Database;
  readonly clients: readonly [DatabaseClient, DatabaseClient, ...DatabaseClient[]];
}

function shareOf(database: Database): Share | undefined {
  const [first, second, ...rest] = clientsOfSharedDatabase(database);
  if (first === undefined || second === undefined) return undefined;
  // What belongs to one of them is the matter of datastore-reach-in.
  return ownerOf(database, [first, second, ...rest]) === undefined ? { database, clients: [first, second, ...rest] } : undefined;
}

/** What the code of each element names, by its id. */
interface Named {
  /** Schemas that it writes before its tables; undefined where it names a table without one. */
  readonly schemas: Set<string | undefined>;
  /** By kind of store and name, in one spelling. */
  readonly tables: Set<string>;
}

type NamedBy = ReadonlyMap<string, Named>;

function indexTables({ tables }: CouplingGraph): NamedBy {
  const named = new Map<string, Named>();
  for (const { element, fact, name, schema } of tables) {
    const own = named.get(element.id) ?? { schemas: new Set(), tables: new Set() };
    named.set(element.id, own);
    if (fact.store === 'sql') own.schemas.add(schema);
    own.tables.add(`${fact.store} ${name.toLowerCase().replaceAll('_', '')}`);
  }
  return named;
}

/** Whether all services name a schema before each table, and none of them that of another. */
function haveOwnSchemas({ clients }: Share, named: NamedBy): boolean {
  const taken = clients.map(({ element }) => [...(named.get(element.id)?.schemas ?? [undefined])]);
  const all = taken.flat();
  return taken.every(({ length }) => length > 0) && !all.includes(undefined) && new Set(all).size === all.length;
}

/** Whether all services name tables there, and no two of them the same one. */
function haveOwnTables({ database, clients }: Share, named: NamedBy): boolean {
  const store = storeOf(database);
  if (store === undefined) return false;
  const taken = clients.map(({ element }) => [...(named.get(element.id)?.tables ?? [])].filter((table) => table.startsWith(`${store} `)));
  const all = taken.flat();
  return taken.every(({ length }) => length > 0) && new Set(all).size === all.length;
}

/** Whether the names say that all are parts of the first, `orders` and `orders-projector`, or of one thing, `orders-reader` and `orders-writer`. */
function areParts({ clients }: Share): boolean {
  const subjects = clients.map(({ element }) => subjectOf(element.name).replace(/(?:reader|writer)$/, '')).sort((a, b) => a.length - b.length);
  const [shortest = ''] = subjects;
  return shortest.length >= SHORTEST_SUBJECT && subjects.every((subject) => subject.startsWith(shortest));
}

/** Shorter words begin many names. */
const SHORTEST_SUBJECT = 5;

function partners({ database, clients }: Share): string {
  return [database.datastore.id, ...clients.map(({ element }) => element.id)].join(' ');
}

function toReport(group: readonly [Share, ...Share[]], named: NamedBy, sharings: ReadonlyMap<string, TableSharing>): Report {
  const [first, ...more] = group;
  const { database: { datastore }, clients } = first;
  const anchor = clients.at(-1) ?? clients[1];
  const extraction = more.length === 0 ? extractDatabase(datastore, clients.slice(1)) : undefined;
  const tables = group.flatMap(({ database: { id } }) => sharings.get(id)?.tables ?? []);
  const isMild = tables.length === 0 && group.every((share) => areParts(share) || haveOwnTables(share, named));
  return {
    site: anchor.site,
    severity: isMild ? 'warning' : 'error',
    message: `${listOf(clients.map(({ element }) => element.name))} share ${whatOf(group)}: ${tables.length > 0 ? `${tablesPhrase(tables)}. ` : ''}${adviceOf(group, named, tables.length > 0)}`,
    related: [
      ...group.flatMap((share) => share.clients).filter((client) => client !== anchor).map(({ element, site }) => ({ site, message: `${element.name} uses it too` })),
      ...tables.flatMap(({ name, users }) => users.map(({ element, fact }) => ({ site: fact.site, message: `${element.name} uses the table ${name} here` }))).slice(0, MOST_PLACES),
      { site: datastore.definedAt[0], message: `${datastore.name} is declared here` },
    ],
    elements: [...clients.map(({ element }) => element), datastore],
    relations: uniqueBy(group.flatMap((share) => share.clients.map(({ relation }) => relation)), ({ id }) => id),
    fixes: extraction ? [extraction] : [],
  };
}

/** Places of tables that are shown. */
const MOST_PLACES = 10;

/** Who already meets whom in which tables. */
function tablesPhrase(tables: readonly TableSharing['tables'][number][]): string {
  const users = listOf([...new Set(tables.flatMap((table) => table.users.map(({ element }) => element.name)))].sort(compareText));
  return `${users} use the same ${tables.length === 1 ? 'table' : 'tables'} ${listOf(tables.map(({ name }) => name))} there`;
}

/** What that does, and what to do about it. */
function adviceOf(group: readonly [Share, ...Share[]], named: NamedBy, meetInTables: boolean): string {
  const [{ clients }, ...more] = group;
  const [own, its, all] = [more.length === 0 ? 'a database of its own' : 'its own databases', more.length === 0 ? 'its' : 'their', clients.length === 2 ? 'both' : `all ${clients.length}`];
  if (meetInTables) return `Give each ${own}, or let one of them own the data and the other${clients.length === 2 ? ' ask' : 's ask'} it.`;
  if (group.every(areParts)) return `a change to ${its} tables can break ${all}. If they are parts of one service, build and release them as one; otherwise give each ${own}.`;
  if (group.every((share) => haveOwnTables(share, named))) return `their code names different tables, but nothing keeps them from each other's, and what one of them does to the database all of them feel. Give each a schema of its own, or ${own}.`;
  return `a change to ${its} tables can break ${all}, so they change, ship and fail together. Give each ${own}, or let one of them own the data and the other${clients.length === 2 ? ' ask' : 's ask'} it.`;
}

function whatOf(group: readonly [Share, ...Share[]]): string {
  const [{ database: { datastore } }] = group;
  const names = group.map(({ database }) => [database.name, database.schema].filter(Boolean).join('.'));
  return `the ${names.length === 1 ? 'database' : 'databases'} ${listOf(names)} in ${datastore.name}`;
}
