import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { prefixFolders, type NamedFolder } from '../../protocol/workspace-folders.js';
import type { Folder } from '../node/indexer.js';

/** Translates between the editor's URIs and paths in the workspace. */
export interface Folders {
  readonly all: readonly Folder[];
  /** The path of a file; undefined outside the workspace and for what is not on disk. */
  pathOf(uri: string): string | undefined;
  /** The URI of a path; undefined when the path belongs to no folder. */
  uriOf(path: string): string | undefined;
}

/** Folders on disk; those of other file systems are left out. */
export function createFolders(named: readonly NamedFolder[]): Folders {
  const all = prefixFolders(named.map(withoutFinalSlash)).flatMap(({ uri, prefix }) => {
    const root = fileOf(uri);
    return root === undefined ? [] : [{ root, prefix }];
  });
  return {
    all,
    pathOf(uri) {
      const file = fileOf(uri);
      if (file === undefined) return undefined;
      for (const { root, prefix } of all) {
        const inside = relative(root, file);
        if (inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) {
          return prefix + inside.replaceAll(sep, '/');
        }
      }
      return undefined;
    },
    uriOf(path) {
      const folder = all.find(({ prefix }) => path.startsWith(prefix));
      if (folder === undefined) return undefined;
      return pathToFileURL(`${folder.root}/${path.slice(folder.prefix.length)}`).href;
    },
  };
}

function withoutFinalSlash({ uri, name }: NamedFolder): NamedFolder {
  return { uri: uri.endsWith('/') ? uri.slice(0, -1) : uri, name };
}

function fileOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    // A URI that names no local file, such as one of a network share on another platform.
    return undefined;
  }
}
