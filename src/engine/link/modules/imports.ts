import type { FileFacts } from '../../model/facts.js';
import type { Element, Evidence, ImportReach, Relation } from '../../model/graph.js';
import { compareSites, compareText, folderOf, type Path, type Site } from '../../model/text.js';
import { NO_CARE } from '../calls/care.js';
import { append, foldersUp } from '../inventory.js';
import type { FolderTree } from './folder-tree.js';
import type { Part } from './partition.js';
import { faceOf, type PartFace } from './reach.js';
import type { Target } from './target.js';
import type { Targets } from './targets.js';

/** A part with the element that stands for it. */
export interface Module {
  readonly part: Part;
  readonly element: Element;
}

interface Found {
  readonly reach: ImportReach;
  readonly site: Site;
  readonly extractor: string;
}

const REACHES: readonly ImportReach[] = ['inside', 'layer', 'entity', 'open', 'face', 'event', 'type'];

/** Languages in which an import is one name. */
const NAMED = /\.(?:java|kt|cs|php|rb)$/;

/** Who imports whom, how deep, and who uses whose entities. */
export function importsBetween(modules: readonly Module[], tree: FolderTree, targets: Targets): Relation[] {
  const files = modules.flatMap(({ part }) => part.folders).flatMap((folder) => tree.files(folder));
  const ownerOf = ownersOf(modules);
  const entities = entitiesOf(files);
  const faces = new Map(modules.map((module): [Module, PartFace] => [module, faceOf(tree, module.part, publishedIn(files))]));
  const found = new Map<string, { from: Module; to: Module; found: Found[] }>();

  const note = (from: Module, to: Module, one: Found): void => {
    // What helps all may put all together: that it knows them couples nobody.
    if (from === to || from.part.nature === 'shared') return;
    const key = `${from.element.id} -imports-> ${to.element.id}`;
    const entry = found.get(key) ?? { from, to, found: [] };
    entry.found.push(one);
    found.set(key, entry);
  };

  for (const file of new Set(files)) {
    const from = ownerOf(file.path);
    if (from === undefined) continue;
    for (const fact of file.facts) {
      if (fact.kind === 'import') {
        const landed = targets(fact).filter(({ path }) => ownerOf(path) !== undefined);
        const owners = new Set(landed.map(({ path }) => ownerOf(path)));
        // A name that several modules declare is nobody's.
        if (owners.size !== 1 && NAMED.test(file.path)) continue;
        for (const target of landed) {
          const owner = ownerOf(target.path);
          if (owner !== undefined) note(from, owner, { reach: fact.typeOnly ? 'type' : reachOf(from, owner, target), site: fact.site, extractor: 'imports' });
        }
      } else if (fact.kind === 'entity' && !fact.isDeclaration) {
        const [home, ...others] = entities.filesNamed(fact.name);
        const owner = home === undefined || others.length > 0 ? undefined : ownerOf(home);
        if (owner !== undefined) note(from, owner, { reach: 'entity', site: fact.site, extractor: 'entities' });
      }
    }
  }
  return [...found].sort((a, b) => compareText(a[0], b[0])).map(([id, entry]) => toRelation(id, entry.from.element, entry.to.element, entry.found));

  function reachOf(from: Module, to: Module, target: Target): ImportReach {
    if (from.part.nature === 'layer' && to.part.nature === 'layer') return 'layer';
    const reach = faces.get(to)?.reachOf(target.path) ?? 'open';
    return reach !== 'inside' && entities.isEntity(target) ? 'entity' : reach;
  }
}

/** The module with the longest folder around a path. */
function ownersOf(modules: readonly Module[]): (path: Path) => Module | undefined {
  const byFolder = new Map(modules.flatMap((module) => module.part.folders.map((folder) => [folder, module] as const)));
  const cache = new Map<Path, Module | undefined>();
  return (path) => {
    if (cache.has(path)) return cache.get(path);
    let owner: Module | undefined;
    for (const folder of [path, ...foldersUp(folderOf(path))]) if ((owner = byFolder.get(folder)) !== undefined) break;
    cache.set(path, owner);
    return owner;
  };
}

interface Entities {
  isEntity(target: Target): boolean;
  filesNamed(name: string): readonly Path[];
}

function entitiesOf(files: readonly FileFacts[]): Entities {
  const declared = new Map<Path, Set<string>>();
  const byStem = new Map<string, Path[]>();
  for (const { path, facts } of new Set(files)) {
    if (path.endsWith('.cs')) append(byStem, path.slice(path.lastIndexOf('/') + 1, -3), path);
    for (const fact of facts) if (fact.kind === 'entity' && fact.isDeclaration) declared.set(path, (declared.get(path) ?? new Set()).add(fact.name));
  }
  return {
    isEntity({ path, names }) {
      const own = declared.get(path);
      return own !== undefined && (names === undefined || names.some((name) => own.has(name)));
    },
    filesNamed: (name) => byStem.get(name) ?? [],
  };
}

/** Folders of packages that their authors declare to be for others. */
function publishedIn(files: readonly FileFacts[]): Set<Path> {
  return new Set(files.filter(({ facts }) => facts.some((fact) => fact.kind === 'package' && fact.isPublished)).map(({ path }) => folderOf(path)));
}

function toRelation(id: string, from: Element, to: Element, found: readonly Found[]): Relation {
  const ordered = [...found].sort((a, b) => REACHES.indexOf(a.reach) - REACHES.indexOf(b.reach) || compareSites(a.site, b.site));
  const [first, ...rest] = ordered.map(({ site, extractor }): Evidence => ({ site, extractor, confidence: 'declared' }));
  if (first === undefined) throw new Error(`no import behind ${id}`);
  return {
    id, from, to, kind: 'imports', importReach: ordered[0]?.reach ?? 'open', via: 'direct', confidence: 'declared', evidence: [first, ...rest], uses: [], ports: [], care: NO_CARE,
  };
}
