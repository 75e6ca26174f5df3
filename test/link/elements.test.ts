import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

function elementsOf(texts: Readonly<Record<string, string>>): string[] {
  return [...linkTexts(texts).elements.keys()];
}

const deployment = (name: string, image: string, labels: string, more = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  ${more}
  template:
    metadata: { labels: { ${labels} } }
    spec: { containers: [{ name: main, image: ${image} }] }
---
`;

const service = (name: string, selector: string): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { ${selector} }, ports: [{ port: 80 }] }
---
`;

test('a service of Compose, of its override and of Kubernetes is one element, whatever it is called', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders:\n    build: ./orders\n    image: shop/orders-app\n    container_name: shop_orders',
    'compose.override.yaml': 'services:\n  orders:\n    environment: { LOG: debug }',
    'k8s/orders.yaml': deployment('orders-deployment', 'registry.shop.io/shop/orders-app:1', 'app: orders') + service('orders-svc', 'app: orders'),
    'orders/package.json': '{ "name": "@shop/orders", "scripts": { "start": "node ." } }',
  });

  expect([...graph.elements.keys()]).toEqual(['service:orders']);
  expect(graph.elements.get('service:orders')).toMatchObject({
    aliases: ['@shop/orders', 'orders-app', 'orders-deployment', 'orders-svc', 'shop_orders'],
    codeFolders: ['orders'],
    replicas: { known: true, value: 1 },
  });
});

test('versions and canaries behind one Service are one element, and their instances add up', () => {
  const graph = linkTexts({
    'reviews.yaml':
      service('reviews', 'app: reviews') + deployment('reviews-v1', 'shop/reviews:1', 'app: reviews, version: v1', 'replicas: 3') + deployment('reviews-v2', 'shop/reviews:2', 'app: reviews, version: v2', 'replicas: 2'),
  });

  expect([...graph.elements.keys()]).toEqual(['service:reviews']);
  expect(graph.elements.get('service:reviews')?.replicas).toMatchObject({ value: 5 });
});

test('a Service with a broad selector does not make strangers one', () => {
  expect(elementsOf({ 'k8s.yaml': service('backend', 'tier: backend') + deployment('orders', 'shop/orders', 'tier: backend') + deployment('stock', 'shop/stock', 'tier: backend') })).toEqual(['service:orders', 'service:stock']);
});

test('one code in two roles is two elements that know their code', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  api: { build: ./shop, command: node api.js }\n  worker: { build: ./shop, command: node worker.js }',
    'shop/package.json': '{ "name": "shop", "scripts": { "start": "node api.js" } }',
  });

  expect([...graph.elements.values()].map(({ id, codeFolders }) => [id, ...codeFolders])).toEqual([['service:api', 'shop'], ['service:worker', 'shop']]);
});

test('the image decides the kind, then the name; only business services count', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  store: { image: "postgres:16" }
  bus: { image: "confluentinc/cp-kafka:7" }
  edge: { image: "traefik:3" }
  traces: { image: jaegertracing/all-in-one }
  api-gateway: { image: shop/gw }
  payment-gateway: { image: shop/pay }
  mail: { image: axllent/mailpit }
  db-migrate: { image: shop/orders, command: npm run migrate }
  orders: { image: shop/orders }
`,
  });

  expect([...graph.elements.values()].map(({ id, engine, role, isTask }) => [id, engine ?? '-', role, isTask ? 'task' : '-'].join(' '))).toEqual([
    'broker:bus kafka infra -',
    'datastore:store postgres infra -',
    'gateway:api-gateway - infra -',
    'gateway:edge - infra -',
    'other:mail - infra -',
    'service:db-migrate - infra task',
    'service:orders - business -',
    'service:payment-gateway - business -',
    'telemetry:traces - infra -',
  ]);
});

test('a database is the same one in two deployments when the same variable of the same service asks for it', () => {
  const workload = (name: string, image: string, environment = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}-deployment }
spec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main, image: "${image}"${environment} }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} } }
---
`;
  const { elements } = linkTexts({
    'compose.yaml': `services:
  orders: { image: shop/orders, environment: [DB_HOST=shop-db, CACHE_HOST=memory] }
  shop-db: { image: shop/shop-db }
  memory: { image: "redis:7" }
  other-memory: { image: "redis:7" }
`,
    'k8s/all.yaml': [
      workload('orders', 'shop/orders', ', env: [{ name: DB_HOST, value: orders-mongo }, { name: CACHE_HOST, value: cache.shop.svc.cluster.local }]'),
      workload('orders-mongo', 'mongo:7'), workload('cache', 'redis:7'), workload('stock', 'shop/stock'),
    ].join(''),
  });

  expect([...elements.values()].map(({ id, aliases }) => [id, aliases.filter((alias) => !alias.includes('deployment'))])).toEqual([
    ['datastore:memory', ['cache', 'redis']],
    ['datastore:other-memory', ['redis']],
    ['datastore:shop-db', ['mongo', 'orders-mongo']],
    ['service:orders', []],
    ['service:stock', []],
  ]);
});

test('Compose files in which most of what is built runs tests are no part of a system that has more', () => {
  const { elements } = linkTexts({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n  db: { image: "postgres:17" }\n',
    'orders/Dockerfile': 'FROM scratch\n',
    'orders/docker-compose.yml': 'services:\n  test_unit: { build: . }\n  test_acceptance: { build: ., depends_on: [mongo] }\n  certificates: { build: ./certificates }\n  mongo: { image: "mongo:8" }\n',
    'orders/docker-compose.ci.yml': 'services:\n  archive: { build: . }\n  fake-store: { image: minio/minio }\n',
  });

  expect([...elements.keys()]).toEqual(['datastore:db', 'service:orders']);
});

test('an exporter watches the server that it is called after', () => {
  const image = (name: string): string => `  ${name.split('/')[1] ?? ''}: { image: ${name} }\n`;
  const { elements } = linkTexts({ 'compose.yaml': `services:\n${['natsio/prometheus-nats-exporter', 'bitnami/mongodb-exporter', 'library/nats'].map(image).join('')}` });

  expect([...elements.keys()]).toEqual(['broker:nats', 'telemetry:mongodb-exporter', 'telemetry:prometheus-nats-exporter']);
});

test('a store that is built here is known by its base image', () => {
  expect(elementsOf({ 'compose.yaml': 'services:\n  users-db: { build: ./db }', 'db/Dockerfile': 'FROM mongo:7\nCOPY seed.js /docker-entrypoint-initdb.d/\n' })).toEqual(['datastore:users-db']);
});

test('an emulator stands for what it is called after, and is no service', () => {
  expect(elementsOf({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n  firestore: { build: ./docker/firestore-emulator }\n  push: { build: ./docker/fcm-emulator }',
    'docker/firestore-emulator/Dockerfile': 'FROM node:22\nCMD ["firebase", "emulators:start"]',
    'docker/fcm-emulator/Dockerfile': 'FROM node:22\nCMD ["node", "push.js"]',
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
  })).toEqual(['datastore:firestore', 'other:push', 'service:orders']);
});

test('systems that share nothing but a name stay apart', () => {
  expect(elementsOf({
    'a/compose.yaml': 'services:\n  web: { image: a/web }\n  db: { image: postgres }',
    'b/compose.yaml': 'services:\n  api: { image: b/api }\n  db: { image: mysql }',
  })).toEqual(['datastore:a/db', 'datastore:b/db', 'service:api', 'service:web']);
});

test('services in one network namespace share a deployment unit', () => {
  const graph = linkTexts({ 'compose.yaml': 'services:\n  orders: { image: shop/orders }\n  helper: { image: shop/helper, network_mode: "service:orders" }' });

  expect(graph.elements.get('service:helper')?.deploymentUnit).toBe('service:orders');
});

test('what one project calls `app` is what another project calls by its name when both build the same code', () => {
  expect(elementsOf({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n  db: { image: postgres }\n',
    'orders/compose.yaml': 'services:\n  app: { build: . }\n  db: { image: postgres }\n',
    'orders/Dockerfile': 'FROM node\n', 'stock/Dockerfile': 'FROM node\n',
  })).toEqual(['datastore:db', 'datastore:orders/db', 'service:orders', 'service:stock']);
});

test('a cluster is one with the Compose project whose services it runs, however many a test environment beside it has', () => {
  const { elements } = linkTexts({
    'compose.yaml': 'services:\n  orders: { image: shop/orders }\n  mongo: { image: "mongo:6" }\n',
    'press/compose.yaml': 'services:\n  runner: { image: acme/runner }\n  reporter: { image: acme/reporter }\n  mongo: { image: "mongo:6" }\n',
    'k8s/all.yaml': deployment('orders', 'shop/orders', 'app: orders') + deployment('mongo', 'mongo:6', 'app: mongo'),
  });
  expect(elements.get('datastore:mongo')?.definedAt.map(({ path }) => path)).toEqual(['compose.yaml', 'k8s/all.yaml']);
});

test('a ready-made helper of which each deployment has one is one, whatever it is called; databases are not', () => {
  expect(elementsOf({
    'compose.yaml': 'services:\n  maildev: { image: maildev/maildev }\n  orders-db: { image: postgres }\n',
    'k8s/all.yaml': deployment('mailserver', 'maildev/maildev', 'app: mail') + deployment('users-store', 'postgres', 'app: db'),
  })).toEqual(['datastore:orders-db', 'datastore:users-store', 'other:maildev']);
});

test('a container that only talks to a server is none, though it has its image', () => {
  expect(elementsOf({
    'compose.yaml': 'services:\n  kafka: { image: bitnami/kafka, command: /opt/bitnami/scripts/kafka/run.sh }\n  topics: { image: bitnami/kafka, entrypoint: [sh, -c, "kafka-topics.sh --create --topic orders --bootstrap-server kafka:9092"] }\n',
    'k8s/fill.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata: { name: fill }\nspec: { template: { spec: { containers: [{ name: main, image: postgres }] } } }\n',
  })).toEqual(['broker:kafka', 'other:fill', 'other:topics']);
});

test('what only examples and tests start is no part of a system that has more', () => {
  const example = 'services:\n  demo: { image: shop/demo }\n';
  expect(elementsOf({ 'compose.yaml': 'services:\n  orders: { image: shop/orders }\n', 'lib/examples/compose.yaml': example })).toEqual(['service:orders']);
  expect(elementsOf({ 'examples/compose.yaml': example })).toEqual(['service:demo']);
});

test('an image may be called after the system and the folder of its code', () => {
  const services = ['orders', 'stock', 'billing'];
  const graph = linkTexts({
    'k8s/all.yaml': services.map((name) => deployment(`shop-${name}`, `shop/shop-${name}`, `app: ${name}`)).join(''),
    ...Object.fromEntries(services.map((name) => [`services/${name}/Dockerfile`, 'FROM node\n'])),
  });
  expect(graph.elements.get('service:shop-orders')?.codeFolders).toEqual(['services/orders']);
});

test('pages of one service are no part of a system that has more; what composes services, or keeps something, is', () => {
  const page = (name: string, more = ''): string => `{ "name": "${name}", "scripts": { "start": "next start" }, "dependencies": { "next": "15", "react-dom": "19"${more} } }`;
  const graph = linkTexts({
    'compose.yaml': `services:
  shop: { build: ./shop, environment: { API: http://orders:80 } }
  portal: { build: ./portal, environment: { ORDERS: http://orders:80, STOCK: http://stock:80 } }
  blog: { build: ./blog, environment: { DATABASE_URL: postgres://posts/posts } }
  orders: { build: ./orders }
  stock: { build: ./stock }
  posts: { image: postgres }`,
    'shop/package.json': page('shop'),
    'portal/package.json': page('portal'),
    'blog/package.json': page('blog', ', "pg": "8"'),
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." }, "dependencies": { "express": "5" } }',
    'stock/package.json': '{ "name": "stock", "scripts": { "start": "node ." }, "dependencies": { "express": "5" } }',
  });

  expect([...graph.elements.values()].filter(({ isUserInterface }) => isUserInterface).map(({ name }) => name)).toEqual(['shop']);
});

test('a program whose driver tells the engine stores in the only database of that engine, where no setting tells the address', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders:\n    build: ./orders\n  db:\n    image: mysql\n  cache:\n    image: redis',
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
    'orders/prisma/schema.prisma': 'datasource db {\n  provider = "mysql"\n}\n',
  });
  expect(relationsOf(graph)).toEqual(['service:orders -stores-> datastore:db, inferred']);
});

test('a folder in which the Dockerfiles of all services stand is the code of none of them', () => {
  const services = ['orders', 'stock', 'web'];
  const graph = linkTexts({
    'go.mod': 'module shop.example/shop\n',
    'compose.yaml': `services:\n${services.map((name) => `  ${name}: { build: { context: ., dockerfile: docker/Dockerfile-${name} } }\n`).join('')}`,
    ...Object.fromEntries(services.map((name) => [`docker/Dockerfile-${name}`, `FROM golang:1.23\nCOPY . /app\nRUN go build -o /bin/app ./cmd/${name}\n`])),
    ...Object.fromEntries(services.map((name) => [`cmd/${name}/main.go`, 'package main\nfunc main() {}\n'])),
  });
  expect([...graph.elements].map(([id, { codeFolders }]) => `${id} ${codeFolders.join()}`)).toEqual(services.map((name) => `service:${name} `));
});

test('what most workloads begin with is the name of the system: the rest of it tells a workload in Compose', () => {
  const compose = { 'compose.yaml': 'services:\n  mysql: { image: shop/own-mysql }\n  orders: { image: shop/orders }\n  stock: { image: shop/stock }\n' };
  const manifests = (...names: string[]): string => names.map((name) => deployment(name, `shop/${name.replace('acme-mysql', 'database').replace(/^acme-/, 'our-')}`, `app: ${name}`)).join('');
  expect(elementsOf({ ...compose, 'k8s/all.yaml': manifests('acme-mysql', 'acme-orders', 'acme-stock') })).toEqual(['datastore:mysql', 'service:orders', 'service:stock']);
  // Two of a name are no system.
  expect(elementsOf({ 'compose.yaml': 'services:\n  db: { image: mysql }\n', 'k8s/all.yaml': manifests('orders', 'orders-db') })).toHaveLength(3);
});

test('variants of an image that answer to one name in their network are one service, called so', () => {
  const variant = (name: string): string => `services:\n  orders-${name}:\n    image: shop/orders:${name}\n    networks: { default: { aliases: [orders] } }\n`;
  const other = 'services:\n  stock-a: { image: shop/stock }\n  stock-b: { image: shop/stock }\n';
  expect(elementsOf({ 'deploy/jvm.compose.yaml': variant('jvm'), 'deploy/native.compose.yaml': variant('native'), 'compose.yaml': other })).toEqual(['service:orders', 'service:stock-a', 'service:stock-b']);
});

test('a Job with the image of a service is not its deployment, no service, and does not do what the service does', () => {
  const job = 'apiVersion: batch/v1\nkind: Job\nmetadata: { name: orders-schema }\nspec: { template: { spec: { containers: [{ name: main, image: shop/orders:2 }] } } }\n---\n';
  expect(elementsOf({
    'compose.yaml': 'services:\n  shop-orders: { image: shop/orders }\n',
    'k8s/orders.yaml': job + deployment('orders-api', 'shop/orders:1', 'app: orders'),
  })).toEqual(['other:orders-schema', 'service:shop-orders']);
  const files = { 'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }', 'orders/index.js': "fetch('http://stock/');" };
  expect(relationsOf(linkTexts({ ...files, 'k8s/all.yaml': job + deployment('orders', 'shop/orders:1', 'app: orders') + deployment('stock', 'shop/stock:1', 'app: stock') + service('stock', 'app: stock') }))).toEqual(['service:orders -calls-> service:stock, declared']);
});

test('what is built here is not the well-known program that its image is called like', () => {
  expect(elementsOf({
    'partner/compose.yaml': 'services:\n  ambassador_backend: { build: ., image: shop/ambassador }\n',
    'partner/Dockerfile': 'FROM php:8\nCOPY . .\n', 'partner/composer.json': '{ "require": { "laravel/framework": "^10" } }',
    'k8s/partner.yaml': deployment('ambassador-backend', 'shop/ambassador:1', 'app: ambassador'),
  })).toEqual(['service:ambassador_backend']);
});

test('the controller of Ingresses is a gateway, and what answers for nobody is no service', () => {
  expect(elementsOf({
    'k8s/edge.yaml': deployment('nginx-controller', 'quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.33', 'app: edge')
      + deployment('nginx-default', 'registry.k8s.io/defaultbackend-amd64:1.5', 'app: default') + deployment('orders', 'shop/orders', 'app: orders'),
  })).toEqual(['gateway:nginx-controller', 'other:nginx-default', 'service:orders']);
});

test('a service is what it extends, also in another file and with what is built there', () => {
  const graph = linkTexts({
    'compose.yaml': `include: [brokers/nats.yml]
services:
  orders: { extends: { file: base/common.yml, service: program }, environment: { NATS_URL: "nats://nats:4222" } }
`,
    'base/common.yml': 'services:\n  program: { build: ../orders, command: serve }\n',
    'brokers/nats.yml': 'services:\n  nats: { extends: { file: parts/server.yml, service: server } }\n',
    'brokers/parts/server.yml': 'services:\n  server: { image: "nats:2" }\n',
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
  });

  expect([...graph.elements.values()].map(({ id, codeFolders }) => [id, codeFolders])).toEqual([['broker:nats', []], ['service:orders', ['orders']]]);
});

test('what works on a database or broker is none, whatever it is called after', () => {
  const graph = linkTexts({ 'compose.yaml': 'services:\n  postgres-writer: { image: shop/postgres-writer }\n  kafka-consumer: { image: shop/kafka-consumer }\n  centrifugo-rpc: { image: shop/rpc }\n  orders-mongo: { image: shop/orders-mongo }\n  queue: { image: vernemq/vernemq }\n' });

  expect([...graph.elements.keys()]).toEqual(['broker:queue', 'datastore:orders-mongo', 'service:centrifugo-rpc', 'service:kafka-consumer', 'service:postgres-writer']);
});

const boot = (name: string): string => `<project><artifactId>${name}</artifactId><build><plugins><plugin><artifactId>quarkus-maven-plugin</artifactId></plugin></plugins></build></project>`;

test('a program that is called after the broker it works with is no broker', () => {
  const graph = linkTexts({
    'k8s.yaml': deployment('stock-kafka', 'registry.example.com/shop/stock-kafka:1', 'app: stock-kafka') + deployment('acme-kafka', 'acme-kafka:3', 'app: acme-kafka'),
    'stock-with-kafka/pom.xml': boot('stock-kafka'),
  });
  expect([...graph.elements].map(([id, { codeFolders }]) => [id, codeFolders])).toEqual([['broker:acme-kafka', []], ['service:stock-kafka', ['stock-with-kafka']]]);
});

test('a program called after a server that asks it is no server', () => {
  expect(elementsOf({ 'compose.yaml': 'services:\n  push: { image: "centrifugo/centrifugo:v5" }\n  push-rpc: { image: "ghcr.io/acme/shop-centrifugo:1" }\n' })).toEqual(['broker:push', 'service:push-rpc']);
});

test('an image of Kafka runs ZooKeeper where its command says so', () => {
  const image = 'quay.io/strimzi/kafka:0.43.0-kafka-3.8.0';
  expect(elementsOf({
    'compose.yaml': `services:\n  zookeeper: { image: "${image}", command: [sh, -c, "bin/zookeeper-server-start.sh config/zookeeper.properties"] }\n  kafka: { image: "${image}", command: [sh, -c, "bin/kafka-server-start.sh config/server.properties"] }\n`,
    'k8s.yaml': 'apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: { name: events }\nspec: { kafka: { replicas: 3 } }\n',
  })).toEqual(['broker:kafka', 'config:zookeeper']);
});

test('code belongs to the only unit whose name differs by a word that says nothing', () => {
  const folders = (texts: Readonly<Record<string, string>>): unknown[] => [...linkTexts(texts).elements.values()].map(({ name, codeFolders }) => [name, codeFolders]);
  const project = { 'coffeeshop-service/pom.xml': boot('coffeeshop-service'), 'stock/pom.xml': boot('stock') };
  const stock = deployment('stock', 'shop/stock', 'app: stock');
  expect(folders({ ...project, 'k8s.yaml': stock + deployment('coffee-shop', 'shop/coffee-shop', 'app: coffee-shop') })).toEqual([['coffee-shop', ['coffeeshop-service']], ['stock', ['stock']]]);
  expect(folders({ ...project, 'k8s.yaml': stock + deployment('coffee-shop', 'shop/coffee-shop', 'app: a') + deployment('coffee-shop-api', 'shop/coffee-shop-api', 'app: b') }))
    .toEqual([['coffee-shop', []], ['coffee-shop-api', []], ['stock', ['stock']]]);
});
