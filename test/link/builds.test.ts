import { beforeAll, expect, test } from 'vitest';
import { sourceExtractors } from '../../src/engine/source.js';
import { createWorkspace, defaultConfig, documentExtractors, extractFile, mergeFacts } from '../../src/engine/index.js';
import type { CouplingGraph } from '../../src/engine/model/graph.js';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('java'));

/** The graph of texts in any language. */
function graphOf(texts: Readonly<Record<string, string>>): CouplingGraph {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries(texts)) workspace.setFacts(mergeFacts(extractFile(documentExtractors, path, text), extractFile(sourceExtractors, path, text)));
  return workspace.analyseWith([], defaultConfig).graph;
}

const services = (graph: CouplingGraph): string[] => [...graph.elements.values()].filter(({ kind }) => kind === 'service').map(({ name }) => name);

test('Dockerfiles in a folder of their own build several programs, and say of what', () => {
  const build = (name: string): string => `FROM golang:1.23 AS builder\nCOPY . /app\nWORKDIR /app\nRUN go build -o /bin/app ./cmd/${name}\nFROM scratch\nCOPY --from=builder /bin/app /app\nCMD ["/app"]\n`;
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders: { build: { context: ., dockerfile: docker/Dockerfile-orders } }\n  stock: { build: { context: ., dockerfile: docker/Dockerfile-stock } }\n',
    'docker/Dockerfile-orders': build('orders'),
    'docker/Dockerfile-stock': build('stock'),
    'go.mod': 'module example.org/shop\n',
    'cmd/orders/main.go': 'package main\n\nfunc main() {}\n',
    'cmd/stock/main.go': 'package main\n\nfunc main() {}\n',
  });

  expect([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders])).toEqual([['orders', ['cmd/orders']], ['stock', ['cmd/stock']]]);
});

test('code that is mounted into an image of a runtime is the code of that unit, not of the server in front of it', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  api: { build: ./docker/php, volumes: ["./services/stock:/var/www"] }
  jobs: { image: "node:22", command: npm start, volumes: ["./services/mailer:/app", "./logs:/logs"] }
  edge: { image: "nginx:1", volumes: ["./services/stock:/var/www:ro"] }
  proxy: { build: ./docker/nginx, volumes: ["./services/stock:/var/www"] }
`,
    'docker/php/Dockerfile': 'FROM php:8-fpm\nWORKDIR /var/www\n',
    'docker/nginx/Dockerfile': 'FROM nginx:1\nCOPY default.conf /etc/nginx/conf.d/\n',
    'services/stock/composer.json': '{ "name": "shop/stock" }',
    'services/mailer/package.json': '{ "name": "mailer", "scripts": { "start": "node ." } }',
  });

  expect(Object.fromEntries([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders]))).toEqual({ api: ['services/stock'], jobs: ['services/mailer'], edge: [], proxy: ['docker/nginx'] });
});

test('a library that several programs mount beside their own code is the code of none of them', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders: { build: ./docker/php, volumes: ["./orders:/var/www", "./shared:/var/shared"] }
  stock: { build: ./docker/php, volumes: ["./stock:/var/www", "./shared:/var/shared"] }
`,
    'docker/php/Dockerfile': 'FROM php:8-fpm\nWORKDIR /var/www\n',
    'orders/composer.json': '{ "name": "shop/app", "require": { "shop/shared": "*" } }',
    'stock/composer.json': '{ "name": "shop/app", "require": { "shop/shared": "*" } }',
    'shared/composer.json': '{ "name": "shop/shared" }',
  });

  expect([...graph.elements.values()].filter(({ kind }) => kind === 'service').map(({ name, codeFolders }) => [name, codeFolders])).toEqual([['orders', ['orders']], ['stock', ['stock']]]);
  expect(graph.relations.filter(({ kind, to }) => kind === 'imports' && to.kind === 'service')).toEqual([]);
});

test('a whole repository that is mounted is the code of what its build does not tell', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  shop: { build: ./docker/php, volumes: [".:/var/www"] }\n  stock: { build: { context: ., dockerfile: docker/stock.Dockerfile }, volumes: [".:/app"] }\n',
    'docker/php/Dockerfile': 'FROM php:8-fpm\n',
    'docker/stock.Dockerfile': 'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nENTRYPOINT go run stock/cmd/main.go\n',
    'composer.json': '{ "name": "shop/shop" }',
    'go.mod': 'module shop.io/shop\n',
    'stock/cmd/main.go': 'package main\n\nfunc main() {}\n',
  });

  expect([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders])).toEqual([['shop', ['']], ['stock', ['stock']]]);
});

test('one recipe for all programs of a Go module: the argument of the build tells which it makes', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  api: { build: { context: ., args: { CMD: orders } } }\n  jobs: { build: { context: ., args: { CMD: mailer } } }\n  all: { build: { context: ., dockerfile: all.Dockerfile } }\n',
    Dockerfile: 'FROM golang:1.24\nARG CMD\nCOPY . /src\nWORKDIR /src\nRUN go build -o /app ./cmd/$CMD\nCMD ["/app"]\n',
    'all.Dockerfile': 'FROM golang:1.24\nCOPY . /src\nWORKDIR /src\nRUN go build -o /bin/orders ./cmd/orders && go build -o /bin/mailer ./cmd/mailer\nCMD ["/bin/orders"]\n',
    'go.mod': 'module example.org/shop\n',
    'cmd/orders/main.go': 'package main\n\nfunc main() {}\n',
    'cmd/mailer/main.go': 'package main\n\nfunc main() {}\n',
  });

  expect([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders])).toEqual([['all', ['']], ['api', ['cmd/orders']], ['jobs', ['cmd/mailer']]]);
});

test('one Dockerfile serves several programs: the argument of the build tells whose code it copies', () => {
  const build = (folder: string): string => `{ build: { context: ., dockerfile: node.Dockerfile, args: { APP: "${folder}" } } }`;
  const program = (name: string, call: string): Record<string, string> => ({
    [`services/${name}/package.json`]: `{ "name": "${name}", "scripts": { "start": "npm run build && concurrently \\"tsc --watch\\" \\"nodemon dist/main.js\\"" }, "dependencies": { "axios": "^1.0.0" } }`,
    [`services/${name}/src/main.ts`]: `import axios from 'axios';\n${call}\n`,
  });
  const graph = graphOf({
    'compose.yaml': `services:\n  orders-service: ${build('services/orders')}\n  stock-service: ${build('services/stock')}\n  shop-db: { build: { context: ., dockerfile: db.Dockerfile } }\n  pictures: { build: { context: ., dockerfile: pictures.Dockerfile } }\n`,
    'node.Dockerfile': 'FROM node:22\nARG APP\nARG COMMON=services/common\nWORKDIR /app\nCOPY $APP/package.json ./\nCOPY ${COMMON}/ ./common/\nCOPY $APP/ ./\nCMD ["npm", "start"]\n',
    'db.Dockerfile': 'FROM postgres:17\nCOPY schema.sql /docker-entrypoint-initdb.d/\n',
    'pictures.Dockerfile': 'FROM nginx:1\nARG BASE=files\nCOPY $BASE/pictures/ /usr/share/nginx/html/\n',
    'package.json': '{ "name": "shop", "private": true }',
    'services/common/package.json': '{ "name": "common", "main": "index.js" }',
    ...program('orders', "await axios.get('http://stock-service/items');"),
    ...program('stock', "export const items = [];"),
  });

  expect([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders])).toEqual([
    ['shop-db', []], ['orders-service', ['services/orders']], ['stock-service', ['services/stock']], ['pictures', []],
  ]);
  expect(relationsOf(graph)).toEqual(['service:orders-service -calls-> service:stock-service, declared']);
});

test('a Compose file that is used from another folder names places that do not exist: the image tells the code', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  api: { build: { context: ./apps/api, dockerfile: Dockerfile.api }, command: serve }\n  worker: { build: { context: ./apps/api, dockerfile: Dockerfile.api }, command: work }\n',
    'deploy/cli/build.yml': 'services:\n  api: { image: shop/backend, build: { context: ../apps/api, dockerfile: Dockerfile.api } }\n',
    'deploy/cli/compose.yml': 'services:\n  api: { image: shop/backend, command: serve }\n  worker: { image: shop/backend, command: work }\n',
    'apps/api/Dockerfile.api': 'FROM python:3.13\nCOPY . .\n',
    'apps/api/requirements.txt': 'django\n',
  });

  expect([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders])).toEqual([['api', ['apps/api']], ['worker', ['apps/api']]]);
});

test('a program whose Dockerfile lies where build tools keep it runs, though Compose runs others', () => {
  const program = (name: string, body = ''): Record<string, string> => ({
    [`${name}/pom.xml`]: `<project><artifactId>${name}</artifactId><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>`,
    [`${name}/src/main/docker/Dockerfile`]: 'FROM eclipse-temurin:21\nADD app.jar app.jar\nENTRYPOINT ["java", "-jar", "/app.jar"]\n',
    [`${name}/src/main/java/org/shop/App.java`]: `package org.shop;\n@SpringBootApplication\n@EnableFeignClients\n@EnableHystrixDashboard\npublic class App {}\n${body}`,
  });
  const graph = graphOf({
    'docker/compose.yaml': 'services:\n  stock: { image: shop/stock }\n',
    ...program('stock'),
    ...program('tray', '@FeignClient("stock")\ninterface Stock { @GetMapping("/items") String items(); }\n'),
    'stock/src/main/java/org/shop/App.java': 'package org.shop;\n@SpringBootApplication\npublic class App {}\n',
  });

  expect(services(graph)).toEqual(['stock', 'tray']);
  expect(relationsOf(graph)).toEqual(['service:tray -calls-> service:stock, declared']);
});

test.each([
  ['.env.example', '.env'], ['.env.docker', '.env'], ['.env.sample', '.env'], ['example.env', '.env'], ['.env.orders.template', '.env.orders'], ['orders.env.dist', 'orders.env'],
])('%s stands in for %s where that is missing', (template, file) => {
  const compose = `services:\n  orders: { image: shop/orders, env_file: [./${file}] }\n  shop-db: { image: "postgres:17" }\n`;
  const url = (database: string): string => `DATABASE_URL=postgres://shop-db:5432/${database}\n`;

  expect(linkTexts({ 'compose.yaml': compose, [template]: url('shop') }).databases.map(({ name }) => name)).toEqual(['shop']);
  expect(linkTexts({ 'compose.yaml': compose, [template]: url('shop'), [file]: url('real') }).databases.map(({ name }) => name)).toEqual(['real']);
});

test('what only starts the databases of a system to work on it is no system of its own', () => {
  const system = 'services:\n  orders: { image: shop/orders, environment: { DATABASE_URL: "postgres://shop-db/shop" } }\n  shop-db: { image: "postgres:17" }\n  cache: { image: "redis:8" }\n';
  const ids = (texts: Readonly<Record<string, string>>): string[] => [...linkTexts(texts).elements.keys()];
  const alone = 'services:\n  shop-db: { image: "postgres:16" }\n';

  expect(ids({ 'deploy/compose.yaml': system, 'services/databases.compose.yaml': alone })).toEqual(['datastore:cache', 'datastore:shop-db', 'service:orders']);
  // Another engine, or another system with the same: nothing says whose it is.
  expect(ids({ 'deploy/compose.yaml': system, 'services/databases.compose.yaml': alone.replace('postgres', 'mysql') })).toHaveLength(4);
  expect(ids({ 'a/compose.yaml': system, 'b/compose.yaml': system.replaceAll('orders', 'stock'), 'c/compose.yaml': alone })).toHaveLength(7);
});

test('a Compose file of databases alone runs no program: a Dockerfile beside a manifest shows what does', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  db: { image: "mongo:8" }\n',
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
    'crates/orders/Cargo.toml': '[package]\nname = "shop-orders"\n',
    'crates/orders/Dockerfile': 'FROM debian:12\nCOPY --from=builder /target/release/shop-orders ./\nCMD ["./shop-orders"]\n',
    'crates/models/Cargo.toml': '[package]\nname = "shop-models"\n',
  });

  expect(services(graph)).toEqual(['orders']);
});

test('a program that serves several roles of one image has no server of configuration among them', () => {
  const role = (name: string): string => `  ${name}: { image: "shop/shop:1", environment: { ROLE: ${name} } }\n`;
  const graph = linkTexts({ 'compose.yaml': `services:\n${role('config')}${role('orders')}${role('stock')}` });

  expect(services(graph)).toEqual(['config', 'orders', 'stock']);
});

test('a chart that is also kept as rendered for a release is the same system', () => {
  const workload = (name: string, image: string, labels: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}${labels} } }
    spec: { containers: [{ name: main, image: "${image}" }] }
---
`;
  const rendered = (name: string, image: string): string => workload(`acme-${name}`, image, `, app.kubernetes.io/name: ${name}, app.kubernetes.io/instance: acme`);
  const graph = linkTexts({
    'k8s/orders.yaml': workload('orders', 'shop/orders:1', ''),
    'k8s/cache.yaml': workload('cache', 'redis:8', ''),
    'k8s/rows.yaml': workload('rows', 'redis:8', ''),
    'k8s/all.yaml': rendered('orders', 'shop/orders:2') + rendered('cache', 'redis:8') + rendered('rows', 'postgres:17'),
  });

  // `rows` here and there are not made of one image.
  expect([...graph.elements.keys()]).toEqual(['datastore:acme-rows', 'datastore:cache', 'datastore:rows', 'service:orders']);
});

test('an archive that was built elsewhere and put beside the Dockerfile tells whose code it is by its name', () => {
  const pom = (artifact: string): string => `<project><groupId>org.example</groupId><artifactId>${artifact}</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>`;
  const graph = linkTexts({
    'docker/compose.yaml': 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n  agent: { build: ./agent }\n',
    'docker/orders/Dockerfile': 'FROM eclipse-temurin:21\nCOPY ./jar/shop-orders.jar /app.jar\n',
    'docker/stock/Dockerfile': 'FROM eclipse-temurin:21\nCOPY lib/monitor.jar shop-stock-1.2.0-SNAPSHOT.jar /app/\n',
    'docker/agent/Dockerfile': 'FROM eclipse-temurin:21\nCOPY agent-*.jar /app.jar\n',
    'modules/orders-module/pom.xml': pom('shop-orders'),
    'modules/stock-module/pom.xml': pom('shop-stock'),
  });

  expect([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders])).toEqual([['agent', ['docker/agent']], ['orders', ['modules/orders-module']], ['stock', ['modules/stock-module']]]);
});

test('where one repository holds the images of a whole system, their tags tell whose code they are', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders: { image: "acme/shop:shop-orders-latest" }\n  bills: { image: "acme/shop:billing-v1.2" }\n  web: { image: "acme/site:latest" }\n',
    'source/shop-orders/package.json': '{ "name": "@acme/shop-orders", "scripts": { "start": "node index.js" } }',
    'source/billing/package.json': '{ "name": "@acme/billing", "scripts": { "start": "node index.js" } }',
  });

  expect([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders])).toEqual([['bills', ['source/billing']], ['orders', ['source/shop-orders']], ['web', []]]);
});

test('a Compose file that builds from a folder without code and recipe is started from elsewhere: names tell the code', () => {
  const graph = linkTexts({
    'deployment/compose.yaml': 'services:\n  orders: { build: ., image: shop/orders }\n  stock: { build: ., image: shop/stock }\n',
    'deployment/README.md': 'How it is deployed.\n',
    'Dockerfile': 'FROM scratch\n',
    'orders/go.mod': 'module example.org/orders\n',
    'orders/main.go': 'package main\n\nfunc main() {}\n',
    'stock/go.mod': 'module example.org/stock\n',
    'stock/main.go': 'package main\n\nfunc main() {}\n',
  });

  expect([...graph.elements.values()].map(({ name, codeFolders }) => [name, codeFolders])).toEqual([['orders', ['orders']], ['stock', ['stock']]]);
});

test.each([
  ['the only program of the workspace, at its top', { Gemfile: 'gem "rails"\n', 'config/application.rb': 'module Shop\nend\n' }, ['']],
  ['nothing, where programs stand in folders', { 'orders/Gemfile': 'gem "rails"\n', 'stock/Gemfile': 'gem "rails"\n' }, []],
])('an image that a variable alone names is made of %s', (_, code, folders) => {
  const graph = linkTexts({ 'compose.yaml': 'services:\n  shop: { image: "${SHOP_IMAGE}" }\n', Dockerfile: 'FROM ruby:3\nCOPY . .\n', ...code });

  expect(graph.elements.get('service:shop')?.codeFolders ?? []).toEqual(folders);
});

test('a program that is copied into a bare image is what it is, and no tool of that image', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders: { build: { context: ., target: api } }\n  wait: { image: "busybox:1", command: sleep 5 }\n',
    'Dockerfile': 'FROM golang AS build\nCOPY . .\nRUN go build -o /bin/orders .\nFROM busybox AS api\nCOPY --from=build /bin/orders /bin/orders\nENTRYPOINT ["/bin/orders"]\n',
    'go.mod': 'module shop.io/orders\n',
    'main.go': 'package main\nfunc main() {}\n',
  });

  expect([...graph.elements.values()].map(({ id, role, isTask }) => [id, role, isTask ? 'task' : '-'].join(' '))).toEqual(['other:wait infra task', 'service:orders business -']);
});

test('an image that is only built for others to start from is no part of the running system', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  base: { image: acme/base, build: { context: ., dockerfile: base.dockerfile }, profiles: [build-only] }\n  orders: { build: { context: ., dockerfile: orders.dockerfile } }\n  bus: { image: "nats:2" }\n',
    'base.dockerfile': 'FROM node\nCOPY . .\n',
    'orders.dockerfile': 'FROM acme/base\nCMD ["node", "index.js"]\n',
    'package.json': '{ "name": "shop", "scripts": { "start": "node index.js" } }',
    'index.js': "require('nats').connect({ servers: 'nats://bus:4222' }).publish('orders', 'x');\n",
  });

  expect([...graph.elements.keys()]).toEqual(['broker:bus', 'service:orders']);
});
