import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CodeAction, CodeLens, Diagnostic, Hover, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { NOTIFICATIONS, REQUESTS, type AcceptArguments, type AcceptResult, type StatusParams } from '../../src/protocol/server-messages.js';
import { generateSystem } from '../support/generated-system.js';
import { bundles } from './bundles.js';
import { startServer } from './language-client.js';
import { temporaryFolder } from './temporary-folder.js';

const COMPOSE = `services:
  orders:
    build: orders
    logging:
      driver: fluentd
      options:
        fluentd-address: logs:24224
  stock:
    build: stock
    logging:
      driver: fluentd
      options:
        fluentd-address: logs:24224
  logs:
    image: fluent/fluentd
`;
const CALL = `const STOCK = 'http://stock:8080';
export async function reserve() {
  return await fetch(\`\${STOCK}/items\`);
}
`;
const FILES = {
  'compose.yaml': COMPOSE,
  'orders/package.json': '{"name":"orders"}',
  'orders/index.ts': CALL,
  'stock/package.json': '{"name":"stock"}',
  'stock/index.ts': 'export {};\n',
};

const dist = await bundles('server.cjs', 'source.cjs', 'source-worker.cjs');

const none = (found: readonly unknown[]): boolean => found.length === 0;
const some = (found: readonly unknown[]): boolean => found.length > 0;

test('diagnostics come for files nobody opened, follow unsaved edits and changes on disk, and their fixes remove them', async () => {
  const root = temporaryFolder(FILES);
  const client = await startServer(dist, root);

  const call = (await client.diagnostics('orders/index.ts', some)).find(({ code }) => code === 'call-without-timeout');
  expect(call).toMatchObject({ source: 'Coupling Lens', range: { start: { line: 2 } } });
  expect(call?.codeDescription?.href).toBe('https://example.org/rules/call-without-timeout.md');

  const blocking = await client.diagnostics('compose.yaml', some);
  client.open('compose.yaml', COMPOSE);
  const textDocument = { uri: client.uri('compose.yaml') };
  const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
    textDocument, range: blocking[0]?.range, context: { diagnostics: blocking },
  });
  const fix = actions.find(({ edit }) => edit !== undefined);
  expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true });
  expect(actions.map(({ command }) => command?.command)).toEqual(
    expect.arrayContaining(['couplingLens.suppress', 'couplingLens.showInGraph', 'couplingLens.explain']),
  );

  const [change] = (fix?.edit?.documentChanges ?? []) as TextDocumentEdit[];
  expect(change?.textDocument).toEqual({ uri: textDocument.uri, version: 1 });
  const document = TextDocument.create(textDocument.uri, 'yaml', 1, COMPOSE);
  client.change('compose.yaml', 2, TextDocument.applyEdits(document, (change?.edits ?? []) as { range: never; newText: string }[]));
  await client.diagnostics('compose.yaml', (found) => found.length < blocking.length);

  writeFileSync(join(root, 'orders/index.ts'), CALL.replace('/items`)', '/items`, { signal: AbortSignal.timeout(2000) })'));
  client.changedOnDisk('orders/index.ts');
  await client.diagnostics('orders/index.ts', (found) => found.every(({ code }) => code !== 'call-without-timeout'));
});

test('all findings of one kind in a file can be fixed at once', async () => {
  const twoCalls = `${CALL}export async function prices() {
  return await fetch('http://prices:8080/all');
}
`;
  const compose = `${COMPOSE}  prices:\n    build: prices\n`;
  const client = await startServer(dist, temporaryFolder({ ...FILES, 'compose.yaml': compose, 'orders/index.ts': twoCalls }));
  const diagnostics = await client.diagnostics('orders/index.ts', some);
  const range = diagnostics.find(({ code }) => code === 'call-without-timeout')?.range;
  const textDocument = { uri: client.uri('orders/index.ts') };
  const actionsOf = (only?: string[]): Promise<CodeAction[]> =>
    client.connection.sendRequest('textDocument/codeAction', { textDocument, range, context: { diagnostics, only } });

  const fixAll = (await actionsOf()).find(({ title }) => title === 'Fix all of call-without-timeout in this file');
  expect(fixAll?.edit?.documentChanges).toEqual([
    // The file is not open, so there is no version to compare.
    { textDocument: { uri: textDocument.uri, version: null }, edits: [expect.anything(), expect.anything()] },
  ]);
  expect((await actionsOf(['source.fixAll'])).map(({ kind }) => kind)).toEqual(['source.fixAll.couplingLens']);
});

test('a finding is accepted in the policy file, which is made where there is none', async () => {
  const root = temporaryFolder(FILES);
  const client = await startServer(dist, root);
  const found = await client.diagnostics('orders/index.ts', some);
  const isOpen = ({ code }: Diagnostic): boolean => code === 'call-without-timeout';
  const textDocument = { uri: client.uri('orders/index.ts') };
  const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', { textDocument, range: found.find(isOpen)?.range, context: { diagnostics: found } });
  const accept = actions.find(({ title }) => title === 'Accept call-without-timeout in the policy file, with reason and end…');
  const [finding] = (accept?.command?.arguments ?? []) as AcceptArguments[];
  expect(finding).toEqual({ uri: textDocument.uri, rule: 'call-without-timeout', elements: ['orders', 'stock'] });

  const said = { ...finding, reason: 'stock moves to events', until: '2999-01-31' };
  const first: AcceptResult = await client.connection.sendRequest(REQUESTS.acceptFinding, said);
  const entry = '  - rule: call-without-timeout\n    elements: [orders, stock]\n    reason: "stock moves to events"\n    until: 2999-01-31\n';
  expect(first).toEqual({ uri: client.uri('coupling.policy.yaml'), line: 0, character: 0, newText: `exceptions:\n${entry}` });
  writeFileSync(join(root, 'coupling.policy.yaml'), `exceptions:\n${entry}`);
  client.created('coupling.policy.yaml');
  await client.diagnostics('orders/index.ts', (diagnostics) => !diagnostics.some(isOpen));

  // What the editor holds counts, saved or not.
  client.open('coupling.policy.yaml', 'exceptions: []\n');
  expect(await client.connection.sendRequest(REQUESTS.acceptFinding, said)).toEqual({ problem: 'coupling.policy.yaml has no place for one more exception' });
});

test('the graph can be asked for, hovers speak of it, and settings silence rules', async () => {
  const root = temporaryFolder(FILES);
  const settings = { rules: { 'log-driver-blocking': 'off' }, exclude: ['stock/'] };
  const client = await startServer(dist, root, settings);
  await client.diagnostics('orders/index.ts', some);

  const view: GraphView = await client.connection.sendRequest(REQUESTS.graph);
  expect(view).toMatchObject({ complete: true, restricted: false, filesRead: 3, system: { name: 'system' } });
  expect(view.findings.some(({ rule }) => rule === 'log-driver-blocking')).toBe(false);

  const position = { line: 1, character: 3 };
  const textDocument = { uri: client.uri('compose.yaml') };
  const hover: Hover = await client.connection.sendRequest('textDocument/hover', { textDocument, position });
  expect(hover.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('**orders** (service)') });
  expect(await client.connection.sendRequest(REQUESTS.locate, { ...textDocument, ...position })).toEqual({ kind: 'element', id: 'service:orders' });
});

test('settings take effect while the server runs', async () => {
  const client = await startServer(dist, temporaryFolder(FILES));
  const blocking = (severity: number | undefined) => (findings: readonly Diagnostic[]): boolean => findings.find(({ code }) => code === 'log-driver-blocking')?.severity === severity;
  await client.diagnostics('compose.yaml', some);
  client.configure({ rules: { 'log-driver-blocking': 'off' } });
  await client.diagnostics('compose.yaml', blocking(undefined));
  client.configure({ rules: { 'log-driver-blocking': 'hint' } });
  await client.diagnostics('compose.yaml', blocking(4));
});

test('a folder that moves takes its files with it, though nobody names them', async () => {
  // Only a name that no extension can be told from: as in .NET.
  const before = { ...FILES, 'Stock.API/index.ts': CALL.replaceAll('stock', 'orders'), 'Stock.API/package.json': '{"name":"stock"}' };
  const root = temporaryFolder({ ...before, 'compose.yaml': COMPOSE.replace('build: stock', 'build: Stock.API') });
  const client = await startServer(dist, root);
  await client.diagnostics('Stock.API/index.ts', some);
  renameSync(join(root, 'Stock.API'), join(root, 'Stock.Service'));
  client.deleted('Stock.API');
  await client.diagnostics('Stock.API/index.ts', none);
  renameSync(join(root, 'Stock.Service'), join(root, 'Stock.API'));
  client.created('Stock.API');
  await client.diagnostics('Stock.API/index.ts', some);
});

test('the first that is said about a workspace is what is in it', async () => {
  const client = await startServer(dist, temporaryFolder(FILES));
  const ready = new Promise<StatusParams>((resolve) => {
    client.connection.onNotification(NOTIFICATIONS.status, (status: StatusParams) => {
      if (status.state === 'ready') resolve(status);
    });
  });
  expect(await ready).toMatchObject({ services: 2, filesRead: 5 });
});

test('an edit during the first reading does not wait for its end', async () => {
  const files = Object.fromEntries(generateSystem(200, 0).files);
  const path = 'system-0/compose.yaml';
  const text = files[path] ?? '';
  const client = await startServer(dist, temporaryFolder(files));
  let isFirst = true;
  const edited = new Promise<GraphView>((resolve) => {
    client.connection.onNotification(NOTIFICATIONS.graphChanged, (view: GraphView) => {
      if (isFirst) {
        isFirst = false;
        client.open(path, text);
        client.change(path, 2, text.replaceAll('svc-0:', 'renamed:'));
      }
      if (view.elements.some(({ name }) => name === 'renamed')) resolve(view);
    });
  });
  void client.connection.sendNotification(NOTIFICATIONS.watch, { on: true });
  expect((await edited).complete).toBe(false);
});

test('reading can be stopped: what is known is shown as such, and no finding is reported', async () => {
  const client = await startServer(dist, temporaryFolder(Object.fromEntries(generateSystem(400, 0).files)));
  const stopped = new Promise<StatusParams>((resolve) => {
    client.connection.onNotification(NOTIFICATIONS.status, (status: StatusParams) => {
      if (status.state === 'reading' && status.filesTotal > 0) void client.connection.sendRequest(REQUESTS.stop);
      if (status.state === 'stopped') resolve(status);
    });
  });
  await stopped;
  const view: GraphView = await client.connection.sendRequest(REQUESTS.graph);
  expect(view).toMatchObject({ complete: false, stopped: true });
});

test('nobody who does not watch is told about graphs', async () => {
  const client = await startServer(dist, temporaryFolder(FILES));
  const views: GraphView[] = [];
  client.connection.onNotification(NOTIFICATIONS.graphChanged, (view: GraphView) => {
    views.push(view);
  });
  await client.diagnostics('compose.yaml', some);
  client.open('compose.yaml', COMPOSE);
  client.change('compose.yaml', 2, COMPOSE.replaceAll('driver: fluentd', 'driver: local'));
  await client.diagnostics('compose.yaml', (found) => found.every(({ code }) => code !== 'log-driver-blocking'));
  expect(views).toEqual([]);
});

test('a manifest has a lens above each service, unless the settings say no', async () => {
  const client = await startServer(dist, temporaryFolder(FILES));
  await client.diagnostics('compose.yaml', some);
  client.open('compose.yaml', COMPOSE);
  const lenses = (): Promise<CodeLens[]> => client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: client.uri('compose.yaml') } });
  expect((await lenses()).map(({ range, command }) => [range.start.line, command?.title])).toEqual([
    [1, 'Coupling: 2 out, 0 in'], [7, 'Coupling: 1 out, 1 in'], [13, 'Coupling: 0 out, 2 in'],
  ]);
  client.configure({ codeLens: false });
  await expect.poll(lenses).toEqual([]);
});

test('a workspace that says nothing is no error', async () => {
  const client = await startServer(dist, temporaryFolder({ 'notes.txt': '' }));
  const view: GraphView = await client.connection.sendRequest(REQUESTS.graph);
  expect(none(view.elements)).toBe(true);
});
