import type { UseFact } from '../model/code-facts.js';
import type { Path } from '../model/text.js';
import { isStructurePath } from '../model/source-paths.js';
import type { Draft } from './draft.js';
import { append, codeRootAround, type Inventory } from './inventory.js';
import type { Ownership } from './ownership.js';

/** Clients that an annotation on an interface declares: whoever takes the interface calls what it names. */
const DECLARED: ReadonlySet<string> = new Set(['openfeign', 'rest-client', 'micronaut', 'http-exchange']);

/** Type files of the JVM below the root of their packages. */
const TYPE = /(?:^|\/)(?:java|kotlin|scala)\/(.+)\.(?:java|kt)$/;

/** Tells which elements take the client that a file of a common package declares; undefined for any other use. */
export type FindClientUsers = (use: UseFact) => ReadonlySet<Draft> | undefined;

/**
 * Finds who calls through declared clients that stand in a package of their own, `orders-api` with its `OrdersClient`: the elements whose code, or the
 * code of another library of theirs, imports the interface. The package itself, and what answers the calls, may carry it along without calling.
 */
export function indexClientUsers(inventory: Inventory, ownership: Ownership): FindClientUsers {
  let importers: ReadonlyMap<string, readonly Path[]> | undefined;

  function importersOf(type: string): readonly Path[] {
    importers ??= indexImporters(inventory);
    return importers.get(type) ?? [];
  }

  return ({ client, site: { path } }) => {
    const type = TYPE.exec(path)?.[1]?.replaceAll('/', '.');
    if (type === undefined || !DECLARED.has(client)) return undefined;
    const home = codeRootAround(inventory.codeRoots, path);
    const outside = importersOf(type).filter((file) => codeRootAround(inventory.codeRoots, file) !== home);
    return new Set(outside.flatMap((file) => ownership.of(file).drafts));
  };
}

/** Files of running programs by the full names of the types that they import. */
function indexImporters({ imports }: Inventory): ReadonlyMap<string, readonly Path[]> {
  const importers = new Map<string, Path[]>();
  for (const { specifier, site: { path } } of imports) if (TYPE.test(path) && isStructurePath(path)) append(importers, specifier, path);
  return importers;
}
