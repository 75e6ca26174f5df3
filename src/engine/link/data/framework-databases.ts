import { MESSAGE_DATA } from '../../model/code-facts.js';
import type { Database, DatabaseClient, TableUse } from '../../model/graph.js';
import { siteKey } from '../../model/value-edit.js';

/** Databases of frameworks, which deliver messages, keep events or run jobs for all: named after what they are for. */
const OF_FRAMEWORK = /outbox|inbox|persist[-_]?message|message[-_]?store|event[-_]?store|eventuate|hangfire|quartz|masstransit|idempoten|shedlock|nacos|apollo|seata|health[-_]?checks?/i;

/** Marks the databases that are called after a framework, where no service is known to keep tables of its own that could be nowhere else. */
export function markFrameworkDatabases(databases: readonly Database[], tables: readonly TableUse[]): Database[] {
  const called = new Set(databases.filter(({ name = '' }) => OF_FRAMEWORK.test(name)));
  const ofMessages = new Set(databases.filter(({ clients }) => clients.length > 0 && clients.every(keepsMessages)));
  const others = new Set(databases.filter((database) => !called.has(database)).flatMap(({ clients }) => clients.map(({ element }) => element)));
  const withTables = new Set(tables.map(({ element }) => element));
  const isOfFramework = (database: Database): boolean => ofMessages.has(database) || called.has(database) && database.clients.every(({ element }) => others.has(element) || !withTables.has(element));
  return databases.map((database) => (isOfFramework(database) ? { ...database, isOfFramework: true } : database));
}

/** What belongs to large messages is kept for whoever sends and takes them, and has no tables that anybody knows. */
function keepsMessages({ relation, site }: DatabaseClient): boolean {
  const own = relation.uses.filter((use) => siteKey(use.site) === siteKey(site));
  return own.length > 0 && own.every(({ client }) => client === MESSAGE_DATA);
}
