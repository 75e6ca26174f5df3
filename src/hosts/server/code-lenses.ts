import type { CodeLens } from 'vscode-languageserver/node';
import { settingAt, type Element, type Path } from '../../engine/index.js';
import { riskyRelationIds, toRange } from '../../present/index.js';
import { CLIENT_COMMANDS, type ShowInGraphArguments } from '../../protocol/server-messages.js';
import type { Snapshot } from './session.js';

/** Manifests; in source code the editor's own lenses already stand above what a service is declared by. */
const MANIFEST = /\.ya?ml$/;

/** Whether the settings want lenses; they do unless told otherwise. */
export function wantsLenses(settings: unknown): boolean {
  return settingAt(settings, 'codeLens') !== false;
}

/** One line above each element that a manifest declares: how many relations it has, and the way to the graph. */
export function codeLenses(path: Path, { analysis, workspace }: Snapshot): CodeLens[] {
  if (!MANIFEST.test(path)) return [];
  const risky = riskyRelationIds(analysis);
  return [...analysis.graph.elements.values()].flatMap((element) => {
    const site = element.definedAt.find((place) => place.path === path);
    if (site === undefined) return [];
    const argument: ShowInGraphArguments = { kind: 'element', id: element.id };
    return [{ range: toRange(site, workspace.lineStarts), command: { title: titleOf(element, analysis.graph.relations, risky), command: CLIENT_COMMANDS.showInGraph, arguments: [argument] } }];
  });
}

/** "Coupling: 3 out, 2 in, 1 risky". */
function titleOf(element: Element, relations: Snapshot['analysis']['graph']['relations'], risky: ReadonlySet<string>): string {
  const own = relations.filter(({ from, to }) => from === element || to === element);
  const out = own.filter(({ from }) => from === element).length;
  const hurting = own.filter(({ id }) => risky.has(id)).length;
  return [`Coupling: ${out} out`, `${own.length - out} in`, ...(hurting === 0 ? [] : [`${hurting} risky`])].join(', ');
}
