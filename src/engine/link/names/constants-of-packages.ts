import type { Path } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';
import { append, foldersUp, type Inventory } from '../inventory.js';

/** Where a constant may be: in one of these files, under this name. */
export interface Place {
  readonly files: readonly Path[];
  readonly name: string;
}

/** The settings of a Django project, in the order of what others build on. */
const DJANGO_SETTINGS = /(?:^|\/)settings(?:\/(?:__init__|base|common|defaults|production|prod))?\.py$/;

/** What names mean in languages whose packages are folders. */
export interface Packages {
  /** Where a constant may be, the likeliest place first. */
  placesOf(from: Path, specifier: string, name: string): Place[];
  /** The files that an import means. */
  filesOf(from: Path, specifier: string): readonly Path[];
}

/**
 * Finds what languages name whose packages are folders. `./*` stands for the other files of a Go package; a Go import names a module (`go.mod`) and a folder in it; a Python import names a file from some folder above on, or from its own.
 */
export function indexPackages(inventory: Inventory, folderOfPackage: ReadonlyMap<string, Path>): Packages {
  const passedOn = new Map<Path, string[]>();
  for (const { specifier, site: { path } } of inventory.imports) if (path.endsWith('/__init__.py')) append(passedOn, path, fromModule(specifier));
  const known = new Set<Path>([...inventory.constants.keys(), ...inventory.uses.map(({ site }) => site.path), ...passedOn.keys()]);
  const goFiles = new Map<Path, Path[]>();
  for (const file of known) if (file.endsWith('.go')) append(goFiles, folderOf(file), file);
  const settings = [...inventory.constants.keys()].filter((file) => DJANGO_SETTINGS.test(file));

  function goFilesOf(from: Path, specifier: string): readonly Path[] {
    const folder = specifier === './*' ? folderOf(from) : folderOfImport(specifier);
    return (folder === undefined ? undefined : goFiles.get(folder)) ?? [];
  }

  function goPlaces(from: Path, specifier: string, name: string): Place[] {
    const files = goFilesOf(from, specifier);
    return files.length === 0 ? [] : [{ files, name }];
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
    const folders = isRelative ? [folderOf(from)] : foldersUp(folderOf(from));
    const path = isRelative ? specifier.replace(/(?<=\w)\.(?=\w)/g, '/') : specifier.replaceAll('.', '/');
    for (const folder of folders) {
      const base = joinPath(folder, path);
      const found = base === undefined ? undefined : [`${base}.py`, `${base}/__init__.py`].find((file) => known.has(file));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A package passes on what it imports from its modules. */
  function pythonFiles(from: Path, specifier: string): Path[] {
    const file = pythonFile(from, specifier);
    if (file === undefined) return [];
    return [file, ...(passedOn.get(file) ?? []).flatMap((inner) => pythonFile(file, inner) ?? [])];
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
    const file = foldersUp(folderOf(from)).map((folder) => joinPath(folder, inside)).find((path) => path !== undefined && inventory.constants.has(path));
    return file === undefined ? [] : [{ files: [file], name }];
  }

  return {
    placesOf: (from, specifier, name) => {
      if (from.endsWith('.go')) return goPlaces(from, specifier, name);
      if (from.endsWith('.php')) return phpPlaces(from, specifier, name);
      return from.endsWith('.py') ? pythonPlaces(from, specifier, name) : [];
    },
    filesOf: (from, specifier) => {
      if (from.endsWith('.go')) return goFilesOf(from, specifier);
      return from.endsWith('.py') ? pythonFiles(from, specifier) : [];
    },
  };
}

/** Python writes steps up as dots: `..shared.bus` is `../shared.bus`. */
function fromModule(specifier: string): string {
  return specifier.replace(/^\.+/, (dots) => (dots.length === 1 ? './' : '../'.repeat(dots.length - 1)));
}
