import { l10n, ProgressLocation, window, workspace } from 'vscode';
import type { Connection } from './connection.js';
import type { GraphPanel } from './panel.js';

/** Asks for a git ref and shows in the graph what has changed since. Nothing is checked out. */
export async function compareWithRef(connection: Connection, panel: GraphPanel): Promise<void> {
  if (!workspace.isTrusted) return void window.showInformationMessage(l10n.t('Git is not asked in Restricted Mode. Trust the workspace to compare it with an earlier state.'));
  const ref = await window.showInputBox({
    title: l10n.t('Compare With Git Ref'), prompt: l10n.t('A branch, a tag or a commit'), value: 'HEAD', valueSelection: [0, 4],
    validateInput: (text) => (text.trim() === '' ? l10n.t('Name a branch, a tag or a commit') : undefined),
  });
  if (ref === undefined) return;
  const result = await window.withProgress({ location: ProgressLocation.Window, title: l10n.t('Reading {0}', ref) }, () => connection.compare(ref.trim()));
  if ('problem' in result) void window.showErrorMessage(l10n.t('No comparison: {0}', result.problem));
  else panel.compare({ ref: ref.trim(), ...result });
}
