import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { policyExtractor } from '../src/engine/extract/policy/index.js';

const schema: unknown = JSON.parse(readFileSync(new URL('../media/coupling.policy.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allowUnionTypes: true }).compile(schema as object);

/** Whether the schema accepts a policy, and whether the extractor has no complaint. */
function judge(text: string): { schema: boolean; extractor: boolean } {
  return { schema: validate(parse(text)), extractor: policyExtractor.extract('coupling.policy.yaml', text).problems.length === 0 };
}

test.each([
  'services: { orders: { owner: team-a, subdomain: core, slo: 0.999, objective: 99.9 % }, billing: }',
  'forbidden: [{ name: a, comment: b, severity: hint, from: orders, to: { kind: [datastore], namespace: shop, owner: x, role: infra, name: "*" }, relations: [stores, calls], reachable: true }]',
  'required: [{ via: mesh }, { from: a, to: [b, c], relations: calls, via: [broker, gateway, contract] }]',
  'asyncOnly: [{ from: orders, to: [billing] }]',
  'exceptions: [{ rule: sync-chain, from: a, to: b, elements: [c], owner: d, reason: it is a nightly job, until: "2027-01-31" }]',
])('schema and extractor accept %s', (text) => {
  expect(judge(text)).toEqual({ schema: true, extractor: true });
});

test.each([
  'services: { orders: { team: a } }',
  'services: { orders: { subdomain: kernel } }',
  'services: { orders: { slo: 99 } }',
  'forbidden: [{ name: all }]',
  'forbidden: [{ from: { nmae: a } }]',
  'forbidden: [{ from: a, relations: [phones] }]',
  'required: [{ from: a }]',
  'required: [{ via: train }]',
  'asyncOnly: [{ from: a, reachable: true }]',
  'exceptions: [{ from: a, reason: it is a nightly job }]',
  'exceptions: [{ rule: sync-chain, reason: it is a nightly job, until: soon }]',
  'exeptions: []',
])('schema and extractor refuse %s', (text) => {
  expect(judge(text)).toEqual({ schema: false, extractor: false });
});
