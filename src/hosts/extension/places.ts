import { Range, Uri, ViewColumn, window, workspace } from 'vscode';
import type { PlaceView } from '../../protocol/graph-view.js';
import { prefixFolders } from '../../protocol/workspace-folders.js';

/** The file of a path in the workspace; undefined when its folder is gone. */
function uriOf(path: string): Uri | undefined {
  const named = (workspace.workspaceFolders ?? []).map(({ uri, name }) => ({ uri: uri.toString(), name }));
  const folder = prefixFolders(named).find(({ prefix }) => path.startsWith(prefix));
  return folder === undefined ? undefined : Uri.joinPath(Uri.parse(folder.uri), path.slice(folder.prefix.length));
}

/** A place as a range of the editor. */
function rangeOf({ line, column, endLine, endColumn }: PlaceView): Range {
  return new Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}

/**
 * Shows a place in an editor.
 * @param column where to open it, unless a visible editor already shows the file
 */
export async function openPlace(place: PlaceView, focus: boolean, column: ViewColumn = ViewColumn.Active): Promise<void> {
  const uri = uriOf(place.path);
  if (uri === undefined) return;
  const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, {
    selection: rangeOf(place),
    preserveFocus: !focus,
    preview: true,
    viewColumn: shown?.viewColumn ?? column,
  });
}
