import { commands, l10n, Uri, window, workspace, type ExtensionContext } from 'vscode';
import type { FindingView, GraphView, PlaceView } from '../../protocol/graph-view.js';
import type { AcceptArguments, ExplainArguments, ShowInGraphArguments, SuppressArguments } from '../../protocol/server-messages.js';
import type { MenuAction } from '../../protocol/webview-messages.js';
import { acceptFinding } from './accept-finding.js';
import { COMMANDS } from './command-names.js';
import { compareWithRef } from './compare.js';
import { createConnection, type Connection } from './connection.js';
import { exportGraph, type Drawn } from './export-graph.js';
import { createGraphPanel, type GraphPanel } from './panel.js';
import { openPlace } from './places.js';
import { createRiskyEdges, type FindingNode } from './risky-edges.js';
import { openSample } from './sample.js';
import { createStatusBar } from './status-bar.js';
import { suppress } from './suppress.js';
import { writeBaseline } from './write-baseline.js';

/** What `extension.exports` offers to other extensions. */
interface Api {
  /** The coupling graph as it stands; null when the server could not start. */
  graph(): Promise<GraphView | null>;
}

/** Entry of the extension. Everything that costs time is loaded after it returns. */
export function activate(context: ExtensionContext): Api {
  const output = window.createOutputChannel('Coupling Lens', { log: true });
  const connection = createConnection(context, output);
  const { version } = context.extension.packageJSON as { readonly version: string };
  const exportDrawn = (drawn?: Drawn): Promise<void> => exportGraph(connection, (picture) => panel.makePicture(picture), version, drawn);
  const panel = createGraphPanel(context, connection, exportDrawn);
  context.subscriptions.push(output, connection, panel, createStatusBar(connection), createRiskyEdges(connection));

  const register = <T>(command: string, run: (argument: T) => unknown): void => {
    context.subscriptions.push(commands.registerCommand(command, run));
  };
  register(COMMANDS.showGraph, () => panel.show());
  register(COMMANDS.analyse, () => connection.analyse());
  register(COMMANDS.stop, () => connection.stop());
  register(COMMANDS.exportGraph, () => (panel.exportDrawn() ? undefined : exportDrawn()));
  register(COMMANDS.compare, () => compareWithRef(connection, panel));
  for (const [command, action] of MENU_ACTIONS) register(command, ({ kind, id }: ShowInGraphArguments) => panel.act(action, { kind, id }));
  register(COMMANDS.writeBaseline, () => writeBaseline(connection));
  register(COMMANDS.showOutput, () => output.show());
  register(COMMANDS.openSample, () => openSample(context));
  register(COMMANDS.reveal, (uri: Uri | undefined) => reveal(uri, connection, panel));
  register(COMMANDS.revealFinding, ({ finding }: FindingNode) => revealFinding(finding, panel));
  register(COMMANDS.openPlace, (place: PlaceView) => openPlace(place, true));
  register(COMMANDS.suppress, (argument: SuppressArguments) => suppress(argument));
  register(COMMANDS.accept, (argument: AcceptArguments) => acceptFinding(argument, connection));
  register(COMMANDS.showInGraph, (argument: ShowInGraphArguments) => panel.reveal(argument));
  register(COMMANDS.explain, ({ rule }: ExplainArguments) => explain(rule, context));

  // After activation, so that it delays no other extension.
  if (workspace.workspaceFolders !== undefined) setImmediate(() => void connection.start());
  return { graph: () => connection.graph() };
}

/** Commands of the graph's context menu; VS Code calls them with what the page says the menu is about. */
const MENU_ACTIONS: readonly (readonly [command: string, action: MenuAction])[] = [
  [COMMANDS.graphOpen, 'open'], [COMMANDS.graphFocus, 'focus'], [COMMANDS.graphInside, 'inside'], [COMMANDS.graphTakeDown, 'takeDown'], [COMMANDS.graphCopy, 'copy'],
];

/** Selects in the graph what the cursor, or the file chosen in the Explorer, speaks of. */
async function reveal(uri: Uri | undefined, connection: Connection, panel: GraphPanel): Promise<void> {
  const editor = window.activeTextEditor;
  const target = uri ?? editor?.document.uri;
  if (target === undefined) return panel.show();
  const { line, character } = editor?.document.uri.toString() === target.toString() ? editor.selection.active : { line: 0, character: 0 };
  const found = await connection.locate({ uri: target.toString(), line, character });
  if (found !== null) return panel.reveal(found);
  panel.show();
  void window.setStatusBarMessage(l10n.t('Nothing in the coupling graph is declared here'), 5000);
}

/** A finding is about its relation, or else about its element; one about neither has only its place. */
function revealFinding({ relations: [relation], elements: [element] }: FindingView, panel: GraphPanel): void {
  if (relation !== undefined) panel.reveal({ kind: 'relation', id: relation });
  else if (element !== undefined) panel.reveal({ kind: 'element', id: element });
  else panel.show();
}

async function explain(rule: string, { extensionUri }: ExtensionContext): Promise<void> {
  // Ids come from messages: only what looks like one becomes part of a path.
  if (!/^[a-z0-9-]+$/.test(rule)) return;
  await commands.executeCommand('markdown.showPreview', Uri.joinPath(extensionUri, 'docs', 'rules', `${rule}.md`));
}
