import type { Expression } from '../../model/expression.js';
import type { Path } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';
import { placesOfCrates } from './constants-of-crates.js';
import { indexPackages } from './constants-of-packages.js';
import { indexAliases, type FindAlias } from './aliases.js';
import type { Inventory } from '../inventory.js';
import { append, codeRootAround } from '../inventory.js';

/** A value that a file exports. */
export interface Exported {
  readonly value: Expression;
  /** The file that the value is written in: its own holes are to be filled from there. */
  readonly file: Path;
}

/** A name in the file that declares it. */
export interface Home {
  readonly file: Path;
  readonly name: string;
}

/** Finds constants that other source files export. */
export interface ConstantIndex {
  /** The constant that `specifier` in `file` exports under `name`; undefined when it cannot be told. */
  constant(file: Path, specifier: string, name: string): Exported | undefined;
  /** The file that `specifier` in a file names; undefined when it is none of those that say something. */
  fileOf(file: Path, specifier: string): Path | undefined;
  /** The files that `specifier` in a file names: one, or all of a package whose files share their names. */
  filesOf(file: Path, specifier: string): readonly Path[];
  /** Where what a file exports under a name may be written: there, or in the files whose exports it passes on. */
  homesOf(file: Path, name: string): readonly Home[];
  /** What a specifier means by the aliases of its project. */
  readonly aliasesOf: FindAlias;
  /** The folder of the workspace package that a specifier names, if it is one. */
  packageFolder(specifier: string): Path | undefined;
}

const EXTENSIONS = ['', '.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs', '/index.ts', '/index.tsx', '/index.js', '/index.mjs', '/index.cjs'];

/** Languages whose constants stand in types, and are named by them. */
const TYPE_FILE = /\.(?:java|kt|cs)$/;

/** Longest chain of `export * from`. */
const MAX_REEXPORTS = 8;

/** Indexes the exported constants and the packages of the workspace. */
export function indexConstants(inventory: Inventory): ConstantIndex {
  const folderOfPackage = new Map<string, Path>();
  for (const [folder, roots] of inventory.codeRoots) {
    for (const { name } of roots) if (name !== undefined && !folderOfPackage.has(name)) folderOfPackage.set(name, folder);
  }

  const typeFiles = new Map<string, Path[]>();
  for (const [file, constants] of inventory.constants) {
    if (!TYPE_FILE.test(file)) continue;
    const types = new Set([...constants.keys()].map((name) => name.slice(0, Math.max(0, name.indexOf('.')))));
    for (const type of types) append(typeFiles, type, file);
  }

  const aliasesOf = indexAliases(inventory.pathAliases);
  const known = new Set<Path>([...inventory.constants.keys(), ...[...inventory.uses, ...inventory.passed].map(({ site }) => site.path)]);
  const [packages, ofCrates] = [indexPackages(inventory, folderOfPackage), placesOfCrates(inventory, folderOfPackage)];
  const placesOf: typeof ofCrates = (from, specifier, name) => (from.endsWith('.rs') ? ofCrates : packages.placesOf)(from, specifier, name);

  function packageFolder(specifier: string): Path | undefined {
    // Of an import path of Node.js the first part names the package; those of Go name it as a whole.
    return folderOfPackage.get(specifier) ?? folderOfPackage.get(specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
  }

  function fileAt(base: Path | undefined): Path | undefined {
    if (base === undefined) return undefined;
    // A TypeScript file is imported under the name it has once compiled.
    const source = base.replace(/\.([mc]?)js$/, '.$1ts');
    for (const candidate of source === base ? [base] : [base, source, source.replace(/\.ts$/, '.tsx')]) {
      for (const extension of EXTENSIONS) if (known.has(candidate + extension)) return candidate + extension;
    }
    return undefined;
  }

  function fileOf(from: Path, specifier: string): Path | undefined {
    if (specifier.startsWith('/')) return specifier.slice(1);
    if (specifier.startsWith('.')) return fileAt(joinPath(folderOf(from), specifier));
    for (const { path } of aliasesOf(from, specifier)) {
      const file = fileAt(path);
      if (file !== undefined) return file;
    }
    const folder = packageFolder(specifier);
    if (folder !== undefined) return inPackage(folder, specifier.split('/').slice(specifier.startsWith('@') ? 2 : 1).join('/'));
    const alias = /^[@~]\/(.*)$/.exec(specifier)?.[1];
    if (alias === undefined) return undefined;
    const root = codeRootAround(inventory.codeRoots, from);
    return root === undefined ? undefined : inPackage(root, alias);
  }

  function filesOf(from: Path, specifier: string): readonly Path[] {
    const ofPackage = packages.filesOf(from, specifier);
    const file = ofPackage.length > 0 ? undefined : fileOf(from, specifier);
    return file === undefined ? ofPackage : [file];
  }

  function inPackage(folder: Path, inner: string): Path | undefined {
    return fileAt(joinPath(folder, inner || 'index')) ?? fileAt(joinPath(folder, `src/${inner || 'index'}`));
  }

  /**
   * `shop.Channels` is the type `Channels`, on the JVM in the folder of its package; of several, the one in the same project.
   * In C# any file may say what a type holds: namespaces are no folders.
   */
  function ofType(from: Path, specifier: string, name: string): Exported | undefined {
    const path = specifier.replaceAll('.', '/');
    const type = path.slice(path.lastIndexOf('/') + 1);
    const home = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const found = (typeFiles.get(type) ?? []).filter((file) => (file.endsWith('.cs') ? from.endsWith('.cs') : isIn(home, file)));
    const near = found.filter((file) => rootOf(file) === rootOf(from));
    const values = (near.length > 0 ? near : found).flatMap((file) => exported(file, `${type}.${name}`, 0) ?? []);
    if (values.length > 0) return isOneValue(values) ? values[0] : undefined;
    // `Endpoints` with `Hosts.ORDERS`: constants of a type inside a type are exported under its own name.
    const [inner = '', ...members] = name.split('.');
    return members.length > 0 && /^[A-Z]/.test(inner) ? ofType(from, `${specifier}.${inner}`, members.join('.')) : undefined;
  }

  /** Constants of languages whose packages are folders. A name that several files give is told by none. */
  function ofPackage(from: Path, specifier: string, name: string): Exported | undefined {
    for (const place of placesOf(from, specifier, name)) {
      const found = place.files.flatMap((file) => exported(file, place.name, 0) ?? []);
      if (found.length === 1) return found[0];
    }
    return undefined;
  }

  function rootOf(file: Path): Path | undefined {
    return codeRootAround(inventory.codeRoots, file);
  }

  function exported(file: Path | undefined, name: string, depth: number): Exported | undefined {
    if (file === undefined || depth > MAX_REEXPORTS) return undefined;
    const own = inventory.constants.get(file)?.get(name);
    // Two values under one name: whoever wins at run time is not ours to guess.
    if (own !== undefined) return own[0] !== undefined && isOneValue(own) ? { value: own[0].value, file } : undefined;
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const found = throughStar(file, `${name.slice(0, dot)}.*`, name.slice(dot + 1), depth);
      if (found !== undefined) return found;
    }
    return throughStar(file, '*', name, depth);
  }

  /** What `*` stands for: all of another file, the whole environment, or a section of the configuration. */
  function throughStar(file: Path, star: string, name: string, depth: number): Exported | undefined {
    for (const { value } of inventory.constants.get(file)?.get(star) ?? []) {
      const [hole] = value;
      if (typeof hole !== 'object') continue;
      if (hole.hole === 'config') return { value: [{ hole: 'config', name: hole.name === '' ? name : `${hole.name}.${name}` }], file };
      if (hole.hole === 'environment') return { value: [{ hole: 'environment', name }], file };
      const found = hole.hole === 'constant' ? exported(fileOf(file, hole.specifier), name, depth + 1) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function homesOf(file: Path, name: string, depth = 0): Home[] {
    const constants = depth > MAX_REEXPORTS ? undefined : inventory.constants.get(file);
    const [symbol = '', ...members] = name.split('.');
    const passedOn = ['*', symbol].flatMap((key) => (constants?.get(key) ?? []).flatMap(({ value: [hole, ...others] }) => {
      if (typeof hole !== 'object' || hole.hole !== 'constant' || others.length > 0) return [];
      const source = fileOf(file, hole.specifier);
      return source === undefined ? [] : homesOf(source, key === '*' ? name : [hole.name, ...members].join('.'), depth + 1);
    }));
    return [{ file, name }, ...passedOn];
  }

  return { packageFolder, aliasesOf, fileOf, filesOf, homesOf, constant: (file, specifier, name) => exported(fileOf(file, specifier), name, 0) ?? ofPackage(file, specifier, name) ?? ofType(file, specifier, name) };
}

/** Whether a file of the JVM is in a package, or is that of the type around: `shop/Endpoints` of `shop/Endpoints.java`. */
function isIn(home: Path, file: Path): boolean {
  return folderOf(file).endsWith(home) || file.replace(/\.\w+$/, '').endsWith(`/${home}`);
}

/** Whether all say the same. */
function isOneValue(constants: readonly { readonly value: Expression }[]): boolean {
  const [first, ...others] = constants.map(({ value }) => JSON.stringify(value));
  return others.every((value) => value === first);
}
