import { expect, test } from 'vitest';
import { plainCodeExtractor } from '../../src/engine/extract/plain-code.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';
import { write } from '../support/code-facts.js';

function addresses(path: string, text: string): string[] {
  if (!plainCodeExtractor.accepts(path)) return ['(not accepted)'];
  return plainCodeExtractor.extract(path, text).facts.flatMap((fact) => (fact.kind === 'configuration' ? [`${fact.key} = ${write(fact.value)} | ${text.slice(fact.site.span.start, fact.site.span.end)}`] : []));
}

test('texts that are an address have the name that they are given to; comments and the own machine have none', () => {
  expect(addresses('orders/src/main.cpp', `
// "http://nobody:80"
/* connect("mysql://nobody") */
auto channel = grpc::CreateChannel("stock:50051", credentials);
server.AddListeningPort("0.0.0.0:8080", credentials);
const char *db = getenv("PG_URL") ? getenv("PG_URL") : "postgresql://db:5432/orders";
log("done: 12:30");
fetch("http://pay", "http://mail");
`)).toEqual([
    'CreateChannel = stock:50051 | stock:50051',
    'PG_URL = ${config:PG_URL:-postgresql://db:5432/orders} | postgresql://db:5432/orders',
    'fetch = http://pay | http://pay',
    'url = http://mail | http://mail',
  ]);
});

test('each language has its comments, its holes and its look-ups', () => {
  expect(addresses('orders/lib/stock.ex', '@moduledoc """\nSee http://nobody\n"""\n# "http://nobody"\nplug BaseUrl, System.get_env("STOCK_URL") || "http://stock"\nget("http://stock/#{id}")\n')).toEqual([
    'STOCK_URL = ${config:STOCK_URL:-http://stock} | http://stock', 'get = http://stock/${?} | http://stock/#{id}',
  ]);
  expect(addresses('src/main/scala/Main.scala', 'val url = sys.env.get("STOCK_URL").getOrElse("http://stock")\nval one = s"http://$host/items"\n')).toEqual([
    'STOCK_URL = ${config:STOCK_URL:-http://stock} | http://stock', 'one = http://${?}/items | http://$host/items',
  ]);
  expect(addresses('Sources/App/main.swift', 'let url = ProcessInfo.processInfo.environment["STOCK_URL"] ?? "http://stock"')).toEqual(['STOCK_URL = ${config:STOCK_URL:-http://stock} | http://stock']);
  expect(addresses('src/test/scala/MainSpec.scala', 'val url = "http://stock"')).toEqual(['(not accepted)']);
});

test('what answers to an address tells what the program does with it; the environment overrides the fallback', () => {
  const compose = (environment: string): string => `services:
  orders: { build: ./orders${environment} }
  stock: { build: ./stock }
  pay: { build: ./pay }
  cache: { image: redis }
`;
  const texts = {
    'orders/Dockerfile': 'FROM elixir\nCOPY . .\n', 'stock/Dockerfile': 'FROM elixir\nCOPY . .\n', 'pay/Dockerfile': 'FROM elixir\nCOPY . .\n',
    'orders/lib/orders.ex': 'plug BaseUrl, System.get_env("STOCK_URL", "http://stock")\nRedix.start_link("redis://cache:6379")\n',
  };
  expect(relationsOf(linkTexts({ ...texts, 'compose.yaml': compose('') }))).toEqual(['service:orders -calls-> service:stock, config', 'service:orders -stores-> datastore:cache, config']);
  expect(relationsOf(linkTexts({ ...texts, 'compose.yaml': compose(', environment: { STOCK_URL: "http://pay" }') }))).toEqual(['service:orders -calls-> service:pay, config', 'service:orders -stores-> datastore:cache, config']);
});
