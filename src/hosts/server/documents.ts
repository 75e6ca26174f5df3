import type { TextDocument } from 'vscode-languageserver-textdocument';

/** The texts of open editors, by path in the workspace. They stand instead of what is on disk. */
export interface OpenDocuments {
  /** Takes over an open or changed document. */
  open(path: string, document: TextDocument): void;
  close(path: string): void;
  get(path: string): TextDocument | undefined;
  /** The text for an analysis; remembers which version that was. */
  take(path: string): string | undefined;
  /** False while the editor holds another version than the one analysed: offsets do not fit then. */
  isCurrent(path: string): boolean;
}

/** No document is open. */
export function createOpenDocuments(): OpenDocuments {
  const documents = new Map<string, TextDocument>();
  const taken = new Map<string, number>();
  return {
    open: (path, document) => void documents.set(path, document),
    close(path) {
      documents.delete(path);
      taken.delete(path);
    },
    get: (path) => documents.get(path),
    take(path) {
      const document = documents.get(path);
      if (document !== undefined) taken.set(path, document.version);
      return document?.getText();
    },
    isCurrent: (path) => taken.get(path) === documents.get(path)?.version,
  };
}
