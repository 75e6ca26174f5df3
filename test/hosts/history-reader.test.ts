import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { History } from '../../src/engine/index.js';
import { createPathTable, parseLog } from '../../src/hosts/node/git-log.js';
import { createHistoryReader } from '../../src/hosts/node/history-reader.js';
import { listFiles } from '../../src/hosts/node/list.js';
import { commit, git, repository } from './repository.js';
import { temporaryFolder } from './temporary-folder.js';

/** Subjects with the paths they touch, newest first. */
function touched(history: History | undefined): Record<string, string[]> | undefined {
  return history && Object.fromEntries(history.commits.map(({ subject, paths }) => [subject, paths.map((number) => history.paths[number] ?? '')]));
}

const read = async (root: string, prefix = ''): Promise<History | undefined> => createHistoryReader().read([{ root, prefix }], 12);

describe('reading a history', () => {
  test('each commit with its paths, the first one left out', async () => {
    const root = repository();
    const hash = commit(root, 'Add discount', 'orders/a.ts', 'payments/b.ts');
    commit(root, 'Grüße', 'orders/größe.ts');

    const history = await read(root);
    expect(touched(history)).toEqual({ 'Grüße': ['orders/größe.ts'], 'Add discount': ['orders/a.ts', 'payments/b.ts'] });
    expect(history?.commits[1]).toMatchObject({ hash, author: 'Ada <ada@example.org>', time: Number(git(root, 'log', '-1', '--format=%ct', hash)) });
    expect(history).toMatchObject({ isShallow: false, repositories: [''] });
  });

  test('merges are no changes, what they merge is', async () => {
    const root = repository();
    git(root, 'checkout', '-q', '-b', 'topic');
    commit(root, 'On topic', 'orders/a.ts');
    git(root, 'checkout', '-q', 'main');
    commit(root, 'On main', 'payments/a.ts');
    git(root, 'merge', '-q', '--no-ff', '-m', 'Merge topic', 'topic');

    expect(Object.keys(touched(await read(root)) ?? {}).sort()).toEqual(['On main', 'On topic']);
  });

  test('a moved file counts where it is and where it was; an empty commit touches nothing', async () => {
    const root = repository();
    git(root, 'mv', 'orders/a.ts', 'payments/moved.ts');
    git(root, 'commit', '-q', '-m', 'Move');
    commit(root, 'Nothing');

    expect(touched(await read(root))).toEqual({ Move: ['orders/a.ts', 'payments/moved.ts'] });
  });

  test('of a folder inside a repository only what is in it counts, by paths from there', async () => {
    const root = repository();
    commit(root, 'Both', 'orders/a.ts', 'payments/a.ts');
    commit(root, 'Elsewhere', 'payments/a.ts');

    expect(touched(await read(join(root, 'orders')))).toEqual({ Both: ['a.ts'] });
  });

  test('several folders are one history', async () => {
    const [first, second] = [repository(), repository()];
    commit(first, 'One', 'orders/a.ts');
    commit(second, 'Two', 'orders/a.ts');

    const history = await createHistoryReader().read([{ root: first, prefix: 'one/' }, { root: second, prefix: 'two/' }], 12);
    expect(touched(history)).toEqual({ One: ['one/orders/a.ts'], Two: ['two/orders/a.ts'] });
    expect(history?.repositories).toEqual(['one', 'two']);
  });

  test('submodules, and repositories side by side in a plain folder, have histories of their own', async () => {
    const library = repository();
    commit(library, 'In library', 'x.ts');
    const root = repository();
    git(root, 'submodule', '--quiet', 'add', library, 'library');
    git(root, 'commit', '-q', '-m', 'Add library');
    commit(root, 'Change', 'orders/a.ts');

    expect((await listFiles(root, { useGit: true, exclude: [] })).repositories).toEqual(['', 'library']);
    expect(touched(await createHistoryReader().read([{ root, prefix: '' }, { root: join(root, 'library'), prefix: 'library/' }], 12)))
      .toEqual({ Change: ['orders/a.ts'], 'Add library': ['.gitmodules', 'library'], 'In library': ['library/x.ts'] });

    const folder = temporaryFolder({ 'notes/readme.md': '' });
    git(folder, 'clone', '-q', library, 'stock');
    expect((await listFiles(folder, { useGit: true, exclude: [] })).repositories).toEqual(['stock']);
    expect((await listFiles(folder, { useGit: false, exclude: [] })).repositories).toEqual([]);
  });

  test('a shallow clone says so, and where it was cut is no change', async () => {
    const root = repository();
    commit(root, 'Older', 'orders/a.ts');
    commit(root, 'Newer', 'payments/a.ts');
    const clone = join(temporaryFolder(), 'clone');
    git(root, 'clone', '-q', '--depth', '2', `file://${root}`, clone);

    const history = await read(clone);
    expect(touched(history)).toEqual({ Newer: ['payments/a.ts'] });
    expect(history?.isShallow).toBe(true);
  });

  test('a clone without old files is enough; one without old folders gives none; neither fetches anything', async () => {
    const root = repository();
    git(root, 'config', 'uploadpack.allowFilter', 'true');
    commit(root, 'Change', 'orders/a.ts');
    commit(root, 'Remove it all', 'payments/a.ts');
    const clone = (filter: string): string => {
      const target = join(temporaryFolder(), 'clone');
      git(root, 'clone', '-q', '--no-checkout', `--filter=${filter}`, `file://${root}`, target);
      return target;
    };
    const objects = (folder: string): string[] => readdirSync(join(folder, '.git/objects'), { recursive: true, encoding: 'utf8' }).sort();
    for (const [filter, expected] of [['blob:none', ['Remove it all', 'Change']], ['tree:0', undefined]] as const) {
      const folder = clone(filter);
      const before = objects(folder);
      const history = await read(folder);
      expect(history && Object.keys(touched(history) ?? {})).toEqual(expected);
      expect(objects(folder)).toEqual(before);
    }
  });

  test('without git, without repository and without commits there is no history', async () => {
    const empty = temporaryFolder();
    git(empty, 'init', '-q');

    expect(await read(temporaryFolder({ 'a.ts': '' }))).toBeUndefined();
    expect(await read(empty)).toBeUndefined();
    expect(await read('/does/not/exist')).toBeUndefined();
    expect(await createHistoryReader().read([], 12)).toBeUndefined();
  });

  test('only the months before the newest change are read', async () => {
    const root = repository();
    for (const date of ['2019-01-01', '2020-01-01', '2020-06-01']) {
      commit(root, date, 'orders/a.ts');
      execFileSync('git', ['-C', root, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '-q', '--amend', '--no-edit'], { env: { ...process.env, GIT_COMMITTER_DATE: `${date}T00:00:00Z` } });
    }

    expect(Object.keys(touched(await read(root)) ?? {})).toEqual(['2020-06-01', '2020-01-01']);
  });

  test('commits to leave out are those that the repository lists', async () => {
    const root = repository();
    const hash = commit(root, 'New layout', 'orders/a.ts', 'payments/a.ts');
    writeFileSync(join(root, '.git-blame-ignore-revs'), `# layout\n${hash} # all\nshort\n`);
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'List it');

    expect((await read(root))?.ignored).toEqual(new Set([hash]));
    expect((await read(join(root, 'orders')))?.ignored).toEqual(new Set([hash]));
  });

  test('nothing that the repository configures is run', async () => {
    const root = repository();
    const script = join(root, '.git/run');
    const witness = join(root, '.git/witness');
    writeFileSync(script, `#!/bin/sh\ntouch '${witness}'\ncat\n`);
    chmodSync(script, 0o755);
    writeFileSync(join(root, '.gitattributes'), '*.ts diff=custom filter=custom\n');
    git(root, 'add', '.gitattributes');
    git(root, 'commit', '-q', '-m', 'Attributes');
    commit(root, 'Change', 'orders/a.ts');
    const settings = ['core.pager', 'pager.log', 'core.fsmonitor', 'diff.external', 'diff.custom.textconv', 'diff.custom.command', 'filter.custom.smudge', 'gpg.program', 'core.sshCommand', 'alias.log'];
    for (const setting of settings) git(root, 'config', setting, setting === 'alias.log' ? `!${script}` : script);
    git(root, 'config', 'log.showSignature', 'true');
    git(root, 'config', 'log.follow', 'true');

    expect(Object.keys(touched(await read(root)) ?? {})).toEqual(['Change', 'Attributes']);
    expect(existsSync(witness)).toBe(false);
  });
});

describe('reading it again', () => {
  test('gives the same history while nothing is new, and only adds what is', async () => {
    const root = repository();
    commit(root, 'One', 'orders/a.ts');
    const reader = createHistoryReader();
    const folders = [{ root, prefix: '' }];
    const first = await reader.read(folders, 12);
    expect(await reader.read(folders, 12)).toBe(first);

    commit(root, 'Two', 'payments/new.ts', 'orders/a.ts');
    const second = await reader.read(folders, 12);
    expect(touched(second)).toEqual({ Two: ['orders/a.ts', 'payments/new.ts'], One: ['orders/a.ts'] });
    // The very object: it was not read again.
    expect(second?.commits[1]).toBe(first?.commits[0]);
    expect(second).toEqual(await read(root));
  });

  test('starts over when history was rewritten, or another branch is checked out', async () => {
    const root = repository();
    commit(root, 'One', 'orders/a.ts');
    git(root, 'checkout', '-q', '-b', 'topic');
    commit(root, 'Two', 'orders/a.ts');
    const reader = createHistoryReader();
    const folders = [{ root, prefix: '' }];
    await reader.read(folders, 12);

    git(root, 'commit', '-q', '--amend', '-m', 'Two, better');
    expect(Object.keys(touched(await reader.read(folders, 12)) ?? {})).toEqual(['Two, better', 'One']);
    git(root, 'checkout', '-q', 'main');
    expect(Object.keys(touched(await reader.read(folders, 12)) ?? {})).toEqual(['One']);
  });

  test('from the cache file is the same as from the repository; a damaged file is no harm', async () => {
    const root = repository();
    commit(root, 'One', 'orders/a.ts');
    const cache = join(temporaryFolder(), 'history.json');
    const folders = [{ root, prefix: '' }];
    const first = await createHistoryReader(cache).read(folders, 12);
    expect(existsSync(cache)).toBe(true);
    expect(await createHistoryReader(cache).read(folders, 12)).toEqual(first);

    writeFileSync(cache, '{"version":1');
    expect(await createHistoryReader(cache).read(folders, 12)).toEqual(first);
  });

  test('reads more when the window grows, or the clone is no longer shallow', async () => {
    const root = repository();
    commit(root, 'One', 'orders/a.ts');
    commit(root, 'Two', 'orders/a.ts');
    const clone = join(temporaryFolder(), 'clone');
    git(root, 'clone', '-q', '--depth', '2', `file://${root}`, clone);
    const reader = createHistoryReader();
    const folders = [{ root: clone, prefix: '' }];
    expect(Object.keys(touched(await reader.read(folders, 1)) ?? {})).toEqual(['Two']);
    git(clone, 'fetch', '-q', '--unshallow');
    expect(Object.keys(touched(await reader.read(folders, 1)) ?? {})).toEqual(['Two', 'One']);
    expect(Object.keys(touched(await reader.read(folders, 24)) ?? {})).toEqual(['Two', 'One']);
  });
});

test('paths may look like anything', () => {
  const hash = 'a'.repeat(40);
  const fields = (subject: string): string => ['', hash, '100', 'Ada <a>', subject, ''].join('\0');
  const table = createPathTable();

  expect(parseLog(`${fields('empty')}${fields('odd')}\n\n\0${hash}\0a b\0${fields('last')}`, table)).toMatchObject([{ subject: 'odd', time: 100, paths: [0, 1, 2] }]);
  expect(table.paths).toEqual(['\n', hash, 'a b']);
  expect(parseLog(`${fields('cut')}\na.ts`, createPathTable())).toMatchObject([{ paths: [0] }]);
});
