import { l10n, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { Connection } from './connection.js';

/** Accepts the findings of today after asking: writes the baseline as an edit that can be undone, saves and shows it. */
export async function writeBaseline(connection: Connection): Promise<void> {
  const baseline = await connection.baseline();
  if (baseline === null) return;
  const accept = l10n.t('Accept');
  const question = baseline.accepted === 1 ? l10n.t('Accept the finding of today?') : l10n.t('Accept the {0} findings of today?', baseline.accepted);
  const detail = l10n.t('They go into coupling.baseline.json and are shown no more. New ones are.');
  if ((await window.showInformationMessage(question, { modal: true, detail }, accept)) !== accept) return;
  const uri = Uri.parse(baseline.uri);
  const edit = new WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  edit.replace(uri, new Range(0, 0, Number.MAX_SAFE_INTEGER, 0), baseline.text);
  if (!(await workspace.applyEdit(edit))) return;
  const document = await workspace.openTextDocument(uri);
  await document.save();
  await window.showTextDocument(document);
}
