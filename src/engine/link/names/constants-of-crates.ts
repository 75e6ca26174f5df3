import type { Path } from '../../model/text.js';
import { folderOf } from '../../model/text.js';
import type { Place } from './constants-of-packages.js';
import { append, codeRootAround, type Inventory } from '../inventory.js';

/**
 * Places of constants of Rust: `crate.config.Settings` names a type, `crate.config` a module, of the crate that the file is of; another first name is that of a crate of the workspace.
 * The module's own file goes first; what it exports of others is in some file of the crate.
 */
export function placesOfCrates(inventory: Inventory, folderOfPackage: ReadonlyMap<string, Path>): (from: Path, specifier: string, name: string) => Place[] {
  const filesOfCrate = new Map<Path, Path[]>();
  for (const file of inventory.constants.keys()) if (file.endsWith('.rs')) append(filesOfCrate, rootOf(file), file);

  function rootOf(file: Path): Path {
    return codeRootAround(inventory.codeRoots, file) ?? folderOf(file);
  }

  function crateNamed(from: Path, name: string): Path | undefined {
    if (/^(?:crate|super|self)$/.test(name)) return rootOf(from);
    return folderOfPackage.get(name) ?? folderOfPackage.get(name.replaceAll('_', '-'));
  }

  return (from, specifier, name) => {
    const [first = '', ...path] = specifier.split('.');
    // A module that a file declares itself is named without its crate.
    const root = crateNamed(from, first) ?? (path.length === 0 ? rootOf(from) : undefined);
    const files = root === undefined ? undefined : filesOfCrate.get(root);
    if (files === undefined) return [];
    const last = path.at(-1) ?? first;
    const isType = /^[A-Z]/.test(last);
    const module = (isType ? path.slice(0, -1) : path).at(-1) ?? (path.length === 0 && !isType ? first : undefined);
    const wanted = isType ? `${last}.${name}` : name;
    const own = module === undefined ? [] : files.filter((file) => file.endsWith(`/${module}.rs`) || file.endsWith(`/${module}/mod.rs`));
    return [...(own.length > 0 ? [{ files: own, name: wanted }] : []), { files, name: wanted }];
  };
}
