import { CodeLensRefreshRequest } from 'vscode-languageserver/node';
import type { CodeAction, CodeActionParams, CodeLens, CompletionItem, Connection, Diagnostic, FileEvent, Hover, Position, WorkspaceFolder } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readConfig, rules, STYLE_NAMES, type Finding } from '../../engine/index.js';
import { BASELINE_FILE, riskyRelationIds, toBaseline, toDiagnostic, toExportText, toGraphView } from '../../present/index.js';
import type { GraphView } from '../../protocol/graph-view.js';
import { NOTIFICATIONS, type AcceptParams, type AcceptResult, type Baseline, type CompareResult, type ExportParams, type InitializationOptions, type LastGraph, type LocateResult, type StatusParams } from '../../protocol/server-messages.js';
import { headOf } from '../node/git.js';
import { wantsHistory } from '../node/history-reader.js';
import { readExclude } from '../node/list.js';
import { readText } from '../node/read.js';
import { codeActions } from './code-actions.js';
import { codeLenses, wantsLenses } from './code-lenses.js';
import { createDiagnosticPublisher } from './diagnostics.js';
import { createOpenDocuments } from './documents.js';
import { createFixes } from './fixes.js';
import { createFolders } from './folders.js';
import { toHover } from './hover.js';
import { createLastGraph } from './last-graph.js';
import { locate, locateOwner, type Located } from './locate.js';
import { policyCompletion } from './policy-completion.js';
import { policyInsertion } from './policy-exceptions.js';
import { createSession, type Snapshot } from './session.js';
import { applyFileEvents } from './watching.js';
import { createVerdictMemory } from './verdict-memory.js';

/** The language server without its wiring: one method for each thing a client says. */
export interface LensServer {
  setFolders(folders: readonly WorkspaceFolder[]): void;
  setSettings(settings: unknown): void;
  setTrusted(trusted: boolean): void;
  setWatched(on: boolean): void;
  restart(): void;
  stop(): void;
  lastGraph(): LastGraph | null;
  documentChanged(document: TextDocument): void;
  documentClosed(document: TextDocument): void;
  filesChanged(events: readonly FileEvent[]): void;
  graph(): Promise<GraphView | null>;
  compare(ref: string): Promise<CompareResult>;
  export(params: ExportParams): Promise<string>;
  commit(): Promise<string | null>;
  baseline(): Promise<Baseline[]>;
  acceptFinding(params: AcceptParams): Promise<AcceptResult>;
  locate(uri: string, position: Position): Promise<LocateResult>;
  policyCompletion(uri: string, position: Position): Promise<CompletionItem[]>;
  hover(uri: string, position: Position): Promise<Hover | null>;
  codeActions(params: CodeActionParams): Promise<CodeAction[]>;
  codeLenses(uri: string): Promise<CodeLens[]>;
  close(): void;
}

/**
 * Makes the server of one client.
 * @param canRefreshLenses whether the client asks for lenses again when told to; others do when they look at a file again
 */
export function createLensServer(connection: Connection, { distPath, storagePath, docsBase, trusted }: InitializationOptions, canRefreshLenses: boolean): LensServer {
  const documents = createOpenDocuments();
  const verdictOf = createVerdictMemory();
  const publisher = createDiagnosticPublisher((uri, diagnostics) => void connection.sendDiagnostics({ uri, diagnostics }));
  let folders = createFolders([]);
  let name = '';
  let isWatched = false;
  let showsLenses = true;

  const kept = createLastGraph(storagePath, distPath);
  let isKept = false;
  const session = createSession({
    documents,
    distPath,
    ...(storagePath === undefined ? {} : { storagePath }),
    events: { onReading, onSnapshot, onFailure },
  });
  const fixes = createFixes({ session, documents, uriOf: (path) => folders.uriOf(path) });
  session.configure({ trusted });

  function onReading(filesRead: number, filesTotal: number): void {
    sendStatus({ state: 'reading', riskyEdges: 0, services: 0, filesRead, filesTotal });
  }

  function onSnapshot(snapshot: Snapshot): void {
    // An incomplete graph may lack the very timeout or client that makes a finding wrong.
    if (snapshot.complete) publisher.publish(diagnosticsOf(snapshot));
    if (snapshot.complete && canRefreshLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
    if (isWatched) void connection.sendNotification(NOTIFICATIONS.graphChanged, viewOf(snapshot));
    sendStatus(statusOf(snapshot));
    if (snapshot.complete && !isKept) keep(snapshot);
  }

  /** At the first complete picture, in case that this process is killed, and at the end. */
  function keep(snapshot: Snapshot): void {
    isKept = true;
    kept.save(viewOf(snapshot));
  }

  function onFailure(error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(message);
    sendStatus({ state: 'failed', riskyEdges: 0, services: 0, filesRead: 0, filesTotal: 0, message });
  }

  function sendStatus(status: StatusParams): void {
    void connection.sendNotification(NOTIFICATIONS.status, status);
  }

  function viewOf({ analysis, workspace, revision, complete, stopped, filesRead }: Snapshot): GraphView {
    return toGraphView(analysis, { revision, complete, stopped, filesRead, name, restricted: !session.state.trusted, lineStartsOf: workspace.lineStarts, verdict: verdictOf(analysis) });
  }

  function diagnosticOf({ workspace }: Snapshot, finding: Finding): Diagnostic {
    return toDiagnostic(finding, { docsBase, lineStartsOf: workspace.lineStarts, uriOf: (path) => folders.uriOf(path) ?? path });
  }

  function diagnosticsOf(snapshot: Snapshot): Map<string, Diagnostic[]> {
    const byUri = new Map<string, Diagnostic[]>();
    for (const finding of snapshot.analysis.findings) {
      const uri = folders.uriOf(finding.site.path);
      if (uri === undefined || finding.suppressed) continue;
      const others = byUri.get(uri);
      if (others === undefined) byUri.set(uri, [diagnosticOf(snapshot, finding)]);
      else others.push(diagnosticOf(snapshot, finding));
    }
    return byUri;
  }

  /** What the graph knows about a position; undefined while the editor is ahead of the analysis. */
  async function locateIn(uri: string, { line, character }: Position): Promise<{ snapshot: Snapshot; path: string; located?: Located } | undefined> {
    const path = folders.pathOf(uri);
    const snapshot = await session.settled();
    if (path === undefined || snapshot === undefined || !documents.isCurrent(path)) return undefined;
    const lineStart = snapshot.workspace.lineStarts(path)[line];
    const located = lineStart === undefined ? undefined : locate(snapshot, path, line, lineStart + character);
    return { snapshot, path, ...(located === undefined ? {} : { located }) };
  }

  return {
    setFolders(named) {
      folders = createFolders(named);
      name = named.map((folder) => folder.name).join(', ');
      session.configure({ folders: folders.all });
    },
    setSettings(settings) {
      const { config, problems } = readConfig(settings, rules.map((rule) => rule.id), new Date().toISOString().slice(0, 10));
      for (const { message } of problems) connection.console.warn(message);
      const exclude = readExclude(settings);
      const isSame = exclude.join('\n') === session.state.exclude.join('\n');
      showsLenses = wantsLenses(settings);
      session.configure({ config, history: wantsHistory(settings), ...(isSame ? {} : { exclude }) });
    },
    setTrusted(isTrusted) {
      if (isTrusted !== session.state.trusted) session.configure({ trusted: isTrusted });
    },
    setWatched(on) {
      isWatched = on;
    },
    restart: () => session.restart(),
    stop: () => session.stop(),
    lastGraph: () => kept.load(),

    documentChanged(document) {
      const path = folders.pathOf(document.uri);
      if (path === undefined) return;
      const isOpening = documents.get(path) === undefined;
      documents.open(path, document);
      const file = session.fileOf(path);
      if (file === undefined) return;
      // Opening a file to look at it changes nothing.
      if (isOpening && hasText(file, document)) documents.take(path);
      else session.touch(path);
    },
    documentClosed(document) {
      const path = folders.pathOf(document.uri);
      if (path === undefined) return;
      documents.close(path);
      const file = session.fileOf(path);
      if (file !== undefined && !hasText(file, document)) session.touch(path);
    },
    filesChanged: (events) => applyFileEvents(events, session, folders, documents),

    async graph() {
      // A picture of what is read so far beats none; the rest comes by itself.
      const snapshot = await session.latest();
      return snapshot === undefined ? null : viewOf(snapshot);
    },
    async compare(ref) {
      const snapshot = await session.settled();
      if (snapshot === undefined) return { problem: 'nothing has been read yet' };
      try {
        // The verdict of then is not argued about: only where it stood is shown.
        const { analysis, workspace, lacking } = await session.at(ref);
        return { view: toGraphView(analysis, { revision: 0, complete: true, restricted: false, filesRead: [...workspace.paths()].length, name, lineStartsOf: workspace.lineStarts }), lacking: lacking.map((folder) => folder === '' ? name : folder) };
      } catch (error) {
        return { problem: error instanceof Error ? error.message : String(error) };
      }
    },
    async export({ format, ...details }) {
      const snapshot = await session.settled();
      if (snapshot === undefined) return '';
      const { analysis, workspace } = snapshot;
      return toExportText(format, analysis, workspace.lineStarts, details);
    },
    async commit() {
      // Git is not asked in Restricted Mode.
      if (!session.state.trusted) return null;
      const commits = await Promise.all(folders.all.map(({ root }) => headOf(root)));
      return [...new Set(commits.flatMap((commit) => commit ?? []))].join(', ') || null;
    },
    async baseline() {
      const snapshot = await session.settled();
      if (snapshot === undefined) return [];
      return folders.all.flatMap(({ prefix }): Baseline[] => {
        const path = `${prefix}${BASELINE_FILE}`;
        const uri = folders.uriOf(path);
        const baseline = toBaseline(snapshot.analysis, prefix);
        // Where nothing is to be accepted a file is only changed, never made.
        const isWanted = baseline.accepted > 0 || snapshot.workspace.facts(path) !== undefined;
        return uri === undefined || !isWanted ? [] : [{ uri, path, ...baseline }];
      });
    },
    async acceptFinding({ uri, ...accepted }) {
      const path = folders.pathOf(uri);
      const snapshot = await session.settled();
      if (path === undefined || snapshot === undefined) return { problem: 'the file belongs to no folder that was read' };
      return policyInsertion(path, accepted, { paths: snapshot.workspace.paths(), folders, documents });
    },
    async locate(uri, position) {
      const found = await locateIn(uri, position);
      if (found === undefined) return null;
      if (found.located?.kind === 'relation') return { kind: 'relation', id: found.located.relation.id };
      const element = found.located?.element ?? locateOwner(found.snapshot, found.path, position.line);
      return element === undefined ? null : { kind: 'element', id: element.id };
    },
    async policyCompletion(uri, position) {
      const path = folders.pathOf(uri);
      // The names are wanted while the file is being written: the picture before this key stroke has them.
      const snapshot = await session.latest();
      const document = path === undefined ? undefined : documents.get(path);
      return snapshot === undefined || document === undefined ? [] : policyCompletion(document.getText(), position, snapshot.analysis);
    },
    async hover(uri, position) {
      const found = await locateIn(uri, position);
      return found?.located === undefined ? null : toHover(found.snapshot, found.located);
    },
    async codeActions(params) {
      const path = folders.pathOf(params.textDocument.uri);
      const snapshot = await session.settled();
      if (path === undefined || snapshot === undefined || !documents.isCurrent(path)) return [];
      return codeActions(path, params, {
        snapshot,
        fixes,
        text: documents.get(path)?.getText() ?? '',
        toDiagnostic: (finding) => diagnosticOf(snapshot, finding),
      });
    },
    async codeLenses(uri) {
      const path = folders.pathOf(uri);
      const snapshot = await session.settled();
      return !showsLenses || path === undefined || snapshot === undefined || !documents.isCurrent(path) ? [] : codeLenses(path, snapshot);
    },
    close() {
      const snapshot = session.current();
      if (snapshot?.complete === true) keep(snapshot);
      session.close();
    },
  };
}

function hasText(file: string, document: TextDocument): boolean {
  const onDisk = readText(file);
  return onDisk.kind === 'text' && onDisk.text === document.getText();
}

/** What the status bar shows. */
function statusOf({ analysis, complete, stopped, filesRead }: Snapshot): StatusParams {
  const { style } = analysis.metrics.system;
  return {
    state: stopped ? 'stopped' : complete ? 'ready' : 'reading',
    ...(style === undefined ? {} : { style: STYLE_NAMES[style] }),
    riskyEdges: riskyRelationIds(analysis).size,
    services: [...analysis.graph.elements.values()].filter(({ kind, role }) => kind === 'service' && role === 'business').length,
    filesRead,
    filesTotal: filesRead,
  };
}
