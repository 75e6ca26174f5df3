import type { ReleaseFact, Shipping } from '../../model/packaging-facts.js';
import type { Path, Site } from '../../model/text.js';
import { compareSites, compareText, folderOf } from '../../model/text.js';
import type { CodeFolders } from './code-folders.js';
import type { Draft } from '../draft.js';
import type { Inventory } from '../inventory.js';
import { append, dockerfilePath } from '../inventory.js';
import { compact, family } from '../names/names.js';

/** Drafts that are released in one go. */
export interface ReleaseDraft {
  readonly trigger: string;
  readonly drafts: readonly Draft[];
  readonly sites: readonly Site[];
  readonly shipping?: Shipping;
}

/**
 * Groups what pipelines build by what starts them. What can be released with fewer others is: a pipeline that builds everything for
 * each version does not tie together services that also have pipelines of their own.
 */
export function draftReleases({ releases }: Pick<Inventory, 'releases'>, drafts: readonly Draft[], code: CodeFolders): ReleaseDraft[] {
  if (releases.length === 0) return [];
  const find = indexBuilds(drafts, code);
  const runs = new Map<string, ReleaseFact[]>();
  for (const fact of releases) append(runs, runOf(fact), fact);
  const groups = [...runs.values()].map((facts): ReleaseDraft => ({
    trigger: facts[0]?.trigger ?? '',
    drafts: [...new Set(facts.flatMap(find))],
    sites: facts.map(({ site }) => site).sort(compareSites),
    ...(facts[0]?.shipping === undefined ? {} : { shipping: facts[0].shipping }),
  }));
  const taken = new Set<Draft>();
  const inOrder = groups.sort((a, b) => a.drafts.length - b.drafts.length || compareText(a.trigger, b.trigger));
  return inOrder.flatMap((group) => {
    const left = group.drafts.filter((draft) => !taken.has(draft));
    for (const draft of left) taken.add(draft);
    return left.length === 0 ? [] : [{ ...group, drafts: left }];
  }).sort((a, b) => b.drafts.length - a.drafts.length || compareText(a.trigger, b.trigger));
}

/** What is built in one run. One that may be skipped or started alone is a run for itself; what a workflow deploys, no other does. */
function runOf({ trigger, isFiltered, shipping, dockerfile = '', context = '', image = '', site }: ReleaseFact): string {
  if (isFiltered) return `${trigger} ${dockerfile} ${context} ${image}`;
  return shipping === undefined ? trigger : `${trigger} ${site.path}`;
}

/** Finds what a build makes: by its Dockerfile, else by the folder of the code, else by the name of the image. */
function indexBuilds(drafts: readonly Draft[], code: CodeFolders): (fact: ReleaseFact) => readonly Draft[] {
  const [byDockerfile, byFolder, byName] = [new Map<Path, Draft[]>(), new Map<Path, Draft[]>(), new Map<string, Draft[]>()];
  for (const draft of drafts) {
    const dockerfiles = new Set(draft.units.flatMap((unit) => code.dockerfileOf(unit)?.site.path ?? []));
    for (const path of dockerfiles) append(byDockerfile, path, draft);
    for (const folder of draft.codeFolders) append(byFolder, folder, draft);
    for (const name of new Set([draft.name, ...draft.aliases].map((alias) => compact(family(alias))))) append(byName, name, draft);
  }
  return (fact) => {
    if (fact.scope === 'compose') return drafts.filter((draft) => isBuiltBelow(draft, fact.context ?? ''));
    const folder = fact.dockerfile === undefined ? fact.context : folderOf(fact.dockerfile);
    const dockerfile = fact.dockerfile ?? (folder === undefined ? undefined : dockerfilePath(folder));
    const built = byDockerfile.get(dockerfile ?? '') ?? byFolder.get(folder ?? '') ?? byFolder.get(fact.context ?? '');
    // One Dockerfile may make the images of all services, told apart by arguments.
    const named = fact.image === undefined ? [] : (byName.get(compact(family(fact.image))) ?? []);
    if (built !== undefined && built.length === 1) return built;
    return named.length > 0 ? named : (built ?? []);
  };
}

function isBuiltBelow({ units }: Draft, folder: Path): boolean {
  return units.some(({ technology, site, containers }) => technology === 'compose' && folderOf(site.path) === folder && containers.some(({ build }) => build !== undefined));
}
