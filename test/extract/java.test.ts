import { beforeAll, describe, expect, test } from 'vitest';
import { javaExtractor } from '../../src/engine/extract/code/java/index.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('java'));

/** Facts of a class body in a file with the usual imports. */
function facts(body: string, head = ''): string[] {
  return factsOf(javaExtractor, 'orders/src/main/java/shop/Orders.java', `package shop;\n${head}\nclass Orders {\n${body}\n}`);
}

describe('HTTP clients', () => {
  test('RestTemplate: the URL may be put together from injected configuration and constants', () => {
    expect(facts(`
      static final String ITEMS = "/items/{id}";
      @Value("\${stock.url:http://stock:8080}") private String url;
      private final RestTemplate rest;
      Item get(int id) { return rest.getForObject(url + ITEMS, Item.class, id); }
    `)).toContain('calls http GET ${config:stock.url:-http://stock:8080}/items/{id} (rest-template) timeout=?');
  });

  test('WebClient: the base URL of the builder counts', () => {
    expect(facts(`
      private final WebClient web = WebClient.builder().baseUrl("http://pay").build();
      void pay() { web.post().uri("/payments").retrieve(); }
    `)).toEqual(['calls http POST http://pay/payments (web-client)']);
  });

  test('a wrapper around a client is read at its callers', () => {
    expect(facts(`
      String ask(String host) { return new RestTemplate().getForObject("http://" + host + "/ping", String.class); }
      void all() { ask("stock"); ask("pay"); }
    `)).toEqual(['calls http GET http://stock/ping (rest-template)', 'calls http GET http://pay/ping (rest-template)']);
  });
});
