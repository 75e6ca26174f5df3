import { expect, test } from 'vitest';
import { analyseFiles } from '../support/apply-fix.js';

const CODE: [string, string][] = [['Dockerfile', 'FROM node\nCOPY . .\nCMD ["node", "server.js"]\n'], ['package.json', '{ "name": "shop", "scripts": { "start": "node server.js" } }']];

/** Where a Compose file over one code base stands. */
function systemOf(compose: string) {
  return analyseFiles(new Map([['compose.yaml', compose], ...CODE])).metrics.system;
}

test('one code base deployed under three roles is a distributed monolith', () => {
  const system = systemOf('services:\n  api: { build: . }\n  mailer: { build: ., command: node mailer.js }\n  importer: { build: ., command: node importer.js }\n');
  expect(system).toMatchObject({ style: 'distributed-monolith', change: 1 });
  expect(system.headline).toBe('3 services deployed apart, but all of them run the code of api.');
});

test.each([
  ['build arguments', 'orders: { build: { context: ., args: { APP: orders } } }\n  stock: { build: { context: ., args: { APP: stock } } }'],
  ['targets', 'orders: { build: { context: ., target: orders } }\n  stock: { build: { context: ., target: stock } }'],
  ['folders of programs', 'orders: { build: ., command: node dist/apps/orders/main.js }\n  stock: { build: ., command: node dist/apps/stock/main.js }'],
  ['names for the build tool', 'orders: { build: ., command: npx nest start orders }\n  stock: { build: ., command: npx nest start stock }'],
])('a workspace that builds each service by itself is no common code: %s', (_, services) => {
  expect(systemOf(`services:\n  ${services}\n`).knowledge).toBe(0);
});
