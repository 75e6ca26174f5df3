import type { Path } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';
import type { ConstantIndex } from '../names/constants.js';
import type { Draft } from '../draft.js';
import { indexGoPackages } from './go-packages.js';
import type { Inventory } from '../inventory.js';
import { append, foldersUp } from '../inventory.js';
import { indexNodeClients } from './node-clients.js';
import { indexServiceRunners } from './service-runners.js';
import { indexWorkspacePackages, type FindPackage } from './workspace-packages.js';

/** Whose code a source file is. */
export interface Owners {
  readonly drafts: readonly Draft[];
  /** True for code that several use, directly or as a library: it concerns an owner when the owner supplies what it needs. */
  readonly isShared: boolean;
  /** True where each of several owners is known to run it, whatever it needs. */
  readonly isCertain?: true;
}

/** Tells for each source file which elements run it. */
export interface Ownership {
  of(file: Path): Owners;
  /** Library folders with the elements that depend on their package. */
  readonly libraries: ReadonlyMap<Path, readonly Draft[]>;
  readonly findPackage: FindPackage;
  /** Whether the code of an element shows that it cannot talk to databases or brokers of an engine, whatever its settings say. */
  lacksDriver(draft: Draft, engine: string): boolean;
  /** Whether the program of an element, of several in one folder, is known to talk to databases or brokers of an engine. */
  hasDriver(draft: Draft, engine: string): boolean;
  /** The folder of the program that an element starts, of several programs that are built in one folder. */
  programOf(draft: Draft): Path | undefined;
}

const NOBODY: Owners = { drafts: [], isShared: false };

/** A file belongs to the element with the longest code folder around it; else, in a library, to those that depend on its package. Go says more exactly which packages a program is made of. */
export function indexOwnership(inventory: Inventory, constants: ConstantIndex, drafts: readonly Draft[]): Ownership {
  const byFolder = new Map<Path, Draft[]>();
  for (const draft of drafts) for (const folder of draft.codeFolders) append(byFolder, folder, draft);
  const findPackage = indexWorkspacePackages(inventory, constants);
  const libraries = findLibraries(inventory, findPackage, drafts, byFolder);
  const commonFolders = findCommonFolders(inventory, constants, byFolder);
  const goPackages = indexGoPackages(inventory, constants, byFolder);
  const lacksNodeClient = indexNodeClients(inventory, findPackage);
  const runners = indexServiceRunners(inventory);
  const cache = new Map<Path, Owners>();

  function ofFolder(folder: Path): Owners {
    const known = cache.get(folder);
    if (known !== undefined) return known;
    const owners = lookUp(folder);
    cache.set(folder, owners);
    return owners;
  }

  function lookUp(folder: Path): Owners {
    for (const up of foldersUp(folder)) {
      const users = libraries.get(up);
      if (users !== undefined) return { drafts: users, isShared: users.length > 1 };
      const own = byFolder.get(up);
      if (own !== undefined) return { drafts: own, isShared: own.length > 1 };
    }
    for (const up of foldersUp(folder)) {
      const users = commonFolders.get(up);
      if (users !== undefined) return { drafts: [...users], isShared: true };
    }
    return NOBODY;
  }

  /** Of those that share a folder, the ones that are told to load what the file is part of. */
  function ofScript(file: Path, around: Owners): Owners {
    const loading = runners.of(file, around.drafts);
    return loading === undefined ? around : { drafts: loading, isShared: loading.length > 1, isCertain: true };
  }

  /** Of those that share a folder or a library, the ones whose program the package is in; and those that nobody knows that of. */
  function ofGoPackage(folder: Path): Owners {
    const around = ofFolder(folder);
    if (around.drafts.length === 1 && !around.isShared) return around;
    const users = [...new Set([...goPackages.usersOf(folder), ...around.drafts.filter((draft) => !goPackages.isKnown(draft))])];
    return { drafts: users, isShared: users.length > 1 };
  }

  return {
    of: (file) => (file.endsWith('.go') ? ofGoPackage(folderOf(file)) : ofScript(file, ofFolder(byFolder.has(file) ? file : folderOf(file)))),
    lacksDriver: (draft, engine) => draft.codeFolders.length > 0 && (goPackages.lacksDriver(draft, engine) || lacksNodeClient(draft, engine)),
    hasDriver: (draft, engine) => goPackages.hasDriver(draft, engine),
    programOf: (draft) => goPackages.programOf(draft),
    libraries, findPackage,
  };
}

/** Packages of the workspace that deployables depend on, directly or through other packages. */
function findLibraries(inventory: Inventory, findPackage: FindPackage, drafts: readonly Draft[], byFolder: ReadonlyMap<Path, readonly Draft[]>): Map<Path, Draft[]> {
  const libraries = new Map<Path, Draft[]>();
  for (const draft of drafts) {
    const seen = new Set<Path>(draft.codeFolders);
    const open = [...draft.codeFolders];
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
      for (const root of inventory.codeRoots.get(folder) ?? []) {
        for (const dependency of root.dependencies) {
          const library = findPackage(root, dependency);
          if (library === undefined || seen.has(library) || byFolder.has(library)) continue;
          seen.add(library);
          open.push(library);
          append(libraries, library, draft);
        }
      }
    }
  }
  return libraries;
}

/** Folders outside all deployables whose files they import, by a relative path or an alias, directly or through other such folders. */
function findCommonFolders(inventory: Inventory, constants: ConstantIndex, byFolder: ReadonlyMap<Path, readonly Draft[]>): Map<Path, Set<Draft>> {
  const common = new Map<Path, Set<Draft>>();
  const ownersOf = (folder: Path): readonly Draft[] | undefined => {
    for (const up of foldersUp(folder)) if (byFolder.has(up)) return byFolder.get(up);
    return undefined;
  };
  const needs = new Map<Path, Set<Path>>();
  for (const { specifier, typeOnly, site } of inventory.imports) {
    if (typeOnly) continue;
    const home = folderOf(site.path);
    const target = specifier.startsWith('../') ? joinPath(home, specifier) : undefined;
    const folder = target === undefined ? constants.aliasesOf(site.path, specifier)[0]?.root : folderOf(target);
    if (folder === undefined || ownersOf(folder) !== undefined) continue;
    const users = ownersOf(home);
    if (users === undefined) needs.set(home, (needs.get(home) ?? new Set()).add(folder));
    else for (const draft of users) common.set(folder, (common.get(folder) ?? new Set()).add(draft));
  }
  spreadUsers(common, needs);
  return common;
}

/** What uses a folder also uses what the code in it imports. */
function spreadUsers(common: Map<Path, Set<Draft>>, needs: ReadonlyMap<Path, ReadonlySet<Path>>): void {
  const neededAt = new Map<Path, Set<Path>>();
  for (const [home, folders] of needs) {
    for (const up of foldersUp(home)) {
      const around = neededAt.get(up) ?? new Set();
      for (const folder of folders) around.add(folder);
      neededAt.set(up, around);
    }
  }
  const open = [...common.keys()];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const users = common.get(folder) ?? new Set();
    for (const needed of neededAt.get(folder) ?? []) {
      const known = common.get(needed) ?? new Set();
      const before = known.size;
      for (const draft of users) known.add(draft);
      if (known.size > before) {
        common.set(needed, known);
        open.push(needed);
      }
    }
  }
}
