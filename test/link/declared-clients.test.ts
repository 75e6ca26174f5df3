import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import type { CouplingGraph } from '../../src/engine/model/graph.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('java'));

const pom = (name: string, ...dependencies: string[]): string =>
  `<project><groupId>shop</groupId><artifactId>${name}</artifactId><dependencies>${dependencies.map((one) => `<dependency><groupId>shop</groupId><artifactId>${one}</artifactId></dependency>`).join('')}</dependencies></project>`;

const main = 'package shop;\n@SpringBootApplication class Main {}\n';

const CLIENT = `package shop.stock;
import org.springframework.cloud.openfeign.FeignClient;
import shop.names.Names;
@FeignClient(contextId = "stock", value = Names.STOCK)
public interface StockClient {}
`;

/** A system whose services share the package `stock-api` with the declared client, and what `Orders` and others take of it. */
function graphOf(files: Readonly<Record<string, string>>): CouplingGraph {
  return linkTexts({
    'orders/pom.xml': pom('orders', 'stock-api'), 'orders/src/main/java/shop/Main.java': main,
    'billing/pom.xml': pom('billing', 'stock-api', 'audit'), 'billing/src/main/java/shop/Main.java': main,
    'stock/pom.xml': pom('stock', 'stock-api'), 'stock/src/main/java/shop/Main.java': main,
    'stock/src/main/resources/application.yml': 'spring:\n  application:\n    name: @artifactId@-v1\n',
    'stock-api/pom.xml': pom('stock-api', 'names'),
    'stock-api/src/main/java/shop/stock/StockClient.java': CLIENT,
    'names/pom.xml': pom('names'), 'names/src/main/java/shop/names/Names.java': 'package shop.names;\npublic interface Names {\n  String STOCK = "stock-v1";\n}\n',
    'audit/pom.xml': pom('audit', 'stock-api'),
    ...files,
  });
}

function relations(files: Readonly<Record<string, string>>): string[] {
  return relationsOf(graphOf(files)).filter((relation) => relation.includes('-calls->'));
}

test('whoever imports the declared client of a common package calls what it names; the package and its owner do not', () => {
  expect(relations({
    'orders/src/main/java/shop/Orders.java': 'package shop;\nimport shop.stock.StockClient;\nclass Orders { StockClient stock; }\n',
    'stock/src/main/java/shop/StockApi.java': 'package shop;\nimport shop.stock.StockClient;\nclass StockApi implements StockClient {}\n',
    'stock-api/src/main/java/shop/stock/StockFallback.java': 'package shop.stock;\nimport shop.stock.StockClient;\nclass StockFallback implements StockClient {}\n',
  })).toEqual(['service:orders -calls-> service:stock, declared']);
});

test('what takes the client in another library calls on behalf of those that use the library', () => {
  expect(relations({
    'audit/src/main/java/shop/audit/Audit.java': 'package shop.audit;\nimport shop.stock.StockClient;\nclass Audit { StockClient stock; }\n',
  })).toEqual(['service:billing -calls-> service:stock, declared']);
});

test('the call is where the client is taken, rather in code of its own than in that of a library', () => {
  const take = (home: string): string => `package ${home};\nimport shop.stock.StockClient;\nclass Taker { StockClient stock; }\n`;
  const { relations: all } = graphOf({
    'orders/src/main/java/shop/Taker.java': take('shop'),
    'billing/src/main/java/shop/Taker.java': take('shop'),
    'audit/src/main/java/shop/audit/Taker.java': take('shop.audit'),
  });
  expect(all.filter(({ kind }) => kind === 'calls').map(({ from, uses, evidence }) => [from.name, uses.length, evidence[0].site.path])).toEqual([
    ['billing', 1, 'billing/src/main/java/shop/Taker.java'], ['orders', 1, 'orders/src/main/java/shop/Taker.java'],
  ]);
});

test('a client that nobody takes calls nobody', () => {
  expect(relations({})).toEqual([]);
});
