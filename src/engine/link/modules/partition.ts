import { compareText, type Path } from '../../model/text.js';
import { lastSegment } from '../names/names.js';
import type { FolderTree } from './folder-tree.js';
import { isForAll, natureOf, plainName, type Nature } from './vocabulary.js';

/** One part of a program: folders that go by one name. */
export interface Part {
  readonly name: string;
  readonly folders: readonly Path[];
  /** `feature` is a module in the full sense; a `layer` holds one step of all features; what is `shared` helps the others. */
  readonly nature: 'feature' | 'layer' | 'shared';
}

interface Child {
  readonly name: string;
  readonly folders: Path[];
  readonly nature: Nature;
  lines: number;
}

/** Deeper than any real packaging. */
const MOST_STEPS = 24;

/** Parts that hold less of the code than this do not say how the program is cut. */
const TELLING_SHARE = 0.3;

/**
 * How a program is cut. Down from its root to where the code forks, past packaging. There it is cut by feature when the folders
 * named after the business hold at least as much as those named after a technical step; a layer's sub-folder of a feature's name
 * belongs to that feature. Else, if the same features appear inside the layers, those are the modules. Else it is cut by layer
 * only, and the layers are its parts. Fewer than two parts: it is not cut at all.
 * @param own folder of the program that starts; beside modules it is the place where they are put together
 */
export function partsOf(tree: FolderTree, root: Path, own: Path): Part[] {
  const cutAt = cut(tree, [root], 0);
  const isCutByFeature = cutAt.some(({ nature }) => nature === 'feature');
  const parts = cutAt.map((part) => (isCutByFeature && own !== root && holds(part, own) ? { ...part, nature: 'shared' as const } : part));
  const counted = parts.filter(({ nature, folders }) => nature !== 'shared' && folders.length > 0);
  const held = parts.flatMap(({ folders }) => folders).reduce((sum, folder) => sum + tree.lines(folder), 0);
  return counted.length < 2 || held < TELLING_SHARE * tree.lines(root) ? [] : parts;
}

function holds({ folders }: Part, path: Path): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function cut(tree: FolderTree, folders: readonly Path[], steps: number): Part[] {
  if (steps > MOST_STEPS) return [];
  const children = childrenOf(tree, folders);
  const [packaging] = children;
  if (packaging !== undefined && children.length === 1 && packaging.nature !== 'parent') return cut(tree, packaging.folders, steps + 1);
  const layers = children.filter(({ nature }) => nature === 'layer');
  const named = children.filter(({ nature }) => nature === 'parent').flatMap(({ folders }) => folders);
  if (named.length > 0) {
    const inside = insideParents(tree, named);
    if (inside.filter(({ nature }) => nature === 'feature').length >= 2 && lines(inside) >= lines(layers)) return inside.map(toPart);
  }
  const features = absorb(tree, children.filter(({ nature }) => nature === 'feature' || nature === 'parent'), layers);
  const shared = children.filter(({ nature }) => nature === 'shared');
  const [only] = features;
  if (features.length === 1 && only !== undefined && lines(features) >= lines(layers)) return cut(tree, only.folders, steps + 1);
  if (features.length >= 2 && lines(features) >= lines(layers)) return [...features, ...layers, ...shared].map((child) => (child.nature === 'layer' ? { ...toPart(child), nature: 'shared' } : toPart(child)));
  const recombined = acrossLayers(tree, layers, features);
  if (recombined.length >= 2 && 2 * lines(recombined) >= lines(layers)) return [...recombined, ...shared].map(toPart);
  if (layers.length === 1 && layers[0] !== undefined) return cut(tree, layers[0].folders, steps + 1);
  return [...layers, ...shared].map(toPart);
}

/** Whoever calls a folder `modules` says what its children are; only what is there for all of them is none. */
function insideParents(tree: FolderTree, parents: readonly Path[]): Child[] {
  return childrenOf(tree, parents).map((child) => ({ ...child, nature: isForAll(child.name) ? 'shared' : 'feature' }));
}

/** Gives features the sub-folders of layers that go by their names. */
function absorb(tree: FolderTree, features: readonly Child[], layers: readonly Child[]): Child[] {
  const byName = new Map(features.map((feature) => [singular(feature.name), { ...feature, folders: [...feature.folders] }]));
  for (const layer of layers) {
    for (const inner of childrenOf(tree, layer.folders)) {
      const feature = byName.get(singular(inner.name));
      if (feature === undefined) continue;
      feature.folders.push(...inner.folders);
      feature.lines += inner.lines;
      layer.lines -= inner.lines;
    }
  }
  return [...byName.values()];
}

/** Features that appear inside the layers, each joined over all of them and with a folder of its name beside them. */
function acrossLayers(tree: FolderTree, layers: readonly Child[], beside: readonly Child[]): Child[] {
  const inside = childrenOf(tree, layers.flatMap(({ folders }) => folders)).filter(({ nature }) => nature === 'feature');
  const own = new Map(beside.map((child) => [singular(child.name), child]));
  return inside.map((child) => {
    const twin = own.get(singular(child.name));
    return twin === undefined ? child : { ...child, folders: [...new Set([...child.folders, ...twin.folders])], lines: child.lines + twin.lines };
  });
}

/** Folders below, packaging opened, those of one name joined. */
function childrenOf(tree: FolderTree, folders: readonly Path[]): Child[] {
  const found = opened(tree, folders, 0);
  const strip = prefixOf(found.map(lastSegment));
  const children = new Map<string, Child>();
  for (const folder of found) {
    const name = strip(lastSegment(folder));
    if (name === '') continue;
    const key = singular(name);
    const child = children.get(key) ?? { name, folders: [], nature: natureOf(withoutPrefix(name, found)), lines: 0 };
    child.folders.push(folder);
    child.lines += tree.lines(folder);
    children.set(key, child);
  }
  // Code that has nothing beside it is no aside, whatever it is called.
  return [...children.values()].filter(({ nature }) => nature !== 'aside' || children.size === 1).sort((a, b) => compareText(a.name, b.name));
}

function opened(tree: FolderTree, folders: readonly Path[], steps: number): Path[] {
  return folders.flatMap((folder) => tree.children(folder)).flatMap((child) => (natureOf(lastSegment(child)) === 'wrapper' && steps < MOST_STEPS ? opened(tree, [child], steps + 1) : [child]));
}

/**
 * Projects that are called `Shop.Orders.Domain`, `Shop.Orders.Contracts` and `Shop.Billing`: what all begin with is the
 * program's name, and what follows is the module's. The project that bears the program's name alone puts the others together.
 */
function prefixOf(names: readonly string[]): (name: string) => string {
  const dotted = names.filter((name) => name.includes('.') && !name.startsWith('.')).map((name) => name.split('.'));
  if (dotted.length < 2) return (name) => name;
  const [first = []] = dotted;
  let length = 0;
  while (length < first.length - 1 && dotted.every((parts) => parts[length] === first[length])) length++;
  const prefix = first.slice(0, length).join('.');
  return (name) => {
    if (length > 0 && name === prefix) return '';
    if (!name.includes('.')) return name;
    return name.split('.')[length] ?? '';
  };
}

/** `shop-orders` beside `shop-billing` and `shop-common`: the second part says what each is. */
function withoutPrefix(name: string, folders: readonly Path[]): string {
  const dash = name.indexOf('-');
  if (dash < 0 || folders.length < 3) return name;
  const prefix = name.slice(0, dash + 1);
  return folders.every((folder) => lastSegment(folder).startsWith(prefix)) ? name.slice(dash + 1) : name;
}

function singular(name: string): string {
  return plainName(name).replace(/ies$/, 'y').replace(/s$/, '');
}

function lines(children: readonly Child[]): number {
  return children.reduce((sum, child) => sum + child.lines, 0);
}

function toPart({ name, folders, nature }: Child): Part {
  return { name, folders, nature: nature === 'layer' || nature === 'shared' ? nature : 'feature' };
}
