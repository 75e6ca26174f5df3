import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/engine/config.js';
import { literatureScores, measure, sensitivityOf, verdictOf } from '../../src/engine/measure/index.js';
import { gini } from '../../src/engine/measure/scores.js';
import type { CouplingGraph, Element } from '../../src/engine/model/graph.js';
import { database, element, graph, relation } from '../support/graphs.js';

const services = ['catalog', 'orders', 'payments', 'stock'].map((name) => element(name));
const db = element('shop-db', { kind: 'datastore', engine: 'postgres' });

function eachWithEach(kind: 'calls' | 'imports', parts: readonly Element[] = services, more = {}) {
  return parts.flatMap((from) => parts.filter((to) => to !== from).map((to) => relation(from, kind, to, more)));
}

/** All services share one schema; some call each other. */
function sharedDatabase(...calls: readonly (readonly [number, number])[]): CouplingGraph {
  const stores = services.map((service) => relation(service, 'stores', db));
  return graph([...stores, ...calls.flatMap(([a, b]) => (services[a] && services[b] ? [relation(services[a], 'calls', services[b])] : []))], [database('shop', stores)]);
}

test('what takes how much adds up to what is missing', () => {
  const system = sharedDatabase([0, 1], [1, 2], [2, 1]);
  const { logical = 0 } = measure(system, defaultConfig).system;
  const { contributions } = verdictOf(system);

  expect(contributions.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(1 - logical, 10);
  expect(contributions[0]).toMatchObject({ cause: 'catalog, orders, payments and stock share the database shop in shop-db', relations: [{ from: { name: 'catalog' } }, { from: { name: 'orders' } }, { from: { name: 'payments' } }, { from: { name: 'stock' } }] });
});

test('one cause, one repair: a shared database', () => {
  expect(verdictOf(sharedDatabase([0, 1])).crossing).toMatchObject({
    towards: 'microservices', isSmallest: true, awaitsHistory: false,
    steps: [{ title: 'Give catalog, orders, payments and stock data of their own instead of sharing shop in shop-db' }],
  });
});

test('causes that hide each other are found together: two databases of the same services', () => {
  const other = element('stock-db', { kind: 'datastore', engine: 'mysql' });
  const storing = (store: typeof other) => services.map((service) => relation(service, 'stores', store));
  const [first, second] = [storing(db), storing(other)];
  const { crossing } = verdictOf(graph([...first, ...second], [database('shop', first), database('stock', second)]));

  expect(crossing?.steps.map(({ title }) => title)).toEqual([
    'Give catalog, orders, payments and stock data of their own instead of sharing shop in shop-db',
    'Give catalog, orders, payments and stock data of their own instead of sharing stock in stock-db',
  ]);
  expect(crossing?.isSmallest).toBe(true);
});

test('a library costs each of its users once, beside what else they share', () => {
  const library = element('domain', { kind: 'library', codeFolders: ['domain'] });
  const inLibrary = { evidence: [{ site: { path: 'domain/db.ts', span: { start: 0, end: 1 } }, extractor: 'typescript', confidence: 'declared' }] } as const;
  const stores = services.map((service) => relation(service, 'stores', db, inLibrary));
  const system = graph([...stores, ...services.map((service) => relation(service, 'imports', library))], [database('shop', stores)]);

  expect(measure(system, defaultConfig).system.knowledge).toBeCloseTo(1 - 0.2 ** 3 * 0.5, 6);
  expect(verdictOf(system).crossing?.steps).toHaveLength(1);
});

test('synchronous calls everywhere: as many become events as it takes, and none that could stay', () => {
  const system = graph(eachWithEach('calls'));
  const steps = verdictOf(system).crossing?.steps ?? [];

  expect(measure(system, defaultConfig).system.style).toBe('distributed-monolith');
  expect(steps.length).toBeGreaterThan(1);
  expect(steps.at(-1)?.logical).toBeGreaterThanOrEqual(0.5);
  expect(steps.at(-2)?.logical).toBeLessThan(0.5);
});

test('modules that reach into each other: use their faces', () => {
  const modules = ['billing', 'catalog', 'orders'].map((name) => element(name, { kind: 'module', deploymentUnit: 'service:app' }));
  const { crossing } = verdictOf(graph(eachWithEach('imports', modules, { importReach: 'inside' })));

  expect(crossing?.towards).toBe('modular-monolith');
  expect(crossing?.steps[0]?.title).toMatch(/use a public face of \w+ instead of its inside/);
});

test('what stands on the better side needs nothing', () => {
  expect(verdictOf(graph(services.map((service, i) => relation(service, 'stores', element(`db-${i}`, { kind: 'datastore' }))))).crossing).toBeUndefined();
});

test('the verdict under other plausible constants', () => {
  expect(sensitivityOf(sharedDatabase([0, 1])).map(({ name, style }) => [name, style])).toEqual([
    ['weights 0.67, 0.33, 0.00', 'distributed-monolith'],
    ['weights 0.50, 0.50, 0.00', 'distributed-monolith'],
    ['chances 0.02, 0.10, 0.40, 0.70', 'distributed-monolith'],
    ['chances 0.10, 0.30, 0.60, 0.90', 'distributed-monolith'],
  ]);
});

test('scores of the literature', () => {
  const broker = element('broker', { kind: 'broker' });
  const [catalog, orders, payments] = services;
  if (catalog === undefined || orders === undefined || payments === undefined) throw new Error('three services');
  const calls = [relation(catalog, 'calls', orders), relation(orders, 'calls', payments), relation(payments, 'calls', orders)];

  expect(literatureScores(graph([...calls, relation(orders, 'publishes', broker)]))).toMatchObject({
    services: 3, meanCallees: 1, mutualPairs: 1, density: 0.5, asyncShare: 0.25, cycles: 1, mostCentral: { name: 'orders', score: 2 }, propagationCost: 4 / 6,
  });
  expect(gini([1, 1, 1, 1])).toBe(0);
  expect(gini([0, 0, 0, 4])).toBeCloseTo(0.75, 10);
});
