import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

const BASE = {
  'compose.yaml': 'services:\n  orders: { build: ./orders, environment: { PG_HOST: db } }\n  stock: { build: ./stock }\n  db: { image: "postgres:17" }\n',
  'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
  'stock/package.json': '{ "name": "stock", "scripts": { "start": "node ." } }',
};
const CALL = "import { ConfigService } from '@nestjs/config';\nexport class Stock { constructor(private readonly c: ConfigService) {} load() { return fetch(`${this.c.get('stock.url')}/items`); } }\n";

test.each([
  ['a factory that NestJS loads', 'orders/src/config/configuration.ts', "export default () => ({ stock: { url: process.env.STOCK_URL ?? 'http://stock:3000' } });\n"],
  ['a namespace of NestJS', 'orders/src/stock.config.ts', "import { registerAs } from '@nestjs/config';\nexport default registerAs('stock', () => ({ url: 'http://stock:3000' }));\n"],
  ['node-config', 'orders/config/default.json', '{ "stock": { "url": "http://stock:3000" } }'],
  ['convict', 'orders/src/config.js', "const convict = require('convict');\nmodule.exports = convict({ stock: { url: { env: 'STOCK_ADDRESS', default: 'http://stock:3000' } } });\n"],
])('a key of %s is known where another file asks for it', (_, path, text) => {
  expect(relationsOf(linkTexts({ ...BASE, 'orders/src/stock.ts': CALL, [path]: text }))).toContain('service:orders -calls-> service:stock, declared');
});

test('NestJS injects what a factory of another file gives, and its settings by name in factories of modules', () => {
  const store = "import { ConfigType } from '@nestjs/config';\nimport pg from './pg.config';\nimport { Pool } from 'pg';\nexport class Db { constructor(private readonly config: ConfigType<typeof pg>) {} open() { return new Pool({ host: this.config.host, database: 'orders' }); } }\n";

  expect(relationsOf(linkTexts({
    ...BASE,
    'orders/src/pg.config.ts': "import { registerAs } from '@nestjs/config';\nexport default registerAs('pg', () => ({ host: process.env.PG_HOST }));\n",
    'orders/src/db.ts': store,
  }))).toContain('service:orders -stores-> datastore:db, declared');
  expect(relationsOf(linkTexts({
    ...BASE,
    'orders/src/app.module.ts': "import { TypeOrmModule } from '@nestjs/typeorm';\nimport { ConfigService } from '@nestjs/config';\nTypeOrmModule.forRootAsync({ inject: [ConfigService], useFactory: (c: ConfigService) => ({ type: 'postgres', host: c.get('PG_HOST'), database: 'orders' }) });\n",
  }))).toContain('service:orders -stores-> datastore:db, declared');
});
