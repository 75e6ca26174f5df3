import { groupBy } from '../../model/collections.js';
import type { Database, DatabaseClient, TableUse } from '../../model/graph.js';
import { areFaces, groupProcesses, isMigrator } from '../../model/processes.js';
import { isOwnProgram, runsWholeOf } from '../../model/services.js';
import { compareText } from '../../model/text.js';

/** Stores whose users are kept apart by keys, indexes, buckets or tables, which connections do not name. */
const WITHOUT_DATABASES = new Set([
  'redis', 'valkey', 'keydb', 'dragonfly', 'memcached', 'hazelcast', 'elasticsearch', 'opensearch', 'solr', 'meilisearch', 'qdrant', 'weaviate', 'minio', 'seaweedfs', 'dynamodb', 'eventstore',
]);

/** Ends of names that say what a thing is, not what it is about: `orders-service`, `orders-db`, `OrdersApi`. */
const GENERIC_END = /[-_.]?(?:service|svc|api|app|server|backend|worker|db|database|data|store|datastore|postgres(?:ql)?|pg|mysql|mariadb|mongo(?:db)?|mssql|sql|sqlserver|cassandra)$/;

/** Databases that may be shared. A client that names no schema may use any: it joins the schemas of its database. */
export function* wholeDatabases(databases: readonly Database[]): Iterable<Database> {
  const named = databases.filter(({ datastore }) => !WITHOUT_DATABASES.has(datastore.engine ?? ''));
  for (const group of groupBy(named, ({ datastore, name }) => `${datastore.id}/${name ?? '?'}`).values()) {
    const whole = group.find(({ schema }) => schema === undefined);
    if (whole) yield { ...whole, clients: group.flatMap(({ clients }) => clients) };
    else yield* group;
  }
}

/** The services that use a database, by name, each with one client; the processes of one service are one. */
export function clientsOfSharedDatabase({ clients }: Database): DatabaseClient[] {
  // A guess makes no shared database; migrations, backups and admin tools share one rightly.
  const known = clients.filter(({ element, relation }) => isOwnProgram(element) && !isMigrator(element) && relation.confidence !== 'inferred');
  const present = known.filter(({ element }) => !known.some((other) => runsWholeOf(element, other.element)));
  const sorted = [...present].sort((a, b) => compareText(a.element.name, b.element.name));
  const services = groupProcesses(sorted, ({ element }) => element).map(([first]) => first);
  return areFaces(services.map(({ element }) => element)) ? services.slice(0, 1) : services;
}

/**
 * The one of several clients that a database, or its server, is named after. Undefined without any, and where another one begins with
 * the same word: then both are parts of what the database is for.
 */
export function ownerOf({ datastore, name, schema }: Database, clients: readonly DatabaseClient[]): DatabaseClient | undefined {
  if (clients.length < 2) return undefined;
  const subjects = new Set([schema, name, datastore.name].flatMap((text) => (text === undefined ? [] : subjectOf(text))));
  const owners = clients.filter(({ element }) => [element.name, ...element.aliases].some((alias) => subjects.has(subjectOf(alias))));
  const [owner, another] = owners;
  if (owner === undefined || another !== undefined) return undefined;
  const subject = subjectOf(owner.element.name);
  return clients.some((client) => client !== owner && subjectOf(client.element.name).startsWith(subject)) ? undefined : owner;
}

/** What a name is about: `orders` for `orders-service`, `Orders_DB` and `order`. */
export function subjectOf(name: string): string {
  const lower = name.toLowerCase();
  const stem = lower.replace(GENERIC_END, '');
  return (stem === '' ? lower : stem).replace(/[-_.]/g, '').replace(/s$/, '');
}

/** What a database keeps, as far as code tells; undefined where it has neither tables nor collections. */
export function storeOf({ datastore: { engine = '' } }: Database): TableUse['fact']['store'] | undefined {
  if (/^(?:mongodb|documentdb|cosmosdb|ferretdb)$/.test(engine)) return 'mongodb';
  return /^(?:postgres|mysql|mariadb|mssql|sqlserver|oracle|cockroachdb|yugabyte|sql|db2|timescaledb|tidb|h2)/.test(engine) ? 'sql' : undefined;
}
