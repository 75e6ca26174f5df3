import { fork } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection, FileChangeType, IPCMessageReader, IPCMessageWriter, type Diagnostic, type ProtocolConnection, type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { onTestFinished } from 'vitest';

/** A minimal editor: what it was told, and how to talk to the server. */
export interface LanguageClient {
  readonly connection: ProtocolConnection;
  readonly root: string;
  uri(path: string): string;
  /** Waits until the diagnostics of a file satisfy a condition; the last ones published count. */
  diagnostics(path: string, condition: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  open(path: string, text: string): void;
  /** Replaces the whole text of an open file. */
  change(path: string, version: number, text: string): void;
  changedOnDisk(path: string): void;
  /** Says that a file or folder was deleted or created. */
  deleted(path: string): void;
  created(path: string): void;
  /** Gives other settings than at the start. */
  configure(settings: object): void;
}

/** Starts the bundled server on a folder, as an editor does. */
export async function startServer(dist: string, root: string, settings: object = {}): Promise<LanguageClient> {
  const child = fork(join(dist, 'server.cjs'), ['--node-ipc'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  onTestFinished(() => {
    connection.dispose();
    child.kill();
  });
  let current = settings;
  const published = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    published.set(uri, diagnostics);
    for (const check of waiting) check();
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly object[] }) => items.map(() => current));
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    workspaceFolders: [{ uri: pathToFileURL(root).href, name: 'system' }],
    initializationOptions: { trusted: true, distPath: dist, docsBase: 'https://example.org/rules/' },
  });
  await connection.sendNotification('initialized', {});

  const uri = (path: string): string => pathToFileURL(join(root, path)).href;
  const tellWatched = (path: string, type: FileChangeType): void => void connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri(path), type }] });
  return {
    connection,
    root,
    uri,
    diagnostics: (path, condition) =>
      new Promise((resolve) => {
        const check = (): void => {
          const diagnostics = published.get(uri(path));
          if (diagnostics === undefined || !condition(diagnostics)) return;
          waiting.delete(check);
          resolve(diagnostics);
        };
        waiting.add(check);
        check();
      }),
    open: (path, text) => void connection.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(path), languageId: 'yaml', version: 1, text } }),
    change: (path, version, text) =>
      void connection.sendNotification('textDocument/didChange', { textDocument: { uri: uri(path), version }, contentChanges: [{ text }] }),
    changedOnDisk: (path) => tellWatched(path, FileChangeType.Changed),
    deleted: (path) => tellWatched(path, FileChangeType.Deleted),
    created: (path) => tellWatched(path, FileChangeType.Created),
    configure(changed) {
      current = changed;
      void connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    },
  };
}
