import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { edit, eventually, findingIn, findings, graphWhere, restore, textAt, uriOf } from './workspace.js';

const compose = uriOf('compose.yaml');
const orders = uriOf('services/orders/src/main.ts');

describe('a workspace with one system', () => {
  it('has findings at their exact places in files that were never opened', async () => {
    const logging = await findingIn(compose, 'log-driver-blocking');
    assert.equal(await textAt(compose, logging.range), 'fluentd');
    const call = await findingIn(orders, 'call-without-timeout');
    assert.equal(await textAt(orders, call.range), 'axios.post(`${inventoryUrl}/reservations`, { items })');
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri.toString());
    assert.ok(!open.includes(compose.toString()) && !open.includes(orders.toString()), 'neither file is open');
  });

  it('links a finding to the page of its rule and to related places', async () => {
    const shared = await findingIn(compose, 'shared-database-schema');
    assert.ok(typeof shared.code === 'object' && shared.code.target.path.endsWith('/shared-database-schema.md'));
    await vscode.workspace.fs.stat(shared.code.target);
    assert.ok((shared.relatedInformation ?? []).length >= 3, 'the other clients of the database are related');
  });

  it('offers a fix that makes the finding go', async () => {
    const before = await eventually('calls without time-out', () => {
      const found = findings(orders, 'call-without-timeout');
      return found.length === 2 ? found : undefined;
    });
    const [first] = before;
    assert.ok(first);
    // The editor asks for fixes only in files that are open.
    await vscode.workspace.openTextDocument(orders);
    const change = await eventually('a preferred fix', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider', orders, first.range, vscode.CodeActionKind.QuickFix.value,
      );
      return actions.find(({ isPreferred }) => isPreferred)?.edit;
    });
    assert.ok(await vscode.workspace.applyEdit(change));
    await eventually('one finding less', () => findings(orders, 'call-without-timeout').length === 1 || undefined);
    await restore(orders);
    await eventually('the finding to return', () => findings(orders, 'call-without-timeout').length === 2 || undefined);
  });

  it('follows an edit that is not saved', async () => {
    const toShopDb = (id: string) => (relation: { from: string; to: string; kind: string }) =>
      relation.from === id && relation.kind === 'stores' && relation.to === 'datastore:shop-db';
    await graphWhere('customers to use shop-db', ({ relations }) => relations.some(toShopDb('service:customers')));
    await edit(compose, '      DATABASE_URL: postgres://shop:shop@shop-db:5432/shop\n    volumes:\n      - documents', '    volumes:\n      - documents');
    await graphWhere('customers to leave shop-db', ({ relations }) => !relations.some(toShopDb('service:customers')));
    assert.ok((await vscode.workspace.openTextDocument(compose)).isDirty);
    await restore(compose);
    await graphWhere('customers to be back', ({ relations }) => relations.some(toShopDb('service:customers')));
  });

  it('follows its settings', async () => {
    await findingIn(compose, 'log-driver-blocking');
    const settings = vscode.workspace.getConfiguration('couplingLens');
    await settings.update('rules', { 'log-driver-blocking': 'off' }, vscode.ConfigurationTarget.Workspace);
    await eventually('the rule to be off', () => findings(compose, 'log-driver-blocking').length === 0 || undefined);
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await findingIn(compose, 'log-driver-blocking');
  });

  it('survives the death of its server', async function () {
    if (process.platform === 'win32') return this.skip();
    const [pid] = serverProcesses();
    assert.ok(pid, 'the server runs as a process of its own');
    process.kill(pid, 'SIGKILL');
    await eventually('another server', () => serverProcesses().some((other) => other !== pid) || undefined);
    await graphWhere('the graph of the new server', ({ elements }) => elements.some(({ id }) => id === 'service:orders'));
    await findingIn(orders, 'call-without-timeout');
    await edit(compose, 'driver: fluentd', 'driver: local');
    await eventually('the new server to follow an edit', () => findings(compose, 'log-driver-blocking').length === 0 || undefined);
    await restore(compose);
  });
});

/** Processes of the language server below this extension host. */
function serverProcesses(): number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null && Number(match[2]) === process.pid && (match[3] ?? '').includes('server.cjs'))
    .map((match) => Number(match?.[1]));
}
