import { l10n, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { Connection } from './connection.js';

/** Accepts the findings of today after asking: writes a baseline into each folder that has some, as one edit that can be undone, saves and shows it. */
export async function writeBaseline(connection: Connection): Promise<void> {
  const baselines = await connection.baseline();
  const accepted = baselines.reduce((sum, baseline) => sum + baseline.accepted, 0);
  if (baselines.length === 0) return void window.showInformationMessage(l10n.t('There is no finding to accept'));
  const accept = l10n.t('Accept');
  const question = accepted === 1 ? l10n.t('Accept the finding of today?') : l10n.t('Accept the {0} findings of today?', accepted);
  const detail = l10n.t('They go into {0} and are shown no more. New ones are.', baselines.map(({ path }) => path).join(', '));
  if ((await window.showInformationMessage(question, { modal: true, detail }, accept)) !== accept) return;
  const edit = new WorkspaceEdit();
  for (const { uri, text } of baselines) {
    edit.createFile(Uri.parse(uri), { ignoreIfExists: true });
    edit.replace(Uri.parse(uri), new Range(0, 0, Number.MAX_SAFE_INTEGER, 0), text);
  }
  if (!(await workspace.applyEdit(edit))) return;
  for (const { uri } of baselines) {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    await document.save();
    await window.showTextDocument(document, { preview: false });
  }
}
