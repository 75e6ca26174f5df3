import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig, readConfig, rules, type Workspace } from '../src/engine/index.js';
import { BASELINE_FILE, toBaseline } from '../src/present/index.js';

const COMPOSE = `services:
  orders:
    image: shop/orders
    logging: { driver: syslog, options: { syslog-address: "tcp://logs:514" } }
  logs: { image: balabit/syslog-ng }
`;

const BILLING = `  billing:
    image: shop/billing
    logging: { driver: fluentd, options: { fluentd-address: "logs:24224" } }
`;

function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries(files)) workspace.set(path, text);
  return workspace;
}

/** Rules of the findings that are shown. */
function shown(files: Readonly<Record<string, string>>): string[] {
  return workspaceOf(files).analyseWith([], defaultConfig).findings.filter(({ suppressed }) => !suppressed).map(({ rule }) => rule);
}

function baselineOf(files: Readonly<Record<string, string>>): { text: string; accepted: number } {
  return toBaseline(workspaceOf(files).analyseWith([], defaultConfig));
}

test('a baseline accepts what is there, also when lines move; what is new is shown', () => {
  const { text, accepted } = baselineOf({ 'compose.yaml': COMPOSE });
  expect(accepted).toBe(1);
  expect(JSON.parse(text)).toEqual({ version: 1, findings: [{ rule: 'log-driver-blocking', file: 'compose.yaml', elements: ['service:orders', 'telemetry:logs'], relations: ['service:orders -telemetry-> telemetry:logs'] }] });
  expect(shown({ 'compose.yaml': COMPOSE })).toEqual(['log-driver-blocking']);
  expect(shown({ 'compose.yaml': `# moved\n\n${COMPOSE}`, [BASELINE_FILE]: text })).toEqual([]);
  expect(shown({ 'compose.yaml': COMPOSE + BILLING, [BASELINE_FILE]: text })).toEqual(['single-replica-hub', 'log-driver-blocking']);
});

test('a baseline written again keeps what is still there, drops what is gone, and is the same text', () => {
  const { text } = baselineOf({ 'compose.yaml': COMPOSE });
  expect(baselineOf({ 'compose.yaml': COMPOSE, [BASELINE_FILE]: text }).text).toBe(text);
  expect(baselineOf({ 'compose.yaml': 'services: {}\n', [BASELINE_FILE]: text })).toEqual({ accepted: 0, text: '{\n  "version": 1,\n  "findings": []\n}\n' });
});

test('each folder of a workspace has a baseline of its own, which holds when the folder is alone, too', () => {
  const both = { 'shop/compose.yaml': COMPOSE, 'other/compose.yaml': COMPOSE.replaceAll('orders', 'stock').replaceAll('logs', 'syslog') };
  const { text, accepted } = toBaseline(workspaceOf(both).analyseWith([], defaultConfig), 'shop/');
  expect(accepted).toBe(1);
  expect(JSON.parse(text)).toMatchObject({ findings: [{ file: 'compose.yaml', elements: ['service:orders', 'telemetry:logs'] }] });
  expect(shown({ ...both, [`shop/${BASELINE_FILE}`]: text })).toEqual(['log-driver-blocking']);
  expect(shown({ 'compose.yaml': COMPOSE, [BASELINE_FILE]: text })).toEqual([]);
});

test('what a comment accepts with its reason stays out of the baseline', () => {
  const commented = COMPOSE.replace('    logging', '    # coupling-ignore log-driver-blocking -- the log host is on the same machine\n    logging');
  expect(baselineOf({ 'compose.yaml': commented }).accepted).toBe(0);
});

test.each(['', '{', '[]', '{"findings": {}}', '{"findings": [1, {"rule": "sync-chain"}]}'])('a broken baseline accepts nothing: %s', (text) => {
  expect(shown({ 'compose.yaml': COMPOSE, [BASELINE_FILE]: text })).toEqual(['log-driver-blocking']);
});

test.each([
  [[{ files: 'deploy/*', rules: { 'log-driver-blocking': 'off' } }], {}, ['compose.yaml error']],
  [[{ files: ['deploy/*', 'compose.yaml'], rules: { 'log-driver-blocking': 'hint' } }], {}, ['compose.yaml hint', 'deploy/compose.yaml hint']],
  [[{ files: '*', rules: { 'log-driver-blocking': 'info' } }, { files: 'deploy/*', rules: { 'log-driver-blocking': 'off' } }], {}, ['compose.yaml info']],
  [[{ files: 'deploy/*', rules: { 'log-driver-blocking': 'error' } }], { 'log-driver-blocking': 'off' }, ['deploy/compose.yaml error']],
])('overrides %j after rules %j leave %j', (overrides, own, expected) => {
  const { config, problems } = readConfig({ overrides, rules: own }, rules.map(({ id }) => id));
  const { findings } = workspaceOf({ 'compose.yaml': COMPOSE, 'deploy/compose.yaml': COMPOSE.replaceAll('orders', 'stock') }).analyseWith([], config);
  expect(problems).toEqual([]);
  expect(findings.map(({ site, severity }) => `${site.path} ${severity}`)).toEqual(expected);
});

test('overrides that cannot be used are problems', () => {
  const { config, problems } = readConfig({ overrides: [{ rules: {} }, 3, { files: 'a', rules: { nothing: 'off' } }] }, []);
  expect(config.overrides).toEqual([{ files: ['a'], rules: {} }]);
  expect(problems.map(({ message }) => message)).toEqual([
    'Setting overrides[0] must have files, a path or a list of paths; it is ignored',
    'Setting overrides[1] must have files, a path or a list of paths; it is ignored',
    'Setting overrides[2].rules names nothing, which is no rule',
  ]);
});

test('a finding that concerns less than the accepted one is the same; one that concerns more is new', () => {
  const services = (...names: string[]): string => `services:\n${names.map((name) => `  ${name}: { image: shop/${name}, environment: { DATABASE_URL: "postgres://shop-db/shop" } }\n`).join('')}  shop-db: { image: "postgres:17" }\n`;
  const { text } = baselineOf({ 'compose.yaml': services('billing', 'orders', 'stock') });
  const schema = (...names: string[]): string[] => shown({ 'compose.yaml': services(...names), [BASELINE_FILE]: text }).filter((rule) => rule === 'shared-database-schema');

  expect(schema('billing', 'orders', 'stock')).toEqual([]);
  expect(schema('billing', 'orders')).toEqual([]);
  expect(schema('billing', 'orders', 'returns', 'stock')).toEqual(['shared-database-schema']);
  // Written again, it accepts what is left, and no more.
  const again = baselineOf({ 'compose.yaml': services('billing', 'orders'), [BASELINE_FILE]: text }).text;
  expect(again).toContain('shared-database-schema');
  expect(again).not.toContain('stock');
});
