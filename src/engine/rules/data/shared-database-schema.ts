import { extractDatabase } from '../../model/database-extraction.js';
import type { Database, DatabaseClient } from '../../model/graph.js';
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
    for (const database of wholeDatabases(graph.databases)) {
      const report = inspect(database);
      if (report) yield report;
    }
  },
};

function inspect(database: Database): Report | undefined {
  const { datastore, name, schema } = database;
  const services = clientsOfSharedDatabase(database);
  // What belongs to one of them is the matter of datastore-reach-in.
  if (ownerOf(database, services) !== undefined) return undefined;
  const [owner, ...others] = services;
  const anchor = others.at(-1);
  if (owner === undefined || anchor === undefined) return undefined;

  const names = listOf(services.map(({ element }) => element.name));
  const what = name === undefined ? `${datastore.name} and none of them names a database` : `the database ${[name, schema].filter(Boolean).join('.')} in ${datastore.name}`;
  const extraction = extractDatabase(datastore, others);
  return {
    site: anchor.site,
    severity: name === undefined ? 'warning' : 'error',
    message:
      `${names} share ${what}: a change to its tables can break ${services.length === 2 ? 'both' : `all ${services.length}`}, so they change, ship and fail together. ` +
      `Give ${listOf(others.map(({ element }) => element.name))} ${others.length === 1 ? 'a database of its own' : 'databases of their own'}, or ask ${owner.element.name} for the data.`,
    related: [...services.filter((client) => client !== anchor).map(toRelated), { site: datastore.definedAt[0], message: `${datastore.name} is declared here` }],
    elements: [...services.map(({ element }) => element), datastore],
    relations: services.map(({ relation }) => relation),
    fixes: extraction ? [extraction] : [],
  };
}

function toRelated({ element, site }: DatabaseClient): { site: DatabaseClient['site']; message: string } {
  return { site, message: `${element.name} uses it too` };
}
