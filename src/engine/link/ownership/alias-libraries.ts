import { isStructurePath } from '../../model/source-paths.js';
import { compareText, type Path, type Site } from '../../model/text.js';
import type { AliasTarget } from '../names/aliases.js';
import type { ConstantIndex } from '../names/constants.js';
import { bareDraft, type Draft } from '../draft.js';
import { codeRootAround } from '../inventory.js';
import type { LinkContext } from '../link-context.js';
import { lastSegment } from '../names/names.js';
import type { Ownership } from './ownership.js';

interface Library {
  readonly target: AliasTarget;
  /** Where each user first imports it. */
  readonly users: Map<Draft, Site>;
}

/**
 * Libraries without a package of their own: folders outside of all deployables that several of these import by an alias of the compiler, as
 * workspaces of NestJS and Nx have them. Returns them as elements.
 */
export function wireAliasLibraries(context: LinkContext, constants: ConstantIndex, ownership: Ownership): Draft[] {
  const libraries = new Map<Path, Library>();
  for (const { specifier, typeOnly, site } of context.inventory.imports) {
    if (typeOnly || !isStructurePath(site.path)) continue;
    const [target] = constants.aliasesOf(site.path, specifier);
    const folder = target && libraryFolder(context, target.root);
    const [user, ...others] = folder === undefined ? [] : ownership.of(site.path).drafts;
    if (target === undefined || folder === undefined || user === undefined || others.length > 0) continue;
    const library = libraries.get(folder) ?? { target, users: new Map<Draft, Site>() };
    libraries.set(folder, library);
    if (!library.users.has(user)) library.users.set(user, site);
  }
  return [...libraries].sort(([a], [b]) => compareText(a, b)).flatMap(([folder, { target, users }]) => {
    if (users.size < 2) return [];
    const library = toDraft(folder, target);
    for (const [from, site] of users) context.wiring.add({ from, to: library, kind: 'imports', evidence: [{ site, extractor: 'imports', confidence: 'declared' }] });
    return [library];
  });
}

/** Projects of a workspace whose dependencies nobody lists: their imports alone tell who uses them. */
const PROJECT_FILE = /^(?:project|workspace|angular|nest-cli)\.json$/;

/** The folder of the library that an alias leads to; undefined for code of a deployable, and for packages, which manifests tell of. */
function libraryFolder({ inventory: { codeRoots }, drafts }: LinkContext, folder: Path): Path | undefined {
  const isWithin = (outer: Path): boolean => outer === '' || folder === outer || folder.startsWith(`${outer}/`);
  if (folder === '' || drafts.some(({ codeFolders }) => codeFolders.some(isWithin))) return undefined;
  const around = codeRootAround(codeRoots, `${folder}/index.ts`) ?? '';
  if (around === '') return folder;
  return codeRoots.get(around)?.every(({ manifest, runnable }) => PROJECT_FILE.test(manifest) && runnable === 'no') === true ? around : undefined;
}

function toDraft(folder: Path, { fact }: AliasTarget): Draft {
  const library = bareDraft('library', fact.pattern.replace(/\/?\*.*$/, ''), [fact.site], [folder]);
  library.aliases.add(lastSegment(folder.replace(/\/src$/, '')));
  return library;
}
