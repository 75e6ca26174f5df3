import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('java'));

const pom = (name: string): string => `<project><artifactId>${name}</artifactId><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>`;
const PROVIDER = `package shop.stock;
import org.apache.dubbo.config.annotation.DubboService;
import shop.api.StockService;

@DubboService(version = "1.0.0", timeout = 3000)
public class StockProvider extends Base implements StockService, AutoCloseable {
}
`;
const programs = { 'orders/pom.xml': pom('orders'), 'stock/pom.xml': pom('stock'), 'stock/src/main/java/shop/stock/StockProvider.java': PROVIDER };

function reference(body: string, imports = 'import org.apache.dubbo.config.annotation.*;\nimport shop.api.StockService;'): Record<string, string> {
  return { 'orders/src/main/java/shop/orders/Orders.java': `package shop.orders;\n${imports}\nclass Orders {\n${body}\n}\n` };
}

test.each([
  ['an injected interface', reference('  @DubboReference(version = "1.0.0", methods = {@Method(name = "load")})\n  private StockService stock;')],
  ['the annotation of earlier versions', reference('  @Reference\n  private StockService stock;', 'import com.alibaba.dubbo.config.annotation.Reference;\nimport shop.api.StockService;')],
  ['an interface out of a package that is imported whole', reference('  @DubboReference StockService stock;', 'import org.apache.dubbo.config.annotation.DubboReference;\nimport shop.api.*;')],
  ['XML', { 'orders/src/main/resources/consumer.xml': '<beans><dubbo:application name="orders"/>\n<dubbo:reference id="stock"\n  interface="shop.api.StockService" timeout="2000"/></beans>' }],
])('who takes an interface calls who exports it: %s', (_, taken) => {
  expect(relationsOf(linkTexts({ ...programs, ...taken }))).toEqual(['service:orders -calls-> service:stock, declared']);
});

test.each([
  ['Spring has annotations of the same names', reference('  @Reference private StockService stock;', 'import org.osgi.service.component.annotations.Reference;\nimport shop.api.StockService;')],
  ['another interface', reference('  @DubboReference private PriceService prices;')],
  ['two export it', { ...reference('  @DubboReference private StockService stock;'), 'mock/pom.xml': pom('mock'), 'mock/src/main/java/shop/stock/StockProvider.java': PROVIDER }],
])('nothing is guessed: %s', (_, taken) => {
  expect(relationsOf(linkTexts({ ...programs, ...taken }))).toEqual([]);
});

test('programs on Vert.x find each other in its service discovery, by interface or by name; a gateway takes all endpoints', () => {
  const pom = (name: string): string => `<project><artifactId>${name}</artifactId><properties><main.verticle>shop.Main</main.verticle></properties></project>`;
  const verticle = (name: string, body: string): string => `package shop;\n\nimport io.vertx.servicediscovery.types.EventBusService;\nimport io.vertx.servicediscovery.types.HttpEndpoint;\nimport shop.api.*;\n\nclass ${name} {\n  private static final String SERVICE_NAME = "${name.toLowerCase()}-rest";\n\n  void start() {\n    ${body}\n  }\n}\n`;
  expect(relationsOf(linkTexts({
    'orders/pom.xml': pom('orders'),
    'orders/src/main/java/shop/Orders.java': verticle('Orders', 'EventBusService.getProxy(discovery, StockService.class, found -> {});\n    HttpEndpoint.getWebClient(discovery, new JsonObject().put("name", "prices"), found -> {});\n    publishHttpEndpoint(SERVICE_NAME, host, port);'),
    'stock/pom.xml': pom('stock'),
    'stock/src/main/java/shop/Stock.java': verticle('Stock', 'publishEventBusService("stock", "bus.stock", StockService.class, done -> {});'),
    'prices/pom.xml': pom('prices'),
    'prices/src/main/java/shop/Prices.java': verticle('Prices', 'discovery.publish(HttpEndpoint.createRecord("prices", "localhost", 8080, "/"), done -> {});'),
    'edge/pom.xml': pom('edge'),
    'edge/src/main/java/shop/Edge.java': verticle('Edge', 'discovery.getRecords(record -> record.getType().equals(HttpEndpoint.TYPE), found -> {});'),
  }))).toEqual([
    'gateway:edge -calls-> service:orders, declared',
    'gateway:edge -calls-> service:prices, declared',
    'service:orders -calls-> service:prices, declared',
    'service:orders -calls-> service:stock, declared',
  ]);
});

test('of several that export an interface, the one whose code stands beside that of the caller is meant', () => {
  const files = { ...programs, ...reference('  @DubboReference StockService stock;') };
  const twice = Object.fromEntries(['first', 'second'].flatMap((folder) => Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text])));
  expect(relationsOf(linkTexts(twice))).toEqual(['service:orders -calls-> service:stock, declared', 'service:orders~2 -calls-> service:stock~2, declared']);
});
