import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/engine/config.js';
import { balanceOf } from '../../src/engine/measure/edges.js';
import { measure } from '../../src/engine/measure/index.js';
import type { UseFact } from '../../src/engine/model/code-facts.js';
import type { Element, Relation } from '../../src/engine/model/graph.js';
import type { Bond } from '../../src/engine/model/metrics.js';
import { database, element, graph, relation } from '../support/graphs.js';

const orders = element('orders');
const payments = element('payments');
const db = element('shop-db', { kind: 'datastore', engine: 'postgres' });
const site = { path: 'orders/src/main.ts', span: { start: 0, end: 1 } };

function measured(one: Relation, ...others: Relation[]) {
  const found = measure(graph([one, ...others]), defaultConfig).relations.get(one.id);
  if (found === undefined) throw new Error('not measured');
  return found;
}

function call(url: string): Relation {
  const use: UseFact = { kind: 'use', client: 'fetch', relation: 'calls', protocol: 'http', target: [url], care: { hasBreaker: false, hasFallback: false, isStream: false }, site };
  return relation(orders, 'calls', payments, { uses: [use] });
}

test.each([
  ['shared database, two deployables, hot provider', 1, 0.7, 0.9, 0.3],
  ['versioned API', 0.15, 0.7, 0.9, 0.55],
  ['in-process domain sharing', 0.7, 0.2, 0.9, 0.5],
  ['shared database of a dead legacy pair', 1, 0.7, 0.2, 0.8],
])('balance of a %s', (_, strength, distance, volatility, balance) => {
  expect(balanceOf(strength, distance, volatility)).toBeCloseTo(balance, 10);
});

test('a shared schema is intrusive, a store of one service near', () => {
  const [first, ...others] = [relation(orders, 'stores', db), relation(payments, 'stores', db)] as const;
  const stores = [first, ...others];
  const { relations } = measure(graph(stores, [database('shop', stores)]), defaultConfig);

  expect(relations.get(first.id)).toMatchObject({ level: 'intrusive', distance: 0.6, assumed: false, because: { strength: '2 services use the tables of shop' } });
  expect(measured(relation(orders, 'stores', db))).toMatchObject({ level: 'intrusive', distance: 0.2, because: { distance: 'a store of its own' } });
});

test('a call nobody saw the contract of is assumed to share the model', () => {
  expect(measured(relation(orders, 'calls', payments))).toMatchObject({ level: 'model', assumed: true, strength: 0.4 });
  expect(measured(relation(orders, 'calls', payments, { protocol: 'grpc' }))).toMatchObject({ level: 'contract', assumed: false });
});

test.each([
  ['http://payments/api/pay', 'model'],
  ['http://payments/actuator/refresh', 'intrusive'],
  ['http://payments/debug/pprof', 'intrusive'],
  ['http://payments/actuator/health', 'model'],
])('%s: what is meant for operators is not meant for services', (url, level) => {
  expect(measured(call(url)).level).toBe(level);
});

test('what is built with the source of another service reaches into it', () => {
  expect(measured(relation(orders, 'imports', payments))).toMatchObject({ level: 'intrusive', because: { strength: 'it is built with the source of payments' } });
});

test('a guess never counts as more than a shared model', () => {
  expect(measured(relation(orders, 'stores', db, { confidence: 'inferred' }))).toMatchObject({ level: 'model', assumed: true });
});

test('messages put the ends further apart', () => {
  expect(measured(relation(orders, 'publishes', element('rabbit', { kind: 'broker' })))).toMatchObject({ distance: 0.7, level: 'contract' });
});

const CARE = { hasBreaker: false, hasFallback: false, routes: [], policies: [] } as const;

test.each<[string, Relation['kind'], Partial<Element>, Partial<Relation>, Bond]>([
  ['a call without care', 'calls', {}, {}, 'hard'],
  ['a call with a time-out', 'calls', {}, { care: { ...CARE, timeout: { known: true, value: 2000, site } } }, 'guarded'],
  ['a call with a fallback', 'calls', {}, { care: { ...CARE, hasFallback: true } }, 'soft'],
  ['a call of a registry', 'calls', { kind: 'registry' }, {}, 'background'],
  ['a store', 'stores', { kind: 'datastore' }, {}, 'hard'],
  ['messages', 'publishes', { kind: 'broker' }, {}, 'queued'],
  ['traces', 'telemetry', { kind: 'telemetry' }, {}, 'background'],
  ['registration', 'registers', { kind: 'registry' }, {}, 'background'],
  ['configuration', 'configures', { kind: 'config' }, {}, 'background'],
  ['a shared volume', 'shares', {}, {}, 'none'],
])('%s', (_, kind, target, more, bond) => {
  expect(measured(relation(orders, kind, element('target', target), more)).bond).toBe(bond);
});
