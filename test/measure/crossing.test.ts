import { expect, test } from 'vitest';
import { smallestCrossing, MOST_WORK } from '../../src/engine/measure/crossing.js';
import { levelOf, systemParts } from '../../src/engine/measure/level.js';
import { repairTrials } from '../../src/engine/measure/repair-trials.js';
import { repairsOf } from '../../src/engine/measure/repairs.js';
import { sharedThings } from '../../src/engine/measure/strength.js';
import type { CouplingGraph } from '../../src/engine/model/graph.js';
import { database, element, graph, relation } from '../support/graphs.js';

const SIZE = 1000;
const services = Array.from({ length: SIZE }, (_, i) => element(`service-${i}`));
const db = element('shop-db', { kind: 'datastore', engine: 'postgres' });
const stores = services.map((service) => relation(service, 'stores', db));
const calls = services.flatMap((from, i) => [1, 7].flatMap((step) => {
  const to = services[(i * 3 + step) % SIZE];
  return to === undefined || to === from ? [] : [relation(from, 'calls', to)];
}));

function search(system: CouplingGraph) {
  const shared = sharedThings(system);
  const level = levelOf(system, systemParts(system), shared, undefined);
  const repairs = repairsOf(system, level, shared);
  const trials = repairTrials(level, repairs);
  return { found: smallestCrossing(repairs, 0.5, trials), work: trials.work(), repairs: repairs.length };
}

test('a thousand services on one database: the cause is found with a few looks at what each knows', () => {
  const { found, work } = search(graph(stores, [database('shop', stores)]));
  expect(found?.repairs.map(({ id }) => id)).toEqual(['database datastore:shop-db/shop']);
  expect(work).toBeLessThan(SIZE * 40 * 8);
});

test('with calls everywhere on top the search ends in time, and its answer crosses the line', () => {
  const { found, work } = search(graph([...stores, ...calls], [database('shop', stores)]));
  expect(found?.repairs[0]?.id).toBe('database datastore:shop-db/shop');
  expect(work).toBeLessThan(MOST_WORK * 1.1);
});

test('the marks along the steps are those of trials one by one', () => {
  const level = levelOf(graph(calls), systemParts(graph(calls)), sharedThings(graph(calls)), undefined);
  const repairs = repairsOf(graph(calls), level, sharedThings(graph(calls))).slice(0, 40);
  const marks = repairTrials(level, repairs).logicalAlong(repairs);
  const alone = repairTrials(level, repairs);
  expect(marks).toHaveLength(40);
  for (const [i, mark] of marks.entries()) {
    expect(alone.reaches(mark - 1e-9, repairs.slice(0, i + 1))).toBe(true);
    expect(alone.reaches(mark + 1e-9, repairs.slice(0, i + 1))).toBe(false);
  }
});
