import type { BuildFact, Container, UnitFact } from '../../model/deployment-facts.js';
import type { CodeRootFact, DockerfileFact } from '../../model/packaging-facts.js';
import type { Path } from '../../model/text.js';
import { compareText, folderOf } from '../../model/text.js';
import { builtFrom, isWorkshop, mountedCode, withoutCommonMounts } from './built-code.js';
import { mainContainers } from './containers.js';
import { imageRole, isVariantImage } from './images.js';
import { goPrograms } from './go-programs.js';
import type { Inventory } from '../inventory.js';
import { append, codeRootAround, dockerfilePath, foldersUp } from '../inventory.js';
import { compact, family, imageRepository, lastSegment, stem } from '../names/names.js';
import { imageText, ownText, UNKNOWN_MARK, variableOf } from '../names/resolve.js';

/** Variables, and keys of configuration as the variables that override them, in which programs find their own name. */
export const APPLICATION_NAMES: ReadonlySet<string> = new Set(['SPRING_APPLICATION_NAME', 'QUARKUS_APPLICATION_NAME', 'MICRONAUT_APPLICATION_NAME']);

/** Where the code of deployables is. */
export interface CodeFolders {
  /** Folders of the code that a unit runs, most telling first; empty when it runs somebody else's image. */
  of(unit: UnitFact): readonly Path[];
  /** The Dockerfile that builds a unit, when it is in the workspace. */
  dockerfileOf(unit: UnitFact): DockerfileFact | undefined;
  /** The Dockerfile that stands in a folder. */
  dockerfileIn(folder: Path): DockerfileFact | undefined;
}

interface Folders {
  readonly byName: ReadonlyMap<string, readonly Path[]>;
  readonly byPackage: ReadonlyMap<string, Path>;
  /** What build tools and pipelines make images of, by the last segment of their repositories. */
  readonly byImage: ReadonlyMap<string, Path>;
  /** By the name that the program gives itself in its configuration; several of one name are left out. */
  readonly byApplication: ReadonlyMap<string, Path>;
  /** Projects by their names with those of the folders around them: `web/admin` is `webadmin`. */
  readonly byPath: ReadonlyMap<string, Path>;
  /** Projects by what their names have in common with names that say "service" in another way. */
  readonly byStem: ReadonlyMap<string, readonly Path[]>;
  /** The names of units, and of their images, by the same. */
  readonly unitStems: ReadonlyMap<string, ReadonlySet<string>>;
  /** Programs of Go modules that hold several. */
  readonly goPrograms: ReadonlyMap<string, Path>;
  /** Names of units by their first words. */
  readonly prefixes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Finds the code of units: by what Compose builds, else by the name of the image, else by the name of the unit. */
export function indexCodeFolders(inventory: Inventory): CodeFolders {
  const folders = candidateFolders(inventory);
  const builders = buildersOfImages(inventory.units);
  const cache = new Map<UnitFact, { folders: Path[]; dockerfile: DockerfileFact | undefined }>();

  function find(unit: UnitFact): { folders: Path[]; dockerfile: DockerfileFact | undefined } {
    let found = cache.get(unit);
    if (found === undefined) cache.set(unit, (found = locate(unit)));
    return found;
  }

  function locate(unit: UnitFact): { folders: Path[]; dockerfile: DockerfileFact | undefined } {
    const found = new Set<Path>();
    let dockerfile: DockerfileFact | undefined;
    for (const container of mainContainers(unit)) {
      const builder = container.build === undefined ? builders.get(imageText(container) ?? '') : { unit, build: container.build };
      const built = builder && builtFrom(inventory, folders.byPackage, builder.unit, builder.build);
      const places = (built?.folders ?? onlyProgram(inventory, container) ?? folderOfImage(folders, unit, container)).map((folder) => projectAround(inventory, folder));
      const told = built === undefined ? places.filter((folder) => !isWorkshop(inventory, container, folder)) : places;
      const isKnown = told.some((folder) => inventory.codeRoots.has(folder));
      // A program inside of what is mounted is told more exactly already.
      const mounted = isKnown ? [] : mountedCode(inventory, container, built?.dockerfile).filter((place) => !told.some((folder) => inventory.sourceFolders.has(folder) && foldersUp(folder).includes(place)));
      for (const folder of mounted.length > 0 ? withoutCommonMounts(inventory, mounted) : told) found.add(folder);
      dockerfile ??= built?.dockerfile;
    }
    for (const folder of found) dockerfile ??= dockerfileIn(folder);
    return { folders: [...found], dockerfile };
  }

  function dockerfileIn(folder: Path): DockerfileFact | undefined {
    return inventory.dockerfiles.get(dockerfilePath(folder));
  }

  return { of: (unit) => find(unit).folders, dockerfileOf: (unit) => find(unit).dockerfile, dockerfileIn };
}

interface Builder {
  readonly unit: UnitFact;
  readonly build: BuildFact;
}

/** Who builds an image in Compose that others start as well, by its name; of several nothing says which. */
function buildersOfImages(units: readonly UnitFact[]): Map<string, Builder> {
  const builders = new Map<string, Builder[]>();
  for (const unit of units) {
    for (const container of unit.containers) {
      const image = imageText(container);
      if (image !== undefined && container.build !== undefined) append(builders, image, { unit, build: container.build });
    }
  }
  return new Map([...builders].flatMap(([image, [builder, ...others]]) => (builder === undefined || others.length > 0 ? [] : [[image, builder] as const])));
}

/** Folders that hold code or build an image, by their compact name, and by the name of their package. */
function candidateFolders(inventory: Inventory): Folders {
  const paths = new Set<Path>();
  for (const [path] of inventory.dockerfiles) paths.add(folderOf(path));
  for (const [folder, roots] of inventory.codeRoots) if (roots.some((root) => root.runnable !== 'no')) paths.add(folder);
  const byName = new Map<string, Path[]>();
  // Short paths first: the outermost folder of a name is the service, an inner one a part of it.
  const ordered = [...paths].sort((a, b) => a.split('/').length - b.split('/').length || compareText(a, b));
  for (const path of ordered) if (path !== '') append(byName, compact(lastSegment(path)), path);
  const byPackage = new Map<string, Path>();
  for (const path of ordered) {
    for (const { name } of inventory.codeRoots.get(path) ?? []) {
      if (name !== undefined && !byPackage.has(compact(lastSegment(name)))) byPackage.set(compact(lastSegment(name)), path);
    }
  }
  const withCode = ordered.filter((path) => inventory.codeRoots.has(path));
  return {
    byName, byPackage,
    byImage: foldersOfImages(inventory),
    byApplication: foldersByApplication(inventory),
    byPath: byPaths(withCode),
    byStem: byStems(withCode),
    goPrograms: goPrograms(inventory),
    prefixes: firstWords(inventory.units),
    unitStems: stemsOf(inventory.units),
  };
}

function byPaths(folders: readonly Path[]): Map<string, Path> {
  const found = new Map<string, Path[]>();
  for (const folder of folders) if (folder.includes('/')) append(found, compact(folder.split('/').slice(-2).join('')), folder);
  return new Map([...found].flatMap(([name, [folder, ...others]]) => (folder === undefined || others.length > 0 ? [] : [[name, folder] as const])));
}

function byStems(folders: readonly Path[]): Map<string, Path[]> {
  const found = new Map<string, Path[]>();
  for (const folder of folders) if (folder !== '') append(found, stem(lastSegment(folder)), folder);
  return found;
}

function stemsOf(units: readonly UnitFact[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { name } of units) found.set(stem(family(name)), (found.get(stem(family(name))) ?? new Set()).add(compact(family(name))));
  return found;
}

/**
 * What images are made of, where one folder alone is named for it that holds code, or a Dockerfile. A place that several
 * images are built in is a common context: it tells nobody's code.
 */
function foldersOfImages({ imageSources, releases, dockerfiles, codeRoots }: Inventory): Map<string, Path> {
  const named = new Map<string, Set<Path>>();
  const imagesOf = new Map<Path, Set<string>>();
  const isCode = (folder: Path): boolean => codeRoots.has(folder) || dockerfiles.has(dockerfilePath(folder));
  for (const { image, folder, context, dockerfile } of [...imageSources.map((fact) => ({ context: undefined, ...fact })), ...releases.map((fact) => ({ folder: undefined, ...fact }))]) {
    const home = [folder, dockerfile === undefined ? undefined : folderOf(dockerfile), context].find((candidate) => candidate !== undefined && isCode(candidate));
    if (image === undefined || home === undefined) continue;
    const name = lastSegment(imageRepository(image));
    named.set(name, (named.get(name) ?? new Set()).add(home));
    imagesOf.set(home, (imagesOf.get(home) ?? new Set()).add(name));
  }
  return new Map([...named].flatMap(([name, [home, ...others]]) => (home === undefined || others.length > 0 || imagesOf.get(home)?.size !== 1 ? [] : [[name, home] as const])));
}

function foldersByApplication(inventory: Inventory): Map<string, Path> {
  const folders = new Map<string, Set<Path>>();
  for (const { key, value, application, site } of inventory.configurations) {
    if (application !== undefined || !APPLICATION_NAMES.has(variableOf(key))) continue;
    const root = codeRootAround(inventory.codeRoots, site.path);
    // Settings of a server that are kept in the workspace stand under the build file of everything, which is no program.
    if (inventory.codeRoots.get(root ?? '')?.every(({ runnable }) => runnable === 'no') === true) continue;
    const name = compact(ownText(value).replaceAll(UNKNOWN_MARK, ''));
    if (root !== undefined && name !== '') folders.set(name, (folders.get(name) ?? new Set()).add(root));
  }
  return new Map([...folders].flatMap(([name, [folder, ...others]]) => (folder === undefined || others.length > 0 ? [] : [[name, folder] as const])));
}

/** A tag without its version: one repository may hold the images of a whole system, `acme/shop:orders-latest`. */
const IMAGE_TAG = /:([a-z][\w.-]*?)(?:-(?:latest|main|master|v?\d[\w.-]*))?$/i;

/** The folder whose name or package the image, or else the unit, is called after. */
function folderOfImage(folders: Folders, unit: UnitFact, container: Container): Path[] {
  const image = imageText(container);
  const last = image === undefined ? '' : lastSegment(imageRepository(image)).replaceAll(UNKNOWN_MARK, '');
  // A program may be called after the server that it works with, `orders-kafka`: then a project of the workspace has the very name of its image.
  if (image !== undefined && isVariantImage(image)) return program(folders, last);
  if (image !== undefined && imageRole(image) !== undefined) return [];
  const found = folders.byImage.get(last) ?? named(folders, last) ?? named(folders, family(unit.name)) ?? named(folders, withoutPrefix(folders, last)) ?? named(folders, withoutPrefix(folders, unit.name))
    ?? folders.byApplication.get(compact(last)) ?? folders.byApplication.get(compact(family(unit.name))) ?? goProgram(folders, last) ?? goProgram(folders, unit.name)
    ?? akin(folders, last) ?? akin(folders, unit.name) ?? folders.byPath.get(compact(family(unit.name))) ?? folders.byPath.get(compact(family(last)))
    ?? named(folders, IMAGE_TAG.exec(image ?? '')?.[1] ?? '');
  return found === undefined ? [] : [found];
}

/** Where a variable alone says which image runs, and the workspace has one program and one Dockerfile, both at its top: it is tried with what that makes. */
function onlyProgram({ codeRoots, dockerfiles }: Inventory, { image }: Container): Path[] | undefined {
  const [part, ...others] = image?.value ?? [];
  if (part === undefined || typeof part === 'string' || others.length > 0 || 'fallback' in part) return undefined;
  const programs = [...codeRoots].filter(([, roots]) => roots.some(({ runnable }) => runnable !== 'no'));
  return programs.length === 1 && programs[0]?.[0] === '' && dockerfiles.size === 1 && dockerfiles.has(dockerfilePath('')) ? [''] : undefined;
}

/** The project that is called as an image is, and no other way. */
function program({ byPackage, byApplication }: Folders, name: string): Path[] {
  const folder = byPackage.get(compact(name)) ?? byApplication.get(compact(name));
  return folder === undefined ? [] : [folder];
}

/** The only project whose name differs from that of the only such unit by a word that says nothing: `coffeeshop-service` runs as `coffee-shop`. */
function akin({ byStem, unitStems }: Folders, name: string): Path | undefined {
  const key = stem(family(name));
  const [folder, ...others] = byStem.get(key) ?? [];
  return others.length > 0 || unitStems.get(key)?.size !== 1 ? undefined : folder;
}

function goProgram(folders: Folders, name: string): Path | undefined {
  return folders.goPrograms.get(compact(family(name))) ?? folders.goPrograms.get(compact(withoutPrefix(folders, name)));
}

/** The name without a first word that several units share, as that of the system: `shop-orders` beside `shop-stock`; '' when it has none. */
function withoutPrefix({ prefixes }: Folders, name: string): string {
  const [prefix, rest] = prefixed(name);
  return prefix !== undefined && rest !== undefined && (prefixes.get(prefix)?.size ?? 0) >= SHARED ? rest : '';
}

/** Units that must share a first word before it says nothing about each of them. */
const SHARED = 3;

function prefixed(name: string): readonly [prefix?: string, rest?: string] {
  const [, prefix, rest] = /^([a-z0-9]+)[-_.](.+)$/i.exec(name) ?? [];
  return prefix === undefined || rest === undefined ? [] : [prefix.toLowerCase(), rest];
}

/** The names of units and of their images by their first words. */
function firstWords(units: readonly UnitFact[]): Map<string, Set<string>> {
  const prefixes = new Map<string, Set<string>>();
  for (const name of units.flatMap((unit) => [unit.name, ...mainContainers(unit).map((container) => lastSegment(imageRepository(imageText(container) ?? '')))])) {
    const [prefix] = prefixed(name);
    if (prefix !== undefined) prefixes.set(prefix, (prefixes.get(prefix) ?? new Set()).add(name));
  }
  return prefixes;
}

function named(folders: Folders, name: string): Path | undefined {
  const key = compact(family(name));
  if (key === '') return undefined;
  const byName = folders.byName.get(key);
  // Several folders of one name at the same depth: nothing says which.
  if (byName !== undefined && (byName.length === 1 || depth(byName[0]) < depth(byName[1]))) return byName[0];
  return byName === undefined ? folders.byPackage.get(key) : undefined;
}

function depth(path: Path | undefined): number {
  return path === undefined ? 0 : path.split('/').length;
}

/** The manifests that stand in some folders. */
export function manifestsOf(inventory: Inventory, folders: readonly Path[]): readonly CodeRootFact[] {
  return folders.flatMap((folder) => inventory.codeRoots.get(folder) ?? []);
}

/** Folders of a project that hold what a build makes, or what it makes an image from. */
const INNER_FOLDERS = /^(?:target|build|libs|out|bin|publish|docker|src|main|resources)$/;

/** The project that an image is made inside of: its context is often the folder of the build's results. */
export function projectAround(inventory: Inventory, folder: Path): Path {
  for (let at = folder; at !== ''; at = folderOf(at)) {
    if (inventory.codeRoots.has(at)) return at;
    if (!INNER_FOLDERS.test(at.slice(at.lastIndexOf('/') + 1))) return folder;
  }
  return folder;
}

/** Build files whose dependencies also hold for the projects in the folders below. */
const INHERITED = /^(?:pom\.xml|build\.gradle(?:\.kts)?)$/;

/** The manifests of some folders, and those above them whose dependencies they inherit. */
export function manifestsAround(inventory: Inventory, folders: readonly Path[]): readonly CodeRootFact[] {
  const own = manifestsOf(inventory, folders);
  if (!own.some(({ manifest }) => INHERITED.test(manifest))) return own;
  const around = new Set(folders.flatMap((folder) => foldersUp(folder)));
  return [...around].flatMap((folder) => (inventory.codeRoots.get(folder) ?? []).filter(({ manifest }) => folders.includes(folder) || INHERITED.test(manifest)));
}
