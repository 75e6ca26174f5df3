import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig } from '../../src/engine/index.js';

const DEPLOYABLE: Record<string, string> = {
  'compose.yaml': 'services:\n  shop: { build: . }\n',
  Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "src/main.js"]\n',
  'package.json': '{ "name": "shop", "scripts": { "start": "node src/main.js" } }',
};

/** The imports between modules of a shop with these sources, as `from reach to`. */
function importsOf(sources: Record<string, string>): string[] {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries({ ...DEPLOYABLE, ...sources })) workspace.set(path, text);
  const { graph } = workspace.analyseWith([], defaultConfig);
  return graph.relations.filter(({ kind }) => kind === 'imports').map(({ from, importReach, to }) => `${from.name} ${importReach} ${to.name}`);
}

test('folders of a single deployable are its modules; an index is their public face', () => {
  expect(
    importsOf({
      'src/main.ts': "import './orders/index.js';\n",
      'src/orders/index.ts': "import { charge } from '../billing/index.js';\nimport { price } from '../catalog/prices.js';\n",
      'src/billing/index.ts': "import type { Order } from '../orders/order.js';\n",
      'src/orders/order.ts': 'export interface Order { id: string }\n',
      'src/catalog/prices.ts': 'export const price = 1;\n',
    }),
  ).toEqual(['billing type orders', 'orders face billing', 'orders inside catalog']);
});

test('a folder called modules holds them, and prefixes of the source root are followed', () => {
  expect(
    importsOf({
      'src/server.js': "require('./modules/cart');\n",
      'src/modules/cart/index.js': "const stock = require('@/modules/stock/repository');\n",
      'src/modules/stock/repository.js': "const knex = require('knex');\nmodule.exports = knex;\n",
      'src/shared/log.js': "require('pino');\n",
    }),
  ).toEqual(['cart inside stock']);
});

test('two deployables are measured by themselves, not by their folders', () => {
  const imports = importsOf({
    'compose.yaml': 'services:\n  shop: { build: . }\n  stock: { build: ./stock }\n',
    'stock/Dockerfile': 'FROM node:22\n',
    'src/a/index.ts': "import '../b/index.js';\n",
    'src/b/index.ts': "import 'x';\n",
  });

  expect(imports).toEqual([]);
});
