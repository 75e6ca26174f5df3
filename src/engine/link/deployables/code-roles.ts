import type { ElementKind } from '../../model/graph.js';
import { folderOf, type Path } from '../../model/text.js';
import { codeRootAround, foldersUp, isOfJvm, type Inventory } from '../inventory.js';

/** What the code in some folders says that it is. */
export type CodeRoles = (folders: readonly Path[]) => ElementKind | undefined;

/** Indexes what classes make of their programs: `@EnableEurekaServer`. */
export function indexCodeRoles(inventory: Inventory): CodeRoles {
  const roles = new Map<Path, ElementKind>();
  const isMany = projectsOfManyPrograms(inventory);
  for (const { role, site } of inventory.roles) {
    if (isMany(site.path)) continue;
    for (const folder of foldersUp(folderOf(site.path))) {
      if (!roles.has(folder)) roles.set(folder, role);
      // What is above a manifest holds other programs as well.
      if (inventory.codeRoots.has(folder)) break;
    }
  }
  return (folders) => folders.map((folder) => roles.get(folder)).find((role) => role !== undefined);
}

/** Tells files of projects in which several programs start: what one of them is, the whole is not. */
function projectsOfManyPrograms({ entryPoints, codeRoots }: Inventory): (file: Path) => boolean {
  const starts = new Map<Path, Set<Path>>();
  for (const { site: { path } } of entryPoints) {
    if (!isOfJvm(path)) continue;
    const root = codeRootAround(codeRoots, path) ?? '';
    starts.set(root, (starts.get(root) ?? new Set()).add(path));
  }
  return (file) => (starts.get(codeRootAround(codeRoots, file) ?? '')?.size ?? 0) > 1;
}
