import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/engine/config.js';
import { measure } from '../../src/engine/measure/index.js';
import { database, element, graph, relation } from '../support/graphs.js';

const gateway = element('gateway', { isEntry: true });
const orders = element('orders');
const payments = element('payments');
const customers = element('customers');
const shipping = element('shipping');
const db = element('shop-db', { kind: 'datastore', engine: 'postgres' });
const broker = element('broker', { kind: 'broker' });
const grpc = { protocol: 'grpc' };

/** Example 2 of the published formulas: a chain of calls over one shared schema. */
function distributedMonolith() {
  const stores = [orders, payments, customers].map((service) => relation(service, 'stores', db));
  const calls = [relation(gateway, 'calls', orders, grpc), relation(orders, 'calls', payments, grpc), relation(payments, 'calls', customers, grpc)];
  return graph([...calls, ...stores], [database('shop', stores)]);
}

/** Example 3: one call, then events, a database each. */
function microservices() {
  const calls = [relation(gateway, 'calls', orders, grpc)];
  const events = [
    relation(orders, 'publishes', broker, { channel: 'order-placed' }),
    relation(payments, 'subscribes', broker, { channel: 'order-placed' }),
    relation(shipping, 'subscribes', broker, { channel: 'order-placed' }),
  ];
  return graph([...calls, ...events]);
}

test('a chain over a shared schema stands at (0.35, 1.00): a distributed monolith', () => {
  const { system } = measure(distributedMonolith(), defaultConfig);

  expect(system.knowledge).toBeCloseTo(0.7325, 4);
  expect(system.runtime).toBeCloseTo(0.5, 4);
  expect(system.logical).toBeCloseTo(0.345, 2);
  expect(system.physical).toBe(1);
  expect(system.style).toBe('distributed-monolith');
  expect(system.headline).toBe('4 services deployed apart, but 3 services share the database shop in shop-db.');
});

test('services joined by events stand at (0.95, 1.00): microservices', () => {
  const { system } = measure(microservices(), defaultConfig);

  expect(system.knowledge).toBeCloseTo(0.0375, 4);
  expect(system.runtime).toBeCloseTo(1 / 12, 4);
  expect(system.logical).toBeCloseTo(0.947, 2);
  expect(system.style).toBe('microservices');
});

test('modules behind facades in one unit stand at (0.98, 0.00): a modular monolith', () => {
  const app = { kind: 'module', deploymentUnit: 'service:app' } as const;
  const [ordering, billing, catalog] = [element('ordering', app), element('billing', app), element('catalog', app)];
  const { system } = measure(graph([relation(ordering, 'imports', billing, { importReach: 'face' }), relation(ordering, 'imports', catalog, { importReach: 'face' })]), defaultConfig);

  expect(system.knowledge).toBeCloseTo(0.0325, 4);
  expect(system.physical).toBe(0);
  expect(system.style).toBe('modular-monolith');
});

test('modules that reach into each other are a ball of mud', () => {
  const app = { kind: 'module', deploymentUnit: 'service:app' } as const;
  const parts = ['a', 'b', 'c', 'd'].map((name) => element(name, app));
  const imports = parts.flatMap((from) => parts.filter((to) => to !== from).map((to) => relation(from, 'imports', to, { importReach: 'inside' })));

  expect(measure(graph(imports), defaultConfig).system.style).toBe('ball-of-mud');
});

test('two of five services in one pod stand lower: 0.70', () => {
  const services = ['a', 'b', 'c', 'd'].map((name) => element(name));
  const sidecar = element('e', { deploymentUnit: 'service:d' });

  const events = services.map((service) => relation(service, 'publishes', broker));

  expect(measure(graph(events, [], [sidecar]), defaultConfig).system.physical).toBeCloseTo(0.7, 2);
});

test('one service alone has no place', () => {
  expect(measure(graph([], [], [orders]), defaultConfig).system).toMatchObject({ headline: 'Only one service was found, orders: there is nothing to be coupled to.' });
});

test('one service behind a gateway and a sign-on of the own team is a system of three', () => {
  const own = (name: string, kind: 'gateway' | 'auth') => element(name, { kind, codeFolders: [name] });
  const edge = own('edge', 'gateway');
  const around = [relation(edge, 'calls', orders), relation(edge, 'calls', own('login', 'auth'))];
  expect(measure(graph(around), defaultConfig).system).toMatchObject({ style: 'microservices', headline: '3 services deployed apart, each loosely coupled to the others.' });
  expect(measure(graph(around.slice(0, 1)), defaultConfig).system.style).toBeUndefined();
});

test('services that nothing joins are no system, and have no place', () => {
  const own = element('orders-db', { kind: 'datastore' });
  const { system, elements } = measure(graph([relation(orders, 'stores', own)], [], [payments]), defaultConfig);

  expect(system.style).toBeUndefined();
  expect(system.headline).toBe('2 services were found, but nothing that joins them: whether they are one system, and how coupled it is, is not known.');
  expect(elements.get('service:orders')?.logical).toBeUndefined();
  expect(measure(graph([relation(orders, 'stores', own), relation(payments, 'stores', own)]), defaultConfig).system.style).toBe('microservices');
});

test('code counts as much as a deployment for coverage; a name alone does not', () => {
  const [built, deployed, named] = [element('orders', { codeFolders: ['orders'] }), element('payments', { codeFolders: ['payments'] }), element('customers')];
  const { coverage } = measure(graph([relation(built, 'calls', deployed), relation(deployed, 'calls', named)]), defaultConfig).system;
  expect(coverage).toBeCloseTo(2 / 3);
});

test('a path promises the product of its unique parts: five at 99.9 % are 99.50 %', () => {
  const { chains, elements } = measure(distributedMonolith(), defaultConfig);

  expect(chains[0]?.services.map(({ name }) => name)).toEqual(['gateway', 'orders', 'payments', 'customers']);
  expect(chains[0]?.availability).toBeCloseTo(0.999 ** 5, 6);
  expect(elements.get('datastore:shop-db')?.blastRadius).toBe(1);
  expect(elements.get('service:customers')?.depth).toBe(3);
});

test('calls in a circle are one cycle, and its relations know it', () => {
  const calls = [relation(orders, 'calls', payments), relation(payments, 'calls', orders), relation(gateway, 'calls', orders)];
  const { cycles, relations, chains } = measure(graph(calls), defaultConfig);

  expect(cycles.map(({ members }) => members.map(({ name }) => name))).toEqual([['orders', 'payments']]);
  expect(calls.map(({ id }) => relations.get(id)?.inCycle)).toEqual([true, true, false]);
  expect(chains[0]?.services.map(({ name }) => name)).toEqual(['gateway', 'orders']);
});

test('removing the shared database moves the system towards microservices', () => {
  const before = measure(distributedMonolith(), defaultConfig).system.logical ?? 0;
  const own = [orders, payments, customers].map((service) => relation(service, 'stores', element(`${service.name}-db`, { kind: 'datastore' })));
  const calls = [relation(gateway, 'calls', orders, grpc), relation(orders, 'calls', payments, grpc), relation(payments, 'calls', customers, grpc)];
  const after = measure(graph([...calls, ...own], own.map((store) => database('own', [store]))), defaultConfig).system.logical ?? 0;

  expect(after).toBeGreaterThan(before + 0.3);
});

test('a library that opens the store couples its users; one for messaging hardly does', () => {
  const library = element('common', { kind: 'library', codeFolders: ['common'] });
  const users = [orders, payments, customers];
  const imports = users.map((user) => relation(user, 'imports', library));
  const inLibrary = { evidence: [{ site: { path: 'common/db.ts', span: { start: 0, end: 1 } }, extractor: 'typescript', confidence: 'declared' }] } as const;
  const opened = relation(orders, 'stores', db, inLibrary);

  expect(measure(graph(imports), defaultConfig).system.knowledge).toBeCloseTo(0.05, 4);
  expect(measure(graph([...imports, opened], [database('shop', [opened])]), defaultConfig).system.knowledge).toBeCloseTo(0.5, 4);
});
