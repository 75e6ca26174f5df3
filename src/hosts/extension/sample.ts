import { commands, Uri, workspace, type ExtensionContext } from 'vscode';

/** Opens a copy of the sample system in a new window: the copy may be edited, the extension's folder may not. */
export async function openSample({ extensionUri, globalStorageUri }: ExtensionContext): Promise<void> {
  const copy = Uri.joinPath(globalStorageUri, 'sample');
  await workspace.fs.createDirectory(globalStorageUri);
  await workspace.fs.copy(Uri.joinPath(extensionUri, 'dist', 'sample'), copy, { overwrite: true });
  await commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: true });
}
