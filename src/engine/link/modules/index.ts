import type { FileFacts } from '../../model/facts.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import { logicalServices, systemServices } from '../../model/services.js';
import { isStructurePath } from '../../model/source-paths.js';
import { compareText } from '../../model/text.js';
import type { Inventory } from '../inventory.js';
import { folderTree, type FolderTree } from './folder-tree.js';
import { importsBetween, type Module } from './imports.js';
import { packageFolders } from './packages.js';
import { partsOf, type Part } from './partition.js';
import { scopesOf, type Scope } from './scope.js';
import { importTargets, type Targets } from './targets.js';

/**
 * Lines of code below which one of several services is one module, even if it is cut by layer: at about the size of two weeks'
 * work nothing inside it has to be taken apart, and layers are how one module is best built. Prior.
 */
const ONE_MODULE_LINES = 3000;

/** A system of one deployable is also shown by its modules; of several, each has its modules inside it. */
export function withModules(graph: CouplingGraph, inventory: Inventory, files: readonly FileFacts[]): CouplingGraph {
  const deployables = logicalServices(systemServices(graph), (element) => element).map(([first]) => first);
  const packages = packageFolders(inventory);
  const sources = files.filter(({ path }) => isStructurePath(path));
  const targets = importTargets(inventory, sources, packages);
  const scopes = scopesOf(deployables, sources, packages, targets);
  const insides = new Map<string, CouplingGraph>();
  for (const [service, scope] of scopes) {
    const inside = insideOf(service, scope, targets, deployables.length === 1 ? '' : `${service.name}/`);
    if (inside !== undefined && (deployables.length === 1 || !isOneModule(inside, scope))) insides.set(service.id, inside);
  }
  const [only] = insides.values();
  if (deployables.length > 1 || only === undefined) return { ...graph, insides };
  return {
    ...graph,
    elements: new Map([...graph.elements, ...only.elements]),
    relations: [...graph.relations, ...only.relations].sort((a, b) => compareText(a.id, b.id)),
  };
}

/** Whether a program is cut by layer only, and small. */
function isOneModule({ relations }: CouplingGraph, { files }: Scope): boolean {
  return relations.some(({ importReach }) => importReach === 'layer') && files.reduce((sum, { lineStarts }) => sum + lineStarts.length, 0) < ONE_MODULE_LINES;
}

/** The modules of one deployable and their imports; undefined when its code is not cut into any. */
function insideOf(service: Element, { root, files }: Scope, targets: Targets, prefix: string): CouplingGraph | undefined {
  // Two parts need a file each.
  if (files.length < 2) return undefined;
  const tree = folderTree(files);
  const own = service.codeFolders[0] ?? root;
  const parts = [partsOf(tree, root, own), partsOf(tree, own, own)].find((found) => found.length > 0) ?? [];
  const all = parts.map((part): Module => ({ part, element: toElement(service, part, prefix, tree) }));
  const relations = importsBetween(all, tree, targets);
  // Layers of one program cannot be free of each other: what joins those that seem to be is not read.
  const joined = new Set(relations.filter(({ importReach }) => importReach === 'layer').flatMap(({ from, to }) => [from, to]));
  const modules = all.filter(({ part, element }) => part.nature !== 'layer' || joined.has(element));
  if (modules.filter(({ part }) => part.nature !== 'shared').length < 2) return undefined;
  const kept = new Set(modules.map(({ element }) => element));
  return {
    elements: new Map(modules.map(({ element }) => [element.id, element])),
    relations: relations.filter(({ from, to }) => kept.has(from) && kept.has(to)),
    databases: [],
    tables: [],
    libraryEntities: new Map(),
    globalTransactions: [],
    dualWrites: [],
    configBlobs: [],
    contracts: [],
    trafficPolicies: [],
    peerAuthentications: [],
    accessPolicies: [],
    namespaces: [],
    hostReferences: [],
    sidecars: [],
    serviceEntries: [],
    meshModes: [],
    unresolved: [],
    probes: [],
    publicHosts: [],
    messaging: { consumers: [], channels: [], requests: [], deadLetterPolicies: [], topics: [] },
    problems: [],
    disruptionBudgets: [],
    suppressions: [],
    baseline: [],
    policy: { edges: [], exceptions: [] },
    witnesses: { mesh: false, trafficPolicies: false, meshes: new Set() },
    releases: [],
    insides: new Map(),
  };
}

function toElement(service: Element, { name, folders, nature }: Part, prefix: string, tree: FolderTree): Element {
  const [first, ...others] = folders.flatMap((folder) => tree.files(folder).slice(0, 1)).map(({ path }) => ({ path, span: { start: 0, end: 0 } }));
  if (first === undefined) throw new Error(`no file of ${name}`);
  return {
    id: `module:${prefix}${name}`,
    name,
    kind: 'module',
    role: nature === 'shared' ? 'infra' : 'business',
    aliases: [],
    group: service.name,
    definedAt: [first, ...others],
    units: [],
    services: [],
    codeFolders: folders,
    deploymentUnit: service.deploymentUnit,
    isEntry: false,
    isTask: false,
    dependencies: [],
    isUserInterface: false,
    mesh: { state: 'none' },
  };
}
