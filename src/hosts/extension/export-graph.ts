import { l10n, languages, window, workspace } from 'vscode';
import type { ExportFormat } from '../../protocol/server-messages.js';
import type { Connection } from './connection.js';

const LANGUAGES: Readonly<Record<ExportFormat, string>> = { json: 'json', mermaid: 'mermaid' };

/** Asks for a format and opens the graph as an untitled document, from where it can be saved anywhere. */
export async function exportGraph(connection: Connection): Promise<void> {
  const choice = await window.showQuickPick<{ label: string; detail: string; format: ExportFormat }>(
    [
      { label: 'JSON', detail: l10n.t('The whole graph document, with evidence and findings'), format: 'json' },
      { label: 'Mermaid', detail: l10n.t('A flowchart for Markdown files'), format: 'mermaid' },
    ],
    { title: l10n.t('Export Graph'), placeHolder: l10n.t('Format') },
  );
  if (choice === undefined) return;
  const content = await connection.export(choice.format);
  await window.showTextDocument(await workspace.openTextDocument({ content, ...(await languageOf(choice.format)) }));
}

/** Mermaid is a language only where an extension made it one. */
async function languageOf(format: ExportFormat): Promise<{ language?: string }> {
  return (await languages.getLanguages()).includes(LANGUAGES[format]) ? { language: LANGUAGES[format] } : {};
}
