import { NO_CARE } from '../../model/code-facts.js';
import { ts } from '../../syntax/typescript.js';
import { endpointIn, endpointOf, nestedOptions } from './endpoints.js';
import { argument, argumentOf, argumentText, calleeOf, methodOf, type LibraryCall, type Recogniser, type Use } from './library-call.js';
import { factoryOptions, optionText, optionsOf, type Options } from './options.js';
import { textOf } from './text.js';
import { isUnknown, joined, literalStart, type Text } from './text-values.js';

/** How a database client is opened. */
interface StoreForm {
  readonly protocol: string;
  /** The callees that open it, as `calleeOf` spells them. */
  readonly opens: RegExp;
  /** Options that name the database. */
  readonly databases: readonly string[];
  /** Options that hold the connection one level down. */
  readonly nested?: readonly string[];
  /** What the client reads from the environment when it is told nothing. */
  readonly environment?: { readonly host: string; readonly database: string };
}

const POSTGRES: StoreForm = {
  protocol: 'sql',
  opens: /(?:^|\.)(?:Pool|Client)$/,
  databases: ['database'],
  environment: { host: 'PGHOST', database: 'PGDATABASE' },
};
const POSTGRES_CALL: StoreForm = { protocol: 'sql', opens: /^$|^(?:postgres|pgp|pgPromise|createPool)$|^\(\)$/, databases: ['database', 'db'] };
const MYSQL: StoreForm = { protocol: 'sql', opens: /(?:^|\.)(?:createConnection|createPool|createPoolCluster)$/, databases: ['database'] };
const MSSQL: StoreForm = { protocol: 'sql', opens: /^(?:connect|ConnectionPool)$/, databases: ['database'] };
const MONGOOSE: StoreForm = {
  protocol: 'mongodb',
  opens: /^(?:mongoose\.|Mongoose\(\)\.)?(?:connect|createConnection)$/,
  databases: ['dbName'],
};
const MONGODB: StoreForm = { protocol: 'mongodb', opens: /^(?:MongoClient|MongoClient\.connect|connect)$/, databases: [] };
const NEST_ROOT = /(?:^|\.)forRoot(?:Async)?$/;
const NEST_MONGOOSE: StoreForm = { protocol: 'mongodb', opens: NEST_ROOT, databases: ['dbName'] };
const REDIS: StoreForm = { protocol: 'redis', opens: /^(?:createClient|createCluster|createHandyClient)$/, databases: [] };
const IOREDIS: StoreForm = { protocol: 'redis', opens: /^(?:|Redis|Cluster|Redis\.Cluster)$/, databases: [] };
const NEST_REDIS: StoreForm = { protocol: 'redis', opens: NEST_ROOT, databases: [], nested: ['config'] };
const MEMCACHED: StoreForm = { protocol: 'memcached', opens: /^(?:|Memcached|Client\.create)$/, databases: [] };
const CASSANDRA: StoreForm = { protocol: 'cassandra', opens: /^Client$/, databases: ['keyspace'] };
const ELASTIC: StoreForm = { protocol: 'elasticsearch', opens: /^Client$/, databases: [] };
const KNEX: StoreForm = { protocol: 'sql', opens: /^(?:|knex|Knex)$/, databases: ['database', 'filename'], nested: ['connection'] };
const SEQUELIZE: StoreForm = { protocol: 'sql', opens: /^(?:|Sequelize)$/, databases: ['database'] };
const NEST_SEQUELIZE: StoreForm = { protocol: 'sql', opens: NEST_ROOT, databases: ['database'] };
const TYPEORM: StoreForm = { protocol: 'sql', opens: /^(?:DataSource|createConnection|createConnections)$/, databases: ['database'] };
const NEO4J: StoreForm = { protocol: 'neo4j', opens: /^driver$/, databases: [] };
const INFLUX: StoreForm = { protocol: 'influxdb', opens: /^InfluxDB$/, databases: ['database'] };
const COUCH: StoreForm = { protocol: 'couchdb', opens: /^$|^(?:connect|nano)$/, databases: [] };
const CLICKHOUSE: StoreForm = { protocol: 'clickhouse', opens: /^createClient$/, databases: ['database'] };
const MIKRO: StoreForm = { protocol: 'sql', opens: /^(?:MikroORM\.init(?:Sync)?|defineConfig)$/, databases: ['dbName'] };
const DRIZZLE: StoreForm = { protocol: 'sql', opens: /^drizzle$/, databases: ['connection.database'], nested: ['connection'] };
const PRISMA: StoreForm = { protocol: 'sql', opens: /^PrismaClient$/, databases: [], nested: ['datasources.db', 'datasources.postgres', 'datasources.mysql'] };
const SEARCH: StoreForm = { protocol: 'http', opens: /^(?:MeiliSearch|Meilisearch|Client)$/, databases: [], nested: ['nodes'] };
const ETCD: StoreForm = { protocol: 'etcd', opens: /^Etcd3$/, databases: [] };
const KEYV: StoreForm = { protocol: 'redis', opens: /^(?:|KeyvRedis|createKeyv|redisStore)$/, databases: [] };

/** Databases, caches and search engines by module. */
export const stores: Readonly<Record<string, Recogniser>> = {
  pg: store('pg', POSTGRES),
  'pg-pool': store('pg', { ...POSTGRES, opens: /^$/ }),
  postgres: store('postgres', POSTGRES_CALL),
  'pg-promise': store('pg-promise', { ...POSTGRES_CALL, opens: /^\(\)$/ }),
  slonik: store('slonik', POSTGRES_CALL),
  mysql: store('mysql', MYSQL),
  mysql2: store('mysql2', MYSQL),
  'mysql2/promise': store('mysql2', MYSQL),
  'promise-mysql': store('mysql', MYSQL),
  mariadb: store('mariadb', MYSQL),
  mssql: store('mssql', MSSQL),
  mongoose: store('mongoose', MONGOOSE),
  mongodb: mongo(store('mongodb', MONGODB)),
  '@nestjs/mongoose': store('mongoose', NEST_MONGOOSE),
  redis: store('redis', REDIS),
  'handy-redis': store('redis', REDIS),
  ioredis: store('ioredis', IOREDIS),
  '@nestjs-modules/ioredis': store('ioredis', NEST_REDIS),
  '@liaoliaots/nestjs-redis': store('ioredis', NEST_REDIS),
  'connect-redis': session(store('redis', { ...REDIS, opens: /^(?:|\(\)|RedisStore)$/ })),
  'connect-mongo': session(store('mongodb', { ...MONGODB, opens: /^(?:|\(\)|create|MongoStore|MongoStore\.create)$/ })),
  memcached: store('memcached', MEMCACHED),
  memjs: store('memjs', MEMCACHED),
  'cassandra-driver': store('cassandra-driver', CASSANDRA),
  '@elastic/elasticsearch': store('@elastic/elasticsearch', ELASTIC),
  elasticsearch: store('elasticsearch', ELASTIC),
  '@opensearch-project/opensearch': store('@opensearch-project/opensearch', ELASTIC),
  knex: typed(store('knex', KNEX)),
  sequelize: typed(positional(store('sequelize', SEQUELIZE))),
  'sequelize-typescript': typed(positional(store('sequelize', SEQUELIZE))),
  '@nestjs/sequelize': typed(store('sequelize', NEST_SEQUELIZE)),
  typeorm: typed(store('typeorm', TYPEORM)),
  '@nestjs/typeorm': typed(store('typeorm', { ...TYPEORM, opens: NEST_ROOT })),
  '@mikro-orm/core': typed(store('mikro-orm', MIKRO)),
  '@mikro-orm/postgresql': typed(store('mikro-orm', MIKRO)),
  '@mikro-orm/mysql': typed(store('mikro-orm', MIKRO)),
  '@mikro-orm/mariadb': typed(store('mikro-orm', MIKRO)),
  '@mikro-orm/mongodb': typed(store('mikro-orm', { ...MIKRO, protocol: 'mongodb' })),
  '@mikro-orm/nestjs': typed(store('mikro-orm', { ...MIKRO, opens: NEST_ROOT })),
  'drizzle-orm/node-postgres': addressed(store('drizzle', DRIZZLE)),
  'drizzle-orm/postgres-js': addressed(store('drizzle', DRIZZLE)),
  'drizzle-orm/mysql2': addressed(store('drizzle', DRIZZLE)),
  '@prisma/client': addressed(store('prisma', PRISMA)),
  meilisearch: addressed(store('meilisearch', SEARCH)),
  typesense: addressed(store('typesense', SEARCH)),
  etcd3: store('etcd3', ETCD),
  '@keyv/redis': addressed(store('keyv', KEYV)),
  'cache-manager-redis-yet': addressed(store('cache-manager', KEYV)),
  'neo4j-driver': store('neo4j-driver', NEO4J),
  '@influxdata/influxdb-client': store('influxdb', INFLUX),
  influx: store('influx', INFLUX),
  couchbase: store('couchbase', COUCH),
  nano: store('nano', COUCH),
  '@clickhouse/client': store('clickhouse', CLICKHOUSE),
  minio: minio,
};

function store(client: string, form: StoreForm): Recogniser {
  return (call) => {
    if (!form.opens.test(calleeOf(call))) return [];
    const use = { client, relation: 'stores' as const, protocol: form.protocol, care: NO_CARE };
    const options = connectionOptions(call, form);
    const database = options && optionText(options, form.databases);
    const target = (options && endpointIn(options)) ?? textTarget(call);
    if (target === undefined && form.environment !== undefined && (options === undefined || options.object !== undefined)) {
      return [{ ...use, target: environmentText(form.environment.host), database: database ?? environmentText(form.environment.database) }];
    }
    return [{ ...use, ...(target && { target }), ...(database && { database }) }];
  };
}

/** The connection options among the arguments, taken out of NestJS factories and nested objects. */
function connectionOptions(call: LibraryCall, form: StoreForm): Options | undefined {
  for (const value of [2, 1, 0].map((index) => argument(call, index)).reverse()) {
    const options = value && optionsOf(value);
    if (options?.object === undefined) continue;
    const made = factoryOptions(options) ?? options;
    const inner = nestedOptions(made, form.nested ?? []);
    return inner.object ? inner : made;
  }
  return undefined;
}

/** A URL or host as the first argument; ioredis also takes a port before the host. */
function textTarget(call: LibraryCall): Text | undefined {
  const nested = connectionText(call);
  if (nested !== undefined) return nested;
  const first = argument(call, 0);
  if (first === undefined) return undefined;
  const text = endpointOf(first);
  const host = argument(call, 1);
  if (text && /^\d+$/.test(literalStart(text)) && host && !ts.isObjectLiteralExpression(host.node)) {
    return joined([textOf(host.reader, host.node), text], ':');
  }
  return optionsOf(first).object ? undefined : text;
}

/** `knex({ connection: 'postgres://…' })`. */
function connectionText(call: LibraryCall): Text | undefined {
  const first = argument(call, 0);
  const text = first && optionText(optionsOf(first), ['connection', 'config']);
  return text && !isUnknown(text) ? text : undefined;
}

/** Session stores are usually given a client that was opened elsewhere. */
function session(opened: Recogniser): Recogniser {
  return (call) => {
    const options = argument(call, 0);
    const isOpenedElsewhere = options === undefined || ts.isIdentifier(options.node);
    return isOpenedElsewhere ? [] : opened(call).filter((use) => use.target !== undefined);
  };
}

function environmentText(name: string): Text {
  return { parts: [{ hole: 'environment', name }] };
}

/** `new Sequelize(database, user, password, { host })`. */
function positional(opened: Recogniser): Recogniser {
  return (call) => {
    const fourth = argument(call, 3);
    if (fourth === undefined) return opened(call);
    const target = endpointOf(fourth);
    const database = argumentText(call, 0);
    return opened(call).map((use) => ({ ...use, ...(target && { target }), ...(database && { database }) }));
  };
}

/** A file, or memory, is nobody's store but the program's own. */
const EMBEDDED = /^(?:better-)?sqlite3?(?::|$)|^sqljs$|^libsql$|^pglite$/;

/** Object mappers serve several engines: `type: 'mongodb'`, `dialect: 'sqlite'`. */
function typed(opened: Recogniser): Recogniser {
  return (call) => {
    const engine = engineOf(call);
    if (EMBEDDED.test(engine)) return [];
    return opened(call).map((use) => (engine === 'mongodb' ? { ...use, protocol: 'mongodb' } : use));
  };
}

function engineOf(call: LibraryCall): string {
  for (const index of [0, 3]) {
    const value = argument(call, index);
    if (value === undefined) continue;
    const options = optionsOf(value);
    const named = options.object ? optionText(factoryOptions(options) ?? options, ['type', 'dialect', 'client', 'driver']) : textOf(value.reader, value.node);
    if (named !== undefined && literalStart(named) !== '') return literalStart(named);
  }
  return '';
}

/** Clients that only count where they are told an address: else they wrap another client, or read a schema. */
function addressed(opened: Recogniser): Recogniser {
  return (call) => opened(call).filter(({ target }) => target !== undefined && !isUnknown(target));
}

/** The databases are chosen on the open client: `client.db('orders')`. */
function mongo(opened: Recogniser): Recogniser {
  return (call) => {
    const uses = opened(call);
    if (uses.length === 0) return uses;
    const databases = databasesOf(call);
    return databases.length === 0 ? uses : uses.flatMap((use) => databases.map((database) => ({ ...use, database })));
  };
}

function databasesOf(call: LibraryCall): readonly Text[] {
  const chosen = new Map<string, Text>();
  for (const other of call.reader.declarations.calls) {
    const value = argumentOf(other, call.reader, 0);
    if (!ts.isPropertyAccessExpression(other.expression) || other.expression.name.text !== 'db' || value === undefined) continue;
    const chain = call.reader.chain(other.expression.expression);
    // A client that came here as a parameter is the one the file opens.
    if (chain !== undefined && !chain.calls.includes(call.node)) continue;
    const text = textOf(value.reader, value.node);
    if (!isUnknown(text)) chosen.set(JSON.stringify(text.parts), text);
  }
  return [...chosen.values()];
}


function minio(call: LibraryCall): readonly Use[] {
  const first = argument(call, 0);
  if (methodOf(call) !== 'Client' || first === undefined) return [];
  const options = optionsOf(first);
  const host = optionText(options, ['endPoint']);
  const port = optionText(options, ['port']);
  const target = host && (port ? joined([host, port], ':') : host);
  return [{ client: 'minio', relation: 'stores', protocol: 's3', ...(target && { target }), care: NO_CARE }];
}
