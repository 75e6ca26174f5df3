import { groupBy, uniqueBy } from '../../model/collections.js';
import { extractDatabase } from '../../model/database-extraction.js';
import type { CouplingGraph, Database, DatabaseClient } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { listOf } from '../../model/wording.js';
import { clientsOfSharedDatabase, ownerOf, wholeDatabases } from './database-clients.js';

export const sharedDatabaseSchema: Rule = {
  id: 'shared-database-schema',
  severity: 'error',
  preset: 'recommended',
  title: 'Services share a database',
  why: 'Whoever changes a table changes it for all services that use it, so they can only change and ship together, and they fail together. Databases whose name nobody states may still differ, so that is a warning. API and worker built from the same code count as one service.',
  remedy: 'Give each service a database of its own and let the others ask its owner; or merge the services, which is often the honest answer.',
  ignoreWhen: 'One team owns all of the services and always changes and releases them together, or a migration away from the shared schema is under way.',

  *check({ graph }) {
    const schemasOf = indexSchemas(graph);
    const shared = [...wholeDatabases(graph.databases)].flatMap((database) => shareOf(database) ?? []).filter((share) => !haveOwnSchemas(share, schemasOf));
    // The same services with all their databases in one server are one cause (rules.md, G8).
    for (const group of groupBy(shared, partners).values()) yield toReport(group);
  },
};

/** A database with the services that use it; the first of them counts as its owner. */
interface Share {
  readonly database: Database;
  readonly owner: DatabaseClient;
  readonly others: readonly [DatabaseClient, ...DatabaseClient[]];
}

function shareOf(database: Database): Share | undefined {
  const [owner, second, ...rest] = clientsOfSharedDatabase(database);
  if (owner === undefined || second === undefined) return undefined;
  // What belongs to one of them is the matter of datastore-reach-in.
  return ownerOf(database, [owner, second, ...rest]) === undefined ? { database, owner, others: [second, ...rest] } : undefined;
}

/** Schemas that each element's code writes before its tables, by its id; undefined for who names a table without one. */
function indexSchemas({ tables }: CouplingGraph): ReadonlyMap<string, ReadonlySet<string | undefined>> {
  const schemas = new Map<string, Set<string | undefined>>();
  for (const { element, fact, schema } of tables) {
    if (fact.store !== 'sql') continue;
    const own = schemas.get(element.id);
    if (own) own.add(schema);
    else schemas.set(element.id, new Set([schema]));
  }
  return schemas;
}

/** Whether all services name a schema before each table, and none of them that of another. */
function haveOwnSchemas({ owner, others }: Share, schemasOf: ReadonlyMap<string, ReadonlySet<string | undefined>>): boolean {
  const taken = [owner, ...others].map(({ element }) => [...(schemasOf.get(element.id) ?? [undefined])]);
  const all = taken.flat();
  return !all.includes(undefined) && new Set(all).size === all.length;
}

function partners({ database, owner, others }: Share): string {
  return [database.datastore.id, database.name === undefined, ...[owner, ...others].map(({ element }) => element.id)].join(' ');
}

function toReport(group: readonly [Share, ...Share[]]): Report {
  const [{ database: { datastore, name }, owner, others }, ...more] = group;
  const anchor = others.at(-1) ?? others[0];
  const services = [owner, ...others];
  const names = listOf(services.map(({ element }) => element.name));
  const extraction = more.length === 0 ? extractDatabase(datastore, others) : undefined;
  const places = group.flatMap((share) => [share.owner, ...share.others]).filter((client) => client !== anchor);
  return {
    site: anchor.site,
    severity: name === undefined ? 'warning' : 'error',
    message:
      `${names} share ${whatOf(group)}: a change to ${more.length === 0 ? 'its' : 'their'} tables can break ${services.length === 2 ? 'both' : `all ${services.length}`}, so they change, ship and fail together. ` +
      `Give ${listOf(others.map(({ element }) => element.name))} ${others.length === 1 && more.length === 0 ? 'a database of its own' : 'databases of their own'}, or ask ${owner.element.name} for the data.`,
    related: [...places.map(toRelated), { site: datastore.definedAt[0], message: `${datastore.name} is declared here` }],
    elements: [...services.map(({ element }) => element), datastore],
    relations: uniqueBy(group.flatMap((share) => [share.owner, ...share.others].map(({ relation }) => relation)), ({ id }) => id),
    fixes: extraction ? [extraction] : [],
  };
}

function whatOf(group: readonly [Share, ...Share[]]): string {
  const [{ database: { datastore, name } }] = group;
  if (name === undefined) return `${datastore.name} and none of them names a database`;
  const names = group.map(({ database }) => [database.name, database.schema].filter(Boolean).join('.'));
  return `the ${names.length === 1 ? 'database' : 'databases'} ${listOf(names)} in ${datastore.name}`;
}

function toRelated({ element, site }: DatabaseClient): { site: DatabaseClient['site']; message: string } {
  return { site, message: `${element.name} uses it too` };
}
