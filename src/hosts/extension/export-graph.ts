import { env, l10n, languages, window, workspace, type QuickPickItem } from 'vscode';
import type { ExportScope, Origin } from '../../protocol/origin.js';
import type { ExportFormat } from '../../protocol/server-messages.js';
import type { PictureKind, PictureOrder } from '../../protocol/webview-messages.js';
import type { Connection } from './connection.js';

const LANGUAGES: Readonly<Record<ExportFormat, string>> = { json: 'json', mermaid: 'mermaid', dot: 'dot', markdown: 'markdown' };

type Choice = QuickPickItem & ({ readonly format: ExportFormat } | { readonly picture: PictureKind; readonly scale: number });

/** What the page says when an export starts there; absent when no graph is shown. */
export interface Drawn {
  readonly scope: ExportScope;
  /** The kind of picture that was already chosen. */
  readonly kind?: PictureKind;
}

/**
 * Asks for a format and, where something is hidden, how much of the graph. Texts open as untitled documents, from where they can be saved anywhere;
 * Markdown goes to the clipboard.
 * @param makePicture has the page draw one
 * @param version of this extension
 */
export async function exportGraph(connection: Connection, makePicture: (picture: PictureOrder) => void, version: string, drawn?: Drawn): Promise<void> {
  const choice = drawn?.kind === undefined ? await askFormat() : { picture: drawn.kind, scale: 1 };
  const scope = choice === undefined ? undefined : await askScope(drawn?.scope);
  if (choice === undefined || scope === undefined) return;
  const commit = await connection.commit();
  const origin: Origin = { version, date: new Date().toISOString().slice(0, 10), ...(commit !== null && { commit }) };
  if ('picture' in choice) return makePicture({ kind: choice.picture, scale: choice.scale, all: scope === 'all', origin });
  const content = await connection.export({ format: choice.format, origin, ...(scope !== 'all' && { scope }) });
  if (choice.format !== 'markdown') return void window.showTextDocument(await workspace.openTextDocument({ content, ...(await languageOf(choice.format)) }));
  await env.clipboard.writeText(content);
  window.setStatusBarMessage(l10n.t('Copied as Markdown'), 5000);
}

function askFormat(): Thenable<Choice | undefined> {
  const choices: Choice[] = [
    { label: 'PNG', detail: l10n.t('A picture of the graph'), picture: 'png', scale: 2 },
    { label: l10n.t('PNG, large'), detail: l10n.t('The same with four pixels for one, for print'), picture: 'png', scale: 4 },
    { label: 'SVG', detail: l10n.t('A picture of the graph, sharp at any size'), picture: 'svg', scale: 1 },
    { label: 'Markdown', detail: l10n.t('Verdict and findings for a pull request, to the clipboard'), format: 'markdown' },
    { label: 'Mermaid', detail: l10n.t('A flowchart for Markdown files'), format: 'mermaid' },
    { label: 'DOT', detail: l10n.t('A graph for Graphviz'), format: 'dot' },
    { label: 'JSON', detail: l10n.t('The graph document, with evidence and findings'), format: 'json' },
  ];
  return window.showQuickPick(choices, { title: l10n.t('Export Graph'), placeHolder: l10n.t('Format') });
}

/** Everything where nothing is hidden; undefined when the user gave up. */
async function askScope(drawn: ExportScope | undefined): Promise<ExportScope | 'all' | undefined> {
  if (drawn === undefined || drawn.relations.length === drawn.total) return 'all';
  const choices = [
    { label: l10n.t('As filtered'), detail: l10n.t('{0} of {1} relations, those that are drawn', drawn.relations.length, drawn.total), scope: drawn },
    { label: l10n.t('All'), detail: l10n.t('All {0} relations', drawn.total), scope: 'all' as const },
  ];
  return (await window.showQuickPick(choices, { title: l10n.t('Export Graph'), placeHolder: l10n.t('How much of it') }))?.scope;
}

/** Mermaid and DOT are languages only where an extension made them so. */
async function languageOf(format: ExportFormat): Promise<{ language?: string }> {
  return (await languages.getLanguages()).includes(LANGUAGES[format]) ? { language: LANGUAGES[format] } : {};
}
