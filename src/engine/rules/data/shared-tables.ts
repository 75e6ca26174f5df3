import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, Database, DatabaseClient, TableUse } from '../../model/graph.js';
import { isOwnProgram, logicalServices } from '../../model/services.js';
import { compareText } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { clientsOfSharedDatabase, storeOf, wholeDatabases } from './database-clients.js';

/** Tables of frameworks and relays, which every service of a database may have there. */
const TECHNICAL = /^(?:flyway_?schema_?history|schema_?version|databasechangelog(?:lock)?|_+efmigrationshistory|django_\w+|spring_?session\w*|shedlock|qrtz_\w+|schema_?migrations|ar_?internal_?metadata|alembic_?version|knex_?migrations\w*|_?prisma_?migrations|goose_?db_?version|hibernate_?sequences?|sequelizemeta|migrations|pg_\w+|sqlite_\w+|sys\w*|\w*outbox\w*|\w*inbox\w*)$/;

/** Schemas with the tables of the server itself, and those that tables are in when nobody says where. */
const SYSTEM_SCHEMAS: ReadonlySet<string> = new Set(['information_schema', 'pg_catalog', 'sys', 'mysql', 'performance_schema']);
const DEFAULT_SCHEMAS: ReadonlySet<string> = new Set(['public', 'dbo']);

/** A table with those who name it, each with the first place. */
export interface SharedTable {
  readonly name: string;
  readonly users: readonly TableUse[];
  /** Ids of the elements whose scripts create it. */
  readonly creators: readonly string[];
  /** Ids of the elements that do more than read it. */
  readonly writers: readonly string[];
}

/** A database of several services, and the tables there that more than one of them names. */
export interface TableSharing {
  readonly database: Database;
  readonly clients: readonly DatabaseClient[];
  readonly tables: readonly [SharedTable, ...SharedTable[]];
  /** Each of the services names one of the tables, so that the tables say all there is to say of the database. */
  readonly isOfAll: boolean;
}

/** The tables that services share, by database. */
export function* sharedTables(graph: CouplingGraph): Iterable<TableSharing> {
  const usesOf = groupBy(graph.tables.filter(({ element, name }) => isOwnProgram(element) && !TECHNICAL.test(name.toLowerCase())), ({ element }) => element.id);
  const databasesOf = countDatabases(graph);
  for (const database of wholeDatabases(graph.databases)) {
    const clients = clientsOfSharedDatabase(database);
    if (clients.length < 2) continue;
    const store = storeOf(database);
    const uses = clients.flatMap(({ element }) => (store === undefined || (databasesOf.get(`${element.id} ${store}`) ?? 0) > 1 ? [] : (usesOf.get(element.id) ?? []).filter(({ fact }) => fact.store === store)));
    const [first, ...others] = tablesOf(uses, database);
    if (first === undefined) continue;
    const tables = [first, ...others] as const;
    const users = new Set(tables.flatMap((table) => table.users.map(({ element }) => element.id)));
    yield { database, clients, tables, isOfAll: clients.every(({ element }) => users.has(element.id)) };
  }
}

/** How many databases of a kind each service has: with several, which one holds a table is not known. */
function countDatabases({ databases }: CouplingGraph): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const database of wholeDatabases(databases)) {
    const store = storeOf(database);
    for (const id of new Set(store === undefined ? [] : database.clients.map(({ element }) => element.id))) counts.set(`${id} ${store ?? ''}`, (counts.get(`${id} ${store ?? ''}`) ?? 0) + 1);
  }
  return counts;
}

/** Tables that several services name, by name. What one piece of code names for all of them tells nothing of any. */
function tablesOf(uses: readonly TableUse[], database: Database): SharedTable[] {
  const byPlace = groupBy(uses, ({ fact }) => siteKey(fact.site));
  const own = [...byPlace.values()].filter((users) => new Set(users.map(({ element }) => element.id)).size === 1).flat();
  const byTable = groupBy(own, (use) => keyOf(use, database));
  return [...byTable].flatMap(([key, all]) => {
    // What uses the table tells more than what creates it.
    const first = uniqueBy([...all].sort((a, b) => Number(a.fact.access === 'creates') - Number(b.fact.access === 'creates')), ({ element }) => element.id);
    const users = logicalServices(first.sort((a, b) => compareText(a.element.name, b.element.name)), ({ element }) => element).map(([use]) => use);
    return users.length < 2 || key.startsWith('!') ? [] : [{ name: users[0]?.name ?? '', users, creators: idsOf(all, 'creates'), writers: idsOf(all, 'creates', 'writes', 'maps') }];
  }).sort((a, b) => compareText(a.name, b.name));
}

/** Schema and name in one spelling: case and underscores are the mappers' matter. */
function keyOf({ name, schema = '' }: TableUse, database: Database): string {
  const space = schema.toLowerCase();
  if (SYSTEM_SCHEMAS.has(space)) return '!';
  const isDefault = DEFAULT_SCHEMAS.has(space) || space === database.name?.toLowerCase() || space === database.schema?.toLowerCase();
  return `${isDefault ? '' : space}.${name.toLowerCase().replaceAll('_', '')}`;
}

function idsOf(uses: readonly TableUse[], ...accesses: readonly TableUse['fact']['access'][]): string[] {
  return uses.filter(({ fact }) => accesses.includes(fact.access)).map(({ element }) => element.id);
}
