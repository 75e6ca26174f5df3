import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/engine/config.js';
import { measure } from '../../src/engine/measure/index.js';
import type { Element, ImportReach, Relation } from '../../src/engine/model/graph.js';
import { element, graph, relation } from '../support/graphs.js';

const app = { kind: 'module', deploymentUnit: 'service:app' } as const;
const parts = ['billing', 'catalog', 'orders', 'shipping'].map((name) => element(name, app));
const [billing, catalog, orders, shipping] = parts as [Element, Element, Element, Element];
const common = element('common', { ...app, role: 'infra' });

function imports(from: Element, to: Element, importReach: ImportReach): Relation {
  return relation(from, 'imports', to, { importReach });
}

/** Where the four modules stand with these relations, 0..1. */
function logical(relations: readonly Relation[]): number {
  return measure(graph(relations, [], parts), defaultConfig).system.logical ?? NaN;
}

describe('how deep an import goes decides how much it couples', () => {
  const steps: [ImportReach, ImportReach][] = [['face', 'open'], ['open', 'entity'], ['entity', 'inside']];

  test.each(steps)('%s instead of %s moves the system towards modular', (shallow, deep) => {
    expect(logical([imports(orders, billing, shallow)])).toBeGreaterThan(logical([imports(orders, billing, deep)]));
  });

  test('types alone weigh nothing, and so do helpers for all', () => {
    expect(logical([imports(orders, billing, 'type')])).toBe(1);
    expect(logical([imports(orders, common, 'inside'), imports(billing, common, 'inside')])).toBe(1);
  });
});

describe('every single repair moves the system towards modular', () => {
  const mud = [
    imports(orders, billing, 'open'), imports(billing, orders, 'open'), imports(orders, catalog, 'inside'), imports(catalog, shipping, 'entity'),
    imports(shipping, orders, 'open'), imports(billing, common, 'entity'), imports(shipping, common, 'entity'),
  ];

  test.each(mud.map((each) => [each.id, each] as const))('without %s', (_, removed) => {
    expect(logical(mud.filter((each) => each !== removed))).toBeGreaterThan(logical(mud));
  });

  test('an event instead of an import that closes a circle frees all in it', () => {
    const circle = [imports(orders, billing, 'face'), imports(billing, orders, 'face')];
    const freed = [imports(orders, billing, 'face'), imports(billing, orders, 'event')];
    expect(logical(circle)).toBeCloseTo(1 - (2 / 3) * (2 * 0.5) / 4, 4);
    expect(logical(freed)).toBeCloseTo(1 - (2 / 3) * (2 * 0.05) / 4, 4);
  });
});

test('layers are one module, whoever imports whom: two of them are a monolith already', () => {
  const { system } = measure(graph([imports(orders, billing, 'layer')]), defaultConfig);
  expect(system.knowledge).toBe(1);
  expect(system.style).toBe('ball-of-mud');
});

test('modules that use entities out of one folder share its tables', () => {
  expect(logical([imports(orders, common, 'entity'), imports(billing, common, 'entity')])).toBeCloseTo(1 - (2 / 3) * (2 * 0.5) / 4, 4);
});

test('the sentence about a modular monolith names what still joins its modules', () => {
  const headline = (...relations: Relation[]) => measure(graph(relations, [], parts), defaultConfig).system.headline;
  expect(headline(imports(orders, billing, 'face'))).toBe('4 modules in one deployable with clear borders between them.');
  expect(headline(imports(orders, billing, 'inside'))).toBe('4 modules in one deployable, each loosely coupled to the others; watch: 1 module reaches past the public face of others.');
});
