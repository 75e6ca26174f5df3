import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

/** Relations of a program that waits for some of these servers. */
function relationsOfProgram(manifest: Readonly<Record<string, string>>, awaited: string, more = ''): string[] {
  const folder = Object.fromEntries(Object.entries({ Dockerfile: 'FROM base\nCOPY . .\n', ...manifest }).map(([name, text]) => [`orders/${name}`, text]));
  const compose = `services:\n  orders: { build: orders, depends_on: [${awaited}]${more} }\n  orders-db: { image: mysql }\n  stock-db: { image: mysql }\n  bus: { image: rabbitmq }\n  cache: { image: redis }\n`;
  return relationsOf(linkTexts({ ...folder, 'compose.yaml': compose }));
}

const LARAVEL = { 'composer.json': '{ "type": "project", "require": { "laravel/framework": "^10" } }' };
const STORED = ['service:orders -stores-> datastore:orders-db, inferred'];

test('a program stores in the database that it waits for and has the driver of', () => {
  expect(relationsOfProgram(LARAVEL, 'orders-db')).toEqual(STORED);
  expect(relationsOfProgram({ 'requirements.txt': 'PyMySQL==1.1\nflask\n' }, 'orders-db')).toEqual(STORED);
  expect(relationsOfProgram({ 'package.json': '{ "name": "orders", "dependencies": { "mysql2": "3" } }' }, 'orders-db')).toEqual(STORED);
});

test('and it sends or takes messages by the broker that it waits for and has the client of', () => {
  expect(relationsOfProgram({ 'package.json': '{ "name": "orders", "dependencies": { "amqplib": "0.10" } }' }, 'bus')).toEqual(['service:orders -publishes-> broker:bus, inferred']);
  expect(relationsOfProgram({ 'requirements.txt': 'pika==1.3\n' }, 'bus')).toEqual(['service:orders -publishes-> broker:bus, inferred']);
  expect(relationsOfProgram({ 'requirements.txt': 'flask\n' }, 'bus')).toEqual([]);
});

test('without driver, without waiting, and of two, nothing is known', () => {
  expect(relationsOfProgram({ 'package.json': '{ "name": "orders", "dependencies": { "express": "4" } }' }, 'orders-db')).toEqual([]);
  expect(relationsOfProgram(LARAVEL, 'cache')).toEqual([]);
  expect(relationsOfProgram(LARAVEL, 'orders-db, stock-db')).toEqual([]);
});

test('an address says more', () => {
  expect(relationsOfProgram(LARAVEL, 'orders-db', ', environment: { DB_HOST: orders-db }')).toEqual(['service:orders -stores-> datastore:orders-db, declared']);
});
