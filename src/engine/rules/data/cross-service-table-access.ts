import { groupBy } from '../../model/collections.js';
import type { Database, DatabaseClient, Element, TableUse } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { siteKey } from '../../model/value-edit.js';
import { count, listOf } from '../../model/wording.js';
import { ownerOf, subjectOf } from './database-clients.js';
import { sharedTables, type SharedTable } from './shared-tables.js';

/** Places that are shown: who wants to see all of them searches for the names. */
const MOST_PLACES = 10;

export const crossServiceTableAccess: Rule = {
  id: 'cross-service-table-access',
  severity: 'error',
  preset: 'recommended',
  title: 'Services use the same table',
  why: 'A table that several services name in their code is an interface that nobody designed: a column that one of them renames, fills otherwise or locks stops the others, and only at run time. The tables are those of SQL in strings and of object-relational mappers; they count where the services use one and the same database. Code that several services share is left out, as are tables of frameworks and outboxes.',
  remedy: 'Let one service own the table; the others ask it, or keep a copy that its events maintain.',
  ignoreWhen: 'The table is a view that its owner publishes for reading, or the services are being merged or split.',
  noFix: 'a query is replaced by an interface or by events, which the owner of the table has to offer first.',

  *check({ graph }) {
    for (const { database, clients, tables, isOfAll } of sharedTables(graph)) {
      // Where more services share the database than the table that is the finding, and names the tables.
      if (!isOfAll && database.name !== undefined && database.isOfFramework !== true) continue;
      for (const group of groupBy(tables, ({ users }) => users.map(({ element }) => element.id).join(' ')).values()) yield toReport(group, database, clients);
    }
  },
};

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
