import type { ImportFact } from '../model/code-facts.js';
import type { FileFacts } from '../model/facts.js';
import type { Element, Evidence, ImportReach, Relation } from '../model/graph.js';
import { compareSites, compareText, folderOf, joinPath, type Path, type Site } from '../model/text.js';

/** The modules inside one deployable, and who imports whom. */
export interface ModuleGraph {
  readonly elements: readonly Element[];
  readonly relations: readonly Relation[];
}

const NOTHING: ModuleGraph = { elements: [], relations: [] };

/** A folder that holds at least this share of the files is only packaging; the modules are inside it. */
const DOMINANT = 0.7;

/** Folders whose very name says that their children are the modules. */
const MODULE_PARENTS = new Set(['modules', 'features', 'domains', 'contexts', 'packages', 'components']);

const ENDINGS = ['', '.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cjs', '/index.ts', '/index.tsx', '/index.js', '/index.mjs'];
const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const FACE = /^(?:index|public-api|facade|api|contract|[^/]+\.(?:module|facade|api))\.[cm]?[jt]sx?$/;

/** Reads the modules of a service from its folders and the import declarations of its files. */
export function modulesOf(service: Element, files: readonly FileFacts[]): ModuleGraph {
  const [root] = service.codeFolders;
  if (root === undefined) return NOTHING;
  const inside = files.filter(({ path }) => isWithin(path, root) && SCRIPT.test(path));
  const parent = moduleParent(root, inside.map(({ path }) => path));
  const byName = new Map<string, FileFacts[]>();
  for (const file of inside) {
    const name = moduleName(parent, file.path);
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  if (byName.size < 2) return NOTHING;
  const elements = new Map([...byName].sort((a, b) => compareText(a[0], b[0])).map(([name, own]) => [name, toElement(service, parent, name, own)]));
  return { elements: [...elements.values()], relations: relationsOf(parent, elements, byName, new Set(files.map(({ path }) => path)), root) };
}

function isWithin(path: Path, folder: Path): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** The folder whose children are the modules: down from the root for as long as one child holds nearly everything. */
function moduleParent(root: Path, paths: readonly Path[]): Path {
  let parent = root;
  let inside = paths;
  for (;;) {
    const counts = new Map<string, number>();
    for (const path of inside) {
      const name = moduleName(parent, path);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const [largest] = [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
    const named = [...counts.keys()].find((name) => MODULE_PARENTS.has(name));
    const next = named ?? (largest !== undefined && largest[1] >= DOMINANT * inside.length && counts.size <= 2 ? largest[0] : undefined);
    if (next === undefined) return parent;
    parent = parent === '' ? next : `${parent}/${next}`;
    inside = inside.filter((path) => isWithin(path, parent));
  }
}

/** First folder below the parent; undefined for files that lie in the parent itself, the place where modules are put together. */
function moduleName(parent: Path, path: Path): string | undefined {
  if (!isWithin(path, parent)) return undefined;
  const rest = parent === '' ? path : path.slice(parent.length + 1);
  const slash = rest.indexOf('/');
  return slash < 0 ? undefined : rest.slice(0, slash);
}

function toElement(service: Element, parent: Path, name: string, files: readonly FileFacts[]): Element {
  const folder = parent === '' ? name : `${parent}/${name}`;
  const face = files.find(({ path }) => FACE.test(path.slice(folder.length + 1))) ?? files[0];
  return {
    id: `module:${name}`,
    name,
    kind: 'module',
    role: 'business',
    aliases: [],
    group: service.name,
    definedAt: [{ path: face?.path ?? folder, span: { start: 0, end: 0 } }],
    units: [],
    codeFolders: [folder],
    deploymentUnit: service.deploymentUnit,
    isEntry: false,
    isTask: false,
    mesh: { state: 'none' },
  };
}

function relationsOf(parent: Path, elements: ReadonlyMap<string, Element>, byName: ReadonlyMap<string, readonly FileFacts[]>, known: ReadonlySet<Path>, root: Path): Relation[] {
  const imports = new Map<string, { from: Element; to: Element; found: { reach: ImportReach; site: Site }[] }>();
  for (const [name, files] of byName) {
    const from = elements.get(name);
    for (const { path, facts } of files) {
      for (const fact of facts) {
        if (fact.kind !== 'import') continue;
        const target = resolveImport(path, fact.specifier, known, root);
        const to = target === undefined ? undefined : elements.get(moduleName(parent, target) ?? '');
        if (from === undefined || to === undefined || target === undefined || from === to) continue;
        const key = `${from.id} -imports-> ${to.id}`;
        const entry = imports.get(key) ?? { from, to, found: [] };
        entry.found.push({ reach: reachOf(fact, to, target), site: fact.site });
        imports.set(key, entry);
      }
    }
  }
  return [...imports].sort((a, b) => compareText(a[0], b[0])).map(([id, { from, to, found }]) => toRelation(id, from, to, found));
}

const REACHES: readonly ImportReach[] = ['inside', 'face', 'type'];

function toRelation(id: string, from: Element, to: Element, found: readonly { reach: ImportReach; site: Site }[]): Relation {
  const ordered = [...found].sort((a, b) => REACHES.indexOf(a.reach) - REACHES.indexOf(b.reach) || compareSites(a.site, b.site));
  const [first, ...rest] = ordered.map(({ site }): Evidence => ({ site, extractor: 'imports', confidence: 'declared' }));
  if (first === undefined) throw new Error(`no import behind ${id}`);
  return {
    id,
    from,
    to,
    kind: 'imports',
    importReach: ordered[0]?.reach ?? 'face',
    via: 'direct',
    confidence: 'declared',
    evidence: [first, ...rest],
    uses: [],
    care: { hasBreaker: false, hasFallback: false, routes: [], policies: [] },
  };
}

function reachOf({ typeOnly }: ImportFact, to: Element, target: Path): ImportReach {
  if (typeOnly) return 'type';
  return FACE.test(target.slice((to.codeFolders[0] ?? '').length + 1)) ? 'face' : 'inside';
}

/** The file an import leads to: relative, or from the source root by one of the usual prefixes. */
function resolveImport(importer: Path, specifier: string, known: ReadonlySet<Path>, root: Path): Path | undefined {
  if (specifier.startsWith('.')) return existing(joinPath(folderOf(importer), specifier), known);
  const inner = /^(?:@|~|src)\/(.+)$/.exec(specifier)?.[1];
  if (inner === undefined) return undefined;
  return existing(joinPath(root, `src/${inner}`), known) ?? existing(joinPath(root, inner), known);
}

function existing(path: Path | undefined, known: ReadonlySet<Path>): Path | undefined {
  if (path === undefined) return undefined;
  // TypeScript sources are imported under the name of the JavaScript they become.
  const stems = [path, path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2'), path.replace(/\.jsx?$/, '')];
  for (const stem of stems) {
    const found = ENDINGS.map((ending) => stem + ending).find((candidate) => known.has(candidate));
    if (found !== undefined) return found;
  }
  return undefined;
}
