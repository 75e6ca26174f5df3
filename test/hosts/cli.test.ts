import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../src/hosts/cli/command-line.js';
import { bundles } from './bundles.js';
import { temporaryFolder } from './temporary-folder.js';

describe('the command line', () => {
  test('defaults to the current folder, text, and failing on errors', () => {
    expect(parseCommandLine(['analyze'])).toEqual({
      name: 'analyze', options: { path: '.', format: 'text', theme: 'light', failOn: 'error', useGit: true, useHistory: true },
    });
  });

  test.each([
    [[], 'a command is missing'],
    [['draw'], 'unknown command draw'],
    [['analyze', 'a', 'b'], 'unexpected argument b'],
    [['analyze', '--format', 'yaml'], '--format must be one of text, json, sarif, mermaid, dot, markdown, svg'],
    [['analyze', '--format', 'svg', '--theme', 'blue'], '--theme must be one of light, dark'],
    [['what-if'], 'what-if needs at least one element'],
    [['explain', 'a', 'b'], 'unexpected argument b'],
    [['explain', 'orders', '--format', 'mermaid'], '--format must be one of text, json'],
    [['analyze', '--fail-on', 'info'], '--fail-on must be one of error, warning, never'],
  ])('%j is misuse: %s', (args, message) => {
    expect(parseCommandLine(args)).toEqual({ name: 'misuse', message });
  });
});

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
const cli = join(await bundles('cli.cjs', 'source.cjs', 'source-worker.cjs'), 'cli.cjs');

const SHARED_DATABASE = `services:
  orders:
    build: orders
    environment: { DATABASE_URL: 'postgres://db:5432/shop' }
  stock:
    build: stock
    environment: { DATABASE_URL: 'postgres://db:5432/shop' }
  db:
    image: postgres:17
`;

test('exit codes say what was found; standard output holds nothing but the result', () => {
  const run = (...args: string[]): { code: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
    return { code: status, out: stdout, err: stderr };
  };
  const healthy = temporaryFolder({ 'compose.yaml': 'services:\n  orders:\n    build: orders\n' });
  const unhealthy = temporaryFolder({ 'compose.yaml': SHARED_DATABASE, 'broken.json': '{', 'settings.json': '{"rules":{"no-such-rule":"off"}}' });

  expect(run('analyze', healthy)).toMatchObject({ code: 0, err: '' });
  expect(run('analyze', unhealthy)).toMatchObject({ code: 1, out: expect.stringContaining('[shared-database-schema]') });
  expect(run('analyze', unhealthy, '--fail-on', 'never').code).toBe(0);

  const json = run('analyze', unhealthy, '--format', 'json', '--config', join(unhealthy, 'settings.json'));
  expect(JSON.parse(json.out)).toMatchObject({ version: 1, findings: [{ rule: 'shared-database-schema' }, { rule: 'single-replica-hub' }] });
  expect(json.err).toContain('no-such-rule');
  expect(run('analyze', unhealthy, '--format', 'json', '--no-git').out).toBe(run('analyze', unhealthy, '--format', 'json').out);

  const picture = run('analyze', unhealthy, '--format', 'svg', '--fail-on', 'never');
  expect(picture).toMatchObject({ code: 0, out: expect.stringMatching(/^<svg .*<title>.*: Distributed monolith<\/title>.*; \d of \d relations.*<\/svg>\n$/s) });
  expect(picture.out).toContain(`Coupling Lens ${version};`);
  expect(run('analyze', unhealthy, '--format', 'svg', '--fail-on', 'never').out).toBe(picture.out);
  expect(run('analyze', unhealthy, '--format', 'svg', '--theme', 'dark', '--fail-on', 'never').out).toContain('fill="rgb(31, 31, 31)"');

  expect(run('baseline', unhealthy)).toMatchObject({ code: 0, out: expect.stringContaining('coupling.baseline.json accepts 2 findings.') });
  expect(run('analyze', unhealthy)).toMatchObject({ code: 0, out: expect.stringContaining('No findings, 2 accepted.') });

  expect(run('what-if', 'db', '--path', unhealthy)).toMatchObject({ code: 0, out: expect.stringContaining('2 of 2 other services fail') });
  expect(JSON.parse(run('what-if', 'db', '--path', unhealthy, '--format', 'json').out)).toMatchObject({ down: ['datastore:db'], counts: { fails: 2 } });
  expect(run('explain', 'orders->db', '--path', unhealthy)).toMatchObject({ code: 0, out: expect.stringContaining('2 services use the tables of shop') });
  expect(run('explain', 'order', '--path', unhealthy)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('did you mean service:orders?') });

  expect(run('analyze', join(healthy, 'missing'))).toMatchObject({ code: 2, out: '' });
  expect(run('analyze', unhealthy, '--config', join(unhealthy, 'broken.json'))).toMatchObject({ code: 2, out: '' });
  expect(run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  expect(run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes:') });
});
