import type { Path } from '../model/text.js';
import { compareText, folderOf } from '../model/text.js';
import type { Inventory } from './inventory.js';
import { append, foldersUp } from './inventory.js';
import { compact, isPlace, lastSegment } from './names.js';

/**
 * Folders of Go programs by their compact names. One module often holds the programs of all services, each starting from a `main` of its own, and its
 * build takes the name of one as an argument: nothing but the names then tells which image is which program's. Names that several folders have are left out.
 */
export function goPrograms({ entryPoints, codeRoots }: Inventory): Map<string, Path> {
  const named = new Map<string, Path[]>();
  for (const { site: { path } } of entryPoints) {
    if (!path.endsWith('.go') || !isInModule(path, codeRoots)) continue;
    const home = foldersUp(folderOf(path)).find((folder) => !isPlace(lastSegment(folder))) ?? '';
    if (home !== '' && !codeRoots.has(home)) append(named, compact(lastSegment(home)), home);
  }
  return new Map([...named].flatMap(([name, folders]) => {
    const [home, ...others] = [...new Set(folders)].sort(compareText);
    return home === undefined || others.length > 0 ? [] : [[name, home] as const];
  }));
}

function isInModule(path: Path, codeRoots: Inventory['codeRoots']): boolean {
  return foldersUp(folderOf(path)).some((folder) => codeRoots.get(folder)?.some(({ manifest }) => manifest === 'go.mod'));
}
