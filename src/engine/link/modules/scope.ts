import type { FileFacts } from '../../model/facts.js';
import type { Element } from '../../model/graph.js';
import { folderOf, type Path } from '../../model/text.js';
import { append, foldersUp } from '../inventory.js';
import type { PackageFolders } from './packages.js';
import type { Targets } from './targets.js';

/** The code of one deployable: its own folders, and those of the packages that it alone is built with. */
export interface Scope {
  /** The folder around all of it: packages that stand side by side are told apart below it. */
  readonly root: Path;
  readonly files: readonly FileFacts[];
}

/**
 * The code of each deployable; one without code in the workspace has no scope. Packages belong to it when its manifest names
 * them, or its files import from them, directly or through other packages; those of several deployables belong to none.
 * @param files source files, in the order of paths
 */
export function scopesOf(services: readonly Element[], files: readonly FileFacts[], packages: PackageFolders, targets: Targets): Map<Element, Scope> {
  const owned = new Set(services.flatMap(({ codeFolders }) => codeFolders.slice(0, 1)));
  const homeOf = homes(new Set([...owned, ...packages.all]));
  const byHome = new Map<Path, FileFacts[]>();
  for (const file of files) append(byHome, homeOf(folderOf(file.path)), file);
  const needs = new Map<Path, readonly Path[]>();
  const neededBy = (folder: Path): readonly Path[] => {
    let found = needs.get(folder);
    if (found === undefined) needs.set(folder, (found = [...packages.neededBy(folder), ...importedBy(byHome.get(folder) ?? [], targets, homeOf)]));
    return found;
  };

  const isGo = (folder: Path): boolean => (byHome.get(folder) ?? []).some(({ path }) => path.endsWith('.go'));
  const wanted = new Map(services.map((service) => [service, foldersOf(service, packages, neededBy, isGo)]));
  const users = new Map<Path, number>();
  for (const folders of wanted.values()) for (const folder of folders) users.set(folder, (users.get(folder) ?? 0) + 1);
  const parts = partsBelow(byHome, users);
  const scopes = new Map<Element, Scope>();
  for (const [service, folders] of wanted) {
    const [own] = folders;
    const sole = folders.filter((folder) => users.get(folder) === 1 && (folder === own || !owned.has(folder)));
    const code = sole.flatMap((folder) => parts.get(folder) ?? []).flat();
    if (code.length > 0) scopes.set(service, { root: commonFolder(sole), files: code });
  }
  return scopes;
}

/** The files of each folder, and of the packages below it that nobody claims. */
function partsBelow(byHome: ReadonlyMap<Path, readonly FileFacts[]>, claimed: ReadonlyMap<Path, unknown>): Map<Path, (readonly FileFacts[])[]> {
  const parts = new Map<Path, (readonly FileFacts[])[]>();
  for (const [home, files] of byHome) for (const folder of claimed.has(home) ? [home] : foldersUp(home)) append(parts, folder, files);
  return parts;
}

/** Its folder, the Go module around it where it is written in Go, and what they need. */
function foldersOf({ codeFolders }: Element, packages: PackageFolders, neededBy: (folder: Path) => readonly Path[], isGo: (folder: Path) => boolean): Path[] {
  const [own] = codeFolders;
  if (own === undefined) return [];
  const folders = new Set<Path>([own, ...(isGo(own) ? packages.goModule(own) : [])]);
  for (const folder of folders) for (const needed of neededBy(folder)) if (needed !== '') folders.add(needed);
  return [...folders];
}

function importedBy(files: readonly FileFacts[], targets: Targets, homeOf: (folder: Path) => Path): readonly Path[] {
  const found = new Set<Path>();
  for (const { facts } of files) for (const fact of facts) if (fact.kind === 'import') for (const { path } of targets(fact)) found.add(homeOf(folderOf(path)));
  return [...found];
}

/** The nearest of some folders around a folder; the workspace's own, '', is around all. */
function homes(folders: ReadonlySet<Path>): (folder: Path) => Path {
  const cache = new Map<Path, Path>();
  return (folder) => {
    let home = cache.get(folder);
    if (home === undefined) cache.set(folder, (home = foldersUp(folder).find((up) => folders.has(up)) ?? ''));
    return home;
  };
}

function isWithin(path: Path, folder: Path): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

function commonFolder(folders: readonly Path[]): Path {
  const [first = '', ...others] = folders;
  return foldersUp(first).find((up) => others.every((other) => isWithin(other, up))) ?? '';
}
