import { l10n, Uri, window, workspace } from 'vscode';

/** Asks for a place and writes a picture there; nothing is written without the answer. A failure is shown. */
export async function savePicture(name: string, text: string): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  const target = await window.showSaveDialog({
    filters: { [l10n.t('SVG picture')]: ['svg'] },
    ...(folder !== undefined && { defaultUri: Uri.joinPath(folder.uri, safeName(name)) }),
  });
  if (target === undefined) return;
  try {
    await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    void window.showErrorMessage(l10n.t('The picture could not be saved: {0}', error instanceof Error ? error.message : String(error)));
  }
}

/** The name comes from the workspace: it may not lead to another folder. */
function safeName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-');
}
