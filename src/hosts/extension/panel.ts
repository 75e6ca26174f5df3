import { commands, env, l10n, Uri, ViewColumn, window, type Disposable, type ExtensionContext, type WebviewPanel } from 'vscode';
import type { GraphView } from '../../protocol/graph-view.js';
import type { BaseView, FromWebview, MenuAction, PictureOrder, Selection, ToWebview } from '../../protocol/webview-messages.js';
import { COMMANDS } from './command-names.js';
import type { Connection } from './connection.js';
import type { Drawn } from './export-graph.js';
import { panelHtml } from './panel-html.js';
import { openPlace } from './places.js';
import { savePicture } from './save-picture.js';

/** Kind of the webview panel, as in the manifest's activation events. */
const VIEW_TYPE = 'couplingLens.graph';

/** The one panel that shows the graph. */
export interface GraphPanel extends Disposable {
  show(): void;
  /** Shows the panel and selects an element or relation in it. */
  reveal(selection: NonNullable<Selection>): void;
  /** Does what a menu entry says with an element or relation. */
  act(action: MenuAction, about: NonNullable<Selection>): void;
  /** Has the page make a picture, which is saved where the user says. */
  makePicture(picture: PictureOrder): void;
  /** Has the page say what it draws and start an export of it; false when no graph is in sight. */
  exportDrawn(): boolean;
  /** Shows what has changed since an earlier graph. */
  compare(base: BaseView): void;
}

/**
 * Opens nothing; the panel comes with the first `show`, or when the editor restores it after a reload.
 * @param exportDrawn exports what the page draws
 */
export function createGraphPanel(context: ExtensionContext, connection: Connection, exportDrawn: (drawn: Drawn) => Promise<void>): GraphPanel {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  let panel: WebviewPanel | undefined;
  let isReady = false;
  /** The server has said something about this session. */
  let hasGraph = false;
  /** Asked for while the page loads, so that it need not wait for it once more; undefined once the page has that, or a newer one. */
  let coming: Promise<GraphView | null> | undefined;
  /** Asked for before the page could take it. */
  let waiting: ToWebview[] = [];
  /** A page that was hidden has to be told again. */
  let base: BaseView | undefined;

  function post(message: ToWebview): void {
    if (isReady) void panel?.webview.postMessage(message);
  }

  function attach(attached: WebviewPanel): void {
    panel = attached;
    isReady = false;
    attached.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    attached.iconPath = Uri.joinPath(context.extensionUri, 'media', 'icon.png');
    attached.webview.onDidReceiveMessage((message: FromWebview) => void receive(message));
    attached.onDidChangeViewState(() => setVisible(attached.visible));
    attached.onDidDispose(() => {
      panel = undefined;
      base = undefined;
      setVisible(false);
    });
    setVisible(attached.visible);
    attached.webview.html = panelHtml(attached.webview, dist, env.language);
  }

  /** A hidden page is gone: it says `ready` again when it is shown. */
  function setVisible(visible: boolean): void {
    void connection.watch(visible);
    if (visible) {
      if (!isReady) coming ??= askForGraph();
      return;
    }
    isReady = false;
    coming = undefined;
  }

  async function askForGraph(): Promise<GraphView | null> {
    const view = await connection.graph();
    hasGraph ||= view !== null;
    return view;
  }

  async function receive(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        return greet();
      case 'open':
        return openPlace(message.place, message.focus, ViewColumn.Beside);
      case 'fix':
        await openPlace(message.place, true, ViewColumn.Beside);
        return void commands.executeCommand('editor.action.quickFix');
      case 'openRule':
        return void commands.executeCommand(COMMANDS.explain, { rule: message.rule });
      case 'export':
        return exportDrawn(message);
      case 'save':
        return savePicture(message);
      case 'copy':
        await env.clipboard.writeText(message.text);
        return void window.setStatusBarMessage(l10n.t('Copied as Markdown'), 5000);
      case 'compare':
        return void commands.executeCommand(COMMANDS.compare);
      case 'endComparison':
        base = undefined;
        return;
      case 'analyse':
        return void commands.executeCommand(COMMANDS.analyse);
      case 'stop':
        return void commands.executeCommand(COMMANDS.stop);
      case 'openSample':
        return void commands.executeCommand(COMMANDS.openSample);
      case 'openFolder':
        return void commands.executeCommand('vscode.openFolder');
    }
  }

  async function greet(): Promise<void> {
    isReady = true;
    const asked = (coming ??= askForGraph());
    await showLast();
    const view = await asked;
    if (view !== null && coming === asked) showGraph(view);
    if (base !== undefined) post({ type: 'compare', base });
    for (const message of waiting) post(message);
    waiting = [];
  }

  /** Until there is a graph, that of the session before. */
  async function showLast(): Promise<void> {
    if (hasGraph) return;
    const last = await connection.lastGraph();
    if (last !== null && !hasGraph) post({ type: 'graph', view: last.view, cachedAt: last.savedAt });
  }

  function showGraph(view: GraphView): void {
    hasGraph = true;
    // What was asked for before is older, so greet drops it.
    if (isReady) coming = undefined;
    else if (coming !== undefined) coming = Promise.resolve(view);
    post({ type: 'graph', view });
  }

  function show(): void {
    if (panel !== undefined) return panel.reveal();
    attach(window.createWebviewPanel(VIEW_TYPE, 'Coupling Graph', ViewColumn.Active));
  }

  /** Shows the page and tells it something, at the latest when it is ready. */
  function tell(message: ToWebview): void {
    if (isReady && panel !== undefined) post(message);
    else waiting.push(message);
    show();
  }

  const subscriptions: Disposable[] = [
    connection.onGraph(showGraph),
    connection.onStatus(({ state, message }) => {
      post({ type: 'status', state: state === 'reading' ? 'analysing' : state, message: message ?? '' });
    }),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (restored) => attach(restored),
    }),
  ];

  return {
    show,
    reveal: (selection) => tell({ type: 'reveal', selection }),
    act: (action, about) => tell({ type: 'act', action, about }),
    makePicture: (picture) => tell({ type: 'picture', picture }),
    exportDrawn() {
      post({ type: 'askExport' });
      return isReady && panel?.visible === true;
    },
    compare(compared) {
      base = compared;
      if (isReady) post({ type: 'compare', base });
      show();
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      panel?.dispose();
    },
  };
}
