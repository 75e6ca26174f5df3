import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig } from '../../src/engine/index.js';
import { policyCompletion } from '../../src/hosts/server/policy-completion.js';

const workspace = createWorkspace();
workspace.set('compose.yaml', 'services:\n  orders: { image: shop/orders, environment: { DATABASE_URL: "postgres://shop-db/shop" } }\n  shop-db: { image: "postgres:17" }\n');
const analysis = workspace.analyseWith([], defaultConfig);

/** Labels at the `|` of a text. */
function at(text: string): string[] {
  const before = text.slice(0, text.indexOf('|'));
  const line = before.split('\n').length - 1;
  const position = { line, character: before.length - (before.lastIndexOf('\n') + 1) };
  return policyCompletion(text.replace('|', ''), position, analysis).map(({ label }) => label);
}

test.each([
  ['|', ['services', 'forbidden', 'required', 'asyncOnly', 'exceptions']],
  ['services: {}\nfor|', ['services', 'forbidden', 'required', 'asyncOnly', 'exceptions']],
  ['services:\n  o|', ['orders']],
  ['services:\n  orders: { owner: |', []],
  ['forbidden:\n  - { from: |', ['shop-db', 'orders']],
  ['forbidden:\n  - from: orders\n    to: [orders, |', ['shop-db', 'orders']],
  ['forbidden:\n  - comment: |', []],
])('%j', (text, expected) => {
  expect(at(text)).toEqual(expected);
});

test('ids of rules where an exception names one', () => {
  expect(at('exceptions:\n  - { rule: sync|')).toContain('sync-chain');
});
