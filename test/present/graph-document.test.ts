import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig } from '../../src/engine/index.js';
import { toGraphDocument } from '../../src/present/index.js';
import { history, times } from '../support/histories.js';

const schema = JSON.parse(readFileSync(new URL('../../docs/graph.schema.json', import.meta.url), 'utf8')) as object;
const isValid = new Ajv({ allErrors: true }).compile(schema);

const COMPOSE = `services:
  orders:
    image: shop/orders
    environment:
      DATABASE_URL: postgres://app@db:5432/shop
      PAYMENTS_URL: http://payments:8080
  payments:
    image: shop/payments
    environment:
      DATABASE_URL: postgres://app@db:5432/shop
  db:
    image: postgres:16
`;

function documentOf(...files: [string, string][]) {
  const workspace = createWorkspace();
  for (const [path, text] of files) workspace.set(path, text);
  const analysis = workspace.analyse(defaultConfig);
  if (analysis === undefined) throw new Error('stopped');
  return toGraphDocument(analysis, workspace.lineStarts);
}

test('the graph document keeps to its schema', () => {
  isValid(documentOf(['compose.yaml', COMPOSE], ['broken.compose.yaml', 'services:\n  a: [\n']));

  expect(isValid.errors ?? []).toEqual([]);
});

test('so does one with a history', () => {
  const workspace = createWorkspace();
  workspace.set('compose.yaml', COMPOSE.replaceAll('image: shop/', 'build: '));
  workspace.setHistory(history([...times(12, 'orders/a.ts', 'payments/a.ts'), ...times(12, 'README.md')]));
  const document = toGraphDocument(workspace.analyseWith([], defaultConfig), workspace.lineStarts);
  isValid(document);

  expect(isValid.errors ?? []).toEqual([]);
  expect(document).toMatchObject({
    system: { change: 1, history: { from: '2024-06-15', to: '2025-06-15', commits: 24, shallow: false } },
    relations: expect.arrayContaining([expect.objectContaining({ kind: 'changes-with', changes: expect.objectContaining({ support: 12, revisions: [12, 12], degree: 1, lift: 2 }) })]),
  });
});

test('so does the document of an empty workspace', () => {
  isValid(documentOf());

  expect(isValid.errors ?? []).toEqual([]);
});

test('same input, same bytes, whatever the order of files', () => {
  const files: [string, string][] = [['a/compose.yaml', COMPOSE], ['b/compose.yaml', COMPOSE.replaceAll('shop', 'stock')]];

  expect(JSON.stringify(documentOf(...files))).toBe(JSON.stringify(documentOf(...[...files].reverse())));
});
