import type { CodeRootFact } from '../../model/packaging-facts.js';
import { compareText, folderOf, type Path, type Site } from '../../model/text.js';
import { classify } from './classify.js';
import { manifestsOf, projectAround } from './code-folders.js';
import type { CodeRoles } from './code-roles.js';
import type { Draft } from '../draft.js';
import { programName as goProgramName, servingGoPrograms, type GoProgram } from './go-programs.js';
import { dockerfilePath, foldersUp, type Inventory } from '../inventory.js';
import { compact, isPlace, lastSegment, words } from '../names/names.js';
import { unitAliases } from './unit-names.js';

/** Projects that images are made of: by a Dockerfile at their top or where build tools keep it, or by a build tool itself. */
function builtFolders(inventory: Inventory): Set<Path> {
  const places = [...inventory.dockerfiles.keys()].filter((path) => lastSegment(path) === 'Dockerfile').map(folderOf);
  return new Set([...places.map((folder) => projectAround(inventory, folder)), ...inventory.imageSources.flatMap(({ folder }) => folder ?? [])]);
}

/** Programs with an entry point that no unit runs, in a workspace whose units run other things, if any. */
export function draftPrograms(inventory: Inventory, roleOf: CodeRoles, drafts: readonly Draft[]): Draft[] {
  const owned = new Set(drafts.flatMap(({ codeFolders }) => codeFolders));
  const isDeployedHere = owned.size > 0;
  const built = builtFolders(inventory);
  const isBuilt = (folder: Path): boolean => built.has(folder);
  const hasServices = drafts.some(({ role }) => role === 'business');
  // Where nothing of its own is deployed, a Dockerfile beside a manifest shows that it runs, even if the manifest cannot (Go, Rust), and so does where a module starts.
  const runs = (folder: Path, roots: readonly CodeRootFact[]): boolean =>
    roots.some(({ runnable, manifest }) => runnable === 'yes' || (runnable === 'unknown' && !hasServices && (isBuilt(folder) || (manifest === 'go.mod' && startsIn(inventory, folder)))));
  const running = new Map([...inventory.codeRoots]
    .filter(([folder, roots]) => runs(folder, roots) && !foldersUp(folder).some((up) => owned.has(up)))
    .filter(([folder]) => !isDeployedHere || isBuilt(folder)));
  const candidates = [...running.keys()].filter((folder) => isBuilt(folder) || !arePagesOfProgram(running, folder)).sort(compareText);
  const outer = new Set(candidates.flatMap((folder) => foldersUp(folderOf(folder)).filter(() => folder !== '')));
  for (const folder of owned) for (const up of foldersUp(folderOf(folder))) outer.add(up);
  // A unit or an image of that name runs it, though nothing else tells of its code.
  const names = new Set(drafts.flatMap(({ name, units }) => [name, ...units.flatMap(unitAliases)]).map(compact));
  const found = candidates.filter((folder) => !outer.has(folder) && !isToolFolder(folder) && !(isDeployedHere && names.has(compact(lastSegment(folder))))).map((folder) => draftProgram(inventory, roleOf, folder));
  return inventory.units.length === 0 ? found : [...found, ...undeployedGoPrograms(inventory, roleOf, [...owned, ...candidates], names)];
}

/** Whether a Go module starts where programs of modules do: at its top, or below its `cmd`. */
function startsIn({ entryPoints }: Inventory, folder: Path): boolean {
  const start = folder === '' ? '' : `${folder}/`;
  return entryPoints.some(({ site: { path } }) => path.endsWith('.go') && (path === `${start}main.go` || path.startsWith(`${start}cmd/`)));
}

/** Programs of Go modules that hold several, where neither an image nor a unit tells of each. */
function undeployedGoPrograms(inventory: Inventory, roleOf: CodeRoles, known: readonly Path[], names: ReadonlySet<string>): Draft[] {
  const isWithin = (folder: Path, around: Path): boolean => around === '' || folder === around || folder.startsWith(`${around}/`);
  const programs = servingGoPrograms(inventory).filter(({ home }) => !isToolFolder(home) && !known.some((folder) => isWithin(home, folder) || isWithin(folder, home)));
  return programs.filter(({ home }) => ![lastSegment(home), goProgramName(home)].some((name) => names.has(compact(name)))).map((program) => draftProgram(inventory, roleOf, program.home, program));
}

/** Build files of one program, whose web pages may be a package of their own inside it: `orders/frontend`, `Shop.Web/ClientApp`. */
const SERVES_PAGES = /^(?:pom\.xml|build\.gradle(?:\.kts)?)$|\.(?:cs|fs)proj$/;

/** Whether the packages of a folder are what a program around them serves: it is built and deployed with them inside. */
function arePagesOfProgram(running: ReadonlyMap<Path, readonly CodeRootFact[]>, folder: Path): boolean {
  if (folder === '' || running.get(folder)?.some(({ manifest }) => manifest !== 'package.json') === true) return false;
  const around = foldersUp(folderOf(folder)).filter((up) => up !== '').flatMap((up) => running.get(up) ?? []);
  return around.some(({ manifest, runnable }) => runnable === 'yes' && SERVES_PAGES.test(manifest));
}

/** What serves developers, not users. */
const TOOL = /^(?:e2e|test|tests|testing|docs?|documentation|website|cli|tools?|scripts?|examples?|samples?|storybook|bench|benchmarks?)$/;

/** Folders whose programs deploy the system. */
const DEPLOYING = /^(?:deploy|deployments?|pulumi|cdk)$/i;

/** Programs of a folder that is called after a tool: the first or last word says so, one between is of a name such as `Acme.Tools.Shop`. */
function isToolFolder(folder: Path): boolean {
  return folder.split('/').some((part) => {
    const all = words(part);
    return DEPLOYING.test(part) || TOOL.test(all[0] ?? '') || TOOL.test(all.at(-1) ?? '');
  });
}

/** The last telling part of a path, a file's without its ending; at the top that of its package. */
function programName(folder: Path, packageName: string | undefined): string {
  const parts = folder.replace(/\.(?:py|[cm]?[jt]s|rs)$/, '').split('/').filter((part) => part !== '').reverse();
  return parts.find((part) => !isPlace(part)) ?? lastSegment(packageName ?? parts[0] ?? 'app');
}

function draftProgram(inventory: Inventory, roleOf: CodeRoles, folder: Path, ofModule?: GoProgram): Draft {
  const manifests = manifestsOf(inventory, [folder]);
  const packageName = manifests.find(({ name }) => name !== undefined)?.name;
  const isOfModule = ofModule !== undefined || manifests[0]?.manifest.endsWith('.go') === true;
  const name = isOfModule ? goProgramName(folder) : programName(folder, packageName);
  const dockerfile = inventory.dockerfiles.get(dockerfilePath(folder));
  const classification = classify({ name, units: [], dockerfiles: dockerfile === undefined ? [] : [dockerfile], manifests, codeRole: roleOf([folder]), codeFolders: [folder] });
  const sites: Site[] = [...manifests, ...(ofModule === undefined ? [] : [ofModule])].map(({ site }) => site);
  return {
    name,
    role: classification.kind === 'service' && !classification.isTask ? 'business' : 'infra',
    aliases: new Set(packageName === undefined ? [] : [packageName, lastSegment(packageName)]),
    definedAt: sites,
    units: [],
    services: [],
    codeFolders: [folder],
    ...(dockerfile?.command && { imageCommand: dockerfile.command }),
    isEntry: false,
    ...classification,
  };
}
