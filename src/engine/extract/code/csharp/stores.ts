import { MESSAGE_DATA } from '../../../model/code-facts.js';
import { isUnknown, type Text } from '../text.js';
import { argument, argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { surrounding } from './objects.js';
import { isNamed } from '../../../syntax/outline/callee.js';

function storeUse(client: string, protocol: string, target: Text | undefined, database?: Text): Use {
  return { client, relation: 'stores', protocol, ...(target && !isUnknown(target) && { target }), ...(database && !isUnknown(database) && { database }) };
}

/** The connection string stands first, or has this name. */
const connection = (client: string, protocol: string, ...names: readonly string[]): Recogniser => (site) => [
  storeUse(client, protocol, argumentText(site, 0, 'connectionString', 'ConnectionString', ...names)),
];

/** Only says something when the connection string is known: otherwise it comes from where the connection was set up. */
const known = (client: string, protocol: string): Recogniser => (site) => connection(client, protocol)(site, []).filter(({ target }) => target !== undefined);

/** `new MongoClient(url).GetDatabase("orders")`. */
const mongo: Recogniser = (site) => {
  const opened = site.reader.outline.calls.filter((call) => isNamed(call, /^GetDatabase$/));
  const [call, ...others] = opened;
  const database = call === undefined || others.length > 0 ? undefined : argumentText({ call, reader: site.reader }, 0);
  const settings = site.call.arguments[0] && site.reader.chain(site.call.arguments[0].value).calls.find((made) => isNamed(made, /^(?:FromConnectionString|FromUrl|MongoUrl)$/));
  const target = settings === undefined ? argumentText(site, 0) : argumentText({ call: settings, reader: site.reader }, 0);
  return target === undefined ? [] : [storeUse('mongodb', 'mongodb', target, database)];
};

/** `ConnectionMultiplexer.Connect("host:6379,password=…")`, or with options whose end points are named. */
const redis: Recogniser = (site) => {
  const [first] = site.call.arguments;
  const options = first && site.reader.chain(first.value).calls.find((call) => isNamed(call, /^(?:ConfigurationOptions|Parse)$/));
  const endPoints = options && argument(options, Infinity, 'EndPoints');
  const entry = endPoints?.kind === 'map' ? endPoints.entries[0]?.key : undefined;
  if (entry !== undefined) return [storeUse('redis', 'redis', { parts: [entry] })];
  const written = endPoints?.kind === 'list' && endPoints.items[0] ? site.reader.text(endPoints.items[0]) : options && isNamed(options, /^Parse$/) ? argumentText({ call: options, reader: site.reader }, 0) : argumentText(site, 0);
  return [storeUse('redis', 'redis', written && withoutOptions(written))];
};

/** `host:6379,password=x,ssl=true` without its options. */
function withoutOptions(text: Text): Text {
  const parts: (typeof text.parts)[number][] = [];
  for (const part of text.parts) {
    if (typeof part !== 'string') parts.push(part);
    else {
      const option = part.search(/,[\w ]+=/);
      parts.push(option < 0 ? part : part.slice(0, option));
      if (option >= 0) break;
    }
  }
  return { ...text, parts };
}

/** `AddStackExchangeRedisCache(o => o.Configuration = …)`. */
const redisCache: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target === undefined || surrounding(site.reader, site.call, /^Add(?:StackExchangeRedis\w*|DistributedRedisCache)$/) === undefined ? [] : [storeUse('redis', 'redis', withoutOptions(target))];
};

/** `AddSignalR().AddStackExchangeRedis("host:6379")`: what instances of a hub tell each other goes through Redis. */
const backplane: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target === undefined ? [] : [storeUse('redis', 'redis', withoutOptions(target))];
};

/** What .NET Aspire's client integrations connect to: a connection string by the name of the resource. */
const ASPIRE: readonly (readonly [RegExp, Use])[] = [
  [/^(?:Keyed)?(?:Npgsql|AzureNpgsql)/, storeUse('npgsql', 'sql', undefined)],
  [/^(?:Keyed)?SqlServer/, storeUse('sqlserver', 'sql', undefined)],
  [/^(?:Keyed)?MySql/, storeUse('mysql', 'sql', undefined)],
  [/^(?:Keyed)?Oracle/, storeUse('oracle', 'sql', undefined)],
  [/^(?:Keyed)?MongoDB/, storeUse('mongodb', 'mongodb', undefined)],
  [/^(?:Keyed)?Redis/, storeUse('redis', 'redis', undefined)],
  [/^(?:Keyed)?Elasticsearch/, storeUse('elasticsearch', 'elasticsearch', undefined)],
];

const aspire: Recogniser = (site, [what = '']) => {
  const integration = ASPIRE.find(([pattern]) => pattern.test(what))?.[1];
  const name = argument(site.call, 0, 'connectionName');
  if (integration === undefined || name?.kind !== 'text') return [];
  return [{ ...integration, target: { parts: [{ hole: 'config', name: `connectionstrings.${name.text.toLowerCase()}` }] } }];
};

const elastic: Recogniser = (site) => storeTarget(site, /^(?:ConnectionSettings|ElasticsearchClientSettings|SingleNodeConnectionPool|StaticConnectionPool|Uri)$/, 'elasticsearch');

function storeTarget(site: CallSite, settings: RegExp, protocol: string): Use[] {
  const [first] = site.call.arguments;
  const made = first && site.reader.chain(first.value).calls.find((call) => isNamed(call, settings));
  const target = made === undefined ? argumentText(site, 0) : argumentText({ call: made, reader: site.reader }, 0);
  return target === undefined || isUnknown(target) ? [] : [storeUse(protocol, protocol, target)];
}

/** Where MassTransit keeps the states of its sagas, by the beginning of the method. */
const SAGA_STORES: Readonly<Record<string, string>> = { MongoDb: 'mongodb', Redis: 'redis' };

/** `AddSagaStateMachine<…>().MongoDbRepository(r => { r.Connection = "mongodb://…"; })`, `.RedisRepository("host")`; says nothing without an address. */
function sagas(protocol: string, target: Text | undefined, database?: Text, client = 'masstransit'): Use[] {
  return target === undefined || isUnknown(target) ? [] : [storeUse(client, protocol, target, database)];
}

/** Databases and caches. */
export const stores: SignatureTable = [
  [/\.Use(?:SqlServer)$/, connection('sqlserver', 'sql')],
  [/\.UseNpgsql$/, connection('npgsql', 'sql')],
  [/\.UseMy(?:Sql|SQL)$/, connection('mysql', 'sql')],
  [/\.Use(?:Oracle|Firebird|SqlAzure)$/, connection('ef', 'sql')],
  [/\.UseMongoDB$/, (site) => [storeUse('mongodb', 'mongodb', argumentText(site, 0), argumentText(site, 1, 'databaseName'))]],
  [/(?:^|\.)(?:SqlConnection|NpgsqlConnection|NpgsqlDataSourceBuilder|NpgsqlDataSource\.Create|MySqlConnection|MySqlDataSource|OracleConnection)$/, known('ado.net', 'sql')],
  [/(?:^|\.)AddMarten$/, known('marten', 'sql')],
  [/(?:^|\.)MongoClient$/, mongo],
  [/(?:^|\.)MongoDbMessageDataRepository$/, (site) => sagas('mongodb', argumentText(site, 0), argumentText(site, 1), MESSAGE_DATA)],
  [/\.(MongoDb|Redis)Repository$/, (site, [kind = '']) => sagas(SAGA_STORES[kind] ?? '', argumentText(site, 0))],
  [/(?:^|\.)(?:Connection=|DatabaseConfiguration)$/, (site) => (surrounding(site.reader, site.call, /^(?:MongoDb|Redis)Repository$/) === undefined ? [] : sagas(isNamed(site.call, /^DatabaseConfiguration$/) ? 'redis' : 'mongodb', argumentText(site, 0)))],
  [/(?:^|\.)ConnectionMultiplexer\.Connect(?:Async)?$/, redis],
  [/(?:^|\.)Configuration=$/, redisCache],
  [/\.AddSignalR(?:Core)?\(\)(?:\.\w+\(\))*\.Add(?:StackExchange)?Redis$/, backplane],
  [/(?:^|\.)(?:ElasticClient|ElasticsearchClient|ElasticLowLevelClient)$/, elastic],
  [/(?:^|\.)GraphDatabase\.Driver$/, connection('neo4j', 'neo4j')],
  [/(?:^|\.)EventStoreClientSettings\.Create$|\.AddEventStore\w*Client$/, known('eventstore', 'esdb')],
  [/(?:^|\.)InfluxDBClient$/, connection('influxdb', 'influxdb')],
  [/\.AddContactPoints?$/, connection('cassandra', 'cassandra')],
  [/\.Add((?:Keyed)?(?:Azure)?(?:Npgsql|SqlServer|MySql|Oracle|MongoDB|Redis|Elasticsearch)(?:DbContext|Client|DataSource|DistributedCache|OutputCache))$/, aspire],
];
