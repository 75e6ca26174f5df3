import { joinTexts } from '../text.js';
import { argumentText, type Recogniser, type SignatureTable } from '../uses.js';

const store = (client: string, protocol: string, index = 0): Recogniser => (site) => {
  const target = argumentText(site, index);
  return target ? [{ client, relation: 'stores', protocol, target }] : [];
};

/** `new Jedis(host, port)`, `new Jedis(url)`. */
const hostAndPort = (client: string, protocol: string, index = 0): Recogniser => (site) => {
  const host = argumentText(site, index);
  const port = argumentText(site, index + 1);
  const isPort = port !== undefined && port.parts.every((part) => typeof part !== 'string' || /^\d*$/.test(part)) && port.parts.some((part) => typeof part === 'string' || part.hole !== 'unknown');
  return host ? [{ client, relation: 'stores', protocol, target: isPort ? joinTexts([host, port], ':') : host }] : [];
};

/** A driver that is told nothing: its documentation says where it looks. */
const ownMachine = (client: string, protocol: string, address: string): Recogniser => (site) =>
  site.call.arguments.length === 0 ? [{ client, relation: 'stores', protocol, target: { parts: [address] } }] : [];

/** Drivers of databases and caches of Java and Kotlin. What Spring Boot configures needs no code. */
export const stores: SignatureTable = [
  [/(?:^|\.)DriverManager\.getConnection$/, store('jdbc', 'sql')],
  [/(?:^|\.)(?:Hikari(?:Config|DataSource)|DriverManagerDataSource|BasicDataSource|DruidDataSource|DataSource|\w+DataSource)\(\)\.(?:setJdbcUrl|setUrl|setURL)$/, store('jdbc', 'sql')],
  [/(?:^|\.)DataSourceBuilder\.create\(\)(?:\.\w+\(\))*\.url$/, store('jdbc', 'sql')],
  [/^org\.jetbrains\.exposed\.sql\.Database\.connect$|(?:^|\.)Jdbi\.create$|(?:^|\.)ConnectionFactories\.get$/, store('jdbc', 'sql')],
  [/(?:^|\.)MongoClients\.create$|(?:^|\.)MongoClientURI$|(?:^|\.)ConnectionString$|(?:^|\.)KMongo\.createClient$/, store('mongodb', 'mongodb')],
  [/^com\.mongodb\.(?:MongoClient|ServerAddress)$/, hostAndPort('mongodb', 'mongodb')],
  [/^com\.mongodb\.MongoClient$|^com\.mongodb\.client\.MongoClients\.create$/, ownMachine('mongodb', 'mongodb', 'mongodb://localhost:27017')],
  [/(?:^|\.)(?:Jedis|JedisPooled|HostAndPort)$/, hostAndPort('jedis', 'redis')],
  [/(?:^|\.)JedisPool$/, (site) => hostAndPort('jedis', 'redis', site.call.arguments.length > 1 && argumentText(site, 0)?.literal === undefined ? 1 : 0)(site, [])],
  [/^io\.lettuce\.core\.(?:RedisClient\.create|RedisURI\.create)$/, hostAndPort('lettuce', 'redis')],
  [/(?:^|\.)(?:RedisStandaloneConfiguration|LettuceConnectionFactory)$/, (site) => (argumentText(site, 0)?.literal === undefined && site.call.arguments.length < 2 ? [] : hostAndPort('spring-redis', 'redis')(site, []))],
  [/(?:^|\.)(?:Redis(?:Standalone)?Configuration|JedisConnectionFactory)\(\)\.setHostName$/, store('spring-redis', 'redis')],
  [/(?:^|\.)Config\(\)\.use(?:Single|MasterSlave|Cluster)\w*\(\)\.(?:setAddress|addNodeAddress|setMasterAddress)$/, store('redisson', 'redis')],
  [/(?:^|\.)Cluster\.builder\(\)(?:\.\w+\(\))*\.addContactPoints?$/, store('cassandra', 'cassandra')],
  [/(?:^|\.)GraphDatabase\.driver$/, store('neo4j', 'neo4j')],
  [/(?:^|\.)InfluxDB(?:Client)?Factory\.(?:connect|create)$/, store('influxdb', 'influxdb')],
  [/(?:^|\.)RestClient\.builder\(\)$|^org\.(?:elasticsearch|apache\.http)\.[\w.]*HttpHost$/, hostAndPort('elasticsearch', 'elasticsearch')],
  [/(?:^|\.)ClientConfiguration\.builder\(\)(?:\.\w+\(\))*\.connectedTo$/, store('elasticsearch', 'elasticsearch')],
  [/(?:^|\.)MinioClient\.builder\(\)(?:\.\w+\(\))*\.endpoint$/, store('minio', 's3')],
];
