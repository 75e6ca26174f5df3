import type { UseFact } from '../model/code-facts.js';
import { folderOf, type Path } from '../model/text.js';
import { foldersUp, type Inventory } from './inventory.js';

/** Uses with the time-outs that another file of their package sets for all calls of their client. */
export function withClientDefaults({ uses, clientDefaults, codeRoots }: Inventory): readonly UseFact[] {
  if (clientDefaults.length === 0) return uses;
  const keyOf = (path: Path, client: string): string => `${[...foldersUp(folderOf(path))].find((folder) => codeRoots.has(folder)) ?? ''} ${client}`;
  const timeouts = new Map(clientDefaults.map(({ site, client, timeout }) => [keyOf(site.path, client), timeout]));
  return uses.map((use) => {
    const timeout = use.care.timeout ?? timeouts.get(keyOf(use.site.path, use.client));
    return timeout === undefined ? use : { ...use, care: { ...use.care, timeout } };
  });
}
