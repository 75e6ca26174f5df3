import { l10n, Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { SuppressArguments } from '../../protocol/server-messages.js';

/** Asks why a finding is acceptable and writes that above it; without a reason nothing happens. */
export async function suppress({ uri, line, comment, rule }: SuppressArguments): Promise<void> {
  const reason = await window.showInputBox({
    title: l10n.t('Suppress {0}', rule),
    prompt: l10n.t('Why is this acceptable? The reason stays in the file; "until 2030-01-31" at its end sets a date.'),
    validateInput: (text) => (text.trim() === '' ? l10n.t('A suppression without a reason has no effect') : undefined),
  });
  if (reason === undefined) return;
  const document = await workspace.openTextDocument(Uri.parse(uri));
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(line, 0), `${comment} ${reason.trim()}\n`);
  await workspace.applyEdit(edit);
}
