import { workspace, type Disposable, type LogOutputChannel } from 'vscode';
import { LanguageClient, State, TransportKind, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import type { GraphView } from '../../protocol/graph-view.js';
import { NOTIFICATIONS, REQUESTS, type AcceptParams, type AcceptResult, type Baseline, type CompareResult, type ExportParams, type InitializationOptions, type LastGraph, type LocateParams, type LocateResult, type StatusParams } from '../../protocol/server-messages.js';

/** The running language server, as the rest of the extension sees it. */
export interface LensClient extends Disposable {
  graph(): Promise<GraphView | null>;
  export(params: ExportParams): Promise<string>;
  commit(): Promise<string | null>;
  compare(ref: string): Promise<CompareResult>;
  baseline(): Promise<readonly Baseline[]>;
  /** The edit that accepts a finding in the policy file. */
  acceptFinding(params: AcceptParams): Promise<AcceptResult>;
  /** The graph of the session before. */
  lastGraph(): Promise<LastGraph | null>;
  /** Ends the reading at hand. */
  stop(): Promise<void>;
  /** Forgets everything and reads the workspace anew. */
  analyse(): Promise<void>;
  locate(params: LocateParams): Promise<LocateResult>;
  watch(on: boolean): Promise<void>;
  /** Tells the server that the user trusts the workspace now. */
  trust(): Promise<void>;
}

/** What the server says unasked. */
export interface LensListener {
  onStatus(status: StatusParams): void;
  /** Comes after each analysis while `watch` is on. */
  onGraph(view: GraphView): void;
}

/** Restarts after crashes before the server counts as broken; within three minutes, as in the client's own default. */
const MAX_RESTARTS = 4;

const STOPPED: StatusParams = { state: 'failed', riskyEdges: 0, services: 0, filesRead: 0, filesTotal: 0, message: 'The language server stopped' };

/** Starts the language server in a process of its own; it restarts by itself when it crashes. */
export async function startClient(serverFile: string, initializationOptions: InitializationOptions, output: LogOutputChannel, listener: LensListener): Promise<LensClient> {
  const server: ServerOptions = { module: serverFile, transport: TransportKind.ipc };
  const options: LanguageClientOptions = {
    // Which files matter is for the server to say: it alone knows the formats.
    documentSelector: [{ scheme: 'file' }],
    initializationOptions,
    outputChannel: output,
    connectionOptions: { maxRestartCount: MAX_RESTARTS },
  };
  const client = new LanguageClient('couplingLens', 'Coupling Lens', server, options);
  let isWatching = false;

  client.onNotification(NOTIFICATIONS.status, (status: StatusParams) => listener.onStatus(status));
  client.onNotification(NOTIFICATIONS.graphChanged, (view: GraphView) => listener.onGraph(view));
  const tellWatch = (): Promise<void> => client.sendNotification(NOTIFICATIONS.watch, { on: isWatching });
  const tellTrust = (): Promise<void> => client.sendNotification(NOTIFICATIONS.trust, { trusted: workspace.isTrusted });
  await client.start();
  // A restarted server knows nothing of what was said to the one before it.
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) void Promise.all([tellWatch(), tellTrust()]);
    else if (newState === State.Stopped) listener.onStatus(STOPPED);
  });

  return {
    graph: () => client.sendRequest(REQUESTS.graph),
    export: (params) => client.sendRequest(REQUESTS.export, params),
    commit: () => client.sendRequest(REQUESTS.commit),
    compare: (ref) => client.sendRequest(REQUESTS.compare, { ref }),
    baseline: () => client.sendRequest(REQUESTS.baseline),
    acceptFinding: (params) => client.sendRequest(REQUESTS.acceptFinding, params),
    lastGraph: () => client.sendRequest(REQUESTS.lastGraph),
    stop: () => client.sendRequest(REQUESTS.stop),
    analyse: () => client.sendRequest(REQUESTS.analyse),
    locate: (params) => client.sendRequest(REQUESTS.locate, params),
    watch(on) {
      isWatching = on;
      return tellWatch();
    },
    trust: tellTrust,
    dispose: () => void client.dispose(),
  };
}
