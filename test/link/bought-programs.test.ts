import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

/** Business services of a Compose file beside a shop whose code is here. */
const businessOf = (services: string): string[] =>
  [...linkTexts({ 'compose.yaml': `services:\n${services}`, 'shop/package.json': '{ "name": "shop", "scripts": { "start": "node ." } }', 'shop/Dockerfile': 'FROM node\nCOPY . .\n' }).elements.values()]
    .filter(({ role }) => role === 'business').map(({ name }) => name);

test('a published program of somebody who supplies nothing else here is infrastructure', () => {
  expect(businessOf('  shop: { build: shop }\n  pdf: { image: "gotenberg/gotenberg:8" }\n')).toEqual(['shop']);
  expect(businessOf('  shop: { image: "acme/shop:1", build: shop }\n  documents: { image: "docker.io/apache/tika:3" }\n')).toEqual(['shop']);
});

test('images of those who publish the services, of a family, or of nobody known may be services', () => {
  expect(businessOf('  shop: { image: "acme/shop:1", build: shop }\n  stock: { image: "acme/stock:1" }\n')).toEqual(['shop', 'stock']);
  expect(businessOf('  shop: { build: shop }\n  stock: { image: "acme/stock:1" }\n  orders: { image: "acme/orders:1" }\n')).toEqual(['orders', 'shop', 'stock']);
  expect(businessOf('  shop: { build: shop }\n  stock: { image: "acme/stock:1" }\n')).toEqual(['shop', 'stock']);
  expect(businessOf('  shop: { build: shop }\n  stock: { image: "stock:1" }\n')).toEqual(['shop', 'stock']);
});

test('nodes of one cluster keep no data in each other', () => {
  const node = (name: string): string => `  ${name}: { image: bitnami/redis-cluster, environment: { REDIS_NODES: "node-0 node-1" } }\n`;
  expect(relationsOf(linkTexts({ 'compose.yaml': `services:\n${node('node-0')}${node('node-1')}  shop: { image: acme/shop, environment: { REDIS_HOST: node-0 } }\n` })))
    .toEqual(['service:shop -stores-> datastore:node-0, config']);
});

test('an application that is called webserver is a service, a server with settings put in is none', () => {
  const kinds = (texts: Readonly<Record<string, string>>): string[] => [...linkTexts({ 'compose.yaml': 'services:\n  webserver: { build: web }\n', ...texts }).elements.keys()];
  expect(kinds({ 'web/requirements.txt': 'django\n', 'web/Dockerfile': 'FROM python\nCOPY . .\n' })).toEqual(['service:webserver']);
  expect(kinds({ 'web/Dockerfile': 'FROM nginx\nCOPY nginx.conf /etc/nginx/\n' })).toEqual(['webserver:webserver']);
});

test('units of a project by the last folders of its path; those of a Compose file for tests are left out', () => {
  const texts = {
    'compose.yaml': 'services:\n  web-admin: { image: acme/shop-web-admin }\n', 'testing-docker-compose.yml': 'services:\n  queue: { image: rabbitmq }\n',
    'web/admin/package.json': '{ "name": "admin-pages" }', 'desk/admin/package.json': '{ "name": "desk" }',
  };
  expect([...linkTexts(texts).elements.values()].map(({ name, codeFolders }) => `${name}: ${codeFolders.join()}`)).toEqual(['web-admin: web/admin']);
});
