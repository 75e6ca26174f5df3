import { describe, expect, test } from 'vitest';
import { withHistory } from '../../src/engine/history/index.js';
import type { Changes } from '../../src/engine/model/changes.js';
import type { Element } from '../../src/engine/model/graph.js';
import { element, graph } from '../support/graphs.js';
import { history, times, type WrittenCommit } from '../support/histories.js';

const named = (name: string): Element => element(name, { codeFolders: [name] });
const [orders, payments, customers, shipping] = [named('orders'), named('payments'), named('customers'), named('shipping')];

function changesOf(commits: readonly WrittenCommit[], parts: readonly Element[] = [orders, payments, customers]) {
  const found = withHistory(graph([], [], parts), history(commits), 12);
  const [level] = found.changes.levels;
  if (level === undefined) throw new Error('no level');
  return { level, drawn: found.graph.relations.map(({ id }) => id) };
}

const revisionsOf = ({ byPart }: Changes): Record<string, number> => Object.fromEntries([...byPart].map(([{ name }, { revisions }]) => [name, revisions]));

describe('change sets', () => {
  test('support, degree, confidence, lift and sum of coupling are those of their definitions', () => {
    const both = times(6, 'orders/a.ts', 'payments/a.ts');
    const { level, drawn } = changesOf([...both, ...times(2, 'orders/b.ts'), ...times(6, 'payments/b.ts'), ...times(10, 'README.md')]);

    expect(level).toMatchObject({ sets: 24, touching: 14, crossing: 6 });
    expect(level.byPart.get(orders)).toEqual({ revisions: 8, crossing: 6, sumOfCoupling: 6 });
    expect(level.byPart.get(customers)).toEqual({ revisions: 0, crossing: 0, sumOfCoupling: 0 });
    expect(level.pairs).toEqual([{
      from: [orders], to: [payments], support: 6, revisions: [8, 12], degree: 6 / 10, confidence: 6 / 8, lift: (6 * 24) / (8 * 12), focus: 1, latest: expect.anything(),
    }]);
    expect(drawn).toEqual(['service:orders -changes-with-> service:payments']);
  });

  test('three in one commit are three pairs, and each has two others to add to its sum', () => {
    const { level } = changesOf(times(5, 'orders/a.ts', 'payments/a.ts', 'customers/a.ts'));

    expect(level.pairs.map(({ from, to }) => `${from[0].name} ${to[0].name}`)).toEqual(['orders payments', 'orders customers', 'payments customers']);
    expect(level.byPart.get(orders)?.sumOfCoupling).toBe(10);
  });

  test('the newest common commits are kept by name', () => {
    const { level } = changesOf(times(5, 'orders/a.ts', 'payments/a.ts'));

    expect(level.pairs[0]?.latest.map(({ subject }) => subject)).toEqual(['Change 0', 'Change 1', 'Change 2']);
  });

  test('a set of more than five services, or half of them, is nobody\'s decision about one pair', () => {
    const many = Array.from({ length: 14 }, (_, i) => named(`s${i}`));
    const touching = (number: number): WrittenCommit => ({ paths: many.slice(0, number).map(({ name }) => `${name}/a.ts`) });

    expect(changesOf([touching(7)], many).level).toMatchObject({ sets: 1, sweeps: 0 });
    expect(changesOf([touching(8)], many).level).toMatchObject({ sets: 0, sweeps: 1 });
    expect(changesOf([touching(5)], many.slice(0, 6)).level.sweeps).toBe(0);
    expect(changesOf([touching(6)], many.slice(0, 6)).level.sweeps).toBe(1);
  });

  test('what changes the dependencies of all that it touches is about the dependencies', () => {
    const { level } = changesOf([{ paths: ['orders/a.ts', 'orders/package.json', 'payments/a.ts', 'payments/package.json'] }, { paths: ['orders/a.ts', 'orders/package.json', 'payments/a.ts'] }]);

    expect(level).toMatchObject({ sets: 1, crossing: 1, sweeps: 1 });
  });

  test('a commit to four services says a third as much of two of them as one to the two alone, sweeps over five say nothing', () => {
    const all = Array.from({ length: 10 }, (_, i) => named(`s${i}`));
    const pairsAfter = (number: number, services: number): number => changesOf(times(number, ...all.slice(0, services).map(({ name }) => `${name}/a.ts`)), all).level.pairs.length;

    expect([pairsAfter(5, 4), pairsAfter(7, 4)]).toEqual([0, 6]);
    expect(pairsAfter(20, 5)).toBe(0);
  });
});

describe('whose change it is', () => {
  test('the longest folder decides; tests, manifests, libraries and what lies outside are nobody\'s', () => {
    const inner = element('mailer', { codeFolders: ['orders/mailer'] });
    const library = element('common', { kind: 'library', codeFolders: ['orders/common'] });
    const paths = ['orders/mailer/a.ts', 'orders/common/a.ts', 'orders/package.json', 'orders/a.test.ts', 'scripts/a.ts', 'payments2/a.ts'];

    expect(revisionsOf(changesOf([{ paths }], [orders, payments, inner, library]).level)).toEqual({ orders: 0, payments: 0, mailer: 1 });
  });

  test('an API and its worker are one, and change with others as one', () => {
    const worker = element('orders-worker', { codeFolders: ['orders'] });
    const { level, drawn } = changesOf([...times(6, 'orders/a.ts', 'payments/a.ts'), ...times(20, 'web/a.ts')], [orders, worker, payments]);

    expect(level.crossing).toBe(6);
    expect(drawn).toEqual(['service:orders -changes-with-> service:payments']);
    expect(level.byPart.get(worker)).toEqual(level.byPart.get(orders));
  });

  test('a folder that several services are built from is no change of any of them', () => {
    const [a, b] = ['a', 'b'].map((name) => element(name, { codeFolders: [name, 'shared'] }));
    if (a === undefined || b === undefined) throw new Error();

    expect(revisionsOf(changesOf([{ paths: ['shared/x.ts'] }, { paths: ['a/x.ts'] }], [a, b]).level)).toEqual({ a: 1, b: 0 });
  });

  test('modules of one deployable are peers of each other, not of services', () => {
    const modules = ['cart', 'stock'].map((name) => element(name, { kind: 'module', codeFolders: [`orders/${name}`], deploymentUnit: 'service:orders' }));
    const { changes } = withHistory(graph([], [], [orders, payments, ...modules]), history(times(5, 'orders/cart/a.ts', 'orders/stock/a.ts')), 12);

    expect(changes.levels.map(revisionsOf)).toEqual([{ orders: 5, payments: 0 }, { cart: 5, stock: 5 }]);
    expect(changes.levels.map(({ crossing }) => crossing)).toEqual([0, 5]);
  });
});

describe('which pairs are drawn', () => {
  const others = times(40, 'shipping/a.ts');
  const parts = [orders, payments, shipping];
  const drawnFor = (both: number, onlyOrders: number, onlyPayments: number): number =>
    changesOf([...times(both, 'orders/a.ts', 'payments/a.ts'), ...times(onlyOrders, 'orders/a.ts'), ...times(onlyPayments, 'payments/a.ts'), ...others], parts).drawn.length;

  test('from five common changes on', () => {
    expect([drawnFor(4, 0, 0), drawnFor(5, 0, 0)]).toEqual([0, 1]);
  });

  test('from a degree of 30 % on, for a follower that comes along every other time', () => {
    expect([drawnFor(6, 0, 27), drawnFor(6, 0, 29)]).toEqual([1, 0]);
    expect([drawnFor(6, 6, 8), drawnFor(6, 7, 8)]).toEqual([1, 0]);
  });

  test('not when two that always change meet as often as chance would have it', () => {
    const busy = (quiet: number): number => changesOf([...times(20, 'orders/a.ts', 'payments/a.ts'), ...times(quiet, 'README.md')], parts).drawn.length;

    expect([busy(9), busy(10)]).toEqual([0, 1]);
  });

  test('from the one that follows to the one it follows', () => {
    const { drawn } = changesOf([...times(6, 'orders/a.ts', 'payments/a.ts'), ...times(9, 'orders/a.ts'), ...others], parts);

    expect(drawn).toEqual(['service:payments -changes-with-> service:orders']);
  });
});

test('new names move nothing, nor does the order of the elements', () => {
  const commits = [...times(7, 'orders/a.ts', 'payments/a.ts'), ...times(5, 'payments/a.ts', 'customers/a.ts'), ...times(12, 'shipping/a.ts')];
  const numbers = (parts: readonly Element[]): unknown => {
    const { level } = changesOf(commits, parts);
    return level.pairs.map(({ from, to, support, degree, confidence, lift }) => [from[0].codeFolders, to[0].codeFolders, support, degree, confidence, lift]);
  };
  const parts = [orders, payments, customers, shipping];
  const renamed = ['zeta', 'eta', 'theta', 'iota'].map((name, i) => element(name, { codeFolders: parts[i]?.codeFolders ?? [] }));

  expect(numbers(renamed)).toEqual(numbers(parts));
  expect(numbers([...parts].reverse())).toEqual(numbers(parts));
});

test('a service whose code moves is counted anew, though the history is the same', () => {
  const read = history(times(6, 'orders/a.ts', 'payments/a.ts'));
  const crossing = (folder: string): number | undefined =>
    withHistory(graph([], [], [orders, element('payments', { codeFolders: [folder] })]), read, 12).changes.levels[0]?.crossing;

  expect([crossing('payments'), crossing('billing'), crossing('payments')]).toEqual([6, 0, 6]);
});

test('services in repositories of their own cannot change in one commit, and nothing is made of that', () => {
  const commits = [...times(8, 'orders/a.ts'), ...times(8, 'payments/a.ts')];
  const split = (repositories: readonly string[]): boolean | undefined =>
    withHistory(graph([], [], [orders, payments]), history(commits, { repositories }), 12).changes.levels[0]?.isSplit;

  expect([split(['']), split(['orders', 'payments']), split(['', 'payments'])]).toEqual([false, true, true]);
});
