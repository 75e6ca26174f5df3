import { literalOf } from '../../model/expression.js';
import type { CodeRootFact } from '../../model/packaging-facts.js';
import type { Path, Site } from '../../model/text.js';
import { folderOf } from '../../model/text.js';
import { append, codeRootAround, dockerfilePath, foldersUp, type Inventory } from '../inventory.js';
import { lastSegment } from '../names/names.js';

/**
 * Where nothing is deployed, the code alone tells the programs: a folder without a manifest in which one starts (`services/orders/main.go`), and, where one
 * manifest holds several, each folder or file of them (`cmd/orders`, `orders.py`). They become code roots.
 */
export function addProgramRoots(inventory: Inventory): void {
  if (inventory.units.length > 0) return;
  const portOf = indexPorts(inventory);
  const entries = new Map<Path, Site[]>();
  for (const { site } of inventory.entryPoints) append(entries, codeRootAround(inventory.codeRoots, site.path) ?? NO_ROOT, site);
  for (const [home, sites] of entries) {
    const [root] = inventory.codeRoots.get(home) ?? [];
    if (home !== NO_ROOT && (root === undefined || inventory.dockerfiles.has(dockerfilePath(home)) || !mayHoldSeveral(root, sites, portOf))) continue;
    const programs = programsAmong(sites, portOf);
    if (home !== NO_ROOT && programs.size < 2) continue;
    for (const [folder, site] of programs) if (folder !== home) inventory.codeRoots.set(folder, [programRoot(folder, site, root)]);
  }
}

/** The port on which a file listens, as it is written; undefined when it is not known. */
type PortOf = (file: Path) => string | undefined;

function indexPorts({ listeners }: Inventory): PortOf {
  const ports = new Map<Path, string>();
  for (const { port, site } of listeners) {
    const [part] = port;
    const written = literalOf(port) ?? (typeof part === 'object' && part.hole === 'environment' ? literalOf(part.fallback) : undefined);
    if (written !== undefined) ports.set(site.path, written);
  }
  return (file) => ports.get(file);
}

/** Whether files listen on ports of their own: else one may start what another one starts too, `run.py` beside `wsgi.py`. */
function listenApart(sites: readonly Site[], portOf: PortOf): boolean {
  const ports = sites.map(({ path }) => portOf(path));
  return !ports.includes(undefined) && new Set(ports).size === sites.length;
}

/** No folder is called so. */
const NO_ROOT = '\0';

/** Manifests of Python, which may be for several programs; one of npm, Maven or .NET is for one. */
const PYTHON = /^(?:setup\.py|requirements\.txt|pyproject\.toml|Pipfile)$/;

function mayHoldSeveral({ manifest }: CodeRootFact, sites: readonly Site[], portOf: PortOf): boolean {
  return manifest === 'go.mod' || (PYTHON.test(manifest) && listenApart(inCode(sites), portOf));
}

/** A Procfile tells that something starts, and its code what. */
function inCode(sites: readonly Site[]): readonly Site[] {
  const found = sites.filter(({ path }) => lastSegment(path) !== 'Procfile');
  return found.length === 0 ? sites : found;
}

/** A program by the folder that it starts in; by its file, where several start in one folder or below it. */
function programsAmong(sites: readonly Site[], portOf: PortOf): Map<Path, Site> {
  const files = new Map(inCode(sites).map((site) => [site.path, site]));
  const byFolder = new Map<Path, Site[]>();
  for (const site of files.values()) append(byFolder, folderOf(site.path), site);
  const around = new Set([...byFolder.keys()].flatMap((folder) => (folder === '' ? [] : foldersUp(folderOf(folder)))));
  return new Map([...byFolder].flatMap(([folder, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    // The files of a Go package are one program.
    const isOne = all.length === 1 || first.path.endsWith('.go') || !listenApart(all, portOf);
    return isOne && !around.has(folder) ? [[folder, first] as const] : all.map((site) => [site.path, site] as const);
  }));
}

function programRoot(folder: Path, site: Site, around: CodeRootFact | undefined): CodeRootFact {
  return { kind: 'code-root', folder, manifest: lastSegment(site.path), runnable: 'yes', dependencies: around?.dependencies ?? [], members: [], site };
}
