import { mentionedLibraries } from '../../model/hosted-services/index.js';

/** Parts of the names of modules that recognisers know. */
const LIBRARIES = [
  'axios', 'got', 'ky', 'superagent', 'needle', 'request', 'undici', 'node-fetch', 'https?', 'ws', 'eventsource', 'express',
  'fastify', 'restify', 'hono', 'koa', 'amqp', 'kafka', 'nats', 'mqtt', 'redis', 'bull', 'bee-queue', 'rhea', 'dapr', 'rabbitmq',
  'pubsub', 'service-bus', 'client-s', 'aws-sdk', 'minio', 'grpc', 'thrift', 'connect', 'apollo', 'graphql-request', 'trpc', 'nodemailer',
  'proxy', 'reply-from', 'gateway', 'pg',
  'postgres', 'slonik', 'mysql', 'mariadb', 'mssql', 'mongo', 'memcached', 'memjs', 'cassandra', 'elasticsearch', 'opensearch',
  'knex', 'sequelize', 'typeorm', 'mikro-orm', 'neo4j', 'influx', 'couchbase', 'nano', 'clickhouse', 'nestjs',
  'socket\\.io-client', 'fetch', 'wretch', 'urql', 'httpxy', 'mercurius', 'pulsar', 'event-hubs', 'sqs-', 'cosmos', 'storage-blob',
  'drizzle', 'prisma', 'meilisearch', 'typesense', 'etcd', 'keyv', 'cache-manager', 'convict', 'temporalio',
];

/**
 * Cheap test whether a script may hold a fact: an import of a known library, a use of the environment, a global client,
 * a decorator of a controller, or an exported text that another file may use as target or channel.
 * One alternation of fixed strings and bounded classes, so that it runs in linear time.
 */
const CANDIDATE = new RegExp(
  [
    `(?:from|require\\(|import\\(|import)\\s*['"](?![.~]|@/)[^'"\\n]{0,40}(?:${LIBRARIES.join('|')})`,
    `['"](?:${mentionedLibraries('typescript')})['"]`,
    '\\b(?:process|Bun|meta)\\??\\.env\\b',
    "from\\s*['\"](?:node:)?process['\"]",
    '\\bfetch\\(',
    '\\bnew (?:EventSource|WebSocket)\\b',
    '\\bcredentials\\b',
    '\\b(?:sendToQueue|(?:assert|bind)Queue|consume|subscribe|send)\\(',
    '\\b(?:publish|invoke)\\(',
    '\\buse(?:Lazy)?Fetch\\(',
    // Wrappers around clients, as their callers write them.
    '\\b\\w{0,30}(?:[pP]ublish|[eE]nqueue|[pP]roduce)\\w{1,30}\\(',
    "require\\(['\"]\\.[^'\"\\n]{1,80}['\"]\\)\\(",
    '\\bproxy(?:Table)?[\'"]?\\s*:|\\bdestination\\b',
    '\\bextends\\s+[\\w$.]{0,60}(?:Publisher|Producer|Listener|Consumer|Subscriber|RESTDataSource)\\b',
    // What another file may look up here: exported texts and objects, and what is passed on.
    '\\bexport\\s+(?:const|let|var)\\s+[\\w$]+\\s*(?::[^=\\n]{0,80})?=\\s*(?:Object\\.freeze\\(\\s*)?' +
      '(?:[\'"`{]|[\\w$.]{1,80}\\s*(?:\\+|\\|\\||\\?\\?|;|\\n|$))',
    '\\bexport\\s+(?:\\*|\\{|default\\s*\\{|default\\s+[\\w$]+\\s*(?:;|\\n|$)|(?:const\\s+)?enum\\b)',
    '\\bexport\\s+default\\s+(?:async\\s*)?\\(\\s*\\)\\s*=>\\s*\\(\\{',
    '[\'"`]\\w+://',
    '\\b(?:module\\.)?exports\\b',
    '\\.(?:get|post|put|patch|delete|use|all)\\(\\s*[\'"`][/*]',
  ].join('|'),
);

/** True when a script may hold a fact for the TypeScript extractor. */
export function mayHoldCodeFact(text: string): boolean {
  return CANDIDATE.test(text);
}
