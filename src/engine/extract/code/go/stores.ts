import { isNamed } from '../../../syntax/outline/callee.js';
import { firstText, optionOf, textOrList } from '../calls.js';
import { isUnknown, joinTexts, literalStart, type Text } from '../text.js';
import { argument, argumentText, type Recogniser, type SignatureTable, type Use } from '../uses.js';

function store(client: string, protocol: string, target: Text | undefined, database?: Text): Use[] {
  return target === undefined || isUnknown(target) ? [] : [{ client, relation: 'stores', protocol, target, ...(database && !isUnknown(database) && { database }) }];
}

/** Drivers of databases that are files. */
const EMBEDDED = /sqlite|duckdb|ql$|ramsql/;

/** `sql.Open("postgres", dsn)`. */
const sqlOpen = (driver: number): Recogniser => (site) => {
  const name = literalStart(argumentText(site, driver) ?? { parts: [] });
  return EMBEDDED.test(name) && !/^mysql|sql$/.test(name) ? [] : store(name === '' ? 'sql' : name, name === 'clickhouse' ? 'clickhouse' : 'sql', argumentText(site, driver + 1));
};

/** An address in the argument at an index. */
const address = (client: string, protocol: string, index: number): Recogniser => (site) => store(client, protocol, textOrList(argument(site.call, index), site.reader));

/** Addresses in all arguments. */
const addresses = (client: string, protocol: string): Recogniser => (site) => {
  const texts = site.call.arguments.flatMap(({ value }) => textOrList(value, site.reader) ?? []);
  return texts.length === 0 ? [] : store(client, protocol, joinTexts(texts, ','));
};

/** An address in a field of the options, which are the argument at an index; or the text that a parser made them from. */
const option = (client: string, protocol: string, index: number, ...names: readonly string[]): Recogniser => (site) => {
  const value = optionOf(site, index, ...names);
  const database = optionOf(site, index, 'Database', 'DBName');
  const target = value === undefined ? argumentText(site, index) : textOrList(value, site.reader);
  return store(client, protocol, target, database && protocol === 'sql' ? site.reader.text(database) : undefined);
};

/** gorm's drivers: `postgres.Open(dsn)`, `mysql.New(mysql.Config{DSN: dsn})`. */
const gorm: Recogniser = (site, [driver = 'sql']) => {
  const dsn = optionOf(site, 0, 'DSN');
  return EMBEDDED.test(driver) && driver !== 'mysql' ? [] : store(driver, driver === 'clickhouse' ? 'clickhouse' : 'sql', dsn === undefined ? argumentText(site, 0) : site.reader.text(dsn));
};

const mgoInfo: Recogniser = (site) => {
  const hosts = optionOf(site, 0, 'Addrs');
  return store('mgo', 'mongodb', textOrList(hosts, site.reader));
};

/** `client.Database("shop").Collection("orders")`: whoever opened the client, no other driver says so. */
const mongoDatabase: Recogniser = (site) => {
  const chosen = [...site.chain.calls].reverse().find((call) => isNamed(call, /^Database$/));
  const database = firstText(chosen, site.reader);
  return database === undefined || isUnknown(database) ? [] : [{ client: 'mongo-driver', relation: 'stores', protocol: 'mongodb', database }];
};

/** Databases and caches. */
export const stores: SignatureTable = [
  [/^database\/sql\.Open$|\/sqlx\.(?:Open|Connect|MustConnect|MustOpen)$|\/otelsql\.Open$|(?:^|\/)ent\.Open$|\/jinzhu\/gorm\.Open$|xorm\.NewEngine$|\/splunksql\.Open$/, sqlOpen(0)],
  [/\/sqlx\.ConnectContext$/, sqlOpen(1)],
  [/^gorm\.io\/driver\/(\w+)\.(?:Open|New)$/, gorm],
  [/\/pgx(?:\/v\d+)?\.Connect$|\/pgxpool\.(?:New|Connect)$/, address('pgx', 'sql', 1)],
  [/\/pgx(?:\/v\d+)?\.ParseConfig$|\/pgxpool\.ParseConfig$/, address('pgx', 'sql', 0)],
  [/\/pgdriver\.WithDSN$/, address('bun', 'sql', 0)],
  [/\/pgdriver\.WithAddr$/, address('bun', 'sql', 0)],
  [/\/(?:go-pg\/)?pg(?:\/v\d+)?\.Connect$/, option('go-pg', 'sql', 0, 'Addr')],
  [/\/mongo-driver\/(?:v2\/)?mongo\/options\.Client\(\)\.(?:ApplyURI|SetHosts)$/, address('mongo-driver', 'mongodb', 0)],
  [/\.Database\(\)\.Collection$/, mongoDatabase],
  [/\/mgo(?:\.v2|\/v\d+)?\.Dial(?:WithTimeout)?$/, address('mgo', 'mongodb', 0)],
  [/\/mgo(?:\.v2|\/v\d+)?\.DialWithInfo$/, mgoInfo],
  [/\/go-redis\/redis(?:\/v\d+)?\.New\w*Client$|\/go-redis(?:\/v\d+)?\.New\w*Client$|\/redis\.v\d+\.New\w*Client$/, option('go-redis', 'redis', 0, 'Addr', 'Addrs', 'SentinelAddrs')],
  [/\/redigo\/redis\.Dial$/, address('redigo', 'redis', 1)],
  [/\/redigo\/redis\.DialURL$/, address('redigo', 'redis', 0)],
  [/\/rueidis\.NewClient$/, option('rueidis', 'redis', 0, 'InitAddress')],
  [/\/gomemcache\/memcache\.New$/, addresses('memcache', 'memcached')],
  [/\/gocql\.NewCluster$/, addresses('gocql', 'cassandra')],
  [/\/go-elasticsearch(?:\/v\d+)?\.New(?:Typed)?Client$/, option('elasticsearch', 'elasticsearch', 0, 'Addresses')],
  [/\/olivere\/elastic(?:\/v\d+|\.v\d+)?\.SetURL$/, addresses('elastic', 'elasticsearch')],
  [/\/neo4j(?:-go-driver(?:\/v\d+)?\/neo4j)?\.New(?:Driver\w*)$/, address('neo4j', 'neo4j', 0)],
  [/\/influxdb-client-go(?:\/v\d+)?\.NewClient\w*$/, address('influxdb', 'influxdb', 0)],
  [/\/clickhouse-go(?:\/v\d+)?\.Open$/, option('clickhouse', 'clickhouse', 0, 'Addr')],
  [/\/minio-go(?:\/v\d+)?\.New$/, address('minio', 's3', 0)],
  [/^go\.etcd\.io\/etcd\/client(?:\/v3|v3)\.New$/, option('etcd', 'http', 0, 'Endpoints')],
];
