import type { FileFacts, Problem } from '../../model/facts.js';
import type { SubmoduleFact } from '../../model/packaging-facts.js';
import { folderOf } from '../../model/text.js';
import { foldersUp } from '../inventory.js';

/** Submodules of which nothing was read: services that live there are missing from the graph, and nothing else would tell. */
export function missingSubmodules(submodules: readonly SubmoduleFact[], files: readonly FileFacts[]): Problem[] {
  if (submodules.length === 0) return [];
  const filled = new Set(files.flatMap(({ path }) => [...foldersUp(folderOf(path))]));
  return submodules
    .filter(({ folder }) => !filled.has(folder))
    .map(({ folder, site }) => ({ site, message: `Nothing was read of the submodule ${folder}. If it is not checked out, git submodule update --init brings it` }));
}
