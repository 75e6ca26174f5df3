import { Ajv } from 'ajv';
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundles } from './bundles.js';
import { temporaryFolder } from './temporary-folder.js';

const HEALTHY = `services:
  orders:
    build: orders
    environment: { STOCK_URL: 'http://stock:8080' }
  stock:
    build: stock
`;

/** Each alias stands for nine of the one before. */
const ALIAS_BOMB = ['a0: &a0 [x]', ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`), 'services: { bomb: { image: x } }'].join('\n');

/** What may lie about in a workspace, by the name of what is wrong with it. */
const BAD = {
  'alias-bomb/compose.yaml': ALIAS_BOMB,
  'binary/compose.yaml': new Uint8Array([0x73, 0, 1, 2, 0xff]),
  'circle/compose.yaml': 'include: [compose.yaml, other.yaml]\nservices:\n  a: { extends: b }\n  b: { extends: a }\n  c: { extends: { file: other.yaml, service: d } }\n',
  'circle/other.yaml': 'include: [compose.yaml]\nservices:\n  d: { extends: { file: compose.yaml, service: c } }\n',
  'half-typed/compose.yaml': 'services:\n  half:\n    image: x\n    environment: { A: "http://\n',
  'helm/templates/deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  {{- toYaml .Values.spec | nindent 2 }}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: front\n',
  'huge/compose.yaml': '',
  'not-yaml/compose.yaml': 'services: \u0001%%% {[}] : - &\n\t!!\n',
  'types/compose.yaml': 'services:\n  1: [a]\n  odd: { image: [], environment: 3, depends_on: { x: [] }, networks: true, volumes: {}, logging: [], deploy: 1, extends: [], ports: { a: b } }\n',
};

const cli = join(await bundles('cli.cjs', 'source.cjs', 'source-worker.cjs'), 'cli.cjs');
const isValid = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(new URL('../../docs/graph.schema.json', import.meta.url), 'utf8')) as object);

interface Document {
  readonly relations: readonly { readonly from: string; readonly to: string }[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

function analyse(root: string): Document {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'analyze', root, '--format', 'json', '--fail-on', 'never'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const document: unknown = JSON.parse(stdout);
  isValid(document);
  expect(isValid.errors ?? []).toEqual([]);
  return document as Document;
}

test('bad files become problems and take nothing from the rest, in a workspace of 10,000 files', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => [`src-${i % 50}/file-${i}.ts`, `export const value${i} = ${i};\n`] as const);
  const root = temporaryFolder({ 'compose.yaml': HEALTHY, ...BAD, ...Object.fromEntries(many) });
  truncateSync(join(root, 'huge/compose.yaml'), 50 * 1024 * 1024);
  symlinkSync(root, join(root, 'circle/loop'));

  const { relations, problems } = analyse(root);
  expect(relations).toContainEqual(expect.objectContaining({ from: 'service:orders', to: 'service:stock' }));
  const messages = new Map(problems.map(({ file, message }) => [file, message]));
  expect(messages.get('huge/compose.yaml')).toBe('larger than 1 MB; not read');
  expect(messages.get('binary/compose.yaml')).toBe('binary; not read');
  expect(messages.get('alias-bomb/compose.yaml')).toContain('its aliases stand for more than');
  expect([...messages.keys()]).toEqual(
    expect.arrayContaining(['half-typed/compose.yaml', 'not-yaml/compose.yaml', 'types/compose.yaml', 'helm/templates/deployment.yaml']),
  );
}, 60_000);

test('an empty workspace is a graph without elements', () => {
  expect(analyse(temporaryFolder())).toMatchObject({ elements: [], relations: [], findings: [], problems: [] });
});
