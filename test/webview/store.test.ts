import { describe, expect, it } from 'vitest';
import { searchMatches } from '../../webview/emphasis.js';
import { INITIAL_STATE, reduce, restored, toPersisted } from '../../webview/store.js';
import { sortRelations } from '../../webview/sort-relations.js';
import { shopView } from '../support/graph-views.js';

describe('store', () => {
  const view = shopView();
  const withGraph = reduce(INITIAL_STATE, { type: 'graph', view });

  it('keeps camera and selection over an update, by id', () => {
    const camera = { x: -40, y: 12, zoom: 2 };
    const before = reduce(reduce(withGraph, { type: 'select', selection: { kind: 'element', id: 'orders' } }), { type: 'camera', camera });
    const after = reduce(before, { type: 'graph', view: { ...view, revision: 2, elements: [...view.elements].reverse() } });
    expect(after.selection).toEqual({ kind: 'element', id: 'orders' });
    expect(after.cameras.quadrant).toEqual(camera);
  });

  it('drops a selection whose element is gone', () => {
    const before = reduce(withGraph, { type: 'select', selection: { kind: 'element', id: 'orders' } });
    const after = reduce(before, { type: 'graph', view: { ...view, elements: view.elements.filter(({ id }) => id !== 'orders') } });
    expect(after.selection).toBeUndefined();
  });

  it('steps back: hover, search, focus, selection, panel', () => {
    let state = { ...withGraph, hover: { kind: 'element', id: 'cart' } as const, search: 'x', focus: { id: 'cart', depth: 1 }, selection: { kind: 'element', id: 'cart' } as const, panel: true };
    const left = () => [state.hover, state.search, state.focus, state.selection, state.panel].filter((value) => value !== undefined && value !== '' && value !== false).length;
    for (const expected of [4, 3, 2, 1, 0, 0]) {
      state = reduce(state, { type: 'back' }) as typeof state;
      expect(left()).toBe(expected);
    }
  });

  it('comes back as it was saved, and survives nonsense', () => {
    const state = reduce(reduce(withGraph, { type: 'tab', tab: 'table' }), { type: 'search', text: 'kafka' });
    const saved: unknown = JSON.parse(JSON.stringify(toPersisted(state)));
    expect(toPersisted(restored(saved))).toEqual(toPersisted(state));
    expect(restored('nonsense')).toEqual(INITIAL_STATE);
  });

  it('returns the same state when nothing changes', () => {
    expect(reduce(withGraph, { type: 'select', selection: undefined })).toBe(withGraph);
  });
});

describe('search', () => {
  it('finds names, kinds, files and rules', () => {
    const view = shopView();
    expect(searchMatches(view, 'kafka')).toContain('notifications');
    expect(searchMatches(view, 'Broker')).toEqual(['kafka']);
    expect(searchMatches(view, 'cart/src/main.ts')).toEqual(['cart']);
    expect(searchMatches(view, 'sync-cycle')).toEqual(['orders', 'payments']);
    expect(searchMatches(view, '  ')).toEqual([]);
  });
});

describe('table order', () => {
  const view = shopView();
  it('starts with the highest risk', () => {
    const [first] = sortRelations(view, view.relations, { key: 'risk', descending: true });
    expect(first?.id).toBe('payments>shop-db:data');
  });
  it('by score does not ask what the findings say', () => {
    const facts = [{ id: 'warned', level: 'medium', risk: 0.05 }, { id: 'strong', level: 'low', risk: 0.2 }] as const;
    const relations = view.relations.slice(0, 2).map((relation, index) => ({ ...relation, ...facts[index] }));
    expect(sortRelations(view, relations, { key: 'risk', descending: true }).map(({ id }) => id)).toEqual(['warned', 'strong']);
    expect(sortRelations(view, relations, { key: 'score', descending: true }).map(({ id }) => id)).toEqual(['strong', 'warned']);
  });
  it('sorts by name, equal names by risk', () => {
    const rows = sortRelations(view, view.relations, { key: 'from', descending: false });
    expect(rows.slice(0, 4).map(({ id }) => id)).toEqual(['cart>catalog:library', 'cart>pricing:sync', 'cart>cart-redis:data', 'cart>otel-collector:telemetry']);
  });
});
