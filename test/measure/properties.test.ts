import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/engine/config.js';
import { measure, verdictOf } from '../../src/engine/measure/index.js';
import type { CouplingGraph, Element, Relation } from '../../src/engine/model/graph.js';
import type { Metrics } from '../../src/engine/model/metrics.js';
import { database, element, graph, relation } from '../support/graphs.js';

/** A system by numbers: who calls whom, who sends whom messages, who shares which of two databases. */
interface Drawn {
  readonly size: number;
  readonly calls: readonly (readonly [number, number])[];
  readonly messages: readonly (readonly [number, number])[];
  readonly users: readonly (readonly number[])[];
}

const drawn: fc.Arbitrary<Drawn> = fc.integer({ min: 2, max: 9 }).chain((size) => {
  const part = fc.nat({ max: size - 1 });
  const pairs = fc.uniqueArray(fc.tuple(part, part).filter(([a, b]) => a !== b), { maxLength: 16, selector: ([a, b]) => a * size + b });
  return fc.record({ size: fc.constant(size), calls: pairs, messages: pairs, users: fc.array(fc.uniqueArray(part, { maxLength: size }), { maxLength: 2 }) });
});

function build({ size, calls, messages, users }: Drawn, nameOf: (i: number) => string = (i) => `service-${i}`): CouplingGraph {
  const services = Array.from({ length: size }, (_, i) => element(nameOf(i)));
  const broker = element('broker', { kind: 'broker' });
  const at = (i: number): Element => services[i] ?? broker;
  const datastores = users.map((_, k) => element(`db-${k}`, { kind: 'datastore', engine: 'postgres' }));
  const stores = users.map((clients, k) => clients.map((i) => relation(at(i), 'stores', datastores[k] ?? broker)));
  // All take their settings from one place, which makes them a system and couples nobody.
  const settings = element('settings', { kind: 'config' });
  const relations: Relation[] = [
    ...services.map((service) => relation(service, 'configures', settings)),
    ...calls.map(([a, b]) => relation(at(a), 'calls', at(b))),
    ...messages.flatMap(([a, b], k) => [relation(at(a), 'publishes', broker, { channel: `c${k}` }), relation(at(b), 'subscribes', broker, { channel: `c${k}` })]),
    ...stores.flat(),
  ];
  return graph(relations, stores.flatMap((group, k) => (group.length === 0 ? [] : [database(`data-${k}`, group)])), services);
}

function shares({ system, elements, relations }: Metrics): number[] {
  return [
    system.logical ?? 0, system.physical ?? 0, system.coverage, system.uncertainty, system.knowledge, system.runtime,
    ...[...elements.values()].flatMap(({ logical = 0, physical = 0, availability, blastRadius, entriesHit }) => [logical, physical, availability, blastRadius, entriesHit]),
    ...[...relations.values()].flatMap(({ strength, distance, volatility, balance, risk }) => [strength, distance, volatility, balance, risk]),
  ];
}

test('all numbers are shares', () => {
  fc.assert(fc.property(drawn, (system) => {
    for (const share of shares(measure(build(system), defaultConfig))) expect(share >= -1e-12 && share <= 1 + 1e-12).toBe(true);
  }));
});

test('neither names nor the order of relations matter', () => {
  fc.assert(fc.property(drawn, (system) => {
    const { system: plain } = measure(build(system), defaultConfig);
    const { system: renamed } = measure(build(system, (i) => `s${(i * 7) % 10}-${i}`), defaultConfig);
    const built = build(system);
    const { system: reversed } = measure({ ...built, relations: [...built.relations].reverse(), databases: [...built.databases].reverse() }, defaultConfig);
    for (const other of [renamed, reversed]) {
      expect(other.logical).toBeCloseTo(plain.logical ?? NaN, 10);
      expect(other.physical).toBe(plain.physical);
      expect(other.style).toBe(plain.style);
    }
  }));
});

test('the same system gives the same answer', () => {
  fc.assert(fc.property(drawn, (system) => {
    expect(JSON.stringify(measure(build(system), defaultConfig).system)).toBe(JSON.stringify(measure(build(system), defaultConfig).system));
    expect(JSON.stringify(verdictOf(build(system)))).toBe(JSON.stringify(verdictOf(build(system))));
  }), { numRuns: 30 });
});

/**
 * A call between two services gives the caller a chance of 0.2 to be forced to change: the mean K of N services grows by at
 * most 0.2 / N. At run time it connects at most everybody who needs the caller with everybody whom the callee needs: with a
 * and b of them, ends included, at most a * b of the N * (N - 1) pairs.
 */
test('one more call moves the mark by no more than it connects, and never to the right', () => {
  fc.assert(fc.property(drawn, fc.nat(), fc.nat(), (system, first, second) => {
    const [from, to] = [first % system.size, second % system.size];
    fc.pre(from !== to && !system.calls.some(([a, b]) => a === from && b === to));
    const before = measure(build(system), defaultConfig).system.logical ?? NaN;
    const after = measure(build({ ...system, calls: [...system.calls, [from, to]] }), defaultConfig).system.logical ?? NaN;
    const pairs = reached(system, from, true) * reached(system, to, false);
    const bound = (2 / 3) * (0.2 / system.size) + (1 / 3) * Math.min(1, pairs / (system.size * (system.size - 1)));
    expect(before - after).toBeLessThanOrEqual(bound + 1e-9);
    expect(before - after).toBeGreaterThanOrEqual(-1e-9);
  }));
});

/** How many services a service reaches over calls, or is reached by, itself included. */
function reached({ calls }: Drawn, start: number, backwards: boolean): number {
  const seen = new Set([start]);
  for (const node of seen) for (const [a, b] of calls) if ((backwards ? b : a) === node) seen.add(backwards ? a : b);
  return seen.size;
}

test('what takes how much adds up, and what is said to cross the line does', () => {
  fc.assert(fc.property(drawn, (drawnSystem) => {
    const system = build(drawnSystem);
    const { logical = NaN } = measure(system, defaultConfig).system;
    const { contributions, crossing } = verdictOf(system);
    expect(contributions.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(1 - logical, 9);
    expect(crossing === undefined).toBe(logical >= 0.5);
    const last = crossing?.steps.at(-1);
    if (last !== undefined) expect(last.logical).toBeGreaterThanOrEqual(0.5);
  }), { numRuns: 60 });
});
