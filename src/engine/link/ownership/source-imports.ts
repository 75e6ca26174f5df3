import type { CodeRootFact } from '../../model/packaging-facts.js';
import type { Path, Site } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';
import { isForeignPath } from '../../model/paths.js';
import { isStructurePath } from '../../model/source-paths.js';
import type { Draft } from '../draft.js';
import { append, codeRootAround, foldersUp, type Inventory } from '../inventory.js';
import type { LinkContext } from '../link-context.js';
import type { Ownership } from './ownership.js';
import type { Dependency } from './workspace-packages.js';

const SCRIPT = /\.[cm]?[jt]sx?$/;

/** Deployables that are built with the source of another one: by a reference of their build, in scripts by an import that the running program keeps. */
export function wireSourceImports(context: LinkContext, { findPackage }: Ownership): void {
  const { inventory, drafts } = context;
  let launchers: ReadonlySet<Path> | undefined;
  const hasGoWorkspace = [...inventory.codeRoots.values()].some((roots) => roots.some(({ manifest }) => manifest === 'go.work'));
  const byFolder = new Map<Path, Draft[]>();
  for (const draft of drafts) for (const folder of draft.codeFolders) append(byFolder, folder, draft);

  for (const draft of drafts) {
    for (const folder of draft.codeFolders) {
      // A package of Node.js may be there for its types alone: only its imports tell.
      const roots = (inventory.codeRoots.get(folder) ?? []).filter(({ manifest }) => manifest !== 'package.json');
      if (roots.length === 0 || (launchers ??= launchersIn(inventory)).has(folder)) continue;
      for (const root of roots) {
        for (const dependency of root.dependencies) if (hasGoWorkspace || !isReleased(root, dependency)) wire(draft, findPackage(root, dependency), dependency.site, 'manifest');
      }
    }
  }
  for (const { specifier, typeOnly, site } of inventory.imports) {
    if (typeOnly || !SCRIPT.test(site.path) || !isStructurePath(site.path) || isForeignPath(site.path)) continue;
    const target = specifier.startsWith('../') ? joinPath(folderOf(site.path), specifier) : undefined;
    if (target === undefined) continue;
    const [user, ...others] = ownersOf(site.path);
    if (user !== undefined && others.length === 0) wire(user, ownerFolder(folderOf(target)), site, 'imports');
  }

  function ownerFolder(folder: Path): Path | undefined {
    return foldersUp(folder).find((up) => byFolder.has(up));
  }

  function ownersOf(path: Path): readonly Draft[] {
    return byFolder.get(ownerFolder(folderOf(path)) ?? '') ?? [];
  }

  function wire(from: Draft, folder: Path | undefined, site: Site, extractor: string): void {
    const [to, ...others] = folder === undefined ? [] : (byFolder.get(folder) ?? []);
    // What lies around a deployable, or in it, is no other one's; what several run is shared.
    if (folder === undefined || to === undefined || others.length > 0 || to === from || from.codeFolders.some((own) => isAround(own, folder) || isAround(folder, own))) return;
    context.wiring.add({ from, to, kind: 'imports', evidence: [{ site, extractor, confidence: 'declared' }] });
  }
}

/** A module of Go that is asked for by version comes as it was then, and not as it lies in the workspace. */
function isReleased({ manifest }: CodeRootFact, { version }: Dependency): boolean {
  return manifest === 'go.mod' && /^v\d/.test(version) && !/^v0\.0\.0(?:-0{14}-0{12}|-00010101000000-0{12})?$/.test(version);
}

/** Files of a program that only starts what other packages hold: a main class, its settings, a page for the root. Prior. */
const MOST_OF_A_LAUNCHER = 3;

/** Folders of programs that only put others together: to run them in one process is what they are made for. */
function launchersIn({ codeRoots, structureFiles }: Inventory): ReadonlySet<Path> {
  const files = new Map<Path, number>();
  for (const path of structureFiles) {
    const home = codeRootAround(codeRoots, path);
    if (home !== undefined) files.set(home, (files.get(home) ?? 0) + 1);
  }
  return new Set([...files].flatMap(([folder, count]) => (count <= MOST_OF_A_LAUNCHER ? [folder] : [])));
}

function isAround(outer: Path, inner: Path): boolean {
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`);
}
