import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('go', 'python'));

const FILES = {
  'compose.yaml': `services:
  orders: { build: ./orders, env_file: .env }
  bills: { build: ./bills, env_file: .env }
  opaque: { build: ./opaque, env_file: .env }
  stock: { image: shop/stock }
  pay: { image: shop/pay }
  db: { image: postgres, env_file: .env }
`,
  '.env': 'STOCK_URL=http://stock:8080\nPAY_URL=http://pay:8080\n',
  'orders/main.py': 'import os, requests\nrequests.get(os.environ["STOCK_URL"])\n',
  'orders/requirements.txt': 'requests\n',
  'bills/main.py': 'import os\nclient = Client(os.getenv("PAY_URL"))\n',
  'bills/requirements.txt': 'requests\n',
  'opaque/Dockerfile': 'FROM scratch\n',
};

test('of variables that many get, those count that the code mentions, or all where no code is seen', () => {
  expect(relationsOf(linkTexts(FILES))).toEqual([
    'service:bills -calls-> service:pay, config',
    'service:opaque -calls-> service:pay, config',
    'service:opaque -calls-> service:stock, config',
    'service:orders -calls-> service:stock, declared',
  ]);
});

test('variables of its own count for an element whatever its code mentions', () => {
  const own = { ...FILES, 'compose.yaml': 'services:\n  orders: { build: ./orders, env_file: .env }\n  stock: { image: shop/stock }\n  pay: { image: shop/pay }\n' };
  expect(relationsOf(linkTexts(own))).toEqual(['service:orders -calls-> service:pay, config', 'service:orders -calls-> service:stock, declared']);
});

test('of what several databases and brokers get, only that counts which nodes of one cluster share', () => {
  const graph = linkTexts({
    'compose.yaml': `x-kafka: &kafka { KAFKA_ZOOKEEPER_CONNECT: "coordinator:2181" }
services:
  db: { image: "postgres:17", env_file: .env }
  cache: { image: "valkey/valkey", env_file: .env }
  queue: { image: "rabbitmq:4", env_file: .env }
  coordinator: { image: zookeeper }
  kafka-1: { image: confluentinc/cp-kafka, environment: *kafka }
  kafka-2: { image: confluentinc/cp-kafka, environment: *kafka }
`,
    '.env': 'DB_HOST=db\nREDIS_URL=redis://cache:6379\nRABBITMQ_HOST=queue\n',
  });

  expect(relationsOf(graph)).toEqual(['broker:kafka-1 -configures-> config:coordinator, config', 'broker:kafka-2 -configures-> config:coordinator, config']);
});

test('what libraries look up by themselves counts, though the code mentions other variables alone', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders: { build: ./orders, env_file: .env }
  bills: { build: ./bills, env_file: .env }
  stock: { image: shop/stock }
  nats: { image: "nats:2" }
  collector: { image: otel/opentelemetry-collector }
`,
    '.env': 'STOCK_URL=http://stock:8080\nTRANSPORTER=nats://nats:4222\nOTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317\n',
    'orders/main.py': 'import os, requests\nrequests.get(os.environ["STOCK_URL"])\n',
    'orders/requirements.txt': 'requests\n',
    'bills/Dockerfile': 'FROM scratch\n',
    'bills/main.py': 'import os\nprint(os.environ["STOCK_URL"])\n',
  });

  expect(relationsOf(graph).filter((relation) => !relation.includes('stock'))).toEqual([
    'service:bills -publishes-> broker:nats, config',
    'service:bills -telemetry-> telemetry:collector, config',
    'service:orders -publishes-> broker:nats, config',
    'service:orders -telemetry-> telemetry:collector, config',
  ]);
});

test('a library that has the clients of all services does not tell who calls whom; what the own code mentions does', () => {
  const service = (name: string, code = ''): Record<string, string> => ({
    [`${name}/package.json`]: `{"name":"${name}","dependencies":{"@shop/clients":"*"}}`, [`${name}/Dockerfile`]: 'FROM node\n', [`${name}/main.js`]: `require('@shop/clients');\n${code}`,
  });
  const graph = linkTexts({
    'package.json': '{"private":true,"workspaces":["*"]}',
    'compose.yaml': 'services:\n  orders: { build: ./orders, env_file: .env }\n  stock: { build: ./stock, env_file: .env }\n  bills: { build: ./bills, env_file: .env }\n  db: { image: "mongo:7" }\n',
    '.env': 'STOCK_URL=http://stock:80\nBILLS_URL=http://bills:80\nMONGO_URL=mongodb://db/shop\n',
    'clients/package.json': '{"name":"@shop/clients"}',
    'clients/index.js': 'exports.stock = process.env.STOCK_URL;\nexports.bills = process.env.BILLS_URL;\nexports.db = process.env.MONGO_URL;\n',
    ...service('orders', 'console.log(process.env.STOCK_URL);\n'), ...service('stock'), ...service('bills'),
  });
  expect(relationsOf(graph).filter((relation) => !relation.includes('imports'))).toEqual([
    'service:bills -stores-> datastore:db, config', 'service:orders -calls-> service:stock, config', 'service:orders -stores-> datastore:db, config', 'service:stock -stores-> datastore:db, config',
  ]);
});

test('an environment file holds the settings of all: a ready-made proxy has those alone that are called after it', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  web: { image: "nginx:1.27", env_file: .env }
  entry: { image: "kong:3", env_file: .env }
  orders: { image: "shop/orders:\${TAG}", environment: { STOCK_URL: "\${STOCK_URL}" } }
  stock: { image: shop/stock }
  kong-db: { image: "postgres:17" }
`,
    '.env': 'STOCK_URL=http://stock:8080\nSMTP_HOST=smtp.example-mail.com\nKONG_PG_HOST=kong-db\nTAG=1\n',
  });

  expect(relationsOf(graph)).toEqual(['gateway:entry -stores-> datastore:kong-db, config', 'service:orders -calls-> service:stock, config']);
});

test('what is built from code that is not here gets what its file says; a ready-made image only what no other code is known to ask for', () => {
  expect(relationsOf(linkTexts({
    ...FILES,
    'compose.yaml': `services:
  orders: { build: ./orders, env_file: .env }
  api: { image: shop/api-dev, build: ./submodule, env_file: .env }
  worker: { image: shop/api-dev, command: work, env_file: .env }
  tool: { image: acme/tool, env_file: .env }
  stock: { image: shop/stock }
  pay: { image: shop/pay }
`,
  }))).toEqual([
    'service:api -calls-> service:pay, config',
    'service:api -calls-> service:stock, config',
    'service:orders -calls-> service:stock, declared',
    'service:tool -calls-> service:pay, config',
    'service:worker -calls-> service:pay, config',
    'service:worker -calls-> service:stock, config',
  ]);
});

test.each([
  ['a list', '{ build: ./shop, environment: [STOCK_URL, PAY_URL] }', ['service:shop -calls-> service:stock, config']],
  ['a mapping', '{ build: ./shop, environment: { STOCK_URL: , PAY_URL: } }', ['service:shop -calls-> service:stock, config']],
  ['over an env file', '{ build: ./shop, env_file: shop.env, environment: [STOCK_URL] }', ['service:shop -calls-> service:pay, config', 'service:shop -calls-> service:stock, config']],
])('a variable that Compose only names has the value of the project\'s .env: %s', (_, shop, relations) => {
  const graph = linkTexts({
    'compose.yaml': `services:\n  shop: ${shop}\n  stock: { image: shop/stock }\n  pay: { image: shop/pay }\n`,
    '.env': 'STOCK_URL=http://stock:8080\n',
    'shop.env': 'STOCK_URL=http://elsewhere.example.com\nPAY_URL=http://pay:8080\n',
    'shop/Dockerfile': 'FROM scratch\n',
  });
  expect(relationsOf(graph)).toEqual(relations);
});

test('a database that is told of others calls none of them; a broker may have them check its users', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  db: { image: "postgres:17", environment: { BOOTSTRAP_HOST: "http://bootstrap:8080" } }
  queue: { image: "eclipse-mosquitto:2", environment: { BOOTSTRAP_HOST: "http://bootstrap:8080", AUTH_OPT_HTTP_URL: "http://users:8080" } }
  bootstrap: { image: shop/bootstrap }
  users: { image: shop/users }
`,
  });
  expect(relationsOf(graph)).toEqual(['broker:queue -calls-> service:users, config']);
});

test('one ConfigMap for all: a .NET program has those keys that its settings, or their sections, have', () => {
  const workload = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec: { template: { spec: { containers: [{ name: ${name}, image: shop/${name}, envFrom: [{ configMapRef: { name: shop } }] }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} } }
---
`;
  const project = '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>';
  const graph = linkTexts({
    'k8s/all.yaml': ['orders', 'bills', 'stock', 'pay'].map(workload).join('') + `apiVersion: v1
kind: ConfigMap
metadata: { name: shop }
data: { StockApi__BaseUrl: "http://stock", PayUrl: "http://pay", ConnectionStrings__Orders: "Server=sql;Database=Orders", ConnectionStrings__Bills: "Server=sql;Database=Bills" }
`,
    'compose.yaml': 'services:\n  sql: { image: mcr.microsoft.com/mssql/server }\n',
    'orders/orders.csproj': project,
    'orders/appsettings.json': '{ "StockApi": { "Path": "/level" }, "ConnectionStrings": { "Orders": "" } }',
    'bills/bills.csproj': project,
    'bills/appsettings.json': '{ "PayUrl": "", "ConnectionStrings": { "Bills": "" } }',
    'stock/stock.csproj': project,
    'stock/appsettings.json': '{ "Logging": { "Level": "Warning" } }',
    'pay/pay.csproj': project,
  });
  expect(relationsOf(graph).filter((relation) => !relation.startsWith('service:pay'))).toEqual([
    'service:bills -calls-> service:pay, config',
    'service:bills -stores-> datastore:sql, config',
    'service:orders -calls-> service:stock, config',
    'service:orders -stores-> datastore:sql, config',
  ]);
});
