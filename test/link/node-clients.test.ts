import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

const manifest = (name: string, dependencies: Readonly<Record<string, string>>): string => JSON.stringify({ name, scripts: { start: 'node index.js' }, dependencies });

/** What `bills` is related to, which gets the addresses of a broker and a cache as `orders` does, with a manifest and more files of its own. */
function relationsOfBills(dependencies: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}): string[] {
  const service = (name: string): string => `  ${name}: { build: ./${name}, environment: { BUS: "amqp://bus", CACHE: "redis://cache" } }\n`;
  return relationsOf(linkTexts({
    'compose.yaml': `services:\n${service('orders')}${service('bills')}  bus: { image: rabbitmq }\n  cache: { image: redis }\n`,
    'orders/Dockerfile': 'FROM node\nCOPY . .\n',
    'orders/package.json': manifest('orders', { amqplib: '^0.10', ioredis: '^5' }),
    'bills/Dockerfile': 'FROM node\nCOPY . .\n',
    'bills/package.json': manifest('bills', dependencies),
    ...more,
  })).filter((relation) => relation.startsWith('service:bills'));
}

test('an address that a program of Node.js is given and has no client for is not meant for it', () => {
  expect(relationsOfBills({ koa: '^2', redis: '^4' })).toEqual(['service:bills -stores-> datastore:cache, config']);
  expect(relationsOfBills({ koa: '^2' })).toEqual([]);
  expect(relationsOfBills({ koa: '^2' }, { 'bills/config.js': "module.exports = { bus: process.env.BUS || 'amqp://bus' };\n" })).toEqual([]);
});

test('what may have a client inside says nothing', () => {
  const both = ['service:bills -publishes-> broker:bus, config', 'service:bills -stores-> datastore:cache, config'];
  expect(relationsOfBills({ '@acme/common': '^1' })).toEqual(both);
  expect(relationsOfBills({ 'acme-messagebus': '^1', 'acme-cache': '^1' })).toEqual(both);
  expect(relationsOfBills({ shared: '*' }, { 'shared/package.json': JSON.stringify({ name: 'shared', dependencies: { amqplib: '^0.10', redis: '^4' } }) })).toEqual(both);
  // What a workspace has at its top, all of its programs may import.
  expect(relationsOfBills({}, { 'package.json': JSON.stringify({ private: true, workspaces: ['orders', 'bills'], dependencies: { amqplib: '^0.10', redis: '^4' } }) })).toEqual(both);
});
