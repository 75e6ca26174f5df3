import type { Import, Outline } from '../../../syntax/outline/outline.js';

/** Types and functions that tables know by their full names, because others have the same short ones, by the package that `import …*` opens. */
const OPENED: ReadonlyMap<string, readonly string[]> = new Map([
  ['io.ktor.client', ['io.ktor.client.HttpClient']],
  ['io.ktor.client.request', ['io.ktor.client.request.url']],
  ['io.nats.client', ['io.nats.client.Nats', 'io.nats.client.Connection', 'io.nats.client.JetStream', 'io.nats.client.Dispatcher']],
  ['com.rabbitmq.client', ['com.rabbitmq.client.Channel', 'com.rabbitmq.client.Connection', 'com.rabbitmq.client.ConnectionFactory']],
  ['com.mongodb', ['com.mongodb.MongoClient', 'com.mongodb.ServerAddress']],
  ['com.mongodb.client', ['com.mongodb.client.MongoClient', 'com.mongodb.client.MongoClients']],
  ['io.lettuce.core', ['io.lettuce.core.RedisClient', 'io.lettuce.core.RedisURI']],
  ['com.sun.jersey.api.client', ['com.sun.jersey.api.client.Client']],
  ['javax.ws.rs.client', ['javax.ws.rs.client.Client', 'javax.ws.rs.client.ClientBuilder']],
  ['jakarta.ws.rs.client', ['jakarta.ws.rs.client.Client', 'jakarta.ws.rs.client.ClientBuilder']],
  ['io.vertx.ext.web.client', ['io.vertx.ext.web.client.WebClient']],
  ['com.linecorp.armeria.client', ['com.linecorp.armeria.client.WebClient', 'com.linecorp.armeria.client.Clients']],
  ['org.jetbrains.exposed.sql', ['org.jetbrains.exposed.sql.Database']],
  ['org.apache.thrift.transport', ['org.apache.thrift.transport.TSocket', 'org.apache.thrift.transport.TNonblockingSocket', 'org.apache.thrift.transport.THttpClient']],
]);

/** What is imported by name also brings these: the block of Ktor's `defaultRequest` has a function `url` of its own. */
const BROUGHT: ReadonlyMap<string, string> = new Map([
  ['io.ktor.client.plugins.defaultRequest', 'io.ktor.client.request.url'],
  ['io.ktor.client.features.defaultRequest', 'io.ktor.client.request.url'],
  ['io.ktor.client.plugins.*', 'io.ktor.client.request.url'],
]);

/** The outline with the names that imports of whole packages bring; what the file imports or declares by name wins. */
export function withOpenedPackages(outline: Outline): Outline {
  const known = new Set([...outline.imports.map(({ name }) => name), ...outline.types.map(({ name }) => name)]);
  const brought: Import[] = [];
  for (const { name, path, span } of outline.imports) {
    const whole = BROUGHT.get(name === '*' ? `${path}.*` : path);
    for (const full of [...(name === '*' ? (OPENED.get(path) ?? []) : []), ...(whole === undefined ? [] : [whole])]) {
      const short = full.slice(full.lastIndexOf('.') + 1);
      if (known.has(short)) continue;
      known.add(short);
      brought.push({ path: full, name: short, span });
    }
  }
  return brought.length === 0 ? outline : { ...outline, imports: [...brought, ...outline.imports] };
}
