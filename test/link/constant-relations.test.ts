import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('java'));

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

test('a class of addresses that is copied from one service to the next: those that are used are called, through types inside types too', () => {
  const hosts = `package shop.common;

public final class Hosts {
  public static final String SHOP_FRONT = "http://front";

  public static final class Api {
    public static final String ORDERS_URL = "http://orders/api";
    public static final String STOCK_URL = "http://stock/api";
    public static final String PRICES_URL = "http://prices/api";
  }
}
`;
  const pom = (name: string): string => `<project><artifactId>${name}</artifactId></project>`;
  const graph = linkTexts({
    'compose.yaml': `services:\n${['front', 'orders', 'stock', 'prices'].map((name) => `  ${name}: { build: ./${name} }\n`).join('')}`,
    'orders/pom.xml': pom('orders'),
    'orders/src/main/java/shop/common/Hosts.java': hosts,
    'orders/src/main/java/shop/orders/Stock.java': `package shop.orders;

import org.springframework.web.client.RestTemplate;
import shop.common.Hosts;

class Stock {
  private final RestTemplate rest = new RestTemplate();

  Item find(String id) {
    return rest.getForObject(Hosts.Api.STOCK_URL + "/" + id, Item.class);
  }
}
`,
    'stock/pom.xml': pom('stock'),
    'stock/src/main/java/shop/common/Hosts.java': hosts,
    'stock/src/main/java/shop/stock/Prices.java': 'package shop.stock;\n\nimport shop.common.Hosts.Api;\n\nclass Prices {\n  Price find(Caller caller) {\n    return caller.ask(Api.PRICES_URL);\n  }\n}\n',
  });
  expect(relationsOf(graph)).toEqual(['service:orders -calls-> service:stock, declared', 'service:stock -calls-> service:prices, config']);
});
