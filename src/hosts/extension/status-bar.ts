import { l10n, MarkdownString, StatusBarAlignment, window, type Disposable } from 'vscode';
import type { StatusParams } from '../../protocol/server-messages.js';
import { COMMANDS } from './command-names.js';
import type { Connection } from './connection.js';

/** Shows the verdict, and progress while files are read. */
export function createStatusBar(connection: Connection): Disposable {
  const item = window.createStatusBarItem('couplingLens.status', StatusBarAlignment.Left);
  item.name = 'Coupling Lens';
  item.text = '$(type-hierarchy) Coupling Lens';
  item.tooltip = l10n.t('Show the coupling graph');
  item.command = COMMANDS.showGraph;
  item.show();
  const subscription = connection.onStatus((status) => {
    item.text = textOf(status);
    item.tooltip = tooltipOf(status);
    item.command = status.state === 'failed' ? COMMANDS.showOutput : COMMANDS.showGraph;
  });
  return {
    dispose() {
      subscription.dispose();
      item.dispose();
    },
  };
}

/** A tooltip that can end the reading. */
function withStop(text: string): MarkdownString {
  const tooltip = new MarkdownString(`${text} [${l10n.t('Stop')}](command:${COMMANDS.stop})`);
  tooltip.isTrusted = { enabledCommands: [COMMANDS.stop] };
  return tooltip;
}

function textOf({ state, style, riskyEdges, filesRead, filesTotal }: StatusParams): string {
  if (state === 'failed') return `$(error) ${l10n.t('Coupling Lens failed')}`;
  if (state === 'reading') {
    const progress = filesTotal === 0 ? '' : ` ${Math.floor((100 * filesRead) / filesTotal)} %`;
    return `$(sync~spin) ${style ?? l10n.t('Reading services')}${style === undefined ? progress : ''}`;
  }
  if (style === undefined) return `$(type-hierarchy) ${l10n.t('No services')}`;
  return `$(type-hierarchy) ${style} · ${riskyEdges === 1 ? l10n.t('1 risky edge') : l10n.t('{0} risky edges', riskyEdges)}`;
}

function tooltipOf({ state, style, services, filesRead, filesTotal, message }: StatusParams): string | MarkdownString {
  if (state === 'reading') return withStop(l10n.t('Reading: {0} of {1} files.', filesRead, filesTotal));
  if (state === 'stopped') return l10n.t('Stopped after {0} files. The command Analyse Workspace reads all of them.', filesRead);
  if (state === 'failed') return message ?? l10n.t('The analysis failed; click for the output');
  if (style === undefined) return l10n.t('Coupling Lens looks for Compose files, Kubernetes manifests and source code of services');
  return l10n.t('{0} services in {1} files. Click to show the coupling graph.', services, filesRead);
}
