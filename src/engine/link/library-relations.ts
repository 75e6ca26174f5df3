import type { Path } from '../model/text.js';
import { compareText } from '../model/text.js';
import { bareDraft } from './draft.js';
import type { Draft } from './draft.js';
import type { LinkContext } from './link-context.js';
import { lastSegment } from './names.js';
import type { Ownership } from './ownership.js';

/** Packages of the workspace that at least two deployables are built with. Returns them as elements. */
export function wireLibraries(context: LinkContext, ownership: Ownership): Draft[] {
  const libraries: Draft[] = [];
  for (const [folder, users] of [...ownership.libraries].sort(([a], [b]) => compareText(a, b))) {
    if (users.length < 2) continue;
    const library = draftLibrary(context, folder);
    if (library === undefined) continue;
    libraries.push(library);
    for (const user of users) wireUser(context, user, library);
  }
  return libraries;
}

function draftLibrary({ inventory }: LinkContext, folder: Path): Draft | undefined {
  const [root] = inventory.codeRoots.get(folder) ?? [];
  if (root?.name === undefined) return undefined;
  const library = bareDraft('library', root.name, [root.site], [folder]);
  library.aliases.add(lastSegment(folder));
  return library;
}

function wireUser({ inventory, wiring }: LinkContext, user: Draft, library: Draft): void {
  for (const folder of user.codeFolders) {
    for (const { dependencies } of inventory.codeRoots.get(folder) ?? []) {
      const dependency = dependencies.find(({ name }) => name === library.name);
      if (dependency !== undefined) wiring.add({ from: user, to: library, kind: 'imports', evidence: [{ site: dependency.site, extractor: 'manifest', confidence: 'declared' }] });
    }
  }
}
