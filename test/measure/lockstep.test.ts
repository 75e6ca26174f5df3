import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/engine/config.js';
import { measure, verdictOf } from '../../src/engine/measure/index.js';
import { lockstepShare, lockstepShareOf, type Lockstep } from '../../src/engine/measure/lockstep.js';
import type { CouplingGraph, Element, Release } from '../../src/engine/model/graph.js';
import { element, graph, relation } from '../support/graphs.js';

const [catalog, orders, payments, stock] = ['catalog', 'orders', 'payments', 'stock'].map((name) => element(name)) as [Element, Element, Element, Element];
const parts = [catalog, orders, payments, stock];
const site = { path: '.github/workflows/deploy.yml', span: { start: 0, end: 1 } };

const together = (cause: string, ...members: readonly [Element, Element, ...Element[]]): Lockstep => ({ cause, members, because: 'are deployed in one run', sites: [site] });

/** One call, and a pipeline. */
function system(shipping: Release['shipping'], ...elements: readonly [Element, ...Element[]]): CouplingGraph {
  const release: Release = { trigger: 'push to main', elements, sites: [site], ...(shipping !== undefined && { shipping }) };
  return { ...graph([relation(catalog, 'calls', orders)], [], parts), releases: [release] };
}

test('the share of pairs: a pair in two groups counts once', () => {
  expect(lockstepShare(parts, [together('a', catalog, orders, payments)])).toBe(3 / 6);
  expect(lockstepShare(parts, [together('a', catalog, orders, payments), together('b', orders, payments, stock)])).toBe(5 / 6);
  expect(lockstepShare(parts, [together('a', catalog, orders, payments), together('b', payments, stock)])).toBe(4 / 6);
  expect(lockstepShareOf(payments, 4, [together('a', catalog, payments), together('b', payments, stock)])).toBe(2 / 3);
});

test('a pipeline that deploys all takes its weight, with its evidence, and alone makes no monolith', () => {
  const shipped = system('deployed', catalog, orders, payments, stock);
  const { system: place, elements } = measure(shipped, defaultConfig);

  expect(place.change).toBe(1);
  expect(place.style).toBe('microservices');
  expect(place.terms[0]).toEqual({ label: 'Change', amount: -0.25, detail: '100 % of all pairs of services are deployed in one run, by push to main' });
  expect(elements.get('service:stock')?.terms.at(-1)).toMatchObject({ label: 'Change', amount: -0.25, detail: '4 are deployed in one run, by push to main' });
  expect(verdictOf(shipped).contributions[0]).toMatchObject({ cause: 'catalog, orders, payments and stock are deployed in one run, by push to main', amount: 0.25, sites: [site] });
});

test('a pipeline that only publishes images of all, and one for each, take nothing', () => {
  expect(measure(system(undefined, catalog, orders, payments, stock), defaultConfig).system.change).toBeUndefined();
  expect(measure(system('deployed', catalog), defaultConfig).system.change).toBeUndefined();
});

test('splitting the release is a repair', () => {
  const calls = parts.flatMap((from) => parts.filter((to) => to !== from).map((to) => relation(from, 'calls', to)));
  const shipped = { ...system('versioned', catalog, orders, payments, stock), relations: calls };
  const { contributions, crossing } = verdictOf(shipped);

  expect(contributions.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(1 - (measure(shipped, defaultConfig).system.logical ?? NaN), 9);
  expect(crossing?.steps.map(({ title }) => title)).toContain('Release catalog, orders, payments and stock each when it changed: one pipeline each, or filters of paths');
});
