import type { Path } from '../model/text.js';
import { folderOf, joinPath } from '../model/text.js';
import { append, foldersUp, type Inventory } from './inventory.js';

/** Where a constant may be: in one of these files, under this name. */
export interface Place {
  readonly files: readonly Path[];
  readonly name: string;
}

/** The settings of a Django project, in the order of what others build on. */
const DJANGO_SETTINGS = /(?:^|\/)settings(?:\/(?:__init__|base|common|defaults|production|prod))?\.py$/;

/**
 * Places of constants in languages whose packages are folders. `./*` stands for the other files of a Go package,
 * and `connect(0)` in it for what some file passes to a function;
 * a Go import names a module (`go.mod`) and a folder in it; a Python import names a file from some folder above on, or from its own.
 */
export function placesOfPackages(inventory: Inventory, folderOfPackage: ReadonlyMap<string, Path>): (from: Path, specifier: string, name: string) => Place[] {
  const goFiles = new Map<Path, Path[]>();
  const settings: Path[] = [];
  /** Files that pass something to a function of another package, by its full name and index. */
  const passing = new Map<string, Path[]>();
  for (const [file, constants] of inventory.constants) {
    if (file.endsWith('.go')) append(goFiles, folderOf(file), file);
    for (const name of constants.keys()) if (name.endsWith(')') && name.includes('/')) append(passing, name, file);
    if (DJANGO_SETTINGS.test(file)) settings.push(file);
  }

  function goPlaces(from: Path, specifier: string, name: string): Place[] {
    const folder = specifier === './*' ? folderOf(from) : folderOfImport(specifier);
    const files = folder === undefined ? undefined : goFiles.get(folder);
    const own: Place[] = files === undefined ? [] : [{ files, name }];
    if (!name.endsWith(')') || folder === undefined) return own;
    const path = importOf(folder);
    const callers = path === undefined ? undefined : passing.get(`${path}.${name}`);
    return callers === undefined || path === undefined ? own : [...own, { files: callers, name: `${path}.${name}` }];
  }

  /** The import path of a folder: that of the nearest module above, and the way down. */
  function importOf(folder: Path): string | undefined {
    for (const up of foldersUp(folder)) {
      const module = inventory.codeRoots.get(up)?.find(({ name }) => name !== undefined && folderOfPackage.get(name) === up)?.name;
      if (module !== undefined) return folder === up ? module : `${module}/${up === '' ? folder : folder.slice(up.length + 1)}`;
    }
    return undefined;
  }

  /** The longest module path that an import path starts with tells the folder. */
  function folderOfImport(specifier: string): Path | undefined {
    for (let end = specifier.length; end > 0; end = specifier.lastIndexOf('/', end - 1)) {
      const root = folderOfPackage.get(specifier.slice(0, end));
      if (root !== undefined) return joinPath(root, specifier.slice(end + 1));
    }
    return undefined;
  }

  function pythonPlaces(from: Path, specifier: string, name: string): Place[] {
    if (specifier === 'django.conf.settings') return djangoPlaces(from, name);
    const file = pythonFile(from, specifier);
    if (file !== undefined) return [{ files: [file], name }];
    // A class or an object of a module: `from app.config import settings`.
    const dot = Math.max(specifier.lastIndexOf('.'), specifier.lastIndexOf('/'));
    const home = dot > 0 ? pythonFile(from, specifier.slice(0, dot)) : undefined;
    return home === undefined ? [] : [{ files: [home], name: `${specifier.slice(dot + 1)}.${name}` }];
  }

  function pythonFile(from: Path, specifier: string): Path | undefined {
    const isRelative = specifier.startsWith('./') || specifier.startsWith('../');
    const folders = isRelative ? [folderOf(from)] : [...foldersUp(folderOf(from))];
    const path = isRelative ? specifier.replace(/(?<=\w)\.(?=\w)/g, '/') : specifier.replaceAll('.', '/');
    for (const folder of folders) {
      const base = joinPath(folder, path);
      const found = base === undefined ? undefined : [`${base}.py`, `${base}/__init__.py`].find((file) => inventory.constants.has(file));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function djangoPlaces(from: Path, name: string): Place[] {
    for (const folder of foldersUp(folderOf(from))) {
      const files = settings.filter((file) => folder === '' || file.startsWith(`${folder}/`));
      if (files.length > 0) return [{ files, name }];
    }
    return [];
  }

  /** Laravel: the first part of a setting's name is that of its file in the folder `config`. */
  function phpPlaces(from: Path, specifier: string, name: string): Place[] {
    if (specifier !== 'config') return [];
    const inside = `config/${name.split('.')[0] ?? ''}.php`;
    const file = [...foldersUp(folderOf(from))].map((folder) => joinPath(folder, inside)).find((path) => path !== undefined && inventory.constants.has(path));
    return file === undefined ? [] : [{ files: [file], name }];
  }

  return (from, specifier, name) => {
    if (from.endsWith('.go')) return goPlaces(from, specifier, name);
    if (from.endsWith('.php')) return phpPlaces(from, specifier, name);
    return from.endsWith('.py') ? pythonPlaces(from, specifier, name) : [];
  };
}
