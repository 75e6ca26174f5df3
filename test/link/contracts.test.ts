import { beforeAll, expect, test } from 'vitest';
import { defaultConfig } from '../../src/engine/config.js';
import { measure } from '../../src/engine/measure/index.js';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('go'));

const COMPOSE = 'services:\n  web: { build: ./web, environment: { ORDERS_URL: "http://orders:3000" } }\n  orders: { build: ./orders }\n  mail: { build: ./mail }\n';
const BASE = {
  'compose.yaml': COMPOSE,
  'web/package.json': '{ "name": "web", "scripts": { "start": "node ." } }',
  'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
  'mail/package.json': '{ "name": "mail", "scripts": { "start": "node ." } }',
  'orders/openapi.yaml': 'openapi: 3.0.0\ninfo: { title: Orders }\npaths:\n  /orders: { get: {} }\n  /orders/{id}: { get: {} }\n',
};

/** Calls as `from -> to: level`. */
function calls(texts: Readonly<Record<string, string>>): string[] {
  const graph = linkTexts(texts);
  const { relations } = measure(graph, defaultConfig);
  return graph.relations.filter(({ kind }) => kind === 'calls').map(({ id, from, to, confidence }) => `${from.name} -> ${to.name}: ${relations.get(id)?.level} (${confidence})`);
}

test('a call that the callee\'s own description covers is coupled by contract; any other is assumed to share the model', () => {
  const call = (path: string): string => `export const load = (id) => fetch(process.env.ORDERS_URL + ${path});`;

  expect(calls({ ...BASE, 'web/src/a.js': call('"/orders/" + id') })).toEqual(['web -> orders: contract (declared)']);
  expect(calls({ ...BASE, 'web/src/a.js': call('"/admin/reset"') })).toEqual(['web -> orders: model (declared)']);
});

test('a generated client, a copy of the description or a pact makes a contract, whatever is called', () => {
  const call = 'export const load = (path) => fetch(process.env.ORDERS_URL + path);';
  const script = '{ "name": "web", "scripts": { "start": "node .", "gen": "openapi-typescript ../orders/openapi.yaml -o api.ts" } }';

  expect(calls({ ...BASE, 'web/src/a.js': call })).toEqual(['web -> orders: model (declared)']);
  expect(calls({ ...BASE, 'web/src/a.js': call, 'web/package.json': script })).toEqual(['web -> orders: contract (declared)']);
  expect(calls({ ...BASE, 'web/src/a.js': call, 'web/orders.yaml': `# copied\n${BASE['orders/openapi.yaml']}` })).toEqual(['web -> orders: contract (declared)']);
  expect(calls({ ...BASE, 'web/src/a.js': call, 'web/pacts/web-orders.json': '{ "consumer": { "name": "web" }, "provider": { "name": "Orders Service" } }' })).toEqual(['web -> orders: contract (declared)']);
});

const PROTO = 'syntax = "proto3";\npackage shop;\nservice Mailer { rpc Send (A) returns (B); }\n';
const STUBS = {
  ...BASE,
  'compose.yaml': 'services:\n  web: { build: ./web }\n  orders: { build: ./orders }\n  mail: { build: ./mail }\n',
  'protos/mail.proto': PROTO,
  'web/src/mail.js': "const grpc = require('@grpc/grpc-js');\nexport const mailer = (found) => new shop.Mailer(found.address, grpc.credentials.createInsecure());\n",
  'mail/src/server.js': "const grpc = require('@grpc/grpc-js');\nserver.addService(shop.Mailer.service, {});\n",
};

test('a stub whose address nobody can tell leads to the only service that implements it', () => {
  expect(calls(STUBS)).toEqual(['web -> mail: contract (inferred)']);
  expect(calls({ ...STUBS, 'orders/src/server.js': STUBS['mail/src/server.js'] })).toEqual([]);
  expect(calls({ ...STUBS, 'protos/mail.proto': '' })).toEqual([]);
});

test('who takes the client that the crate of a service brings along calls that service', () => {
  const crate = (name: string, dependencies = ''): Record<string, string> => ({ [`${name}/Cargo.toml`]: `[package]\nname = "${name}"\n[dependencies]\n${dependencies}`, [`${name}/Dockerfile`]: 'FROM rust\nCOPY . .\n' });
  const texts = (main: string): Record<string, string> => ({
    'compose.yaml': 'services:\n  edge: { build: ./edge }\n  order-book: { build: ./order-book }\n',
    'Cargo.toml': '[workspace]\nmembers = ["edge", "order-book"]\n',
    ...crate('edge', 'order-book = { path = "../order-book" }\n'), ...crate('order-book'),
    'edge/src/main.rs': main,
    'order-book/api.proto': 'syntax = "proto3";\npackage shop;\nservice OrderBook { rpc Find (A) returns (B); }\n',
    'order-book/src/client.rs': 'use crate::proto::order_book_client::OrderBookClient;\npub async fn open(channel: Channel) -> OrderBookClient<Channel> { OrderBookClient::new(channel) }\n',
    'order-book/src/main.rs': 'use crate::proto::order_book_server::OrderBookServer;\nfn main() { serve(OrderBookServer::new(Handler {})); }\n',
  });

  expect(calls(texts('use order_book::client::open;\nfn main() { open(); }\n'))).toEqual(['edge -> order-book: contract (inferred)']);
  expect(calls(texts('use order_book::{client, types};\nfn main() { client::open(); }\n'))).toEqual(['edge -> order-book: contract (inferred)']);
  // Its types alone call nobody.
  expect(calls(texts('use order_book::types::Order;\nfn main() {}\n'))).toEqual([]);
});

test('a stub is the code behind what configuration says, and goes through the connection beside it', () => {
  const texts = (web: string): Record<string, string> => ({
    ...STUBS,
    'compose.yaml': `services:\n  ${web}: { build: ./web, environment: { MAIL_ADDRESS: "mail:50051" } }\n  mail: { build: ./mail }\n`,
  });
  const mail = (web: string): unknown[] => linkTexts(texts(web)).relations.map(({ kind, confidence, uses, evidence }) => [kind, confidence, uses.map(({ client }) => client), evidence.map(({ extractor }) => extractor)]);

  expect(mail('shop')).toEqual([['calls', 'config', ['grpc'], ['compose', 'grpc-stubs']]]);
  // A gateway that holds a stub answers by itself.
  expect(mail('api-gateway')).toEqual(mail('shop'));
});

test('copies of a contract that say something else are diverging', () => {
  const contracts = (copy: string): string[] => linkTexts({ ...STUBS, 'web/mail.proto': copy, 'mail/mail.proto': PROTO }).contracts
    .filter(({ copies }) => copies[0].format === 'proto')
    .map(({ copies, isDiverging, holders, providers, consumers }) => `${copies.length} copies${isDiverging ? ', diverging' : ''}; of ${[holders, providers, consumers].map((all) => all.map(({ name }) => name).join('+')).join(', ')}`);

  expect(contracts(`// copied from mail\n${PROTO}`)).toEqual(['3 copies; of mail+web, mail, web']);
  expect(contracts(PROTO.replace('}', 'rpc Drop (A) returns (B); }'))).toEqual(['3 copies, diverging; of mail+web, mail, web']);
});

test('where all services keep copies of all contracts, a call is made under the one that its callee implements', () => {
  const other = PROTO.replaceAll('Mailer', 'Orders').replace('package shop', 'package orders');
  const copies = Object.fromEntries(['web', 'mail'].flatMap((folder) => [[`${folder}/a.proto`, other], [`${folder}/mail.proto`, PROTO]]));
  const { relations } = linkTexts({ ...STUBS, ...copies });

  expect(relations.find(({ kind }) => kind === 'calls')?.contract?.copies[0].operations.map(({ path }) => path)).toEqual(['shop.Mailer/Send']);
});

test('stubs of go-micro lead to the service that registers their handler, whatever name the registry is asked for', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n',
    'stock/proto/stock.proto': 'syntax = "proto3";\npackage stock;\nservice Stock { rpc Level (Query) returns (Level) {} }\nmessage Query {}\nmessage Level {}\n',
    'orders/go.mod': 'module shop.io/orders\n',
    'orders/main.go': 'package main\n\nimport (\n\tstock "shop.io/stock/proto"\n\t"go-micro.dev/v4"\n)\n\nfunc main() {\n\tservice := micro.NewService()\n\tclient := stock.NewStockService(name, service.Client())\n\tclient.Level()\n}\n',
    'stock/go.mod': 'module shop.io/stock\n',
    'stock/main.go': 'package main\n\nimport (\n\tpb "shop.io/stock/proto"\n\t"go-micro.dev/v4"\n)\n\nfunc main() {\n\tservice := micro.NewService()\n\tpb.RegisterStockHandler(service.Server(), &handler{})\n}\n',
  });

  expect(relationsOf(graph).filter((relation) => relation.includes('calls'))).toEqual(['service:orders -calls-> service:stock, inferred']);
});
