import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFiles, readExclude } from '../../src/hosts/node/list.js';
import { temporaryFolder } from './temporary-folder.js';

const FILES = {
  'compose.yaml': '',
  'orders/src/index.ts': '',
  'orders/.gitignore': 'generated\n!generated/kept.ts\n*.log\n',
  'orders/generated/client.ts': '',
  'orders/debug.log': '',
  'orders/node_modules/pg/index.js': '',
  '.gitignore': 'node_modules\n',
};
const KEPT = ['.gitignore', 'compose.yaml', 'orders/.gitignore', 'orders/src/index.ts'];

function git(root: string, ...args: string[]): void {
  execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { stdio: 'ignore' });
}

const WALK = { useGit: false, exclude: [] };
const GIT = { useGit: true, exclude: [] };

describe('listing a folder', () => {
  test('without git, .gitignore files are honoured', async () => {
    expect((await listFiles(temporaryFolder(FILES), WALK)).paths).toEqual(KEPT);
  });

  test('with git, tracked and new files are listed, ignored ones are not', async () => {
    const root = temporaryFolder(FILES);
    git(root, 'init', '-q');
    git(root, 'add', 'compose.yaml');
    expect((await listFiles(root, GIT)).paths).toEqual(KEPT);
  });

  test('a submodule that is not checked out holds nothing', async () => {
    const root = temporaryFolder({ 'compose.yaml': '', 'docs/.keep': '' });
    git(root, 'init', '-q');
    git(root, 'add', 'compose.yaml');
    git(root, 'update-index', '--add', '--cacheinfo', '160000,9cb9d84c046f342b5bc1246f7c6451b1b652bfdf,docs');
    rmSync(join(root, 'docs/.keep'));
    expect((await listFiles(root, GIT)).paths).toEqual(['compose.yaml']);
  });

  test('with git, nested repositories count as part of the folder', async () => {
    const root = temporaryFolder({ ...FILES, 'stock/main.go': '' });
    git(root, 'init', '-q');
    git(join(root, 'stock'), 'init', '-q');
    expect((await listFiles(root, GIT)).paths).toContain('stock/main.go');
  });

  test('a folder that an outer repository ignores is walked', async () => {
    const root = temporaryFolder({ '.gitignore': 'sample', 'sample/compose.yaml': '' });
    git(root, 'init', '-q');
    expect((await listFiles(join(root, 'sample'), GIT)).paths).toEqual(['compose.yaml']);
  });

  test('nothing that the repository configures is run', async () => {
    const root = temporaryFolder({ 'compose.yaml': '' });
    const script = join(root, '.git-hook');
    const witness = join(root, 'witness');
    writeFileSync(script, `#!/bin/sh\ntouch '${witness}'\n`);
    chmodSync(script, 0o755);
    git(root, 'init', '-q');
    git(root, 'config', 'core.fsmonitor', script);
    await listFiles(root, GIT);
    expect(existsSync(witness)).toBe(false);
  });

  test.each([WALK, GIT])('symbolic links are not followed, not even in a loop (%o)', async (options) => {
    const root = temporaryFolder({ 'a/compose.yaml': '' });
    symlinkSync(root, join(root, 'a/loop'));
    if (options.useGit) {
      git(root, 'init', '-q');
      git(root, 'add', '.');
    }
    expect((await listFiles(root, options)).paths).toEqual(['a/compose.yaml']);
  });

  test('the setting `exclude` takes patterns of .gitignore', async () => {
    const exclude = readExclude({ exclude: ['orders/', 42] });
    expect((await listFiles(temporaryFolder(FILES), { useGit: false, exclude })).paths).toEqual(['.gitignore', 'compose.yaml']);
  });

  test('a folder that does not exist is empty', async () => {
    expect(await listFiles('/does/not/exist', GIT)).toEqual({ paths: [], truncated: false, repositories: [] });
  });

  test('10,000 files are listed within seconds', async () => {
    const files = Array.from({ length: 10_000 }, (_, i) => [`service-${i % 100}/file-${i}.ts`, ''] as const);
    const root = temporaryFolder(Object.fromEntries(files));
    const start = performance.now();
    expect((await listFiles(root, WALK)).paths).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
