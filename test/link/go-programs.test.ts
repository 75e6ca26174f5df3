import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('go'));

const main = 'package main\n\nfunc main() {}\n';
const MODULE = { 'go.mod': 'module example.org/shop\n\nrequire github.com/go-sql-driver/mysql v1.8.0\n' };

/** Own programs with the places of their code, and relations but for the order of starts. */
function systemOf(texts: Readonly<Record<string, string>>): string[] {
  const graph = linkTexts(texts);
  const services = [...graph.elements.values()].filter(({ kind }) => kind === 'service').map(({ name, codeFolders }) => `${name}: ${codeFolders.join()}`);
  return [...services.sort(), ...graph.relations.filter(({ kind }) => kind !== 'starts-after').map(({ id }) => id).sort()];
}

/** A program of go-zero with its settings. */
const zero = (folder: string, settings: string): Record<string, string> => ({ [`${folder}/main.go`]: main, [`${folder}/etc/settings.yaml`]: `Name: ${folder}\n${settings}` });

test('programs of one module that a container starts all at once while somebody works on them', () => {
  expect(systemOf({
    ...MODULE,
    'compose.yaml': 'services:\n  shop: { image: acme/go-runner, volumes: [".:/src"] }\n  redis: { image: redis }\n  kafka: { image: apache/kafka }\n  mysql: { image: mysql }\n',
    ...zero('app/order/cmd/api', 'Host: 0.0.0.0\nPort: 1001\nOrderRpc:\n  Endpoints:\n    - 127.0.0.1:2001\n'),
    ...zero('app/order/cmd/rpc', 'ListenOn: 0.0.0.0:2001\nCache:\n  - Host: redis:6379\nDB:\n  DataSource: root:secret@tcp(mysql:3306)/orders\n'),
    ...zero('app/order/cmd/mq', 'PaidConf:\n  Brokers:\n    - kafka:9092\n  Group: orders\n  Topic: paid\n'),
    ...zero('app/payment/cmd/rpc', 'ListenOn: 0.0.0.0:2002\nPaidConf:\n  Brokers:\n    - kafka:9092\n  Topic: paid\n'),
    'tools/migrate/main.go': main,
  })).toEqual([
    'order-api: app/order/cmd/api', 'order-mq: app/order/cmd/mq', 'order-rpc: app/order/cmd/rpc', 'payment-rpc: app/payment/cmd/rpc', 'shop: ',
    'service:order-api -calls-> service:order-rpc', 'service:order-mq -subscribes-> broker:kafka', 'service:order-rpc -stores-> datastore:mysql',
    'service:order-rpc -stores-> datastore:redis', 'service:payment-rpc -publishes-> broker:kafka',
  ]);
});

test('a program that no unit is called after runs all the same, once it has settings of its own', () => {
  expect(systemOf({
    ...MODULE,
    'compose.yaml': 'services:\n  order-service: { image: acme/order-service, depends_on: [order-db] }\n  order-db: { image: mysql }\n',
    'app/order/service/cmd/server/main.go': main,
    'app/courier/job/cmd/server/main.go': main,
    'app/courier/job/configs/config.yaml': 'server:\n  http:\n    addr: 0.0.0.0:0\ndata:\n  kafka:\n    addrs:\n      - 127.0.0.1:9092\n',
    'app/courier/job/configs/registry.yaml': 'consul:\n  address: 127.0.0.1:8500\n',
    'app/stock/cli/main.go': main,
  })).toEqual([
    'courier-job: app/courier/job', 'order-service: app/order/service',
    'service:courier-job -publishes-> broker:kafka', 'service:courier-job -registers-> registry:consul', 'service:order-service -stores-> datastore:order-db',
  ]);
});

test('the name under which a program registers is one of its names', () => {
  const graph = linkTexts({
    ...MODULE,
    'app/order/service/cmd/server/main.go': 'package main\n\nvar Name = "shop.order.service"\n\nfunc main() { kratos.New(kratos.Name(Name)) }\n',
    'app/stock/service/cmd/server/main.go': 'package main\n\nfunc main() { micro.NewService(micro.Name("shop.stock")) }\n',
  });
  expect([...graph.elements.values()].map(({ name, aliases }) => [name, [...aliases].filter((alias) => alias.includes('.'))])).toEqual([['order-service', ['shop.order.service']], ['stock-service', ['shop.stock']]]);
});

test('clients of go-zero find a program in etcd by the key under which it registers', () => {
  expect(systemOf({
    ...MODULE, 'compose.yaml': 'services:\n  etcd: { image: bitnami/etcd }\n',
    ...zero('app/order/cmd/api', 'UserRpc:\n  Etcd:\n    Hosts:\n      - etcd:2379\n    Key: users.grpc\nStockRpc:\n  Etcd:\n    Key: stock.rpc\n'),
    ...zero('app/user/cmd/rpc', 'ListenOn: 0.0.0.0:8080\nEtcd:\n  Hosts:\n    - etcd:2379\n  Key: users.grpc\n'),
  })).toEqual(['order-api: app/order/cmd/api', 'user-rpc: app/user/cmd/rpc', 'service:order-api -calls-> service:user-rpc', 'service:order-api -configures-> config:etcd', 'service:user-rpc -configures-> config:etcd']);
});

test('modules of one program each, beside nothing but databases', () => {
  expect(systemOf({
    'compose.yaml': 'services:\n  postgres: { image: postgres }\n', 'services/orders/go.mod': 'module example.org/orders\n', 'services/orders/cmd/app/main.go': main,
    'services/stock/go.mod': 'module example.org/stock\n', 'services/stock/main.go': main, 'pkg/go.mod': 'module example.org/pkg\n', 'pkg/money.go': 'package pkg\n',
  })).toEqual(['orders: services/orders', 'stock: services/stock']);
});
