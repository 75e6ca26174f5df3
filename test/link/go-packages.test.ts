import { beforeAll, expect, test } from 'vitest';
import { logicalServices } from '../../src/engine/model/services.js';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('go'));

const calls = (host: string): string => `package x\nimport "net/http"\nfunc Call() { http.Get("http://${host}:8080/") }\n`;

test('several programs of one module: each has the packages that it imports', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders: { build: ., command: /bin/orders }
  bills: { build: ., command: ["/bin/bills"] }
  stock: { image: shop/stock }
  pay: { image: shop/pay }
`,
    'Dockerfile': 'FROM golang\nCOPY . .\nRUN go install ./cmd/...\n',
    'go.mod': 'module shop.io/shop\n',
    'cmd/orders/main.go': 'package main\nimport "shop.io/shop/internal/orders"\nfunc main() { orders.Run() }\n',
    'cmd/bills/main.go': 'package main\nimport "shop.io/shop/internal/pay"\nfunc main() { pay.Call() }\n',
    'internal/orders/run.go': 'package orders\nimport "shop.io/shop/internal/stock"\nfunc Run() { stock.Call() }\n',
    'internal/stock/client.go': calls('stock'),
    'internal/pay/client.go': calls('pay'),
    'internal/unused/client.go': calls('orders'),
  });
  expect(relationsOf(graph)).toEqual(['service:bills -calls-> service:pay, declared', 'service:orders -calls-> service:stock, declared']);
});

test('a module that several depend on: a package of it belongs to those that import it', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n  bills: { build: ./bills }\n  stock: { image: shop/stock }\n',
    'common/go.mod': 'module shop.io/common\n',
    'common/stock/client.go': calls('stock'),
    'common/logs/logs.go': 'package logs\nfunc Log() {}\n',
    'orders/go.mod': 'module shop.io/orders\nrequire shop.io/common v0.0.0\n',
    'orders/main.go': 'package main\nimport "shop.io/common/stock"\nfunc main() { stock.Call() }\n',
    'bills/go.mod': 'module shop.io/bills\nrequire shop.io/common v0.0.0\n',
    'bills/main.go': 'package main\nimport "shop.io/common/logs"\nfunc main() { logs.Log() }\n',
  });
  expect(relationsOf(graph).filter((one) => one.includes('calls'))).toEqual(['service:orders -calls-> service:stock, declared']);
});

test('settings of a database that a program has no driver for are not meant for it', () => {
  const environment = 'environment: { POSTGRES_HOST: shop-db, REDIS_ADDR: "cache:6379" }';
  const relations = (billsImports: string, settings = ''): string[] => relationsOf(linkTexts({
    ...(settings !== '' && { 'bills/config/config.go': `package config\nimport "shop.io/shop/internal/sql"\n${settings}\n` }),
    'compose.yaml': `services:
  orders: { build: ., command: /bin/orders, ${environment} }
  bills: { build: ., command: /bin/bills, ${environment} }
  shop-db: { image: "postgres:17" }
  cache: { image: "redis:7" }
`,
    'Dockerfile': 'FROM golang\nCOPY . .\nRUN go install ./cmd/...\n',
    'go.mod': 'module shop.io/shop\n',
    'cmd/orders/main.go': 'package main\nimport "shop.io/shop/internal/sql"\nfunc main() { sql.Open() }\n',
    'bills/cmd/main.go': `package main\nimport (\n\t"shop.io/shop/internal/cache"\n${billsImports})\nfunc main() { cache.Open() }\n`,
    'internal/sql/sql.go': 'package sql\nimport "github.com/jackc/pgx/v5"\nfunc Open() {}\n',
    'internal/cache/cache.go': 'package cache\nimport "github.com/redis/go-redis/v9"\nfunc Open() {}\n',
  })).filter((relation) => relation.includes('stores'));
  const own = ['service:bills -stores-> datastore:cache, config', 'service:orders -stores-> datastore:shop-db, config'];

  expect(relations('')).toEqual(own);
  // Somebody's own library may bring the driver along.
  const both = [...own, 'service:bills -stores-> datastore:shop-db, config'].sort();
  expect(relations('\t"acme.example/kit/database"\n')).toEqual(both);
  // A field of common settings opens nothing.
  expect(relations('\t"shop.io/shop/bills/config"\n', 'type Config struct {\n\tSQL *sql.Config\n}')).toEqual(own);
  expect(relations('\t"shop.io/shop/bills/config"\n', 'func Open(c *sql.Config) { sql.Open(c) }')).toEqual(both);
  expect(relations('\t"shop.io/shop/bills/config"\n', 'var store = &sql.Store{}')).toEqual(both);
});

test('the address of a broker that a program has no client for is not meant for it', () => {
  const service = (name: string): string => `  ${name}: { build: ./${name}, environment: { BUS_URL: "amqp://bus" } }\n`;
  const program = (imported: string): string => `package main\nimport "${imported}"\nfunc main() { ${imported.slice(imported.lastIndexOf('/') + 1)}.Open() }\n`;
  const relations = (imported: string): string[] => relationsOf(linkTexts({
    'compose.yaml': `services:\n${service('orders')}${service('bills')}  bus: { image: rabbitmq }\n`,
    'orders/Dockerfile': 'FROM golang\nCOPY . .\n', 'orders/go.mod': 'module shop.io/orders\n', 'orders/main.go': program('github.com/streadway/amqp'),
    'bills/Dockerfile': 'FROM golang\nCOPY . .\n', 'bills/go.mod': 'module shop.io/bills\n', 'bills/main.go': program(imported),
  }));

  expect(relations('github.com/gorilla/mux')).toEqual(['service:orders -publishes-> broker:bus, config']);
  expect(relations('acme.example/kit/messaging')).toEqual(['service:bills -publishes-> broker:bus, config', 'service:orders -publishes-> broker:bus, config']);
});

test('a file of settings that several programs mount: each asks what it waits for, and what it has the driver of', () => {
  const service = (name: string, more: string): string => `  ${name}: { image: acme/shop, command: ${name} --config /etc/shop/config.yaml, volumes: ["./config.yaml:/etc/shop/config.yaml"]${more} }\n`;
  const graph = linkTexts({
    'deploy/compose.yaml': `services:\n${service('server', ', depends_on: [search]')}${service('sender', '')}  main-db: { image: "postgres:17" }\n  bus: { image: "nats:2" }\n  search: { image: shop/search }\n`,
    'deploy/config.yaml': 'postgres:\n  url: postgres://u:p@main-db:5432/shop\nnats:\n  address: bus:4222\nsearch:\n  url: http://search:7700\n',
    'Dockerfile': 'FROM golang\nCOPY . .\nRUN go install ./cmd/...\n',
    'go.mod': 'module acme.example/shop\n',
    'cmd/server/main.go': 'package main\nimport "github.com/jackc/pgx/v5"\nfunc main() { pgx.Connect() }\n',
    'cmd/sender/main.go': 'package main\nimport "github.com/nats-io/nats.go"\nfunc main() { nats.Connect() }\n',
  });

  expect(relationsOf(graph)).toEqual([
    'service:sender -publishes-> broker:bus, config',
    'service:server -calls-> service:search, declared',
    'service:server -stores-> datastore:main-db, config',
  ]);
});

test('one binary holds all services: a word of the command tells which one runs, the start order which of the addresses it asks', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  front: { build: ., entrypoint: shop front, depends_on: [orders] }
  orders: { build: ., entrypoint: shop orders, depends_on: [stock, worker] }
  stock: { build: ., entrypoint: shop stock }
  worker: { build: ., entrypoint: shop worker }
`,
    'Dockerfile': 'FROM golang\nCOPY . .\nRUN go install ./cmd/...\n',
    'go.mod': 'module shop.io/shop\n',
    'cmd/shop/main.go': `package main
import (
\t"flag"
\t"google.golang.org/grpc"
)
func main() {
\torders := flag.String("orders", "orders:8080", "address of orders")
\tstock := flag.String("stock", "stock:8080", "address of stock")
\tflag.Parse()
\tswitch flag.Arg(0) {
\tcase "front":
\t\tgrpc.Dial(*orders)
\tcase "orders":
\t\tgrpc.Dial(*stock)
\t}
}
`,
  });

  expect(relationsOf(graph).filter((relation) => relation.includes('calls'))).toEqual(['service:front -calls-> service:orders, declared', 'service:orders -calls-> service:stock, declared']);
  expect(logicalServices(graph.elements.values(), (element) => element).map((group) => group.map(({ name }) => name))).toEqual([['front'], ['orders'], ['stock'], ['worker']]);
});

test('programs that are built in one image and started by their names are services apart', () => {
  const main = 'package main\n\nimport "shop.io/shop/log"\n\nfunc main() { log.Start() }\n';
  const { elements } = linkTexts({
    'compose.yaml': 'services:\n  orders: { build: ., command: orders-service }\n  bills: { build: ., command: /usr/bin/bills }\n  bills-worker: { build: ., command: /usr/bin/bills work }\n',
    'Dockerfile': 'FROM golang\nCOPY . .\nRUN go install ./...\n',
    'go.mod': 'module shop.io/shop\n',
    'orders-service/main.go': main,
    'bills/main.go': main,
    'log/log.go': 'package log\n\nfunc Start() {}\n',
  });

  expect(logicalServices(elements.values(), (element) => element).map((group) => group.map(({ name }) => name))).toEqual([['bills', 'bills-worker'], ['orders']]);
});

test('processes of one service that a command is called after stay one', () => {
  const { elements } = linkTexts({
    'compose.yaml': 'services:\n  web: { build: ., command: bundle exec puma web }\n  sidekiq: { build: ., command: bundle exec sidekiq }\n  scheduler: { build: ., command: celery scheduler }\n',
    'Dockerfile': 'FROM ruby\nCOPY . .\n',
  });

  expect(logicalServices(elements.values(), (element) => element).map((group) => group.map(({ name }) => name))).toEqual([['scheduler', 'sidekiq', 'web']]);
});

test('images of one Go module are the programs that they are called after, wherever these start', () => {
  const main = (call: string): string => `package main\n\nimport "net/http"\n\nfunc main() { ${call} }\n`;
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders-api: { image: "shop/orders:1" }\n  stock: { image: "shop/stock:1" }\n  bills: { image: "elsewhere/bills:1" }\n',
    'go.mod': 'module example.org/shop\n',
    'cmd/orders/main.go': main('http.Get("http://stock:8080/level")'),
    'services/stock/cmd/server/main.go': main('http.ListenAndServe(":8080", nil)'),
  });

  expect([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders])).toEqual([['bills', []], ['orders-api', ['cmd/orders']], ['stock', ['services/stock']]]);
  expect(relationsOf(graph)).toEqual(['service:orders-api -calls-> service:stock, declared']);
});
