import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extractFile, documentExtractors } from '../../src/engine/index.js';
import { splitBatch } from '../../src/hosts/node/git-tree.js';
import type { SourcePool } from '../../src/hosts/node/source-pool.js';
import { workspaceAt } from '../../src/hosts/node/workspace-at.js';
import { git } from './repository.js';
import { temporaryFolder } from './temporary-folder.js';

/** Documents alone are enough here. */
const pool: SourcePool = { expect: () => {}, extract: (path, text) => Promise.resolve(extractFile(documentExtractors, path, text)), skip: () => {}, close: () => {} };

function committed(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder(files);
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'First');
  return root;
}

const at = (root: string, ref: string) => workspaceAt(ref, { repositories: [{ root, prefix: '' }], exclude: ['skipped/'], history: undefined, pool });

test('reads files as they were committed, not as they are', async () => {
  const root = committed({ 'compose.yaml': 'services:\n  orders: { image: orders }\n', 'skipped/compose.yaml': 'services:\n  old: { image: old }\n' });
  writeFileSync(join(root, 'compose.yaml'), 'services:\n  payments: { image: payments }\n');

  const { workspace } = await at(root, 'main');
  expect([...workspace.paths()]).toEqual(['compose.yaml']);
  expect(JSON.stringify(workspace.facts('compose.yaml'))).toContain('orders');
  expect(git(root, 'status', '--porcelain')).toBe('M compose.yaml');
});

test('runs no filter, hook or helper that the repository names', async () => {
  const root = committed({ 'compose.yaml': 'services: {}\n' });
  const trap = `touch ${join(root, 'ran')}`;
  writeFileSync(join(root, '.gitattributes'), '* filter=trap diff=trap\n');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'Attributes');
  for (const key of ['filter.trap.smudge', 'filter.trap.clean', 'diff.trap.textconv', 'core.fsmonitor', 'core.sshCommand', 'core.pager']) git(root, 'config', key, trap);

  await at(root, 'HEAD');
  expect(existsSync(join(root, 'ran'))).toBe(false);
});

test('names the repositories that have no such commit', async () => {
  const [tagged, other] = [committed({ 'compose.yaml': 'services: {}\n' }), committed({ 'compose.yaml': 'services: {}\n' })];
  git(tagged, 'tag', 'v1');
  const { workspace, lacking } = await workspaceAt('v1', { repositories: [{ root: tagged, prefix: 'shop/' }, { root: other, prefix: 'stock/' }], exclude: [], history: undefined, pool });

  expect([...workspace.paths()]).toEqual(['shop/compose.yaml']);
  expect(lacking).toEqual(['stock']);
});

test.each(['nowhere', '--output=ran', 'main..main', ''])('says that git knows no commit called "%s"', async (ref) => {
  const root = committed({ 'compose.yaml': 'services: {}\n' });
  await expect(at(root, ref)).rejects.toThrow(`git knows no commit called ${ref}`);
});

test('splits a batch by the sizes that git tells, whatever the bytes are', () => {
  const output = Buffer.from('aa11 blob 6\na\nblob\nbb22 missing\ncc33 blob 0\n\n');
  expect(splitBatch(output).map((bytes) => bytes?.toString())).toEqual(['a\nblob', undefined, '']);
});
