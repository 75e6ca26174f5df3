import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

const SHOP = {
  'package.json': '{"name":"shop","scripts":{"start":"moleculer-runner"},"dependencies":{"moleculer":"^0.14.0"}}',
  Dockerfile: 'FROM node:22\nCOPY . .\n',
  'services/api.service.js': 'module.exports = { name: "api", settings: { routes: [{ autoAliases: true }] } };',
  'services/orders.service.js': 'const mail = require("../mixins/mail.mixin");\n// const stock = require("../mixins/stock.mixin");\nmodule.exports = { name: "orders", version: 1, mixins: [mail], actions: { list: { rest: "GET /", handler(ctx) { return ctx.call("stock.list"); } } } };',
  'services/stock.service.js': 'module.exports = { name: "stock", actions: { list(ctx) { ctx.emit("stock.empty"); } } };',
  'services/mail.service.js': 'module.exports = { name: "mail", events: { "stock.empty"() {} } };',
  'mixins/mail.mixin.js': 'module.exports = { methods: { send() { return this.broker.call("mail.send"); } } };',
  'mixins/stock.mixin.js': 'module.exports = { methods: { send() { return this.broker.call("api.list"); } } };',
};

const NODE = (services: string): string => `{ build: ., environment: { SERVICES: "${services}", TRANSPORTER: "nats://nats:4222" } }`;

test('each node runs the services that it is told to load, and what their files import', () => {
  const graph = linkTexts({
    ...SHOP,
    'compose.yaml': `services:
  nats: { image: "nats:2" }
  front: ${NODE('api')}
  orders: ${NODE('orders.service.js')}
  back: ${NODE('stock,mail')}
`,
  });

  expect(relationsOf(graph)).toEqual([
    'service:back -publishes-> broker:nats stock.empty, declared', 'service:back -subscribes-> broker:nats stock.empty, declared',
    'service:front -calls-> service:orders, declared', 'service:front -publishes-> broker:nats, config',
    'service:orders -calls-> service:back, declared', 'service:orders -publishes-> broker:nats, config',
  ]);
});

test('a project that starts all in one process is another way to deploy the system', () => {
  const graph = linkTexts({
    ...SHOP,
    'compose.yaml': `services:
  orders: { build: ., command: moleculer-runner services/orders.service.js }
  rest: { build: ., command: "moleculer-runner services/stock.service.js services/mail.service.js services/api.service.js" }
  everything: { build: . }
`,
  });

  expect(relationsOf(graph)).toEqual(['service:orders -calls-> service:rest, declared', 'service:rest -calls-> service:orders, declared']);
});
