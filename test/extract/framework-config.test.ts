import { expect, test } from 'vitest';
import { frameworkConfigExtractor } from '../../src/engine/extract/framework-config/index.js';
import { write } from '../support/code-facts.js';

function settings(path: string, text: string): string[] {
  expect(frameworkConfigExtractor.accepts(path)).toBe(true);
  return frameworkConfigExtractor.extract(path, text).facts.flatMap((fact) => {
    if (fact.kind !== 'configuration') return [];
    // Sites must point at the value, whatever stands around it.
    expect(text.slice(fact.site.span.start, fact.site.span.end)).not.toBe('');
    return [`${fact.profile === undefined ? '' : `[${fact.profile}] `}${fact.key} = ${write(fact.value)}`];
  });
}

test('Rails: what environments share holds in all, the rest in its own; look-ups keep their fallback', () => {
  expect(settings('orders/config/database.yml', `
default: &default
  adapter: postgresql
  host: <%= ENV.fetch("DB_HOST") { "orders-db" } %>
  port: <%= ENV['DB_PORT'] || '5432' %>
  pool: <%= [5, Etc.nprocessors].max %>

development:
  <<: *default
  database: orders_development

test:
  <<: *default
  database: orders_test

production:
  primary:
    <<: *default
    url: <%= ENV["DATABASE_URL"] %>
`)).toEqual([
    '[development] database.database = orders_development',
    '[development] database.adapter = postgresql',
    '[development] database.host = ${env:DB_HOST:-orders-db}',
    '[development] database.port = ${env:DB_PORT:-5432}',
    '[development] database.pool = ${?}',
    '[production] database.primary.url = ${env:DATABASE_URL}',
    '[production] database.primary.adapter = postgresql',
    '[production] database.primary.host = ${env:DB_HOST:-orders-db}',
    '[production] database.primary.port = ${env:DB_PORT:-5432}',
    '[production] database.primary.pool = ${?}',
  ]);
  expect(settings('config/cable.yml', 'development: { url: "redis://cable:6379" }\nproduction: { url: "redis://cable:6379" }\n')).toEqual(['cable.url = redis://cable:6379']);
  // As every new application has it.
  expect(settings('config/cable.yml', 'production:\n  url: <%= ENV.fetch("REDIS_URL") { "redis://localhost:6379/1" } %>\n')).toEqual(['[production] cable.url = ${env:REDIS_URL}']);
});

test('HOCON: objects, dotted keys, lists, texts behind each other, and variables over earlier values', () => {
  expect(settings('orders/src/main/resources/application.conf', `
include "common"
# stock { url = "http://nobody" }
stock {
  url = "http://stock:8080" // with a default
  url = \${?STOCK_URL}
  retry: 3
}
db.default.url = "jdbc:mysql://"\${DB_HOST}":3306/orders"
kafka { servers = ["kafka-1:9092", "kafka-2:9092"]
  topic = "orders"
}
"quoted key" : plain text
akka.remote.artery.canonical.hostname = "orders"
http.interface = "0.0.0.0"
`)).toEqual([
    'stock.url = ${config:STOCK_URL:-http://stock:8080}',
    'stock.retry = 3',
    'db.default.url = jdbc:mysql://${config:DB_HOST}:3306/orders',
    'kafka.servers[0] = kafka-1:9092',
    'kafka.servers[1] = kafka-2:9092',
    'kafka.topic = orders',
    'quoted key = plain text',
  ]);
});

test('HOCON that is broken off gives what stands before', () => {
  expect(settings('conf/application.conf', 'a { b = 1\n c {{{{ = "http://x')).toContain('a.b = 1');
});

test('Elixir: texts, tuples of host and port, and look-ups of the environment', () => {
  expect(settings('orders/config/runtime.exs', `
import Config
# hostname: "nobody"
config :orders, Orders.Repo,
  hostname: System.get_env("DB_HOST") || "orders-db",
  url: System.fetch_env!("DATABASE_URL"),
  pool_size: String.to_integer(System.get_env("POOL_SIZE") || "10")

config :kafka_ex, brokers: [{"kafka", 9092}]
config(:orders, stock_url: System.get_env("STOCK_URL", "http://stock:8080"))
config :amqp, connections: [main: [url: "amqp://guest:guest@#{System.get_env("RABBIT_HOST", "rabbitmq")}:5672/#{vhost()}"]]
`)).toEqual([
    'Orders.Repo.hostname = ${env:DB_HOST:-orders-db}',
    'Orders.Repo.url = ${env:DATABASE_URL}',
    'kafka_ex.brokers = kafka:9092',
    'orders.stock_url = ${env:STOCK_URL:-http://stock:8080}',
    'amqp.url = amqp://guest:guest@${env:RABBIT_HOST:-rabbitmq}:5672/${?}',
  ]);
  expect(settings('config/prod.exs', 'config :orders, stock_url: "http://stock"')).toEqual(['[production] orders.stock_url = http://stock']);
});
