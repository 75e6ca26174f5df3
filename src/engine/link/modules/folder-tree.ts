import type { FileFacts } from '../../model/facts.js';
import { folderOf, type Path } from '../../model/text.js';
import { foldersUp } from '../inventory.js';

/** The folders of some source files, with how much code each holds. */
export interface FolderTree {
  /** Folders directly below, in the order of paths. */
  children(folder: Path): readonly Path[];
  /** Lines of code in a folder and below it. */
  lines(folder: Path): number;
  /** Source files in a folder and below it. */
  files(folder: Path): readonly FileFacts[];
  /** Where the code below a folder begins: down for as long as there is a single folder and no file. */
  trunk(folder: Path): Path;
}

interface Folder {
  readonly children: Set<Path>;
  readonly files: FileFacts[];
  hasOwnFile: boolean;
  lines: number;
}

const EMPTY: Folder = { children: new Set(), files: [], hasOwnFile: false, lines: 0 };

/** Builds the tree; `files` in the order of paths. */
export function folderTree(files: readonly FileFacts[]): FolderTree {
  const folders = new Map<Path, Folder>();
  const at = (path: Path): Folder => {
    let folder = folders.get(path);
    if (folder === undefined) folders.set(path, (folder = { children: new Set(), files: [], hasOwnFile: false, lines: 0 }));
    return folder;
  };
  for (const file of files) {
    at(folderOf(file.path)).hasOwnFile = true;
    let below: Path | undefined;
    for (const up of foldersUp(folderOf(file.path))) {
      const folder = at(up);
      folder.files.push(file);
      folder.lines += file.lineStarts.length;
      if (below !== undefined) folder.children.add(below);
      below = up;
    }
  }
  const read = (path: Path): Folder => folders.get(path) ?? EMPTY;
  return {
    children: (path) => [...read(path).children],
    lines: (path) => read(path).lines,
    files: (path) => read(path).files,
    trunk(path) {
      let trunk = path;
      for (let folder = read(path); !folder.hasOwnFile && folder.children.size === 1; folder = read(trunk)) [trunk = path] = folder.children;
      return trunk;
    },
  };
}
