import type { ImportFact } from '../../model/code-facts.js';
import type { Path, Site } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { append, codeRootAround, type Inventory } from '../inventory.js';
import { lastSegment } from '../names/names.js';
import type { Ownership } from './ownership.js';

/** A place where an element takes something from a file of another one's crate. */
export interface Taking {
  readonly draft: Draft;
  readonly site: Site;
}

/**
 * Finds who takes a module of Rust out of the crate of a service. Such crates often bring the client of their service along, `orders::client`: whoever takes
 * that module calls the service.
 */
export function indexTakenModules(inventory: Inventory, ownership: Ownership): (file: Path) => readonly Taking[] {
  const byCrate = new Map<string, ImportFact[]>();
  for (const fact of inventory.imports) {
    const [crate = '', inner] = fact.specifier.split('::');
    if (fact.site.path.endsWith('.rs') && (inner !== undefined || fact.names !== undefined) && !/^(?:crate|super)$/.test(crate)) append(byCrate, crate, fact);
  }

  return (file) => {
    const root = codeRootAround(inventory.codeRoots, file);
    const name = inventory.codeRoots.get(root ?? '')?.find(({ manifest }) => manifest === 'Cargo.toml')?.name;
    const module = lastSegment(file).replace(/\.rs$/, '');
    if (root === undefined || name === undefined || /^(?:main|lib|mod)$/.test(module)) return [];
    const takings = (byCrate.get(name.replaceAll('-', '_')) ?? []).filter(({ specifier, names = [] }) => [...specifier.split('::').slice(1), ...names].includes(module));
    return takings.flatMap(({ site }) => (codeRootAround(inventory.codeRoots, site.path) === root ? [] : ownership.of(site.path).drafts.map((draft) => ({ draft, site }))));
  };
}
