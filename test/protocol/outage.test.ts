import { describe, expect, it } from 'vitest';
import type { GraphView, RelationView } from '../../src/protocol/graph-view.js';
import { takeDown } from '../../src/protocol/outage.js';
import { outageSentence } from '../../src/protocol/outage-words.js';
import { shopView } from '../support/graph-views.js';

/** The shop with the relations between two elements changed. */
function shopWith(from: string, to: string, change: Partial<RelationView>): GraphView {
  const view = shopView();
  return { ...view, relations: view.relations.map((relation) => (relation.from === from && relation.to === to ? { ...relation, ...change } : relation)) };
}

const GUARDED = { bond: 'guarded', care: { hasTimeout: true, hasBreaker: false, hasFallback: false } } as const;

function outcomes(view: GraphView, ...down: string[]): Record<string, string> {
  return Object.fromEntries(takeDown(view, down).effects.map(({ id, outcome, order }) => [id, `${outcome} ${order}`]));
}

describe('a service taken down', () => {
  it('fails who calls it without care, and who calls those, in order', () => {
    expect(outcomes(shopView(), 'payments')).toMatchObject({ payments: 'down 0', orders: 'fails 1', shipping: 'fails 1', storefront: 'fails 2' });
  });

  it('degrades who has a time-out, and ends there', () => {
    const found = outcomes(shopWith('orders', 'payments', GUARDED), 'payments');
    expect(found).toMatchObject({ orders: 'degraded 1', shipping: 'fails 1' });
    expect(found['storefront']).toBeUndefined();
  });

  it('fails who stores its data there', () => {
    expect(outcomes(shopView(), 'shop-db')).toMatchObject({ inventory: 'fails 1', payments: 'fails 1', orders: 'fails 1' });
  });

  it('only degrades across a broker, and for what is inferred', () => {
    expect(outcomes(shopView(), 'kafka')).toMatchObject({ orders: 'degraded 1', notifications: 'degraded 1' });
    expect(outcomes(shopWith('orders', 'payments', { confidence: 'inferred' }), 'payments')).toMatchObject({ orders: 'degraded 1' });
  });

  it('takes the modules of a deployable with it', () => {
    const view = shopView();
    const [cart] = view.elements.filter(({ id }) => id === 'cart');
    if (cart === undefined) throw new Error('the shop has changed');
    const modules = ['Basket', 'Checkout'].map((name) => ({ ...cart, id: `module:${name}`, name, kind: 'module' as const, group: 'cart' }));
    const alone = { ...view, elements: [cart, ...modules], relations: [] };
    const outage = takeDown(alone, ['cart']);
    expect(outage.effects.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['cart down', 'module:Basket down', 'module:Checkout down']);
    expect(outageSentence(outage)).toBe('All of its 2 modules are down with it.');
  });

  it('counts services alone, and everyone once', () => {
    const { counts } = takeDown(shopView(), ['payments']);
    expect(counts.fails + counts.degraded + counts.unaffected).toBe(11);
  });

  it('takes several down at once, and ignores what is not there', () => {
    expect(outcomes(shopView(), 'payments', 'orders', 'nobody')).toMatchObject({ payments: 'down 0', orders: 'down 0', shipping: 'fails 1' });
  });
});
