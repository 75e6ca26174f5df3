import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/engine/config.js';
import { attemptsOf, measure, promiseOf } from '../../src/engine/measure/index.js';
import type { Element } from '../../src/engine/model/graph.js';
import type { ServicePolicyFact } from '../../src/engine/model/policy-facts.js';
import { element, graph, relation } from '../support/graphs.js';

const site = { path: 'coupling.policy.yaml', span: { start: 0, end: 1 } };
const CARE = { hasBreaker: false, hasFallback: false, routes: [], policies: [] } as const;
const FALLBACK = { care: { ...CARE, hasFallback: true } };

function stated(service: string, more: Partial<ServicePolicyFact>): Partial<Element> {
  return { policy: { kind: 'service-policy', service, site, ...more } };
}

const checkout = element('checkout', { isEntry: true });
const orders = element('orders');
const stock = element('stock');
const broker = element('broker', { kind: 'broker' });
const db = element('db', { kind: 'datastore' });

function availabilityOf(target: Element, ...relations: Parameters<typeof graph>[0]) {
  return measure(graph(relations), defaultConfig).elements.get(target.id)?.availability;
}

test('a dependency counts once, however often it is reached', () => {
  const diamond = [relation(checkout, 'calls', orders), relation(checkout, 'calls', stock), relation(orders, 'stores', db), relation(stock, 'stores', db)];

  expect(availabilityOf(checkout, ...diamond)).toBeCloseTo(0.999 ** 4, 10);
});

test('a fallback leaves a tenth of the failures', () => {
  expect(availabilityOf(checkout, relation(checkout, 'calls', orders, FALLBACK))).toBeCloseTo(0.999 * (1 - 0.1 * 0.001), 10);
});

test('a time-out does not answer the request', () => {
  const timeout = { care: { ...CARE, timeout: { known: true, value: 2000, site } } } as const;

  expect(availabilityOf(checkout, relation(checkout, 'calls', orders, timeout))).toBeCloseTo(0.999 ** 2, 10);
});

test('who sends messages needs the broker, who receives them needs nobody', () => {
  const events = [relation(orders, 'publishes', broker), relation(stock, 'subscribes', broker)];

  expect([orders, stock].map((service) => availabilityOf(service, ...events))).toEqual([expect.closeTo(0.999 ** 2, 10), expect.closeTo(0.999, 10)]);
});

test('registries, configuration and traces stop nobody who runs', () => {
  const background = [
    relation(orders, 'registers', element('eureka', { kind: 'registry' })), relation(orders, 'configures', element('settings', { kind: 'config' })),
    relation(orders, 'telemetry', element('jaeger', { kind: 'telemetry' })),
  ];

  expect(availabilityOf(orders, ...background)).toBeCloseTo(0.999, 10);
});

test('the policy file states what a part and another organisation are up', () => {
  const bank = element('bank.example', { kind: 'external', ...stated('bank.example', { slo: 0.995 }) });
  const shop = element('shop', stated('shop', { slo: 0.9999, objective: 0.99 }));
  const mail = element('mail.example', { kind: 'external' });
  const promise = promiseOf(graph([relation(shop, 'calls', bank), relation(shop, 'calls', mail)]), shop, defaultConfig);

  expect(promise).toMatchObject({ objective: 0.99, objectiveStated: true, availability: expect.closeTo(0.9999 * 0.995, 10), uncounted: [{ name: 'mail.example' }] });
  expect(availabilityOf(shop, relation(shop, 'calls', bank), relation(shop, 'calls', mail))).toBeCloseTo(promise.availability, 10);
});

test('replicas give a bound, never the promise', () => {
  const twice = element('orders', { replicas: { known: true, value: 2, site } });

  expect(promiseOf(graph([relation(checkout, 'calls', twice)]), checkout, defaultConfig)).toMatchObject({ availability: expect.closeTo(0.999 ** 2, 10), optimistic: expect.closeTo(0.999 * (1 - 0.001 ** 2), 10), extraNine: expect.closeTo(0.9999, 10) });
});

test('blast radius counts services and entries', () => {
  const admin = element('admin');
  const { elements } = measure(graph([relation(checkout, 'calls', orders), relation(orders, 'stores', db), relation(admin, 'calls', stock)]), defaultConfig);

  expect(elements.get(db.id)).toMatchObject({ blastRadius: 0.5, entriesHit: 0.5 });
  expect(elements.get(admin.id)).toMatchObject({ blastRadius: 0, entriesHit: 0.5 });
});

test('retries of code and mesh multiply', () => {
  const retries = { known: true, value: 2, site } as const;
  const use = { kind: 'use', client: 'axios', relation: 'calls', protocol: 'http', care: { hasBreaker: false, hasFallback: false, isStream: false, retries }, site } as const;

  expect(attemptsOf(relation(checkout, 'calls', orders, { uses: [use] }))).toBe(3);
  expect(attemptsOf(relation(checkout, 'calls', orders))).toBeUndefined();
});
