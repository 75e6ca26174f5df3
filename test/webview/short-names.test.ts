import { describe, expect, it } from 'vitest';
import { cutName, shortNames } from '../../webview/layout/short-names.js';

function short(...labels: string[]): Record<string, string> {
  return Object.fromEntries(shortNames(labels.map((label) => ({ id: label, label, glyph: 'service' }))));
}

describe('short names', () => {
  it('leave out a beginning and an end that nearly all names have', () => {
    expect(short('ts-order-service', 'ts-seat-service', 'ts-train-service', 'ts-ui-dashboard', 'ts-user-service', 'ts-food-service')).toEqual({
      'ts-order-service': 'order', 'ts-seat-service': 'seat', 'ts-train-service': 'train', 'ts-ui-dashboard': 'ui-dashboard', 'ts-user-service': 'user', 'ts-food-service': 'food',
    });
  });

  it('find an end without a separator', () => {
    expect(short('adservice', 'cartservice', 'emailservice', 'paymentservice', 'frontend')).toEqual({ adservice: 'ad', cartservice: 'cart', emailservice: 'email', paymentservice: 'payment' });
  });

  it('leave names alone that have little in common', () => {
    expect(short('orders', 'payments', 'mailer', 'trailer')).toEqual({});
  });

  it('never make one name look like another', () => {
    const nodes = ['a-order', 'a-cart', 'a-user', 'a-mail'].map((label) => ({ id: label, label, glyph: 'service' as const }));
    const found = shortNames([...nodes, { id: 'order', label: 'order', glyph: 'datastore' }]);
    expect(found.get('a-order')).toBeUndefined();
    expect(found.get('a-cart')).toBe('cart');
  });

  it('are cut in the middle where even that is too long', () => {
    expect(cutName('workshopmanagementeventhandler', 14)).toBe('workshop…ndler');
  });
});
