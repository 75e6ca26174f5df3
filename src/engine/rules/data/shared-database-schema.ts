import { groupBy } from '../../model/collections.js';
import { extractDatabase } from '../../model/database-extraction.js';
import type { Database, DatabaseClient } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService, logicalServices } from '../../model/services.js';
import { compareText } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

/** Stores whose users are kept apart by keys, indexes, buckets or tables, which connections do not name. */
const WITHOUT_DATABASES = new Set([
  'redis', 'valkey', 'keydb', 'dragonfly', 'memcached', 'hazelcast', 'elasticsearch', 'opensearch', 'solr', 'meilisearch', 'qdrant', 'weaviate', 'minio', 'dynamodb', 'eventstore',
]);

export const sharedDatabaseSchema: Rule = {
  id: 'shared-database-schema',
  severity: 'error',
  preset: 'recommended',
  title: 'Services share a database',
  why: 'Whoever changes a table changes it for all services that use it, so they can only change and ship together, and they fail together. Databases whose name nobody states may still differ, so that is a warning. API and worker built from the same code count as one service.',
  remedy: 'Give each service a database of its own and let the others ask its owner; or merge the services, which is often the honest answer.',
  ignoreWhen: 'One team owns all of the services and always changes and releases them together, or a migration away from the shared schema is under way.',

  *check({ graph }) {
    for (const database of mergeSchemas(graph.databases)) {
      const report = inspect(database);
      if (report) yield report;
    }
  },
};

/** A client that names no schema may use any: it joins the schemas of its database. */
function* mergeSchemas(databases: readonly Database[]): Iterable<Database> {
  for (const group of groupBy(databases, ({ datastore, name }) => `${datastore.id}/${name ?? '?'}`).values()) {
    const whole = group.find(({ schema }) => schema === undefined);
    if (whole) yield { ...whole, clients: group.flatMap(({ clients }) => clients) };
    else yield* group;
  }
}

function inspect({ datastore, name, schema, clients }: Database): Report | undefined {
  if (WITHOUT_DATABASES.has(datastore.engine ?? '')) return undefined;
  // A guess makes no shared database; migrations, backups and admin tools share one rightly.
  const known = clients.filter(({ element, relation }) => isBusinessService(element) && relation.confidence !== 'inferred');
  const sorted = [...known].sort((a, b) => compareText(a.element.name, b.element.name));
  const services = logicalServices(sorted, ({ element }) => element).map(([first]) => first);
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
