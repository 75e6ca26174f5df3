import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('go'));

const component = (name: string, type: string, setting: string, scopes: string): string =>
  `apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec:\n  type: ${type}\n  metadata: [{ name: ${setting} }]\nscopes: [${scopes}]\n`;

const COMPOSE = `services:
  orders: { image: shop/orders, build: ./orders }
  orders-dapr: { image: daprio/daprd:1.14, command: "./daprd -app-id order-app -app-port 80", network_mode: "service:orders" }
  billing: { image: shop/billing }
  billing-dapr: { image: daprio/daprd:1.14, command: "./daprd --app-id billing", network_mode: "service:billing" }
  rabbit: { image: rabbitmq }
  cache: { image: redis }
  mail: { image: maildev/maildev }
`;

test('components lead to what is behind them: by code, by scope where code is silent', () => {
  const graph = linkTexts({
    'compose.yaml': COMPOSE,
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
    'orders/index.ts': "import { DaprClient } from '@dapr/dapr';\nconst dapr = new DaprClient();\ndapr.pubsub.publish('messages', 'placed', {});\ndapr.invoker.invoke('billing', 'charge', 1);\n",
    'dapr/messages.yaml': component('messages', 'pubsub.rabbitmq', 'host, value: "amqp://rabbit:5672"', 'order-app, billing'),
    'dapr/state.yaml': component('state', 'state.redis', 'redisHost, value: "cache:6379"', 'billing'),
    'dapr/local.yaml': component('state', 'state.redis', 'redisHost, value: "localhost:6379"', 'order-app'),
    'dapr/mail.yaml': component('mail', 'bindings.smtp', 'host, value: mail', 'billing'),
    'dapr/paid.yaml': 'apiVersion: dapr.io/v1alpha1\nkind: Subscription\nmetadata: { name: paid }\nspec: { topic: placed, pubsubname: messages, route: /placed }\nscopes: [billing]\n',
  });

  expect([...graph.elements.keys()]).not.toContain('service:orders-dapr');
  expect(relationsOf(graph)).toEqual([
    'service:billing -calls-> other:mail, config',
    'service:billing -stores-> datastore:cache, config',
    'service:billing -subscribes-> broker:rabbit placed, config',
    'service:orders -calls-> service:billing, declared',
    'service:orders -publishes-> broker:rabbit placed, declared',
  ]);
});

test('applications of `dapr run -f`: what they call, the server of the machine where no file deploys one, and the secrets they read', () => {
  expect(relationsOf(linkTexts({
    'dapr.yaml': 'version: 1\napps:\n  - { appID: orders, appDirPath: ./orders/, command: [node, "."] }\n  - { appID: billing, appDirPath: ./billing/, command: [node, "."] }\n',
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
    'orders/index.js': "import { DaprClient } from '@dapr/dapr';\nconst dapr = new DaprClient();\ndapr.invoker.invoke('billing', 'charge', 1);\ndapr.state.save('state', []);\ndapr.secret.get('vault', 'key');\n",
    'billing/package.json': '{ "name": "billing", "scripts": { "start": "node ." } }',
    'components/state.yaml': component('state', 'state.redis', 'redisHost, value: "localhost:6379"', ''),
    'components/vault.yaml': component('vault', 'secretstores.local.file', 'secretsFile, value: secrets.json', 'orders, billing'),
  }))).toEqual([
    'service:orders -calls-> service:billing, declared',
    'service:orders -configures-> config:vault, declared',
    'service:orders -stores-> datastore:redis, declared',
  ]);
});

test('where nothing tells the name, the only component for messages or for state is meant', () => {
  const files = (extra: Readonly<Record<string, string>> = {}): string[] => relationsOf(linkTexts({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n  cache: { image: redis }\n  other: { image: "mongo:8" }\n',
    'orders/go.mod': 'module shop.io/orders\n',
    'orders/main.go': 'package main\nimport (\n\t"context"\n\tdapr "github.com/dapr/go-sdk/client"\n)\ntype orders struct {\n\tstore string\n\tclient dapr.Client\n}\nfunc (o orders) save() { o.client.SaveState(context.Background(), o.store, "key", nil, nil) }\n',
    'dapr/state.yaml': component('state', 'state.redis', 'redisHost, value: "cache:6379"', ''),
    ...extra,
  }));

  expect(files()).toEqual(['service:orders -stores-> datastore:cache, declared']);
  expect(files({ 'dapr/other.yaml': component('other', 'state.mongodb', 'host, value: "other:27017"', '') })).toEqual([]);
});

const NODE = { 'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }', 'orders/index.ts': "import { DaprClient } from '@dapr/dapr';\nconst dapr = new DaprClient();\ndapr.pubsub.publish('messages', 'placed', {});\ndapr.state.save('state', []);\ndapr.binding.send('receipts', 'create', {});\n" };

const secret = (name: string, type: string, key: string): string =>
  `apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec:\n  type: ${type}\n  metadata: [{ name: ${key}, secretKeyRef: { name: secrets, key: ${key} } }]\n`;

test('a component whose address is a secret means the only server of its kind, a hosted service, or one that no file deploys', () => {
  const files = (compose: string): Record<string, string> => ({
    ...NODE, 'compose.yaml': `services:\n  orders: { build: ./orders }\n${compose}`,
    'dapr/messages.yaml': secret('messages', 'pubsub.rabbitmq', 'host'),
    'dapr/state.yaml': component('state', 'state.redis', 'redisHost, value: "redis-master.default:6379"', ''),
    'dapr/receipts.yaml': secret('receipts', 'bindings.azure.blobstorage', 'storageAccount'),
  });
  expect(relationsOf(linkTexts(files('  rabbit: { image: "rabbitmq:4" }\n')))).toEqual([
    'service:orders -publishes-> broker:rabbit placed, declared',
    'service:orders -stores-> datastore:redis, declared',
    'service:orders -stores-> external:Azure Blob Storage, declared',
  ]);
  // Two of them: nothing tells which.
  expect(relationsOf(linkTexts(files('  rabbit: { image: "rabbitmq:4" }\n  rabbit-old: { image: "rabbitmq:3" }\n')))).toContain('service:orders -publishes-> broker:rabbitmq placed, declared');
});

test('a component of an address that is not known counts only where no other file of its name tells more', () => {
  expect(relationsOf(linkTexts({
    ...NODE, 'compose.yaml': 'services:\n  orders: { build: ./orders }\n  cache: { image: redis }\n  rabbit: { image: "rabbitmq:4" }\n',
    'dapr/cloud/messages.yaml': secret('messages', 'pubsub.azure.servicebus', 'connectionString'),
    'dapr/here/messages.yaml': component('messages', 'pubsub.redis', 'redisHost, value: "cache:6379"', ''),
  }))).toEqual(['service:orders -publishes-> datastore:cache placed, declared']);
});
