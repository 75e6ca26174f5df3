import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, Database, DatabaseClient, Element, TableUse } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService, logicalServices } from '../../model/services.js';
import { compareText } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { count, listOf } from '../../model/wording.js';
import { clientsOfSharedDatabase, ownerOf, storeOf, subjectOf, wholeDatabases } from './database-clients.js';

/** Tables of frameworks and relays, which every service of a database may have there. */
const TECHNICAL = /^(?:flyway_?schema_?history|schema_?version|databasechangelog(?:lock)?|_+efmigrationshistory|django_\w+|spring_?session\w*|shedlock|qrtz_\w+|schema_?migrations|ar_?internal_?metadata|alembic_?version|knex_?migrations\w*|_?prisma_?migrations|goose_?db_?version|hibernate_?sequences?|sequelizemeta|migrations|pg_\w+|sqlite_\w+|sys\w*|\w*outbox\w*|\w*inbox\w*)$/;

/** Schemas with the tables of the server itself, and those that tables are in when nobody says where. */
const SYSTEM_SCHEMAS: ReadonlySet<string> = new Set(['information_schema', 'pg_catalog', 'sys', 'mysql', 'performance_schema']);
const DEFAULT_SCHEMAS: ReadonlySet<string> = new Set(['public', 'dbo']);

/** Places that are shown: who wants to see all of them searches for the names. */
const MOST_PLACES = 10;

/** A table with those who name it, each with the first place. */
interface SharedTable {
  readonly name: string;
  readonly users: readonly TableUse[];
  /** Ids of the elements whose scripts create it. */
  readonly creators: readonly string[];
  /** Ids of the elements that do more than read it. */
  readonly writers: readonly string[];
}

export const crossServiceTableAccess: Rule = {
  id: 'cross-service-table-access',
  severity: 'error',
  preset: 'recommended',
  title: 'Services use the same table',
  why: 'A table that several services name in their code is an interface that nobody designed: a column that one of them renames, fills otherwise or locks stops the others, and only at run time. The tables are those of SQL in strings and of object-relational mappers; they count where the services use one and the same database. Code that several services share is left out, as are tables of frameworks and outboxes.',
  remedy: 'Let one service own the table; the others ask it, or keep a copy that its events maintain.',
  ignoreWhen: 'The table is a view that its owner publishes for reading, or the services are being merged or split.',
  noFix: 'a query is replaced by an interface or events that its owner has to offer first. Where the services can be given databases of their own by an edit, `shared-database-schema` offers it.',

  *check({ graph }) {
    const usesOf = groupBy(graph.tables.filter(({ element, name }) => isBusinessService(element) && !TECHNICAL.test(name.toLowerCase())), ({ element }) => element.id);
    const databasesOf = countDatabases(graph);
    for (const database of wholeDatabases(graph.databases)) {
      const clients = clientsOfSharedDatabase(database);
      if (clients.length < 2) continue;
      const store = storeOf(database);
      const uses = clients.flatMap(({ element }) => (store === undefined || (databasesOf.get(`${element.id} ${store}`) ?? 0) > 1 ? [] : (usesOf.get(element.id) ?? []).filter(({ fact }) => fact.store === store)));
      const tables = sharedTables(uses, database);
      for (const group of groupBy(tables, ({ users }) => users.map(({ element }) => element.id).join(' ')).values()) yield toReport(group, database, clients);
    }
  },
};

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
function sharedTables(uses: readonly TableUse[], database: Database): SharedTable[] {
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

function toReport(tables: readonly [SharedTable, ...SharedTable[]], database: Database, clients: readonly DatabaseClient[]): Report {
  const [{ users }] = tables;
  const owner = ownerOf(database, clients)?.element ?? namesake(tables, users) ?? mainUser(tables, users);
  const others = users.filter(({ element }) => element !== owner);
  const anchor = others.at(-1) ?? (users[0] as TableUse);
  const names = tables.map(({ name }) => name);
  const services = new Set(users.map(({ element }) => element.id));
  const places = tables.flatMap((table) => table.users).filter(({ fact }) => siteKey(fact.site) !== siteKey(anchor.fact.site));
  return {
    site: anchor.fact.site,
    severity: database.name === undefined ? 'warning' : 'error',
    message:
      `${listOf(users.map(({ element }) => element.name))} use the same ${tables.length === 1 ? 'table' : 'tables'} ${listOf(names)} in ${database.datastore.name}: whoever changes ${tables.length === 1 ? 'it' : 'one of them'} breaks ${users.length === 2 ? 'the other' : 'the others'} at run time. ` +
      `Let ${owner?.name ?? 'one of them'} own ${tables.length === 1 ? 'it' : 'them'}, and give ${owner === undefined ? 'the others' : listOf(others.map(({ element }) => element.name))} its interface or its events.`,
    related: [
      ...places.slice(0, MOST_PLACES).map(({ element, fact, name }) => ({ site: fact.site, message: `${element.name} ${VERBS[fact.access]} ${name} here` })),
      { site: database.datastore.definedAt[0], message: `${database.datastore.name} is declared here${places.length > MOST_PLACES ? `; ${count(places.length - MOST_PLACES, 'more place')} name these tables` : ''}` },
    ],
    elements: [...users.map(({ element }) => element), database.datastore],
    relations: clients.filter(({ element }) => services.has(element.id)).map(({ relation }) => relation),
  };
}

const VERBS: Readonly<Record<TableUse['fact']['access'], string>> = { maps: 'keeps', reads: 'reads', writes: 'writes', creates: 'creates' };

function idsOf(uses: readonly TableUse[], ...accesses: readonly TableUse['fact']['access'][]): string[] {
  return uses.filter(({ fact }) => accesses.includes(fact.access)).map(({ element }) => element.id);
}

/** The only service that is called like one of the tables. */
function namesake(tables: readonly SharedTable[], users: readonly TableUse[]): Element | undefined {
  const subjects = new Set(tables.map(({ name }) => subjectOf(name)));
  const [first, another] = users.filter(({ element }) => subjects.has(subjectOf(element.name)));
  return another === undefined ? first?.element : undefined;
}

/** The only service that creates the tables; else the only one that does more than read them. */
function mainUser(tables: readonly SharedTable[], users: readonly TableUse[]): Element | undefined {
  for (const who of [new Set(tables.flatMap(({ creators }) => creators)), new Set(tables.flatMap(({ writers }) => writers))]) {
    if (who.size > 0) return who.size === 1 ? users.find(({ element }) => who.has(element.id))?.element : undefined;
  }
  return undefined;
}
