import type { CodeRootFact } from '../model/packaging-facts.js';
import type { Path, Site } from '../model/text.js';
import { folderOf } from '../model/text.js';
import { append, codeRootAround, foldersUp, type Inventory } from './inventory.js';
import { lastSegment } from './names.js';

/**
 * Where nothing is deployed, the code alone tells the programs: a folder without a manifest in which one starts (`services/orders/main.go`), and, where one
 * manifest holds several, each folder or file of them (`cmd/orders`, `orders.py`). They become code roots.
 */
export function addProgramRoots(inventory: Inventory): void {
  if (inventory.units.length > 0) return;
  const entries = new Map<Path, Site[]>();
  for (const { site } of inventory.entryPoints) append(entries, codeRootAround(inventory.codeRoots, site.path) ?? NO_ROOT, site);
  for (const [home, sites] of entries) {
    const [root] = inventory.codeRoots.get(home) ?? [];
    const programs = programsAmong(sites);
    if (home !== NO_ROOT && (programs.size < 2 || root === undefined || !SEVERAL.test(root.manifest) || isBuilt(inventory, home))) continue;
    for (const [folder, site] of programs) if (folder !== home) inventory.codeRoots.set(folder, [programRoot(folder, site, root)]);
  }
}

/** No folder is called so. */
const NO_ROOT = '\0';

/** Manifests of what may hold several programs: one of npm, Maven or .NET is for one. */
const SEVERAL = /^(?:go\.mod|setup\.py|requirements\.txt|pyproject\.toml|Pipfile)$/;

function isBuilt({ dockerfiles }: Inventory, folder: Path): boolean {
  return dockerfiles.has(folder === '' ? 'Dockerfile' : `${folder}/Dockerfile`);
}

/** A program by the folder that it starts in; by its file, where several start in one folder or below it. */
function programsAmong(sites: readonly Site[]): Map<Path, Site> {
  const files = new Map(sites.map((site) => [site.path, site]));
  const byFolder = new Map<Path, Site[]>();
  for (const site of files.values()) append(byFolder, folderOf(site.path), site);
  const around = new Set([...byFolder.keys()].flatMap((folder) => (folder === '' ? [] : [...foldersUp(folderOf(folder))])));
  return new Map([...byFolder].flatMap(([folder, [first, ...others]]) => {
    if (first === undefined) return [];
    // The files of a Go package are one program.
    const isOne = (others.length === 0 || first.path.endsWith('.go')) && !around.has(folder);
    return isOne ? [[folder, first] as const] : [first, ...others].map((site) => [site.path, site] as const);
  }));
}

function programRoot(folder: Path, site: Site, around: CodeRootFact | undefined): CodeRootFact {
  return { kind: 'code-root', folder, manifest: lastSegment(site.path), runnable: 'yes', dependencies: around?.dependencies ?? [], members: [], site };
}
