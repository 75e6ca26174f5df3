import { EventEmitter, l10n, Uri, workspace, type Event, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { GraphView } from '../../protocol/graph-view.js';
import type { StatusParams } from '../../protocol/server-messages.js';
import type { LensClient } from './client.js';

/** The way to the language server. Starting it is the first thing that costs anything, so it waits for a reason. */
export interface Connection extends Omit<LensClient, 'trust'> {
  readonly onStatus: Event<StatusParams>;
  readonly onGraph: Event<GraphView>;
  start(): Promise<LensClient | undefined>;
}

/** Makes the connection; the server starts with the first request or with `start`. */
export function createConnection(context: ExtensionContext, output: LogOutputChannel): Connection {
  const status = new EventEmitter<StatusParams>();
  const graph = new EventEmitter<GraphView>();
  let client: Promise<LensClient | undefined> | undefined;

  async function launch(): Promise<LensClient | undefined> {
    const dist = Uri.joinPath(context.extensionUri, 'dist');
    try {
      const { startClient } = await import('./client.js');
      const started = await startClient(Uri.joinPath(dist, 'server.cjs').fsPath, {
        trusted: workspace.isTrusted,
        distPath: dist.fsPath,
        docsBase: `${Uri.joinPath(context.extensionUri, 'docs', 'rules').toString()}/`,
        ...(context.storageUri === undefined ? {} : { storagePath: context.storageUri.fsPath }),
      }, output, {
        onStatus(params) {
          log(params);
          status.fire(params);
        },
        onGraph: (view) => graph.fire(view),
      });
      context.subscriptions.push(started, workspace.onDidGrantWorkspaceTrust(() => void started.trust()));
      return started;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      output.error(`The language server did not start: ${message}`);
      status.fire({ state: 'failed', riskyEdges: 0, services: 0, filesRead: 0, filesTotal: 0, message });
      return undefined;
    }
  }

  function log({ state, style, services, riskyEdges, filesRead, message }: StatusParams): void {
    if (state === 'failed') output.error(message ?? 'The analysis failed');
    if (state === 'ready') output.info(`${style ?? 'No verdict'}: ${services} services, ${riskyEdges} risky edges, ${filesRead} files`);
  }

  function start(): Promise<LensClient | undefined> {
    client ??= launch();
    return client;
  }

  return {
    onStatus: status.event,
    onGraph: graph.event,
    start,
    graph: async () => (await (await start())?.graph()) ?? null,
    export: async (params) => (await (await start())?.export(params)) ?? '',
    commit: async () => (await (await start())?.commit()) ?? null,
    compare: async (ref) => (await (await start())?.compare(ref)) ?? { problem: l10n.t('The language server did not start') },
    baseline: async () => (await (await start())?.baseline()) ?? [],
    acceptFinding: async (params) => (await (await start())?.acceptFinding(params)) ?? { problem: l10n.t('The language server did not start') },
    lastGraph: async () => (await (await start())?.lastGraph()) ?? null,
    stop: async () => (await client)?.stop(),
    analyse: async () => (await start())?.analyse(),
    locate: async (params) => (await (await start())?.locate(params)) ?? null,
    watch: async (on) => (on || client !== undefined ? (await start())?.watch(on) : undefined),
    dispose() {
      status.dispose();
      graph.dispose();
    },
  };
}
