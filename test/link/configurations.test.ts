import { expect, test } from 'vitest';
import { linkTexts } from '../support/link-texts.js';

/** Relations of a system, without what only waits for something. */
function relationsOf(files: Readonly<Record<string, string>>): string[] {
  return linkTexts(files).relations.filter(({ kind }) => kind !== 'starts-after').map(({ from, to, kind }) => `${from.name} ${kind} ${to.name}`);
}

const POM = (...dependencies: string[]): string =>
  `<project><artifactId>x</artifactId><dependencies>${dependencies.map((name) => `<dependency><groupId>g</groupId><artifactId>${name}</artifactId></dependency>`).join('')}</dependencies></project>`;

test('the profile that runs in the container holds, and the environment overrides it', () => {
  expect(relationsOf({
    'compose.yaml': `
services:
  orders:
    build: orders
    environment: { SPRING_PROFILES_ACTIVE: docker, STOCK_URL: 'http://stock-b:80' }
  stock-a: { image: shop/stock-a }
  stock-b: { image: shop/stock-b }
  db: { image: postgres:16 }
`,
    'orders/Dockerfile': 'FROM eclipse-temurin:21\n',
    'orders/pom.xml': POM(),
    'orders/src/main/resources/application.yml': `
spring.datasource.url: jdbc:postgresql://localhost/orders
stock.url: http://stock-a:80
---
spring.config.activate.on-profile: docker
spring.datasource.url: jdbc:postgresql://db/orders
`,
  })).toEqual(['orders calls stock-b', 'orders stores db']);
});

test('a configuration server hands out files by application name; what is for all reaches who has the library', () => {
  expect(relationsOf({
    'compose.yaml': `
services:
  settings: { build: settings }
  orders: { build: orders }
  stock: { build: stock }
  rabbit: { image: rabbitmq:3 }
`,
    'settings/Dockerfile': 'FROM eclipse-temurin:21\n',
    'settings/pom.xml': POM('spring-cloud-config-server'),
    'settings/src/main/resources/shared/application.yml': 'spring.rabbitmq.host: rabbit\n',
    'settings/src/main/resources/shared/order-service.yml': 'server.port: 80\nstock.url: http://stock-service/items\n',
    'orders/Dockerfile': 'FROM eclipse-temurin:21\n',
    'orders/pom.xml': POM('spring-boot-starter-amqp'),
    'orders/src/main/resources/bootstrap.yml': 'spring.application.name: order-service\nspring.cloud.config.uri: http://settings:8888\n',
    'stock/Dockerfile': 'FROM eclipse-temurin:21\n',
    'stock/pom.xml': POM('spring-boot-starter-web'),
    'stock/src/main/resources/bootstrap.yml': 'spring.application.name: stock-service\n',
  })).toEqual(['orders calls stock', 'orders configures settings', 'orders publishes rabbit']);
});

test('routes of Zuul name services as the registry knows them', () => {
  expect(relationsOf({
    'compose.yaml': 'services:\n  edge: { build: edge }\n  orders: { build: orders }\n  stock: { build: stock }\n',
    'edge/Dockerfile': 'FROM eclipse-temurin:21\n',
    'edge/pom.xml': POM('spring-cloud-starter-netflix-zuul'),
    'edge/src/main/resources/application.yml': 'zuul:\n  routes:\n    a:\n      path: /orders/**\n      serviceId: order-service\n    stock: /stock/**\n',
    'orders/Dockerfile': 'FROM eclipse-temurin:21\n',
    'orders/src/main/resources/application.yml': 'spring.application.name: order-service\n',
    'stock/Dockerfile': 'FROM eclipse-temurin:21\n',
  })).toEqual(['edge routes orders', 'edge routes stock']);
});

test('a starter connects by itself, where only one element can be meant', () => {
  const files = {
    'compose.yaml': 'services:\n  eureka: { build: eureka }\n  orders: { build: orders }\n',
    'eureka/Dockerfile': 'FROM eclipse-temurin:21\n',
    'eureka/pom.xml': POM('spring-cloud-starter-netflix-eureka-server'),
    'orders/Dockerfile': 'FROM eclipse-temurin:21\n',
    'orders/pom.xml': POM('spring-cloud-starter-netflix-eureka-client'),
  };
  expect(relationsOf(files)).toEqual(['orders registers eureka']);
  const twice = { ...files, 'compose.yaml': `${files['compose.yaml']}  eureka-2: { build: eureka }\n  eureka-3: { image: springcloud/eureka }\n` };
  expect(relationsOf(twice)).toEqual([]);
});

test.each([
  ['axon-amqp', 'rabbitmq', ['orders publishes queue']],
  ['axon-spring-boot-starter', 'axoniq/axonserver', ['orders publishes queue', 'orders subscribes queue']],
])('Axon brings its connection along: %s', (library, image, relations) => {
  expect(relationsOf({
    'compose.yaml': `services:\n  queue: { image: ${image} }\n  orders: { build: orders }\n`,
    'orders/Dockerfile': 'FROM eclipse-temurin:21\n',
    'orders/pom.xml': `<project><artifactId>app</artifactId><dependencies><dependency><groupId>org.axonframework</groupId><artifactId>${library}</artifactId></dependency></dependencies></project>`,
  })).toEqual(relations);
});

test('of a settings file that a library brings along and one of its own, a program reads its own', () => {
  const project = (references = ''): string => `<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>${references}</ItemGroup></Project>`;
  const files = {
    'compose.yaml': 'services:\n  orders: { build: orders }\n  stock: { image: acme/stock }\n  pay: { image: acme/pay }\n',
    'orders/Dockerfile': 'FROM scratch\n',
    'orders/orders.csproj': project('<ProjectReference Include="..\\shared\\shared.csproj" />'),
    'shared/shared.csproj': '<Project Sdk="Microsoft.NET.Sdk"></Project>',
    'shared/appsettings.json': '{ "StockUrl": "http://stock" }',
  };
  expect(relationsOf(files)).toContain('orders calls stock');
  expect(relationsOf({ ...files, 'orders/appsettings.json': '{ "PayUrl": "http://pay" }' }).filter((relation) => relation.includes('calls'))).toEqual(['orders calls pay']);
});

test('a settings file beside nobody\'s code belongs to the one program that mounts it', () => {
  const relations = (more: string): string[] => relationsOf({
    'compose.yaml': `services:\n  stash: { image: acme/stash, volumes: ["./deploy/stash:/etc/stash"] }\n  shop: { image: acme/runner, volumes: [".:/src"] }\n  search: { image: elasticsearch }\n${more}`,
    'deploy/stash/config.yaml': 'output:\n  hosts:\n    - http://search:9200\n',
  });
  expect(relations('')).toEqual(['stash stores search']);
  expect(relations('  other: { image: acme/other, volumes: ["./deploy/stash:/etc/stash"] }\n')).toEqual([]);
});

test('settings that a program only has for development tell what it needs', () => {
  const relations = (files: Readonly<Record<string, string>>): string[] => relationsOf({ 'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }', 'orders/Dockerfile': 'FROM node\nCOPY . .\n', 'compose.yaml': 'services:\n  queue: { image: rabbitmq, ports: ["5672:5672"] }\n  cache: { image: redis, ports: ["6379:6379"] }\n', ...files });
  const development = { 'orders/settings.development.json': '{ "queue": { "url": "amqp://localhost:5672" } }', 'orders/settings.test.json': '{ "cache": { "url": "redis://localhost:6379" } }' };
  expect(relations(development)).toEqual(['orders publishes queue']);
  expect(relations({ ...development, 'orders/settings.production.json': '{ "cache": { "url": "redis://localhost:6379" } }' })).toEqual(['orders stores cache']);
});

test('a map of addresses in one variable', () => {
  expect(relationsOf({ 'compose.yaml': 'services:\n  orders: { image: acme/orders, environment: { RPC_SERVICES: "STOCK=stock:9000,USERS=users:9000" } }\n  stock: { image: acme/stock }\n  users: { image: acme/users }\n' }))
    .toEqual(['orders calls stock', 'orders calls users']);
});
