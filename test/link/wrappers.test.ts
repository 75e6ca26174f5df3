import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('go', 'python'));

const BASE = {
  'compose.yaml': `services:
  orders: { build: ./orders, environment: { AMQP_URL: "amqp://rabbit" } }
  mail: { build: ./mail, environment: { AMQP_URL: "amqp://rabbit" } }
  rabbit: { image: "rabbitmq:4" }
`,
  'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." }, "dependencies": { "@shop/bus": "*" } }',
  'mail/package.json': '{ "name": "mail", "scripts": { "start": "node ." }, "dependencies": { "@shop/bus": "*" } }',
  'packages/bus/package.json': '{ "name": "@shop/bus", "main": "src/index.ts", "exports": {} }',
};

/** Relations to the broker, as `orders publishes order.placed`. */
function messages(texts: Readonly<Record<string, string>>): string[] {
  return linkTexts({ ...BASE, ...texts }).relations
    .filter(({ kind }) => kind === 'publishes' || kind === 'subscribes')
    .map(({ from, kind, channel }) => `${from.name} ${kind} ${channel ?? '?'}`);
}

const BUS = `import amqp from 'amqplib';
export class Bus {
  private channel?: amqp.Channel;
  async open() { this.channel = await (await amqp.connect(process.env.AMQP_URL!)).createChannel(); }
  publish(queue: string, message: object) { this.channel!.sendToQueue(queue, Buffer.from(JSON.stringify(message))); }
  subscribe({ queue, handle }: { queue: string; handle: () => void }) { this.channel!.consume(queue, handle); }
}
export const bus = new Bus();
`;

test('what callers pass to a class of a shared package, through its index, is their own channel', () => {
  expect(messages({
    'packages/bus/src/index.ts': "export * from './bus';\n",
    'packages/bus/src/bus.ts': BUS,
    'orders/src/place.ts': "import { bus } from '@shop/bus';\nexport const place = (order: object) => bus.publish('order.placed', order);\n",
    'mail/src/listen.ts': "import { Bus } from '@shop/bus';\nexport class Listener {\n  constructor(private readonly bus: Bus) {}\n  start() { this.bus.subscribe({ queue: 'order.placed', handle: () => {} }); }\n}\n",
  })).toEqual(['mail subscribes order.placed', 'orders publishes order.placed']);
});

test('arguments go through several functions, also in CommonJS', () => {
  expect(messages({
    'orders/src/server.js': "require('./routes')(app, { queue: process.env.QUEUE || 'order.placed' });\n",
    'orders/src/routes.js': "const Orders = require('./orders');\nmodule.exports = (app, { queue }) => new Orders({ queue });\n",
    'orders/src/orders.js': "const amqp = require('amqplib');\nclass Orders {\n  constructor({ queue }) { this.queue = queue; }\n  async place(order) { const channel = await (await amqp.connect(process.env.AMQP_URL)).createChannel(); channel.sendToQueue(this.queue, order); }\n}\nmodule.exports = Orders;\n",
  })).toContain('orders publishes order.placed');
});

test('a wrapper that nobody calls with a known text keeps its channel unknown', () => {
  expect(messages({
    'orders/src/bus.ts': BUS,
    'orders/src/place.ts': "import { bus } from './bus';\nexport const place = (queue: string) => bus.publish(queue, {});\n",
  }).filter((message) => message.startsWith('orders publishes'))).toEqual(['orders publishes ?']);
});

test('publishers and listeners that extend a base class belong to the only broker; a constant of a published package stands for itself', () => {
  expect(messages({
    'orders/src/placed.ts': "import { Publisher, Subjects } from '@other/common';\nexport class PlacedPublisher extends Publisher { readonly subject = Subjects.OrderPlaced; }\n",
    'mail/src/placed.ts': "import { Listener, Subjects } from '@other/common';\nexport class PlacedListener extends Listener { readonly subject = Subjects.OrderPlaced; }\n",
  })).toEqual(['mail subscribes Subjects.OrderPlaced', 'orders publishes Subjects.OrderPlaced']);
});

test('patterns of NestJS go over the transport that their side was set up with', () => {
  const listen = "import { Transport } from '@nestjs/microservices';\nimport { NestFactory } from '@nestjs/core';\nNestFactory.createMicroservice(App, { transport: Transport.RMQ, options: { urls: [process.env.AMQP_URL], queue: 'mail' } });\n";
  const handle = "import { EventPattern } from '@nestjs/microservices';\nexport class Mail { @EventPattern('order.placed') on() {} }\n";

  expect(messages({ 'mail/src/main.ts': listen, 'mail/src/mail.ts': handle }).filter((message) => message.startsWith('mail'))).toEqual(['mail subscribes mail', 'mail subscribes order.placed']);
  expect(messages({ 'mail/src/main.ts': listen.replace('RMQ', 'TCP'), 'mail/src/mail.ts': handle }).filter((message) => message.includes('order.placed'))).toEqual([]);
});

test('aliases of tsconfig lead to shared code', () => {
  expect(messages({
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@app/common": ["libs/common/src"], "@app/common/*": ["libs/common/src/*"] } } }',
    'libs/common/src/index.ts': "export * from './bus';\n",
    'libs/common/src/bus.ts': BUS,
    'libs/common/src/queues.ts': "export const QUEUES = { placed: 'order.placed' } as const;\n",
    'orders/src/place.ts': "import { bus } from '@app/common';\nimport { QUEUES } from '@app/common/queues';\nexport const place = (order: object) => bus.publish(QUEUES.placed, order);\n",
  })).toContain('orders publishes order.placed');
});

/** Calls and stores between services of one programming language, as `orders calls stock`. */
function calls(texts: Readonly<Record<string, string>>): string[] {
  return linkTexts({
    'compose.yaml': `services:
  orders: { build: ./orders }
  stock: { build: ./stock }
  users: { build: ./users }
`,
    'stock/Dockerfile': 'FROM scratch\n',
    'users/Dockerfile': 'FROM scratch\n',
    'orders/Dockerfile': 'FROM scratch\n',
    ...texts,
  }).relations.map(({ from, kind, to }) => `${from.name} ${kind} ${to.name}`).sort();
}

test('Go: a dialer of another package, a client whose fields a constructor in another file of its package fills, settings written where an object is made', () => {
  const head = 'package main\nimport (\n';
  expect(calls({
    'orders/go.mod': 'module shop.io/orders\n',
    'orders/dialer/dialer.go': 'package dialer\nimport "google.golang.org/grpc"\nfunc Dial(name string) (*grpc.ClientConn, error) { return grpc.Dial(name) }\n',
    'orders/users/client.go': 'package users\nimport "net/http"\ntype Client struct { base string; http *http.Client }\nfunc New(base string) *Client { return &Client{base: base} }\n',
    'orders/users/find.go': 'package users\nimport "net/http"\nfunc (c *Client) Find(id string) { http.Get(c.base + "/users/" + id) }\n',
    'orders/main.go': `${head}"shop.io/orders/dialer"\n"shop.io/orders/users"\n)\nfunc connect(name string) { dialer.Dial(name + ":9090") }\nfunc main() {\n connect("stock")\n users.New("http://users:8080").Find("1")\n}\n`,
  })).toEqual(['orders calls stock', 'orders calls users']);
  expect(calls({
    'orders/go.mod': 'module shop.io/orders\n',
    'orders/store/store.go': 'package store\nimport "net/http"\ntype Config struct { Addr string }\nfunc New(cfg Config) { http.Get("http://" + cfg.Addr + "/items") }\n',
    'orders/main.go': `${head}"shop.io/orders/store"\n)\nfunc main() { store.New(store.Config{Addr: "stock:8080"}) }\n`,
  })).toEqual(['orders calls stock']);
});

test('Python: a client class that is passed its address by name, through a package that passes it on', () => {
  expect(calls({
    'orders/requirements.txt': 'requests\n',
    'orders/app/clients/__init__.py': 'from .stock import StockClient\n',
    'orders/app/clients/stock.py': 'import requests\nclass StockClient:\n    def __init__(self, base_url):\n        self.base_url = base_url\n    def items(self, item):\n        return requests.get(f"{self.base_url}/items/{item}")\n',
    'orders/app/settings.py': 'import os\nSTOCK = os.getenv("STOCK_URL", "http://stock:8080")\n',
    'orders/app/main.py': 'from app.clients import StockClient\nfrom app import settings\nclient = StockClient(base_url=settings.STOCK)\n',
  })).toEqual(['orders calls stock']);
});
