import { describe, expect, it } from 'vitest';
import { buildPicture } from '../../webview/picture.js';
import { INITIAL_STATE, reduce } from '../../webview/store.js';
import { shopView } from '../support/graph-views.js';

/** The shop, where orders has two modules of its own. */
function withInside() {
  const view = shopView();
  const [cart, pricing] = view.elements.filter(({ id }) => id === 'cart' || id === 'pricing');
  if (cart === undefined || pricing === undefined) throw new Error('the shop has changed');
  const modules = [{ ...cart, id: 'module:a', name: 'a' }, { ...pricing, id: 'module:b', name: 'b' }];
  return { ...view, insides: [{ element: 'orders', view: { ...view, elements: modules, relations: [], findings: [], problems: [] } }] };
}

describe('looking inside', () => {
  const outside = reduce(reduce(reduce(INITIAL_STATE, { type: 'graph', view: withInside() }), { type: 'filter', text: 'risk>=high' }), { type: 'select', selection: { kind: 'element', id: 'orders' } });

  it('shows the modules, and leads back to what was selected; the filter stays', () => {
    const inside = reduce(outside, { type: 'inside', id: 'orders' });
    expect(inside.view?.elements.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(inside).toMatchObject({ selection: undefined, filter: 'risk>=high' });

    const chosen = reduce(inside, { type: 'select', selection: { kind: 'element', id: 'module:a' } });
    const back = reduce(chosen, { type: 'inside', id: undefined });
    expect(back.view?.elements.length).toBe(shopView().elements.length);
    expect(back).toMatchObject({ selection: { kind: 'element', id: 'orders' }, filter: 'risk>=high', inside: undefined });
  });

  it('Esc leads back, too', () => {
    expect(reduce(reduce(outside, { type: 'inside', id: 'orders' }), { type: 'back' }).inside).toBeUndefined();
  });

  it('stays over an update, and ends when there is no inside any more', () => {
    const inside = reduce(outside, { type: 'inside', id: 'orders' });
    expect(reduce(inside, { type: 'graph', view: withInside() }).inside).toBe('orders');
    expect(reduce(inside, { type: 'graph', view: shopView() })).toMatchObject({ inside: undefined, selection: { id: 'orders' } });
  });

  it('does nothing for what has no inside', () => {
    expect(reduce(outside, { type: 'inside', id: 'cart' })).toBe(outside);
  });
});

describe('comparing', () => {
  const now = shopView();
  const [, storefront] = now.elements;
  const [relation] = now.relations;
  if (storefront === undefined || relation === undefined) throw new Error('the shop has changed');
  const before = {
    ...now,
    system: { ...now.system, logical: 0.61, style: 'microservices' as const },
    elements: [...now.elements.filter(({ id }) => id !== 'reviews').map((element) => (element.id === 'orders' ? { ...element, logical: 0.5 } : element)), { ...storefront, id: 'legacy', name: 'legacy' }],
    relations: [...now.relations.filter(({ id }) => id !== 'cart>pricing:sync'), { ...relation, id: 'legacy>cart:sync', from: 'legacy', to: 'cart', level: 'high' as const }],
  };
  const state = reduce(reduce(INITIAL_STATE, { type: 'graph', view: now }), { type: 'compare', base: { ref: 'v1', view: before } });

  it('says in a sentence what became of the verdict', () => {
    expect(state.comparison?.sentence).toBe('Now a distributed monolith, was microservices: logical 0.36, was 0.61. 1 service moved, 1 element added, 1 element removed, 1 relation added, 1 relation removed.');
    expect(state.comparison?.moved).toEqual([{ id: 'orders', name: 'orders', before: { logical: 0.5, physical: 1 }, after: { logical: 0.2, physical: 1 } }]);
  });

  it('draws what is gone beside what is there, harmless, and marks both', () => {
    const picture = buildPicture(state.view ?? now, { filter: '', budget: 'rest', detail: 'elements', expanded: [], compact: false, always: new Set(), ...(state.comparison && { changes: state.comparison }) });
    const changes = Object.fromEntries([...picture.nodes, ...picture.edges].flatMap(({ id, change }) => (change === undefined ? [] : [[id.replaceAll('\n', ' '), change]])));
    expect(changes).toEqual({ reviews: 'added', legacy: 'removed', 'cart pricing sync': 'added', 'legacy cart data': 'removed' });
    expect(picture.edges.find(({ from }) => from === 'legacy')?.level).toBe('low');
  });

  it('follows an update, and ends with Esc or a simulation', () => {
    expect(reduce(state, { type: 'graph', view: before }).comparison?.sentence).toBe('Still microservices, at the same place. Nothing else differs.');
    expect(reduce(state, { type: 'back' })).toMatchObject({ comparison: undefined, view: now });
    expect(reduce(state, { type: 'toggleDown', id: 'orders' })).toMatchObject({ comparison: undefined, down: ['orders'] });
  });
});
