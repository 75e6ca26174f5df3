import type { UnitFact } from '../../model/deployment-facts.js';
import type { Path } from '../../model/text.js';
import { folderOf, joinPath, compareText } from '../../model/text.js';
import type { CodeFolders } from './code-folders.js';
import { imageRole } from './images.js';
import type { Inventory } from '../inventory.js';
import { append, child } from '../inventory.js';
import { imageRepository } from '../names/names.js';
import { imageText, UNKNOWN_MARK } from '../names/resolve.js';
import { UnionFind } from './union.js';

/** Compose file or AppHost -> project: files of one folder, of `include` and `extends`, and files that describe the same system elsewhere. */
export type Projects = ReadonlyMap<Path, string>;

/** A name that more projects than this share says nothing about them. */
const COMMON_NAME = 20;

/** Groups the Compose files and AppHosts of a workspace into projects; a project is named by its first file. */
export function composeProjects(inventory: Inventory, code: CodeFolders): Projects {
  const units = inventory.units.filter((unit) => unit.technology !== 'kubernetes');
  const files = [...new Set([...units, ...inventory.includes].map((fact) => fact.site.path))].sort(compareText);
  const indexOf = new Map(files.map((file, index) => [file, index]));
  const groups = new UnionFind(files.length);
  const join = (a: Path, b: Path | undefined): void => {
    const [x, y] = [indexOf.get(a), b === undefined ? undefined : indexOf.get(b)];
    if (x !== undefined && y !== undefined) groups.union(x, y);
  };

  const firstOfFolder = new Map<Path, Path>();
  for (const file of files) {
    const first = firstOfFolder.get(folderOf(file));
    if (first === undefined) firstOfFolder.set(folderOf(file), file);
    else join(first, file);
  }
  for (const { site, file } of inventory.includes) join(site.path, joinPath(folderOf(site.path), file));
  for (const { site, extends: base } of units) if (base?.file !== undefined) join(site.path, joinPath(folderOf(site.path), base.file));
  const projectOf = (path: Path): number => groups.find(indexOf.get(path) ?? 0);
  joinTwins(units, code, projectOf, (a, b) => groups.union(a, b));
  joinNeeds(units, projectOf, (a, b) => groups.union(a, b));
  return new Map(files.map((file, index) => [file, files[groups.find(index)] ?? file]));
}

/** What two projects have in common. */
interface Overlap {
  names: number;
  /** Services of one name that also run the same code. */
  sameCode: number;
  /** Services of one name that also run the same image, which somebody publishes under a name of his own. */
  sameImage: number;
}

/**
 * Projects in different folders are one system when they mostly declare the same own services, as `dev/` and `prod/` do,
 * when one is a part of the other, a service with what it needs beside its code, or when they run the same published images.
 */
function joinTwins(units: readonly UnitFact[], code: CodeFolders, projectOf: (path: Path) => number, union: (a: number, b: number) => void): void {
  const sizes = new Map<number, number>();
  const usersOf = new Map<string, Map<number, UnitFact[]>>();
  for (const unit of units) {
    const image = imageText(unit.containers[0]);
    // Every system has its own `redis`: only names of own services tell systems apart.
    if (image !== undefined && imageRole(image) !== undefined) continue;
    const project = projectOf(unit.site.path);
    const users = child(usersOf, unit.name);
    if (!users.has(project)) sizes.set(project, (sizes.get(project) ?? 0) + 1);
    append(users, project, unit);
  }
  for (const [pair, { names, sameCode, sameImage }] of overlaps(usersOf, code)) {
    const [a = 0, b = 0] = pair.split(' ').map(Number);
    const smaller = Math.min(sizes.get(a) ?? 0, sizes.get(b) ?? 0);
    if ((names >= 2 && names * 2 >= smaller) || (sameCode > 0 && names === smaller) || sameImage >= 2) union(a, b);
  }
}

/**
 * A project without own services is what somebody starts to work on one: the databases and brokers, each called as in the only
 * system that has all of them.
 */
function joinNeeds(units: readonly UnitFact[], projectOf: (path: Path) => number, union: (a: number, b: number) => void): void {
  const needsOf = new Map<number, Set<string>>();
  const systems = new Set<number>();
  for (const unit of units) {
    const project = projectOf(unit.site.path);
    const engine = engineOf(unit);
    if (engine === undefined) systems.add(project);
    else needsOf.set(project, (needsOf.get(project) ?? new Set()).add(`${unit.name} ${engine}`));
  }
  for (const [project, needs] of needsOf) {
    if (systems.has(project)) continue;
    const [system, ...others] = [...systems].filter((other) => [...needs].every((need) => needsOf.get(other)?.has(need)));
    if (system !== undefined && others.length === 0) union(system, project);
  }
}

function haveCommon(units: readonly UnitFact[], others: readonly UnitFact[], of: (unit: UnitFact) => readonly string[]): boolean {
  const own = new Set(units.flatMap(of));
  return own.size > 0 && others.some((unit) => of(unit).some((one) => own.has(one)));
}

/** The image that a unit runs, where it has the name of who publishes it: `acme/orders`. */
function ownImage({ containers: [container] }: UnitFact): string[] {
  const image = container?.build === undefined ? imageText(container) : undefined;
  const repository = image === undefined || image.includes(UNKNOWN_MARK) ? '' : imageRepository(image);
  return repository.includes('/') && imageRole(repository) === undefined ? [repository] : [];
}

/** What a unit of somebody else's image is: `datastore postgres`. */
function engineOf(unit: UnitFact): string | undefined {
  const image = imageText(unit.containers[0]);
  const role = image === undefined || unit.containers[0]?.build !== undefined ? undefined : imageRole(image);
  return role === undefined ? undefined : `${role.kind} ${role.engine ?? ''}`;
}

function overlaps(usersOf: ReadonlyMap<string, ReadonlyMap<number, readonly UnitFact[]>>, code: CodeFolders): Map<string, Overlap> {
  const shared = new Map<string, Overlap>();
  for (const users of usersOf.values()) {
    if (users.size > COMMON_NAME) continue;
    for (const [a, first] of users) {
      for (const [b, second] of users) {
        if (a >= b) continue;
        const overlap = shared.get(`${a} ${b}`) ?? { names: 0, sameCode: 0, sameImage: 0 };
        overlap.names++;
        if (haveCommon(first, second, (unit) => code.of(unit))) overlap.sameCode++;
        if (haveCommon(first, second, ownImage)) overlap.sameImage++;
        shared.set(`${a} ${b}`, overlap);
      }
    }
  }
  return shared;
}
