import { l10n, Uri, window, workspace } from 'vscode';
import type { PictureKind } from '../../protocol/webview-messages.js';

/** A picture that the page made. */
export interface Picture {
  readonly kind: PictureKind;
  /** A proposal for the file's name. */
  readonly name: string;
  /** Text of an SVG, Base64 of a PNG. */
  readonly data: string;
}

/** Asks for a place and writes a picture there; nothing is written without the answer. A failure is shown. */
export async function savePicture({ kind, name, data }: Picture): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  const target = await window.showSaveDialog({
    filters: kind === 'svg' ? { [l10n.t('SVG picture')]: ['svg'] } : { [l10n.t('PNG picture')]: ['png'] },
    ...(folder !== undefined && { defaultUri: Uri.joinPath(folder.uri, safeName(name)) }),
  });
  if (target === undefined) return;
  try {
    await workspace.fs.writeFile(target, kind === 'svg' ? new TextEncoder().encode(data) : Buffer.from(data, 'base64'));
  } catch (error) {
    void window.showErrorMessage(l10n.t('The picture could not be saved: {0}', error instanceof Error ? error.message : String(error)));
  }
}

/** The name comes from the workspace: it may not lead to another folder. */
function safeName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-');
}
