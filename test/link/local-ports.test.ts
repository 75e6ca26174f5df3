import { expect, test } from 'vitest';
import { deployed, object } from '../support/cluster.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

const NODE = (name: string): string => JSON.stringify({ name, scripts: { start: 'node index.js' } });
const SPRING = (name: string): string =>
  `<project><artifactId>${name}</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>`;

test('programs without containers meet at the port of the machine on which exactly one of them listens', () => {
  expect(relationsOf(linkTexts({
    'shop/package.json': NODE('shop'),
    'shop/index.js': "const ORDERS = 'http://localhost:4001';\nfetch(`${ORDERS}/orders`); fetch('http://localhost:8080/stock'); fetch('http://localhost:9999/');\napp.listen(4000);",
    'orders/package.json': NODE('orders'),
    'orders/index.js': 'app.listen(process.env.PORT || 4001);',
    'stock/pom.xml': SPRING('stock'),
  }))).toEqual(['service:shop -calls-> service:orders, declared', 'service:shop -calls-> service:stock, declared']);
});

test('two that listen on one port are nobody', () => {
  expect(relationsOf(linkTexts({
    'shop/package.json': NODE('shop'), 'shop/index.js': "fetch('http://localhost:8080/');",
    'a/pom.xml': SPRING('a'), 'b/pom.xml': SPRING('b'),
  }))).toEqual([]);
});

test('a program reaches the port that a container publishes; in a container the same address is the container itself', () => {
  const config = 'spring.datasource.url: jdbc:postgresql://localhost:5433/orders\n';
  const texts = {
    'compose.yaml': 'services:\n  db: { image: postgres, ports: ["5433:5432"] }\n  cart: { build: cart }\n',
    'orders/pom.xml': SPRING('orders'), 'orders/Dockerfile': 'FROM eclipse-temurin\n', 'orders/src/main/resources/application.yml': config,
    'cart/pom.xml': SPRING('cart'), 'cart/Dockerfile': 'FROM eclipse-temurin\n', 'cart/src/main/resources/application.yml': config,
  };
  expect(relationsOf(linkTexts(texts))).toEqual(['service:orders -stores-> datastore:db, config']);
});

test('a server that nobody starts but whose address is known is there all the same', () => {
  expect(relationsOf(linkTexts({
    'orders/pom.xml': SPRING('orders'), 'orders/src/main/resources/application.yml': 'spring.datasource.url: jdbc:mysql://localhost:3306/shop\n',
    'stock/pom.xml': SPRING('stock'), 'stock/src/main/resources/application.yml': 'server.port: 8081\nspring.datasource.url: jdbc:mysql://localhost:3306/shop\n',
  }))).toEqual(['service:orders -stores-> datastore:mysql, config', 'service:stock -stores-> datastore:mysql, config']);
});

test('containers in the network of their machine meet there as programs without containers do', () => {
  expect(relationsOf(linkTexts({
    'compose.yaml': 'services:\n  consul: { image: consul, network_mode: host }\n  mongo: { image: mongo, network_mode: host }\n  orders: { build: orders, network_mode: host }\n  cart: { build: cart }\n',
    'orders/pom.xml': SPRING('orders'), 'orders/Dockerfile': 'FROM eclipse-temurin\n',
    'orders/src/main/resources/application.yml': 'consul.client.defaultZone: localhost:8500\nmongodb.uri: mongodb://localhost:27017/orders\n',
    'cart/pom.xml': SPRING('cart'), 'cart/Dockerfile': 'FROM eclipse-temurin\n', 'cart/src/main/resources/application.yml': 'mongodb.uri: mongodb://localhost:27017/cart\n',
  }))).toEqual(['service:orders -registers-> registry:consul, config', 'service:orders -stores-> datastore:mongo, config']);
});

test('a database at a private address is one of the neighbourhood; any other server there may be anything', () => {
  expect(relationsOf(linkTexts({
    'orders/pom.xml': SPRING('orders'), 'orders/src/main/resources/application.yml': 'spring.datasource.url: jdbc:mysql://192.168.99.100:33306/shop\nstock.url: http://192.168.99.100:8080\n',
  }))).toEqual(['service:orders -stores-> datastore:mysql, config']);
});

test('a host without port: the setting beside it says it, else what the key is called after', () => {
  expect(relationsOf(linkTexts({
    'orders/pom.xml': SPRING('orders'),
    'orders/src/main/resources/application.yml': 'search.host: ${SEARCH_HOST:localhost}\nsearch.port: ${SEARCH_PORT:9200}\nbroker.rabbitmq.host: localhost\nother.host: localhost\n',
  }))).toEqual(['service:orders -publishes-> broker:rabbitmq, config', 'service:orders -stores-> datastore:elasticsearch, config']);
});

test('a collector of traces on the machine of a developer is one, though nobody starts it', () => {
  expect(relationsOf(linkTexts({
    'orders/pom.xml': SPRING('orders').replace('</dependencies>', '<dependency><groupId>org.springframework.cloud</groupId><artifactId>spring-cloud-starter-zipkin</artifactId></dependency></dependencies>'),
    'orders/src/main/resources/application.yml': 'spring.zipkin.base-url: http://127.0.0.1:9411/\n',
  }))).toEqual(['service:orders -telemetry-> telemetry:zipkin, config']);
});

test('on the machine of a developer stands what the system has one of, unless it is called after whose it is', () => {
  const at = (name: string): string[] => relationsOf(linkTexts({
    'compose.yaml': `services:\n  ${name}: { image: openzipkin/zipkin }\n  mysql: { image: mysql, ports: [3306:3306] }\n  mongo-of-stock: { image: mongo }\n`,
    'orders/pom.xml': SPRING('orders'),
    'orders/src/main/resources/application.yml': 'spring.zipkin.base.url: http://localhost:9411/\nspring.datasource.url: jdbc:mysql://localhost/orders\nspring.data.mongodb.uri: mongodb://localhost/orders\n',
  }));
  expect(at('zipkin')).toEqual(['service:orders -stores-> datastore:mongodb, config', 'service:orders -stores-> datastore:mysql, config', 'service:orders -telemetry-> telemetry:zipkin, config']);
});

test('a program without container reaches a Service of the cluster by a port that no other has', () => {
  const service = (name: string, port: number): string => object('v1/Service', name, `{ selector: { app: ${name} }, ports: [{ port: ${port} }] }`)
    + object('apps/v1/Deployment', name, `{ template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main, image: shop/${name} }] } } }`);
  expect(relationsOf(linkTexts({
    'k8s/orders.yaml': service('orders', 8082) + service('stock', 8083) + service('stock-two', 8083) + service('cart', 8080),
    'shop/pom.xml': SPRING('shop'), 'shop/Dockerfile': 'FROM eclipse-temurin\n',
    'shop/src/main/resources/application.yml': 'orders.url: http://localhost:8082\nstock.url: http://localhost:8083\ncart.url: http://localhost:8080\nserver.port: 8090\n',
  }))).toEqual(['service:shop -calls-> service:orders, config']);
});

test('pods of minikube reach the databases of its machine by a name of their own', () => {
  expect(relationsOf(linkTexts({
    'k8s/auth.yaml': deployed('accounts', { environment: '{ name: MYSQL_HOST, value: host.minikube.internal }, { name: MYSQL_PORT, value: "3306" }' }),
    'k8s/videos.yaml': deployed('videos', { environment: '{ name: MONGO_URL, value: "mongodb://host.minikube.internal:27017/videos" }, { name: PAGE, value: "http://host.minikube.internal:8080" }' }),
  }))).toEqual(['service:accounts -stores-> datastore:mysql, config', 'service:videos -stores-> datastore:mongodb, config']);
});

test('what the code of a container asks on its own machine is the program that publishes the port while both are developed', () => {
  const files = (url: string, settings = '') => ({
    'compose.yaml': `services:
  orders: { build: ./orders, ports: ["3000:3000"]${settings} }
  stock: { build: ./stock, ports: ["3344:3344"] }
  db: { image: "postgres:17", ports: ["5555:5432"] }
`,
    'orders/package.json': '{ "name": "orders" }',
    'orders/client.js': `import axios from 'axios';\nexport const client = axios.create({ baseURL: ${url} });\nexport const level = () => client.get('/level');\n`,
    'stock/package.json': '{ "name": "stock" }',
    'stock/server.js': "import express from 'express';\nexpress().listen(3344);\n",
  });
  expect(relationsOf(linkTexts(files("'http://localhost:3344'")))).toEqual(['service:orders -calls-> service:stock, declared']);
  // Its own port, one of a server that is not developed here, and one that nobody publishes.
  for (const url of ["'http://localhost:3000'", "'http://localhost:5555'", "'http://localhost:4000'"]) expect(relationsOf(linkTexts(files(url)))).toEqual([]);
  // What a setting says is for the container.
  expect(relationsOf(linkTexts(files('process.env.STOCK_URL', ', environment: { STOCK_URL: "http://localhost:3344" }')))).toEqual([]);
});

test('the server of Temporal that is started beside the system is there all the same', () => {
  const service = (name: string): string => `  ${name}: { image: shop/${name}, environment: ["TEMPORAL_ADDRESS=host.docker.internal:7233"] }\n`;
  expect(relationsOf(linkTexts({ 'compose.yaml': `services:\n${service('orders')}${service('bills')}` }))).toEqual(['service:bills -calls-> other:temporal, config', 'service:orders -calls-> other:temporal, config']);
});
