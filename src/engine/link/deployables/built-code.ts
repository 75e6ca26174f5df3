import type { BuildFact, Container, UnitFact } from '../../model/deployment-facts.js';
import { literalOf, type Expression } from '../../model/expression.js';
import type { DockerfileFact } from '../../model/packaging-facts.js';
import { compareText, folderOf, joinPath, type Path } from '../../model/text.js';
import { mainContainers, mountedPlaces } from './containers.js';
import { substituteOf } from '../names/dot-env.js';
import { goProgramsIn } from './go-programs.js';
import { imageRole } from './images.js';
import { foldersUp, type Inventory } from '../inventory.js';
import { compact, family, isPlace, lastSegment, stem } from '../names/names.js';
import { imageText, ownText, UNKNOWN_MARK } from '../names/resolve.js';

/** The code in an image, and the recipe of it. */
export interface BuiltCode {
  readonly folders: readonly Path[];
  readonly dockerfile: DockerfileFact | undefined;
}

/** The code that a `build` puts into its image; undefined where nobody can tell. `byPackage`: folders by the compact names of their packages. */
export function builtFrom(inventory: Inventory, byPackage: ReadonlyMap<string, Path>, unit: UnitFact, build: BuildFact): BuiltCode | undefined {
  // What a service inherits is relative to the file that it is written in.
  const file = build.site.path;
  if (build.project !== undefined) {
    const project = byPackage.get(compact(build.project));
    return { folders: project === undefined ? [] : [project], dockerfile: undefined };
  }
  const written = substituted(inventory, file, build.context);
  const recipe = build.dockerfile === undefined ? 'Dockerfile' : substituted(inventory, file, build.dockerfile);
  // What is built from an unknown place may be anything; the name of the image says more.
  if (written.includes(UNKNOWN_MARK) || recipe.includes(UNKNOWN_MARK) || /^[a-z]+:\/\/|^git@/.test(written)) return undefined;
  const context = joinPath(folderOf(file), written);
  if (context === undefined) return undefined;
  const path = joinPath(context, recipe);
  const dockerfile = path === undefined ? undefined : inventory.dockerfiles.get(path);
  const home = path === undefined ? context : folderOf(path);
  // A Dockerfile that is not where it is said to be: the file is used from another folder, and all its paths mean something else.
  if (dockerfile === undefined && build.dockerfile !== undefined && !inventory.codeRoots.has(context)) return undefined;
  if (dockerfile === undefined && isEmpty(inventory, context) && !isNamedLike(context, unit.name, compact)) return undefined;
  if (dockerfile !== undefined && isReadyMade(dockerfile)) return { folders: [], dockerfile };
  const sources = sourcesOf(dockerfile, build);
  const copied = copiedRoots(inventory, context, sources);
  if (context === '' && copied.length === 0 && isWebServerOf(sources, dockerfile)) return { folders: sources.flatMap((source) => joinPath(context, source) ?? []).filter((folder) => inventory.sourceFolders.has(folder)), dockerfile };
  // A Dockerfile inside its context mostly stands beside its code; one at the context's own top may copy a part.
  const isInside = home !== context && home.startsWith(context === '' ? '' : `${context}/`);
  // A folder of Dockerfiles alone, `docker/orders.Dockerfile`, is nobody's code.
  const holdsCode = inventory.sourceFolders.has(home) || copiesFrom(home, context, sources);
  if (isInside && (inventory.codeRoots.has(home) || (copied.length === 0 && holdsCode))) return { folders: [home], dockerfile };
  const made = dockerfile === undefined ? undefined : madeIn(inventory, byPackage, context, dockerfile, build);
  if (made !== undefined) return { folders: [made], dockerfile };
  const names = [unit.name, lastSegment(path ?? '').replace(/\.?dockerfile\.?/i, '')];
  const own = copied.filter((folder) => names.some((name) => isNamedLike(folder, name, compact)));
  if (own.length > 0) return { folders: own, dockerfile };
  const akin = copied.filter((folder) => names.some((name) => isNamedLike(folder, name, stem)));
  if (akin.length === 1) return { folders: akin, dockerfile };
  const runnable = copied.filter((folder) => inventory.codeRoots.get(folder)?.some((root) => root.runnable === 'yes'));
  if (runnable.length === 1) return { folders: runnable, dockerfile };
  const packed = inventory.codeRoots.has(context) ? undefined : packedIn(byPackage, sources);
  return { folders: [packed ?? context], dockerfile };
}

/** Whether a folder inside of the workspace holds neither code nor a recipe: a Compose file among others of its kind says `build: .` and is started from elsewhere. */
function isEmpty({ codeRoots, sourceFolders }: Inventory, folder: Path): boolean {
  return folder !== '' && !sourceFolders.has(folder) && !codeRoots.has(folder);
}

/** The project whose archive a Dockerfile copies, where it was built elsewhere and put beside the Dockerfile: `COPY jar/orders-1.2.0.jar app.jar`. */
function packedIn(byPackage: ReadonlyMap<string, Path>, sources: readonly string[]): Path | undefined {
  const names = sources.flatMap((source) => /^(.*?)(?:-(?:\d|\*|SNAPSHOT).*)?\.[jw]ar$/.exec(lastSegment(source))?.[1] ?? []);
  const [folder, ...others] = new Set(names.flatMap((name) => byPackage.get(compact(name)) ?? []));
  return others.length > 0 ? undefined : folder;
}

/**
 * Projects of the workspace that a container mounts where its image brings a runtime alone, as PHP and scripts are developed. What is
 * mounted into a ready-made server is its data, or what it passes on.
 */
export function mountedCode(inventory: Inventory, container: Container, dockerfile: DockerfileFact | undefined): Path[] {
  const images = dockerfile === undefined ? [imageText(container) ?? ''] : dockerfile.baseImages;
  if (images.some((image) => imageRole(image) !== undefined)) return [];
  return mountedPlaces(container).filter((folder) => inventory.codeRoots.has(folder) && !isModuleOfSeveral(inventory, folder));
}

/** Without what several units mount, where one of them mounts something alone: that is the library of all, this its program. */
export function withoutCommonMounts(inventory: Inventory, folders: readonly Path[]): readonly Path[] {
  const own = folders.length < 2 ? [] : folders.filter((folder) => unitsMounting(inventory, folder) < 2);
  return own.length > 0 ? own : folders;
}

/** How many units mount a folder, by name: several files describe one. */
function unitsMounting({ units }: Inventory, folder: Path): number {
  return new Set(units.filter((unit) => mainContainers(unit).some((container) => mountedPlaces(container).includes(folder))).map(({ name }) => name)).size;
}

/** Whether a container mounts a Go module whose programs each have a folder of their own: it builds and starts them all while somebody works on them. */
export function isWorkshop(inventory: Inventory, container: Container, folder: Path): boolean {
  return mountedPlaces(container).includes(folder) && isModuleOfSeveral(inventory, folder);
}

function isModuleOfSeveral(inventory: Inventory, folder: Path): boolean {
  if (inventory.codeRoots.get(folder)?.some(({ manifest }) => manifest === 'go.mod') !== true) return false;
  const inside = goProgramsIn(inventory).filter(({ home }) => folder === '' || home.startsWith(`${folder}/`));
  return inside.length > 1 && inside.every(({ home }) => home !== '');
}

/** Whether an image is a database or broker with settings or data put in: no code of the workspace runs there, wherever it is built. */
function isReadyMade({ baseImages }: DockerfileFact): boolean {
  return baseImages.length > 0 && baseImages.every((image) => imageRole(image)?.engine !== undefined);
}

/** Whether an image is a web server with folders put in that are named, from a place that holds more. */
function isWebServerOf(sources: readonly string[], dockerfile: DockerfileFact | undefined): boolean {
  const images = dockerfile?.baseImages ?? [];
  return images.length > 0 && images.every((image) => imageRole(image)?.kind === 'webserver') && sources.length > 0 && sources.every((source) => /^(?:\.\/)?[\w-]+\/[\w-]/.test(source));
}

/** What a Dockerfile copies in one build: one file often serves several, each naming its folder in an argument, `COPY $APP ./`. */
function sourcesOf(dockerfile: DockerfileFact | undefined, build: BuildFact): string[] {
  return dockerfile === undefined ? [] : dockerfile.sources.map(withArguments(dockerfile, build));
}

/** Fills the arguments of one build in. */
function withArguments(dockerfile: DockerfileFact, { args = [] }: BuildFact): (written: string) => string {
  const values = new Map<string, string>();
  for (const { name, value } of dockerfile.arguments) if (value !== undefined) values.set(name, value);
  for (const { name, value } of args) {
    const text = literalOf(value);
    if (text !== undefined) values.set(name, text);
  }
  return (text) => text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (written, braced?: string, bare?: string) => values.get(braced ?? bare ?? '') ?? written);
}

/** The one part of its context that a Dockerfile makes a program of: of a build that makes several nobody knows which runs. */
function madeIn(inventory: Inventory, byPackage: ReadonlyMap<string, Path>, context: Path, dockerfile: DockerfileFact, build: BuildFact): Path | undefined {
  const filled = withArguments(dockerfile, build);
  const places = dockerfile.builds.flatMap((target) => {
    if ('name' in target) return byPackage.get(compact(filled(target.name))) ?? [];
    const place = joinPath(context, filled(target.path));
    return place === undefined ? [] : programFolder(inventory, place);
  });
  const [place, ...others] = [...new Set(places)].filter((folder) => folder !== context);
  return others.length > 0 ? undefined : place;
}

/** The project of a file or folder of source; a program of a Go module that holds several is called after the folder above its `cmd` or `main.go`. */
function programFolder({ codeRoots, sourceFolders }: Inventory, place: Path): Path[] {
  const folder = /\.(?:go|cs|fs|vb)(?:proj)?$/.test(place) ? folderOf(place) : place;
  if (codeRoots.has(folder)) return [folder];
  if (!sourceFolders.has(folder)) return [];
  const home = foldersUp(folder).find((up) => !isPlace(lastSegment(up)));
  return home === undefined || home === '' || codeRoots.has(home) ? [] : [home];
}

/** Whether a Dockerfile puts what stands beside it into the image: that is its code, in whatever language. */
function copiesFrom(home: Path, context: Path, sources: readonly string[]): boolean {
  return sources.some((source) => joinPath(context, source)?.startsWith(`${home}/`) === true);
}

/** A text of a Compose file with the variables that its environment file sets. */
function substituted({ variables }: Inventory, file: Path, expression: Expression): string {
  return expression
    .map((part) => {
      const value = typeof part === 'string' || part.hole !== 'substitution' ? undefined : substituteOf(variables, file, part.name, part.fallback !== undefined)?.value;
      return ownText(value ?? [part]);
    })
    .join('');
}

function copiedRoots(inventory: Inventory, context: Path, sources: readonly string[]): Path[] {
  const folders = new Set<Path>();
  for (const source of sources) {
    for (let folder = joinPath(context, source.replace(/\*.*$/, '')) ?? ''; folder !== '' && folder !== context; folder = folderOf(folder)) {
      if (!inventory.codeRoots.has(folder)) continue;
      folders.add(folder);
      break;
    }
  }
  return [...folders].sort(compareText);
}

function isNamedLike(folder: Path, name: string, short: (name: string) => string): boolean {
  return name !== '' && short(lastSegment(folder)) === short(family(name));
}
