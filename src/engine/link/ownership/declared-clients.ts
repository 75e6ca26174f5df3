import type { UseFact } from '../../model/code-facts.js';
import type { Site } from '../../model/text.js';
import { isStructurePath } from '../../model/source-paths.js';
import type { Draft } from '../draft.js';
import { append, codeRootAround, type Inventory } from '../inventory.js';
import type { Ownership } from './ownership.js';

/** Clients that an annotation on an interface declares: whoever takes the interface calls what it names. */
const DECLARED: ReadonlySet<string> = new Set(['openfeign', 'rest-client', 'micronaut', 'http-exchange']);

/** Type files of the JVM below the root of their packages. */
const TYPE = /(?:^|\/)(?:java|kotlin|scala)\/(.+)\.(?:java|kt)$/;

/** Tells which elements take the client that a file of a common package declares, and where each first imports it; undefined for any other use. */
export type FindClientUsers = (use: UseFact) => ReadonlyMap<Draft, Site> | undefined;

/**
 * Finds who calls through declared clients that stand in a package of their own, `orders-api` with its `OrdersClient`: the elements whose code, or the
 * code of another library of theirs, imports the interface. The package itself, and what answers the calls, may carry it along without calling.
 */
export function indexClientUsers(inventory: Inventory, ownership: Ownership): FindClientUsers {
  let importers: ReadonlyMap<string, readonly Site[]> | undefined;

  function importersOf(type: string): readonly Site[] {
    importers ??= indexImporters(inventory);
    return importers.get(type) ?? [];
  }

  return ({ client, site: { path } }) => {
    const type = TYPE.exec(path)?.[1]?.replaceAll('/', '.');
    if (type === undefined || !DECLARED.has(client)) return undefined;
    const home = codeRootAround(inventory.codeRoots, path);
    const outside = importersOf(type).filter((site) => codeRootAround(inventory.codeRoots, site.path) !== home);
    const users = new Map<Draft, Site>();
    for (const site of outside) {
      for (const draft of ownership.of(site.path).drafts) {
        const known = users.get(draft);
        // Code of its own says better where an element calls than that of a library.
        if (known === undefined || (!isInside(draft, known) && isInside(draft, site))) users.set(draft, site);
      }
    }
    return users;
  };
}

function isInside({ codeFolders }: Draft, { path }: Site): boolean {
  return codeFolders.some((folder) => path.startsWith(`${folder}/`));
}

/** Imports in running programs by the full names of the types that they take. */
function indexImporters({ imports }: Inventory): ReadonlyMap<string, readonly Site[]> {
  const importers = new Map<string, Site[]>();
  for (const { specifier, site } of imports) if (TYPE.test(site.path) && isStructurePath(site.path)) append(importers, specifier, site);
  return importers;
}
