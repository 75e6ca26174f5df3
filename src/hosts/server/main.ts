import {
  CodeActionKind, CompletionRequest, createConnection, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, ProposedFeatures, TextDocuments,
  TextDocumentSyncKind, type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { NOTIFICATIONS, REQUESTS, type AcceptParams, type CompareParams, type ExportParams, type InitializationOptions, type LocateParams } from '../../protocol/server-messages.js';
import { FIX_ALL_KIND } from './code-actions.js';
import { POLICY_PATTERN } from './policy-completion.js';
import { createLensServer, type LensServer } from './lens-server.js';

/** Entry of the language server: connects what the client says to the server's methods. */

const SETTINGS = 'couplingLens';
const connection = createConnection(ProposedFeatures.all);

connection.onInitialize(({ capabilities, initializationOptions, workspaceFolders }): InitializeResult => {
  const server = createLensServer(connection, readOptions(initializationOptions), capabilities.workspace?.codeLens?.refreshSupport === true);
  connectWorkspace(server);
  connectDocuments(server);
  connectGraph(server);
  connection.onInitialized(() => {
    void connection.client.register(DidChangeConfigurationNotification.type, { section: SETTINGS });
    void connection.client.register(CompletionRequest.type, { documentSelector: [{ scheme: 'file', pattern: POLICY_PATTERN }], triggerCharacters: [' ', '[', ','] });
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    void pullSettings(server).then(() => server.setFolders(workspaceFolders ?? []));
    connection.workspace.onDidChangeWorkspaceFolders(async () => server.setFolders((await connection.workspace.getWorkspaceFolders()) ?? []));
  });
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      codeLensProvider: {},
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
});
connection.listen();

/** Other editors may send no options: then nothing is cached and git is not asked. */
function readOptions(given: Partial<InitializationOptions> | undefined): InitializationOptions {
  return { trusted: false, distPath: __dirname, docsBase: '', ...given };
}

async function pullSettings(server: LensServer): Promise<void> {
  const settings: unknown = await connection.workspace.getConfiguration(SETTINGS);
  server.setSettings(settings);
}

function connectWorkspace(server: LensServer): void {
  connection.onDidChangeConfiguration(() => void pullSettings(server));
  connection.onDidChangeWatchedFiles(({ changes }) => server.filesChanged(changes));
  connection.onNotification(NOTIFICATIONS.trust, ({ trusted }: { readonly trusted: boolean }) => server.setTrusted(trusted));
  connection.onShutdown(() => server.close());
}

function connectDocuments(server: LensServer): void {
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => server.documentChanged(document));
  documents.onDidClose(({ document }) => server.documentClosed(document));
  documents.listen(connection);
  connection.onHover(({ textDocument, position }) => server.hover(textDocument.uri, position));
  connection.onCompletion(({ textDocument, position }) => server.policyCompletion(textDocument.uri, position));
  connection.onCodeAction((params) => server.codeActions(params));
  connection.onCodeLens(({ textDocument }) => server.codeLenses(textDocument.uri));
}

function connectGraph(server: LensServer): void {
  connection.onRequest(REQUESTS.graph, () => server.graph());
  connection.onRequest(REQUESTS.export, (params: ExportParams) => server.export(params));
  connection.onRequest(REQUESTS.commit, () => server.commit());
  connection.onRequest(REQUESTS.compare, ({ ref }: CompareParams) => server.compare(ref));
  connection.onRequest(REQUESTS.baseline, () => server.baseline());
  connection.onRequest(REQUESTS.acceptFinding, (params: AcceptParams) => server.acceptFinding(params));
  connection.onRequest(REQUESTS.analyse, () => server.restart());
  connection.onRequest(REQUESTS.stop, () => server.stop());
  connection.onRequest(REQUESTS.lastGraph, () => server.lastGraph());
  connection.onRequest(REQUESTS.locate, ({ uri, line, character }: LocateParams) => server.locate(uri, { line, character }));
  connection.onNotification(NOTIFICATIONS.watch, ({ on }: { readonly on: boolean }) => server.setWatched(on));
}
