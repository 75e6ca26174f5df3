import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

test('settings that hold an address of an element are there to call it; those of others and of the own service are not', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  bus: { build: ./bus }\n  orders: { image: shop/orders }\n  stock: { image: shop/stock }\n',
    'bus/package.json': '{ "name": "bus" }',
    'bus/config.ts': `export const config = {
  orders: 'http://orders:4001/events', corsOrigins: 'http://stock:3000', self: 'http://bus:4000', stockName: 'stock', docs: 'https://docs.example.com',
};
`,
  });
  expect(relationsOf(graph)).toEqual(['service:bus -calls-> service:orders, config']);
});
