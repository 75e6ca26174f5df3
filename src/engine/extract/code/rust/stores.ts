import { textOrList } from '../calls.js';
import { isUnknown, literalStart, type Text } from '../text.js';
import { argument, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';

function store(client: string, protocol: string, target: Text | undefined): Use[] {
  return target === undefined || isUnknown(target) || /^sqlite|^:memory:|^file:/.test(literalStart(target)) ? [] : [{ client, relation: 'stores', protocol, target }];
}

/** An address in the argument at an index. */
const address = (client: string, protocol: string, index = 0): Recogniser => (site) => store(client, protocol, textOrList(argument(site.call, index), site.reader));

/** The options of a pool, the database in the name of its type: `PgPoolOptions::new().connect(url)`. */
const pool = (client: string): Recogniser => (site, [kind = '']) => (/sqlite/i.test(kind) ? [] : store(client, 'sql', targetOf(site)));

/** `connect_with(options)` takes what was parsed from a text. */
function targetOf(site: CallSite): Text | undefined {
  return textOrList(argument(site.call, 0), site.reader);
}

/** Databases and caches. */
export const stores: SignatureTable = [
  [/^sqlx\.(?:\w+\.)*(Pg|Postgres|MySql|Mssql|Any|Sqlite)\w*\.(?:new\(\)(?:\.\w+\(\))*\.)?(?:connect|connect_lazy)$/, pool('sqlx')],
  [/^sqlx\.(?:\w+\.)*Pool(?:Options)?(?:\.new\(\)(?:\.\w+\(\))*)?\.(?:connect|connect_lazy)$/, pool('sqlx')],
  [/^sqlx\.(?:\w+\.)*(Pg|MySql|Mssql|Any)ConnectOptions\.from_str$/, pool('sqlx')],
  [/^diesel(?:_async)?\.(?:\w+\.)*(?:Async)?(Pg|Mysql|Sqlite)Connection\.establish$/, pool('diesel')],
  [/(?:^|\.)(?:Async)?(?:Diesel)?ConnectionManager\.new$/, (site) => (/Sqlite/.test(site.call.typeArguments?.join(',') ?? '') ? [] : store('diesel', 'sql', targetOf(site)))],
  [/^sea_orm\.(?:Database\.connect|ConnectOptions\.new)$/, address('sea-orm', 'sql')],
  [/^(?:tokio_postgres\.connect|postgres\.Client\.connect|tokio_postgres\.Config\.from_str)$/, address('postgres', 'sql')],
  [/^(?:tokio_postgres|postgres)\.Config\.new\(\)(?:\.\w+\(\))*\.host$/, address('postgres', 'sql')],
  [/^deadpool_postgres\.Config(?:\.new|\.default)?\(\)\.(?:host|url)=$/, address('postgres', 'sql')],
  [/^(?:mysql|mysql_async)\.(?:Pool|Opts|Conn)\.(?:new|from_url)$/, address('mysql', 'sql')],
  [/^mongodb\.(?:\w+\.)*(?:Client\.with_uri_str|ClientOptions\.parse(?:_async)?|Client\.init)$/, address('mongodb', 'mongodb')],
  [/^redis\.(?:\w+\.)*(?:Client\.open|cluster\.ClusterClient\.new|ClusterClient\.new)$|^(?:bb8_redis|r2d2_redis)\.(?:\w+\.)*RedisConnectionManager\.new$|^deadpool_redis\.Config\.from_url$|^fred\.(?:\w+\.)*(?:Redis)?Config\.from_url$/, address('redis', 'redis')],
  [/^scylla\.(?:\w+\.)*SessionBuilder\.new\(\)(?:\.\w+\(\))*\.known_node(?:s)?$/, address('scylla', 'cassandra')],
  [/^elasticsearch\.(?:\w+\.)*(?:Transport\.single_node|SingleNodeConnectionPool\.new)$/, address('elasticsearch', 'elasticsearch')],
  [/^memcache\.(?:connect|Client\.connect)$/, address('memcache', 'memcached')],
  [/^neo4rs\.(?:Graph\.new|Graph\.connect)$/, address('neo4j', 'neo4j')],
  [/^clickhouse\.Client\.default\(\)(?:\.\w+\(\))*\.with_url$/, address('clickhouse', 'clickhouse')],
  [/^influxdb2?\.Client\.new$/, address('influxdb', 'influxdb')],
];
