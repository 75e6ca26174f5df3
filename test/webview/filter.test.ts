import { describe, expect, it } from 'vitest';
import { filterRelations, parseFilter } from '../../webview/filter.js';
import { shopView } from '../support/graph-views.js';

const view = shopView();
const pairs = (text: string) => filterRelations(view, text).map(({ from, to }) => `${from} > ${to}`);

describe('filter', () => {
  it('lets everything pass when it is empty', () => {
    expect(filterRelations(view, '  ')).toBe(view.relations);
  });

  it('wants all terms to hold', () => {
    expect(pairs('kind:sync from:orders')).toEqual(['orders > payments', 'orders > inventory']);
  });

  it('takes one of several values, and turns a term round', () => {
    expect(pairs('of:orders kind:sync,data !to:payments').sort()).toEqual([...pairs('of:orders kind:sync !to:payments'), ...pairs('of:orders kind:data')].sort());
  });

  it('compares risk with a level or a number', () => {
    expect(filterRelations(view, 'risk>=medium').every(({ level }) => level !== 'low')).toBe(true);
    expect(filterRelations(view, 'risk>0.4').every(({ risk }) => risk > 0.4)).toBe(true);
    expect(filterRelations(view, 'risk>=low')).toHaveLength(view.relations.length);
  });

  it('finds cycles and what crosses groups', () => {
    expect(pairs('is:cycle').sort()).toEqual(['orders > payments', 'payments > orders']);
    expect(filterRelations(view, 'is:cross-group group:checkout').length).toBeGreaterThan(0);
  });

  it('matches a bare word with either end, in any case', () => {
    expect(pairs('MAILGUN')).toEqual(['notifications > mailgun']);
  });

  it('leaves out what it does not understand, and says so', () => {
    expect(parseFilter('risk>=huge colour:red kind:sync is:', view).unknown).toEqual(['risk>=huge', 'colour:red', 'is:']);
    expect(pairs('colour:red from:orders kind:sync')).toEqual(pairs('from:orders kind:sync'));
  });
});
