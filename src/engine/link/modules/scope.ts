import type { FileFacts } from '../../model/facts.js';
import type { Element } from '../../model/graph.js';
import { isStructurePath } from '../../model/source-paths.js';
import { folderOf, type Path } from '../../model/text.js';
import { foldersUp } from '../inventory.js';
import type { PackageFolders } from './packages.js';

/** The code of one deployable: its own folders, and those of the packages that it alone is built with. */
export interface Scope {
  readonly roots: readonly Path[];
  readonly files: readonly FileFacts[];
}

/** The code of each deployable; one without code in the workspace has no scope. */
export function scopesOf(services: readonly Element[], files: readonly FileFacts[], packages: PackageFolders): Map<Element, Scope> {
  const wanted = new Map(services.map((service) => [service, foldersOf(service, packages)]));
  const users = new Map<Path, Element[]>();
  for (const [service, folders] of wanted) for (const folder of folders) users.set(folder, [...(users.get(folder) ?? []), service]);
  const sole = new Map([...users].flatMap(([folder, [first, ...others]]) => [[folder, others.length === 0 ? first : undefined] as const]));
  const byService = new Map<Element, FileFacts[]>();
  for (const file of files) {
    if (!isStructurePath(file.path)) continue;
    const folder = [...foldersUp(folderOf(file.path))].find((up) => sole.has(up));
    const service = folder === undefined ? undefined : sole.get(folder);
    if (service === undefined) continue;
    const own = byService.get(service);
    if (own === undefined) byService.set(service, [file]);
    else own.push(file);
  }
  return new Map([...byService].map(([service, own]) => [service, { roots: outermost((wanted.get(service) ?? []).filter((folder) => sole.get(folder) === service)), files: own }]));
}

/** Its folders, the Go module around them, and what they depend on in the workspace, directly or not. */
function foldersOf({ codeFolders }: Element, packages: PackageFolders): Path[] {
  const [own] = codeFolders;
  if (own === undefined) return [];
  const folders = new Set<Path>([own, ...packages.goModule(own)]);
  for (const folder of folders) for (const needed of packages.neededBy(folder)) folders.add(needed);
  return [...folders];
}

function outermost(folders: readonly Path[]): Path[] {
  return folders.filter((folder) => !folders.some((other) => other !== folder && (other === '' || folder.startsWith(`${other}/`))));
}
