import type { UnitFact } from '../model/deployment-facts.js';
import type { Path } from '../model/text.js';
import { folderOf, joinPath, compareText } from '../model/text.js';
import { imageRole } from './images.js';
import type { Inventory } from './inventory.js';
import { append } from './inventory.js';
import { imageText } from './resolve.js';
import { UnionFind } from './union.js';

/** Compose file -> project: files of one folder, of `include` and `extends`, and files that describe the same system elsewhere. */
export type Projects = ReadonlyMap<Path, string>;

/** A name that more projects than this share says nothing about them. */
const COMMON_NAME = 20;

/** Groups the Compose files of a workspace into projects; a project is named by its first file. */
export function composeProjects(inventory: Inventory): Projects {
  const units = inventory.units.filter((unit) => unit.technology === 'compose');
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
  joinTwins(units, (path) => groups.find(indexOf.get(path) ?? 0), (a, b) => groups.union(a, b));
  return new Map(files.map((file, index) => [file, files[groups.find(index)] ?? file]));
}

/** Projects in different folders are one system when they mostly declare the same own services, as `dev/` and `prod/` do. */
function joinTwins(units: readonly UnitFact[], projectOf: (path: Path) => number, union: (a: number, b: number) => void): void {
  const namesOf = new Map<number, Set<string>>();
  const projectsOf = new Map<string, number[]>();
  for (const unit of units) {
    const image = imageText(unit.containers[0]);
    // Every system has its own `redis`: only names of own services tell systems apart.
    if (image !== undefined && imageRole(image) !== undefined) continue;
    const project = projectOf(unit.site.path);
    let names = namesOf.get(project);
    if (names === undefined) namesOf.set(project, (names = new Set()));
    if (names.has(unit.name)) continue;
    names.add(unit.name);
    append(projectsOf, unit.name, project);
  }
  const shared = new Map<string, number>();
  for (const projects of projectsOf.values()) {
    if (projects.length > COMMON_NAME) continue;
    for (const a of projects) for (const b of projects) if (a < b) shared.set(`${a} ${b}`, (shared.get(`${a} ${b}`) ?? 0) + 1);
  }
  for (const [pair, count] of shared) {
    const [a = 0, b = 0] = pair.split(' ').map(Number);
    const smaller = Math.min(namesOf.get(a)?.size ?? 0, namesOf.get(b)?.size ?? 0);
    if (count >= 2 && count * 2 >= smaller) union(a, b);
  }
}
