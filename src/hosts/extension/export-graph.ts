import { env, l10n, languages, window, workspace, type QuickPickItem } from 'vscode';
import type { ExportFormat } from '../../protocol/server-messages.js';
import type { PictureKind } from '../../protocol/webview-messages.js';
import type { Connection } from './connection.js';
import type { GraphPanel } from './panel.js';

const LANGUAGES: Readonly<Record<ExportFormat, string>> = { json: 'json', mermaid: 'mermaid', dot: 'dot', markdown: 'markdown' };

type Choice = QuickPickItem & ({ readonly format: ExportFormat } | { readonly picture: PictureKind });

/** Asks for a format. Texts open as untitled documents, from where they can be saved anywhere; Markdown goes to the clipboard. */
export async function exportGraph(connection: Connection, panel: GraphPanel): Promise<void> {
  const choices: Choice[] = [
    { label: 'PNG', detail: l10n.t('A picture of the graph as it is drawn'), picture: 'png' },
    { label: 'SVG', detail: l10n.t('A picture of the graph as it is drawn, sharp at any size'), picture: 'svg' },
    { label: 'Markdown', detail: l10n.t('Verdict and findings for a pull request, to the clipboard'), format: 'markdown' },
    { label: 'Mermaid', detail: l10n.t('A flowchart for Markdown files'), format: 'mermaid' },
    { label: 'DOT', detail: l10n.t('A graph for Graphviz'), format: 'dot' },
    { label: 'JSON', detail: l10n.t('The whole graph document, with evidence and findings'), format: 'json' },
  ];
  const choice = await window.showQuickPick(choices, { title: l10n.t('Export Graph'), placeHolder: l10n.t('Format') });
  if (choice === undefined) return;
  if ('picture' in choice) return panel.makePicture(choice.picture);
  const content = await connection.export(choice.format);
  if (choice.format !== 'markdown') return void window.showTextDocument(await workspace.openTextDocument({ content, ...(await languageOf(choice.format)) }));
  await env.clipboard.writeText(content);
  window.setStatusBarMessage(l10n.t('Copied as Markdown'), 5000);
}

/** Mermaid and DOT are languages only where an extension made them so. */
async function languageOf(format: ExportFormat): Promise<{ language?: string }> {
  return (await languages.getLanguages()).includes(LANGUAGES[format]) ? { language: LANGUAGES[format] } : {};
}
