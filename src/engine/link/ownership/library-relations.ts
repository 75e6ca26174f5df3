import type { Path } from '../../model/text.js';
import { compareText } from '../../model/text.js';
import { bareDraft } from '../draft.js';
import type { Draft } from '../draft.js';
import { DOMAIN_LIBRARY } from './library-entities.js';
import type { LinkContext } from '../link-context.js';
import { lastSegment } from '../names/names.js';
import type { Ownership } from './ownership.js';
import type { Wire } from '../wiring.js';
import type { Dependency } from './workspace-packages.js';

/**
 * Packages of the workspace that at least two deployables name in their own builds. What only comes along with another library is part of it, but for
 * the business that services share below layers which are theirs alone: `Orders.Api` is made of `Orders.Domain`, which is made with the shared kernel.
 * Returns them as elements.
 */
export function wireLibraries(context: LinkContext, ownership: Ownership): Draft[] {
  const libraries: Draft[] = [];
  for (const [folder, users] of [...ownership.libraries].sort(([a], [b]) => compareText(a, b))) {
    if (users.length < 2) continue;
    const library = draftLibrary(context, folder);
    if (library === undefined) continue;
    const relations = users.flatMap((user) => usesOf(context, user, library, folder, ownership));
    if (new Set(relations.map(({ from }) => from)).size < 2) continue;
    libraries.push(library);
    for (const relation of relations) context.wiring.add(relation);
  }
  return libraries;
}

function draftLibrary({ inventory }: LinkContext, folder: Path): Draft | undefined {
  const roots = inventory.codeRoots.get(folder) ?? [];
  const root = roots.find(({ name }) => name !== undefined) ?? roots[0];
  if (root === undefined) return undefined;
  const library = bareDraft('library', root.name ?? lastSegment(folder), [root.site], [folder]);
  library.aliases.add(lastSegment(folder));
  return library;
}

function usesOf({ inventory }: LinkContext, user: Draft, library: Draft, home: Path, { findPackage, libraries }: Ownership): Wire[] {
  const named = (folders: readonly Path[]): Dependency[] =>
    folders.flatMap((folder) => (inventory.codeRoots.get(folder) ?? []).flatMap((root) => root.dependencies.find((each) => findPackage(root, each) === home) ?? []));
  const own = named(user.codeFolders);
  const found = own.length > 0 || !DOMAIN_LIBRARY.test(library.name) ? own : named([...libraries].flatMap(([folder, users]) => (users.length === 1 && users[0] === user ? [folder] : []))).slice(0, 1);
  return found.map(({ site }) => ({ from: user, to: library, kind: 'imports', evidence: [{ site, extractor: 'manifest', confidence: 'declared' }] }));
}
