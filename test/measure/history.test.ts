import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/engine/config.js';
import { withHistory } from '../../src/engine/history/index.js';
import { measure } from '../../src/engine/measure/index.js';
import type { CouplingGraph, Element } from '../../src/engine/model/graph.js';
import type { Metrics } from '../../src/engine/model/metrics.js';
import { database, element, graph, relation } from '../support/graphs.js';
import { history, times, type WrittenCommit } from '../support/histories.js';

const named = (name: string, more: Partial<Element> = {}): Element => element(name, { codeFolders: [name], ...more });
const [gateway, orders, payments, customers, shipping] = [named('gateway', { isEntry: true }), named('orders'), named('payments'), named('customers'), named('shipping')];
const db = element('shop-db', { kind: 'datastore', engine: 'postgres' });
const broker = element('broker', { kind: 'broker' });
const grpc = { protocol: 'grpc' };

function measured(linked: CouplingGraph, commits: readonly WrittenCommit[]): Metrics {
  const { graph: whole, changes } = withHistory(linked, history(commits), 12);
  return measure(whole, defaultConfig, changes);
}

/** Commits that touch single parts, in turn, and commits that touch two; no pair comes up five times. */
function commits(parts: readonly Element[], alone: number, together: number): WrittenCommit[] {
  const file = (index: number): string => `${parts[index % parts.length]?.name}/a.ts`;
  const single = Array.from({ length: alone }, (_, i) => ({ paths: [file(i)] }));
  const double = Array.from({ length: together }, (_, i) => ({ paths: [file(i), file(i + 1 + (Math.floor(i / parts.length) % (parts.length - 1)))] }));
  return [...single, ...double];
}

function distributedMonolith(): CouplingGraph {
  const stores = [orders, payments, customers].map((service) => relation(service, 'stores', db));
  const calls = [relation(gateway, 'calls', orders, grpc), relation(orders, 'calls', payments, grpc), relation(payments, 'calls', customers, grpc)];
  return graph([...calls, ...stores], [database('shop', stores)]);
}

describe('the worked examples of the published formulas, with history', () => {
  test('1: modules behind facades, 3 of 20 change sets touch two, stand at (0.95, 0)', () => {
    const [a, b, c] = ['orders', 'billing', 'catalog'].map((name) => named(name, { kind: 'module', deploymentUnit: 'service:app' }));
    if (a === undefined || b === undefined || c === undefined) throw new Error();
    const face = { importReach: 'face' } as const;
    const { system } = measured(graph([relation(a, 'imports', b, face), relation(a, 'imports', c, face)]), commits([a, b, c], 17, 3));

    expect(system.change).toBeCloseTo(0.15, 4);
    expect(system.logical).toBeCloseTo(0.946, 3);
    expect(system.physical).toBe(0);
    expect(system.style).toBe('modular-monolith');
  });

  test('2: a chain over a shared schema, 18 of 30 change sets touch two, stands at (0.36, 1.00)', () => {
    const { system } = measured(distributedMonolith(), commits([gateway, orders, payments, customers], 12, 18));

    expect(system.change).toBeCloseTo(0.6, 4);
    expect(system.logical).toBeCloseTo(0.359, 3);
    expect(system.style).toBe('distributed-monolith');
    expect(system.terms.map(({ label, amount }) => `${label} ${amount.toFixed(2)}`)).toEqual(['Knowledge -0.37', 'Change -0.15', 'Runtime -0.12']);
    expect(system.terms[1]?.detail).toBe('18 of 30 commits to services changed more than one of them');
  });

  test('3: services joined by events, 3 of 30 change sets touch two, stand at (0.94, 1.00)', () => {
    const events = [
      relation(gateway, 'calls', orders, grpc),
      relation(orders, 'publishes', broker, { channel: 'order-placed' }),
      relation(payments, 'subscribes', broker, { channel: 'order-placed' }),
      relation(shipping, 'subscribes', broker, { channel: 'order-placed' }),
    ];
    const { system } = measured(graph(events), commits([gateway, orders, payments, shipping], 27, 3));

    expect(system.change).toBeCloseTo(0.1, 4);
    expect(system.logical).toBeCloseTo(0.935, 3);
    expect(system.style).toBe('microservices');
  });
});

test('what was observed corrects what the files let expect', () => {
  const calls = [relation(orders, 'calls', payments, grpc)];
  const both = times(6, 'orders/a.ts', 'payments/a.ts');
  const { system } = measured(graph(calls), [...both, ...times(6, 'payments/a.ts')]);

  // orders: (0.05 + 6 of 12) / 2; payments knows nothing of orders, but all 6 changes of orders held it: (0 + 1) / 2.
  expect(system.knowledge).toBeCloseTo((0.275 + 0.5) / 2, 6);
});

test('fewer than five common changes correct nothing, fewer than ten change sets are no history', () => {
  const calls = [relation(orders, 'calls', payments, grpc)];
  const four = measured(graph(calls), [...times(4, 'orders/a.ts', 'payments/a.ts'), ...times(6, 'payments/a.ts')]).system;
  const short = measured(graph(calls), times(9, 'orders/a.ts', 'payments/a.ts')).system;

  expect(four).toMatchObject({ knowledge: expect.closeTo(0.025, 6), change: 0.4 });
  expect(short).toEqual(measure(graph(calls), defaultConfig).system);
});

test('a service stands at its own share of common changes', () => {
  const settings = element('settings', { kind: 'config' });
  const { elements } = measured(graph([orders, payments, shipping].map((service) => relation(service, 'configures', settings))), [...times(4, 'orders/a.ts', 'payments/a.ts'), ...times(4, 'orders/a.ts'), ...times(8, 'shipping/a.ts')]);

  expect(elements.get('service:orders')?.logical).toBeCloseTo(1 - 0.25 * 0.5, 6);
  expect(elements.get('service:shipping')?.logical).toBe(1);
  expect(elements.get('service:orders')?.terms.at(-1)).toEqual({ label: 'Change', amount: -0.125, detail: '4 of its 8 commits changed others, too' });
});

test('the volatility of an edge is the rank of its provider among the services, and says so', () => {
  const calls = [relation(gateway, 'calls', orders), relation(orders, 'calls', payments), relation(orders, 'stores', db)];
  const { relations } = measured(graph(calls), [...times(12, 'orders/a.ts'), ...times(3, 'payments/a.ts'), ...times(3, 'gateway/a.ts')]);
  const of = (id: string) => ({ volatility: relations.get(id)?.volatility, volatilitySource: relations.get(id)?.volatilitySource });

  expect(of('service:gateway -calls-> service:orders')).toEqual({ volatility: 2.5 / 3, volatilitySource: 'history' });
  expect(of('service:orders -calls-> service:payments')).toEqual({ volatility: 1 / 3, volatilitySource: 'history' });
  expect(of('service:orders -stores-> datastore:shop-db')).toEqual({ volatility: 0.5, volatilitySource: 'assumed' });
});

test('a longer history makes the mark surer', () => {
  const parts = [gateway, orders, payments, customers];
  const uncertainty = (alone: number, together: number): number => measured(distributedMonolith(), commits(parts, alone, together)).system.uncertainty;

  expect(uncertainty(240, 360)).toBeLessThan(uncertainty(12, 18));
});

test('one more common commit moves the system by no more than its share of the change sets', () => {
  const parts = [gateway, orders, payments, customers];
  const before = measured(distributedMonolith(), commits(parts, 12, 17)).system.logical ?? 0;
  const after = measured(distributedMonolith(), commits(parts, 12, 18)).system.logical ?? 0;

  expect(before - after).toBeGreaterThan(0);
  expect(before - after).toBeLessThan(0.25 / 29);
});
