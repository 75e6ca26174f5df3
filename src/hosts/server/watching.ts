import { FileChangeType, type FileEvent } from 'vscode-languageserver/node';
import { isRelevantPath } from '../../engine/index.js';
import type { OpenDocuments } from './documents.js';
import type { Folders } from './folders.js';
import type { Session } from './session.js';

/** Brings changes on disk into a session. What an editor holds wins over what is on disk. */
export function applyFileEvents(events: readonly FileEvent[], session: Session, folders: Folders, documents: OpenDocuments): void {
  for (const { uri, type } of events) {
    const path = folders.pathOf(uri);
    if (path === undefined) continue;
    if (session.fileOf(path) === undefined) {
      if (type !== FileChangeType.Changed && mayMatter(path)) session.relist();
      else if (path.endsWith('.gitignore')) session.relist();
    } else if (documents.get(path) === undefined) {
      session.touch(path);
    }
  }
}

/** A folder that comes or goes may be announced without its files; its name rarely has a dot. */
function mayMatter(path: string): boolean {
  return isRelevantPath(path) || !path.slice(path.lastIndexOf('/') + 1).includes('.');
}
