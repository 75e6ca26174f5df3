import { commands, EventEmitter, l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, window, type Disposable, type TreeDataProvider } from 'vscode';
import type { FindingView } from '../../protocol/graph-view.js';
import { COMMANDS } from './command-names.js';
import type { Connection } from './connection.js';

/** A rule with its findings, or one finding. */
type Node = { readonly rule: string; readonly findings: readonly FindingView[] } | FindingNode;

/** What commands in the menu of a finding are called with. */
export interface FindingNode {
  readonly finding: FindingView;
}

const ICONS = {
  error: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
  warning: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  info: new ThemeIcon('info'),
  hint: new ThemeIcon('lightbulb'),
} as const;

/** Context key of the manifest: absent until the first verdict. */
const STATE_KEY = 'couplingLens.state';

/** The tree of findings by rule, errors first. It asks for the graph only while somebody looks at it. */
export function createRiskyEdges(connection: Connection): Disposable {
  const changed = new EventEmitter<void>();
  let findings: readonly FindingView[] = [];
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => (node === undefined ? byRule(findings) : 'findings' in node ? node.findings.map((finding) => ({ finding })) : []),
    getTreeItem: (node) => ('finding' in node ? findingItem(node.finding) : ruleItem(node.rule, node.findings)),
  };
  const view = window.createTreeView('couplingLens.riskyEdges', { treeDataProvider: provider, showCollapseAll: true });

  async function refresh(): Promise<void> {
    if (!view.visible) return;
    findings = (await connection.graph())?.findings ?? [];
    changed.fire();
  }

  const subscriptions = [
    view,
    changed,
    view.onDidChangeVisibility(refresh),
    connection.onStatus(({ state }) => void (state === 'ready' ? refresh() : undefined)),
    // What an empty tree says; while the workspace is read again, that of the last time.
    connection.onStatus(({ state }) => void (state === 'reading' ? undefined : commands.executeCommand('setContext', STATE_KEY, state))),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => subscription.dispose()) };
}

const ORDER = ['error', 'warning', 'info', 'hint'];

function byRule(findings: readonly FindingView[]): Node[] {
  const groups = new Map<string, FindingView[]>();
  const ordered = [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  for (const finding of ordered) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  return [...groups].map(([rule, members]) => ({ rule, findings: members }));
}

function ruleItem(rule: string, findings: readonly FindingView[]): TreeItem {
  const item = new TreeItem(rule, TreeItemCollapsibleState.Expanded);
  item.description = String(findings.length);
  item.contextValue = 'rule';
  return item;
}

function findingItem({ message, severity, place }: FindingView): TreeItem {
  const item = new TreeItem(message);
  item.description = `${place.path}:${place.line}`;
  item.contextValue = 'finding';
  item.tooltip = message;
  item.iconPath = ICONS[severity];
  item.command = { title: l10n.t('Open'), command: COMMANDS.openPlace, arguments: [place] };
  return item;
}
