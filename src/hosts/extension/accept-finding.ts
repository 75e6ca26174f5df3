import { l10n, Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { AcceptArguments } from '../../protocol/server-messages.js';
import type { Connection } from './connection.js';

/** Days after which an exception ends, unless whoever writes it says otherwise: long enough for a plan, short enough to be remembered. */
const DEFAULT_DAYS = 90;
const MS_PER_DAY = 24 * 60 * 60 * 1000;

/** Asks why a finding is acceptable and until when, writes an exception into the policy file as one edit that can be undone, saves and shows it. */
export async function acceptFinding(finding: AcceptArguments, connection: Connection): Promise<void> {
  const title = l10n.t('Accept {0}', finding.rule);
  const reason = await window.showInputBox({
    title,
    prompt: l10n.t('Why is this acceptable? The reason stays in the policy file.'),
    validateInput: (text) => (text.trim() === '' ? l10n.t('An exception needs a reason') : undefined),
  });
  if (reason === undefined) return;
  const until = await window.showInputBox({
    title,
    prompt: l10n.t('The last day on which this holds; the finding counts again after it. Empty: no end.'),
    value: new Date(Date.now() + DEFAULT_DAYS * MS_PER_DAY).toISOString().slice(0, 10),
    validateInput: (text) => (isDay(text.trim()) || text.trim() === '' ? undefined : l10n.t('A day such as 2030-01-31')),
  });
  if (until === undefined) return;
  const result = await connection.acceptFinding({ ...finding, reason: reason.trim(), ...(until.trim() !== '' && { until: until.trim() }) });
  if ('problem' in result) return void window.showWarningMessage(l10n.t('The exception was not written: {0}', result.problem));
  const uri = Uri.parse(result.uri);
  const edit = new WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  edit.insert(uri, new Position(result.line, result.character), result.newText);
  if (!(await workspace.applyEdit(edit))) return;
  const document = await workspace.openTextDocument(uri);
  await document.save();
  await window.showTextDocument(document, { preview: false });
}

/** Whether a text is a day of the calendar, in ISO form. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
