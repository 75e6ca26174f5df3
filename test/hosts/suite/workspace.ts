import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What the extension gives to others; its `graph` is the view that the webview draws. */
interface Api {
  graph(): Promise<Graph | null>;
}

/** The part of the graph view that the suites look at. */
interface Graph {
  readonly complete: boolean;
  readonly restricted: boolean;
  readonly elements: readonly { readonly id: string; readonly name: string }[];
  readonly relations: readonly { readonly id: string; readonly from: string; readonly to: string; readonly kind: string }[];
}

/** Milliseconds for anything that depends on an analysis. */
const LIMIT = 20_000;

/** Waits until `find` gives a value; `what` says in the failure what never came. */
export async function eventually<T>(what: string, find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + LIMIT;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > end) assert.fail(`waited ${LIMIT / 1000} s for ${what}`);
    await pause(100);
  }
}

/** The graph as it stands, once the extension has one that satisfies `test`. */
export async function graphWhere(what: string, test: (graph: Graph) => boolean): Promise<Graph> {
  const extension = vscode.extensions.getExtension<Api>('coupling-lens.coupling-lens');
  assert.ok(extension, 'the packaged extension is installed');
  const api = await extension.activate();
  return eventually(what, async () => {
    const graph = await api.graph();
    return graph !== null && test(graph) ? graph : undefined;
  });
}

/** The address of a workspace file; `folder` is the index of the workspace folder. */
export function uriOf(path: string, folder = 0): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[folder];
  assert.ok(root, `the workspace has a folder ${folder}`);
  return vscode.Uri.joinPath(root.uri, path);
}

/** Our diagnostics of one rule in a file. */
export function findings(uri: vscode.Uri, rule: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source, code }) => source === 'Coupling Lens' && ruleOf(code) === rule);
}

/** Waits for the first finding of a rule in a file. */
export async function findingIn(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return eventually(`${rule} in ${uri.path}`, () => findings(uri, rule)[0]);
}

function ruleOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The text that a range covers in the file on disk. */
export async function textAt(uri: vscode.Uri, range: vscode.Range): Promise<string> {
  const lines = (await textOnDisk(uri)).split('\n');
  assert.equal(range.start.line, range.end.line, 'the range stays in one line');
  return (lines[range.start.line] ?? '').slice(range.start.character, range.end.character);
}

/** Replaces the first occurrence of a text in a file, without saving it. */
export async function edit(uri: vscode.Uri, from: string, to: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `${uri.path} holds ${from}`);
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(start + from.length)), to);
  assert.ok(await vscode.workspace.applyEdit(change));
}

/** Puts the text that is on disk back into the editor. */
export async function restore(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), await textOnDisk(uri));
  assert.ok(await vscode.workspace.applyEdit(change));
}

async function textOnDisk(uri: vscode.Uri): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
}
