import { groupBy } from '../model/collections.js';
import type { Element } from '../model/graph.js';
import type { CodeOwner } from '../model/changes.js';
import { folderOf, type Path } from '../model/text.js';

/** Whose source a path is. */
export interface CodeOwners {
  readonly owners: readonly CodeOwner[];
  /** Index of the owner; undefined for what belongs to nobody or to several. */
  ownerOf(path: Path): number | undefined;
  /** The same text for the same folders of the same owners. */
  readonly key: string;
}

/**
 * A file belongs to the part with the longest code folder around it. A library around it keeps it for itself: what is
 * shared is nobody's own change.
 * @param others elements that are no parts but have code of their own
 */
export function indexCodeOwners(parts: readonly Element[], others: readonly Element[]): CodeOwners {
  const owners = [...groupBy(parts.filter(({ codeFolders }) => codeFolders.length > 0), ({ codeFolders }) => codeFolders[0] ?? '').values()];
  const byFolder = new Map<Path, number | undefined>();
  owners.forEach((owner, index) => {
    for (const folder of new Set(owner.flatMap(({ codeFolders }) => codeFolders))) byFolder.set(folder, byFolder.has(folder) ? undefined : index);
  });
  for (const folder of others.flatMap(({ codeFolders }) => codeFolders)) if (!byFolder.has(folder)) byFolder.set(folder, undefined);

  const cache = new Map<Path, number | undefined>();
  const ownerOfFolder = (folder: Path): number | undefined => {
    if (cache.has(folder)) return cache.get(folder);
    const owner = byFolder.has(folder) || folder === '' ? byFolder.get(folder) : ownerOfFolder(folderOf(folder));
    cache.set(folder, owner);
    return owner;
  };
  return { owners, ownerOf: (path) => ownerOfFolder(folderOf(path)), key: JSON.stringify([...byFolder]) };
}
