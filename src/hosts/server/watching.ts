import { statSync } from 'node:fs';
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
    if (session.fileOf(path) !== undefined) {
      if (documents.get(path) === undefined) session.touch(path);
    } else if (path.endsWith('.gitignore') || comesOrGoes(path, uri, type, session)) {
      session.relist();
    }
  }
}

/** A file that matters came, or a folder came or went: that is announced without the files in it. */
function comesOrGoes(path: string, uri: string, type: FileChangeType, session: Session): boolean {
  if (type === FileChangeType.Created) return isRelevantPath(path) || isFolder(uri);
  return type === FileChangeType.Deleted && session.hasFolder(path);
}

function isFolder(uri: string): boolean {
  try {
    return statSync(new URL(uri), { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    // Not for us to enter: then there is nothing to read in it either.
    return false;
  }
}
