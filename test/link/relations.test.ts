import { expect, test } from 'vitest';
import { link } from '../../src/engine/link/index.js';
import { factsOf, linkTexts, relationsOf } from '../support/link-texts.js';

const PACKAGE = (name: string, dependencies = '{}'): string => `{ "name": "${name}", "scripts": { "start": "node ." }, "dependencies": ${dependencies} }`;

test('a configured address makes the relation that its target is for', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders:
    image: shop/orders
    environment:
      STOCK_URL: http://stock:8080/v1
      DB_HOST: db
      KAFKA_BROKERS: kafka:9092,kafka-2:9092
      OTEL_EXPORTER_OTLP_ENDPOINT: http://otel:4317
      EUREKA_URI: http://eureka:8761/eureka
      CORS_ORIGINS: http://web:3000
      LOG_LEVEL: stock
      REDIS_IMAGE: cache:6
  stock: { image: shop/stock }
  web: { image: shop/web }
  db: { image: mysql }
  cache: { image: redis }
  kafka: { image: apache/kafka }
  otel: { image: otel/opentelemetry-collector }
  eureka: { image: steeltoeoss/eureka-server }
`,
  });

  expect(relationsOf(graph)).toEqual([
    'service:orders -calls-> service:stock, config',
    'service:orders -publishes-> broker:kafka, config',
    'service:orders -registers-> registry:eureka, config',
    'service:orders -stores-> datastore:db, config',
    'service:orders -telemetry-> telemetry:otel, config',
  ]);
});

test('start order is no call, but confirms a configured one', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders: { image: shop/orders, environment: { STOCK_URL: "http://stock" }, depends_on: [stock, users] }
  stock: { image: shop/stock }
  users: { image: shop/users }
`,
  });

  expect(relationsOf(graph)).toEqual(['service:orders -calls-> service:stock, declared']);
});

test('a call in code goes where the environment of its service leads', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders: { build: ./orders, environment: { STOCK_URL: "http://${STOCK_HOST:-stock}:8080" } }\n  stock: { image: shop/stock }',
    'orders/package.json': PACKAGE('orders'),
    'orders/config.ts': "export const config = { stock: process.env.STOCK_URL ?? 'http://localhost:1' };",
    'orders/index.ts': "import { config } from './config.js';\nexport const level = () => fetch(`${config.stock}/level`, { signal: AbortSignal.timeout(2000) });",
  });

  const [call] = graph.relations;
  expect(call).toMatchObject({ id: 'service:orders -calls-> service:stock', confidence: 'declared', protocol: 'http', care: { timeout: { value: 2000 } } });
  expect(call?.evidence.map(({ site, confidence }) => `${site.path} ${confidence}`)).toEqual(['orders/index.ts declared', 'compose.yaml config']);
});

test('a client in a shared library concerns only those who supply its variable', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders: { build: ./orders, environment: { MONGO_URL: "mongodb://mongo/shop" } }
  stock: { build: ./stock }
  mongo: { image: mongo }
`,
    'orders/package.json': PACKAGE('orders', '{ "@shop/common": "workspace:*" }'),
    'stock/package.json': PACKAGE('stock', '{ "@shop/common": "workspace:*" }'),
    'common/package.json': '{ "name": "@shop/common", "main": "index.js" }',
    'common/index.js': "import mongoose from 'mongoose';\nexport const connect = () => mongoose.connect(process.env.MONGO_URL);",
  });

  expect(relationsOf(graph)).toEqual([
    'service:orders -imports-> library:@shop/common, declared',
    'service:orders -stores-> datastore:mongo, declared',
    'service:stock -imports-> library:@shop/common, declared',
  ]);
});

test('code that is shared by relative imports concerns those who import it and supply its variable', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders: { build: { context: ., dockerfile: orders/Dockerfile }, environment: { STOCK_URL: "http://stock" } }
  users: { build: { context: ., dockerfile: users/Dockerfile } }
  stock: { image: shop/stock }
`,
    'orders/package.json': PACKAGE('orders'),
    'orders/index.js': "import { level } from '../shared/stock.js';\nlevel();",
    'users/package.json': PACKAGE('users'),
    'users/index.js': "import { level } from '../shared/stock.js';\nlevel();",
    'shared/stock.js': 'export const level = () => fetch(`${process.env.STOCK_URL}/level`);',
  });

  expect(relationsOf(graph)).toEqual(['service:orders -calls-> service:stock, declared']);
  expect(graph.relations[0]?.uses).toHaveLength(1);
});

test('public hosts in code are external systems; the machine itself and unknown values are nothing', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders: { build: ./orders }',
    'orders/package.json': PACKAGE('orders'),
    'orders/index.ts': `
export const pay = () => fetch('https://api.pay.co.uk/charge');
export const local = () => fetch('http://localhost:3000/');
export const anywhere = (host: string) => fetch('http://' + host + '/');
export const lost = () => fetch('http://nobody:8080/');
`,
  });

  expect(relationsOf(graph)).toEqual(['service:orders -calls-> external:pay.co.uk, declared']);
  expect(graph.elements.get('external:pay.co.uk')?.aliases).toEqual(['api.pay.co.uk', 'pay']);
  expect(graph.unresolved.map(({ target }) => target)).toEqual(['nobody']);
});

test('code tells the direction and the channel that configuration leaves open', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders: { build: ./orders, environment: { AMQP_URL: "amqp://rabbit" } }
  rabbit: { image: rabbitmq }
`,
    'orders/package.json': PACKAGE('orders'),
    'orders/index.js': `
import amqp from 'amqplib';
const connection = await amqp.connect(process.env.AMQP_URL);
const channel = await connection.createChannel();
channel.consume('payments', () => undefined);
`,
  });

  expect(relationsOf(graph)).toEqual(['service:orders -subscribes-> broker:rabbit payments, declared']);
});

test('Ingress and mesh gateways route, and make their targets entries', () => {
  const graph = linkTexts({
    'k8s.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: shop/web }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: shop-gateway, namespace: shop }
spec: { selector: { istio: ingressgateway }, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: shop, namespace: shop }
spec: { hosts: ["*"], gateways: [shop-gateway], http: [{ route: [{ destination: { host: web.shop.svc.cluster.local } }] }] }
`,
  });

  expect(relationsOf(graph)).toEqual(['gateway:shop-gateway -routes-> service:web, declared']);
  expect(graph.elements.get('service:web')?.isEntry).toBe(true);
});

test('the order of the files does not matter', () => {
  const files = factsOf({
    'b/compose.yaml': 'services:\n  api: { image: b/api, environment: { DB_URL: "mysql://db/b" } }\n  db: { image: mysql }',
    'a/compose.yaml': 'services:\n  api: { image: a/api, environment: { DB_URL: "postgres://db/a" } }\n  db: { image: postgres }',
    'a/compose.dev.yaml': 'services:\n  api: { environment: { CACHE_URL: "redis://cache" } }\n  cache: { image: redis }',
  });

  expect(JSON.stringify(summary([...files].reverse()))).toBe(JSON.stringify(summary(files)));
});

function summary(files: ReturnType<typeof factsOf>): unknown {
  const graph = link(files);
  return [[...graph.elements], graph.relations, graph.databases, graph.unresolved];
}

test('each environment has its own ConfigMap: a workload takes the one nearest to it', () => {
  const config = (host: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shop }\ndata: { STOCK_URL: "http://${host}" }\n---\n`;
  const workload = (name: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { template: { spec: { containers: [{ name: main, image: shop/${name}, envFrom: [{ configMapRef: { name: shop } }] }] } } }\n---\n`;
  expect(relationsOf(linkTexts({
    'extras/config.yaml': config('nobody'), 'extras/other.yaml': workload('cart'),
    'manifests/config.yaml': config('stock'), 'manifests/orders.yaml': workload('orders'), 'manifests/stock.yaml': workload('stock'),
  }))).toEqual(['service:orders -calls-> service:stock, config']);
});

test('variables of a Compose file without a default come from an environment file above, when there is none beside it', () => {
  const graph = linkTexts({
    'docker/.env': 'STOCK_HOST=stock\nPAY_HOST=pay\n',
    'docker/compose.yaml': 'services:\n  stock: { image: shop/stock }\n  pay: { image: shop/pay }\n  orders: { image: shop/orders }\n',
    'docker/addons/bills/compose.yaml': 'services:\n  bills: { image: shop/bills, environment: { STOCK_HOST: "${STOCK_HOST}", PAY_HOST: "${PAY_HOST:-elsewhere}" } }\n',
  });

  expect(relationsOf(graph)).toEqual(['service:bills -calls-> service:stock, config']);
});

test('a setting called after a database names it, one that says how it is used does not', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  api: { image: shop/api, environment: { SESSION_REDIS: session-db, CASSANDRA_CLUSTER: rows } }
  bills: { image: shop/bills, environment: { CACHE_DRIVER: redis, POSTGRES_USER: postgres } }
  session-db: { image: "redis:8" }
  redis: { image: "redis:8" }
  rows: { image: "cassandra:5" }
  postgres: { image: "postgres:17" }
`,
  });

  expect(relationsOf(graph)).toEqual(['service:api -stores-> datastore:rows, config', 'service:api -stores-> datastore:session-db, config']);
});
