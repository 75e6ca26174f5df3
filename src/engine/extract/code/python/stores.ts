import type { UseFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Value } from '../../../syntax/outline/outline.js';
import { itemsOf, textOrList } from '../calls.js';
import type { Reader } from '../reader.js';
import { isUnknown, joinTexts, literalStart, plainText, type Text } from '../text.js';
import { argument, argumentText, toUseFact, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { hostAndPort } from './endpoints.js';
import { databasesTaken } from './mongo.js';

function store(client: string, protocol: string, target: Text | undefined, database?: Text): Use[] {
  return target === undefined || isUnknown(target) || /^sqlite|^:memory:/.test(literalStart(target)) ? [] : [{ client, relation: 'stores', protocol, target, ...(database && !isUnknown(database) && { database }) }];
}

/** A driver with a connection string first, or host and database by name. */
const driver = (client: string, protocol: string, ...names: readonly string[]): Recogniser => (site) => {
  const host = hostAndPort(argumentText(site, Infinity, 'host', 'hostname', 'contact_points'), argumentText(site, Infinity, 'port'));
  const database = argumentText(site, Infinity, 'dbname', 'database', 'db');
  return store(client, protocol, host ?? argumentText(site, 0, 'dsn', 'conninfo', ...names), protocol === 'sql' ? database : undefined);
};

/** A URL, or a list of them, as the argument at an index. */
const address = (client: string, protocol: string, index: number, ...names: readonly string[]): Recogniser => (site) => {
  const value = argument(site.call, index, ...names);
  // `("host", port)` is one address.
  const parts = value?.kind === 'list' && value.items[1]?.kind === 'number' ? value.items.map((item) => site.reader.text(item)) : undefined;
  return store(client, protocol, parts === undefined ? textOrList(value, site.reader) : joinTexts(parts, ':'));
};

/** `redis.Redis(host, port)`, `MongoClient(host, port)`: without a host it is the machine itself. */
const hostFirst = (client: string, protocol: string): Recogniser => (site) => {
  const value = argument(site.call, 0, 'host');
  const [first, ...others] = itemsOf(value);
  const host = others.length === 0 && first !== undefined ? site.reader.text(first) : textOrList(value, site.reader);
  return store(client, protocol, hostAndPort(host, literalStart(host ?? plainText('')).includes(':') ? undefined : argumentText(site, 1, 'port')));
};

/** A client of MongoDB, with each of the databases that the file takes of it. */
const mongoClient: Recogniser = (site, names) => {
  const uses = hostFirst('pymongo', 'mongodb')(site, names);
  const databases = databasesTaken(site);
  return databases.length === 0 ? uses : uses.flatMap((use) => databases.map((database) => ({ ...use, database })));
};

const DRIVER_OF_SCHEME = /^(postgres|mysql|mariadb|mssql|oracle|sqlite|cockroachdb|clickhouse)/;

/** SQLAlchemy and its kin take the URL of any database. */
const engine = (...names: readonly string[]): Recogniser => (site) => {
  const target = argumentText(site, 0, 'url', 'db_url', ...names);
  return store(DRIVER_OF_SCHEME.exec(literalStart(target ?? plainText('')))?.[1] ?? 'sqlalchemy', 'sql', target);
};

/** peewee: the name of the database comes first. */
const peewee: Recogniser = (site, [kind = 'sql']) => store(kind.toLowerCase(), 'sql', hostAndPort(argumentText(site, Infinity, 'host'), argumentText(site, Infinity, 'port')), argumentText(site, 0, 'database'));

/** `app.config["SQLALCHEMY_DATABASE_URI"] = …`. */
const flaskSetting: Recogniser = (site) => {
  const key = argument(site.call, 0);
  const value = argument(site.call, 1);
  return key?.kind === 'text' && value !== undefined ? storesOfSetting(key.text, value, site.reader) : [];
};

function storesOfSetting(name: string, value: Value, reader: Reader): Use[] {
  if (name === 'SQLALCHEMY_DATABASE_URI') return store('sqlalchemy', 'sql', reader.text(value));
  if (name === 'MONGO_URI' || name === 'MONGODB_HOST') return store('pymongo', 'mongodb', reader.text(value));
  if (name === 'MYSQL_HOST' || name === 'MYSQL_DATABASE_HOST') return store('mysql', 'mysql', reader.text(value));
  if (name === 'CACHES') return entriesOf(value).flatMap((entry) => cacheAt(entryOf(entry, 'LOCATION'), reader));
  if (name === 'CHANNEL_LAYERS') return entriesOf(value).flatMap((entry) => cacheAt(entryOf(entryOf(entry, 'CONFIG'), 'hosts'), reader));
  if (/^(?:CELERY_)?BROKER_URL$/.test(name)) return brokerAt(reader.text(value));
  return name === 'DATABASES' ? databasesOf(value, reader) : [];
}

function entriesOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'map' ? value.entries.map((entry) => entry.value) : [];
}

function entryOf(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'map' ? value.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** `redis://cache:6379/1`, `memcached:11211`, or a list of those and of `("redis", 6379)`; a word without either is a name in memory. */
function cacheAt(value: Value | undefined, reader: Reader): Use[] {
  return itemsOf(value).flatMap((item) => {
    const pair = itemsOf(item);
    const text = pair.length === 2 ? hostAndPort(...addressIn(pair, reader)) : reader.text(item);
    const start = text === undefined ? '' : literalStart(text);
    if (start !== '' && !/:/.test(start)) return [];
    return /^\w*[-\w.]*:11211$/.test(start) ? store('django', 'memcached', text) : store('django', 'redis', text);
  });
}

function addressIn([host, port]: readonly Value[], reader: Reader): [Text | undefined, Text | undefined] {
  return [host && reader.text(host), port && reader.text(port)];
}

/** Where tasks of Celery go; who takes them is seen at the tasks. */
function brokerAt(target: Text): Use[] {
  return isUnknown(target) ? [] : [{ client: 'celery', relation: 'publishes', protocol: /^rediss?:/.test(literalStart(target)) ? 'redis' : 'amqp', target }];
}

/** Django: `DATABASES = {"default": {"ENGINE": …, "HOST": …, "NAME": …}}`, or a URL for an entry. */
function databasesOf(value: Value, reader: Reader): Use[] {
  if (value.kind !== 'map') return [];
  return value.entries.flatMap(({ value: entry }) => {
    if (entry.kind !== 'map') return store('django', 'sql', reader.text(entry));
    const text = (key: string): Text | undefined => {
      const found = entry.entries.find((one) => one.key === key)?.value;
      return found && reader.text(found);
    };
    const host = text('HOST');
    if (host === undefined || /sqlite/.test(literalStart(text('ENGINE') ?? plainText('')))) return [];
    return store('django', 'sql', hostAndPort(host, text('PORT')), text('NAME'));
  });
}

/** Databases that settings modules and configuration classes name. */
export function configuredStores(file: Path, reader: Reader): UseFact[] {
  return reader.outline.bindings.flatMap(({ name, owner, value, span }) => (owner === 'local' || value === undefined ? [] : storesOfSetting(name, value, reader).map((use) => toUseFact(file, use, { path: file, span }))));
}

/** Databases and caches. */
export const stores: SignatureTable = [
  [/^psycopg2?(?:\.pool\.\w+)?\.(?:connect|\w*ConnectionPool|AsyncConnection\.connect|Connection\.connect)$|^psycopg_pool\.\w+Pool$|^asyncpg\.(?:connect|create_pool)$|^aiopg\.(?:connect|create_pool|sa\.create_engine)$/, driver('postgres', 'sql')],
  [/^(?:mysql\.connector|pymysql|MySQLdb|aiomysql|asyncmy)\.(?:connect|Connect|create_pool|pooling\.MySQLConnectionPool)$/, driver('mysql', 'sql')],
  [/^(?:cx_Oracle|oracledb|pyodbc|pymssql)\.connect$/, driver('sql', 'sql', 'server')],
  [/^(?:sqlalchemy|sqlmodel|sqlalchemy\.ext\.asyncio)\.(?:create_engine|create_async_engine)$|^databases\.Database$|^tortoise\.Tortoise\.init$|^records\.Database$/, engine()],
  [/^peewee\.(Postgresql|MySQL)Database$|^playhouse\.\w+\.Pooled(Postgresql|MySQL)\w*Database$/, peewee],
  [/\.config\.\[\]=$/, flaskSetting],
  [/^redis(?:\.asyncio|\.client)?\.(?:Strict)?Redis$|^redis(?:\.asyncio|\.connection)?\.(?:Blocking)?ConnectionPool$|^redis(?:\.cluster|\.asyncio)?\.RedisCluster$/, hostFirst('redis', 'redis')],
  [/^(?:redis|aioredis)(?:\.\w+)*\.(?:from_url|create_redis(?:_pool)?|create_pool)$/, address('redis', 'redis', 0, 'url', 'address')],
  [/^(?:pymongo(?:\.\w+)*\.(?:Async)?MongoClient|motor\.motor_\w+\.\w*MotorClient)$/, mongoClient],
  [/^flask_pymongo\.PyMongo$/, address('pymongo', 'mongodb', 1, 'uri')],
  [/^mongoengine\.(?:connect|register_connection)$/, address('mongoengine', 'mongodb', Infinity, 'host')],
  [/^(?:elasticsearch(?:_async)?|elasticsearch7|opensearchpy)\.(?:Async)?(?:Elasticsearch|OpenSearch)$/, address('elasticsearch', 'elasticsearch', 0, 'hosts')],
  [/^(?:memcache|pylibmc)\.Client$|^pymemcache(?:\.client(?:\.\w+)?)?\.\w*Client$|^aiomcache\.Client$/, address('memcache', 'memcached', 0)],
  [/^cassandra\.cluster\.Cluster$/, address('cassandra', 'cassandra', 0, 'contact_points')],
  [/^neo4j\.(?:Async)?GraphDatabase\.driver$/, address('neo4j', 'neo4j', 0, 'uri')],
  [/^influxdb_client(?:\.\w+)*\.InfluxDBClient(?:Async)?$|^influxdb\.InfluxDBClient$/, address('influxdb', 'influxdb', 0, 'url', 'host')],
  [/^(?:clickhouse_driver\.Client|clickhouse_connect\.get_client)$/, driver('clickhouse', 'clickhouse')],
  [/^minio\.Minio$/, address('minio', 's3', 0, 'endpoint')],
];
