import type { NetworkServiceFact, UnitFact } from '../../model/deployment-facts.js';
import { folderOf, joinPath, type Path } from '../../model/text.js';
import type { CodeFolders } from './code-folders.js';
import type { Inventory } from '../inventory.js';
import { append } from '../inventory.js';
import { family, imageRepository, lastSegment } from '../names/names.js';
import type { Projects } from './projects.js';
import { mainContainers } from './containers.js';
import { joinDeployments } from './deployments.js';
import { selectPods } from './selectors.js';
import { UnionFind } from './union.js';
import { imageText, UNKNOWN_MARK } from '../names/resolve.js';
import { ownImages, ownName, renderedRelease } from './unit-names.js';

/** Units that are one real thing, and the Kubernetes Services that lead to it. */
export interface Deployable {
  readonly units: readonly UnitFact[];
  readonly services: readonly NetworkServiceFact[];
}

/** Groups units into real things: over files, over versions, over technologies. */
export function groupUnits(inventory: Inventory, projects: Projects, code: CodeFolders): Deployable[] {
  const isTemplate = templates(inventory);
  const isAside = asides(inventory.units);
  const isDeployed = inventory.units.some(({ technology }) => technology !== 'procfile');
  // A Procfile beside a deployment starts the same programs in another way.
  const units = inventory.units.filter((unit) => !isAside(unit) && !(isDeployed && unit.technology === 'procfile') && (mainContainers(unit).length > 0 || unit.containers.length === 0) && !isTemplate(unit));
  const groups = new UnionFind(units.length);
  const joinBy = (key: (unit: UnitFact) => string | undefined): void => {
    const first = new Map<string, number>();
    units.forEach((unit, index) => {
      const name = key(unit);
      if (name === undefined) return;
      const other = first.get(name);
      if (other === undefined) first.set(name, index);
      else groups.union(other, index);
    });
  };
  joinBy((unit) => (unit.technology !== 'kubernetes' ? `${unit.technology} ${projects.get(unit.site.path) ?? ''} ${unit.name}` : undefined));
  joinBy(workloadKey(units));
  joinBy(versionKey);
  joinBy(renderedKey(units));
  joinBy(variantKey);
  const selected = selectPods(inventory.networkServices, units);
  joinVersions(units, selected, groups);
  joinDeployments(units, inventory, projects, code, groups);

  const servicesOf = new Map<number, Set<NetworkServiceFact>>();
  for (const [service, indexes] of selected) {
    for (const index of indexes) {
      const root = groups.find(index);
      const set = servicesOf.get(root);
      if (set === undefined) servicesOf.set(root, new Set([service]));
      else set.add(service);
    }
  }
  return groups.groups().map((members) => ({
    units: members.flatMap((index) => units[index] ?? []),
    services: [...(servicesOf.get(members[0] ?? 0) ?? [])],
  }));
}

/** Folders and files of what shows or tests something beside the system, or is where somebody works on it. */
const ASIDE = /(?:^|\/)(?:examples?|e2e|(?:unit-?)?tests?|testing|integration-tests?|old-docs|\.devcontainer)\/|[-_.](?:e2e|tests?|ci|cypress)\.ya?ml$|(?:^|\/)(?:e2e|tests?|testing|ci)[-_.](?:docker-)?compose[^/]*\.ya?ml$/i;

/** Names of what runs tests: `test_unit`, `acceptance-tests`. */
const TESTS = /^(?:tests?|e2e|cypress)(?:$|[-_])|[-_](?:tests?|e2e|cypress)$/i;

/** Tells units that only examples and tests start, where the workspace has others. */
function asides(units: readonly UnitFact[]): (unit: UnitFact) => boolean {
  const ofTests = testFiles(units);
  const isAside = ({ site: { path } }: UnitFact): boolean => ASIDE.test(path) || ofTests.has(path);
  const isSystem = units.some((unit) => !isAside(unit));
  return (unit) => isSystem && isAside(unit);
}

/** Compose files in which most of what is built runs tests, and nothing of the rest is there to be reached: all beside it is only there for them. */
function testFiles(units: readonly UnitFact[]): Set<Path> {
  const built = new Map<Path, UnitFact[]>();
  for (const unit of units) if (unit.technology === 'compose' && unit.containers.some(({ build }) => build !== undefined)) append(built, unit.site.path, unit);
  const ofTests = [...built].filter(([, all]) => {
    const others = all.filter(({ name }) => !TESTS.test(name));
    return others.length < all.length / 2 && !others.some(({ containers }) => containers.some(({ published }) => published.length > 0));
  });
  return new Set(ofTests.map(([path]) => path));
}

/** A file that Compose starts when it is named, or by itself. */
const STARTED_FILE = /(?:^|\/)(?:docker-)?(?:compose|stack)[^/]*\.ya?ml$/;

/** Tells services that are only there for services of other files to extend: their own file is never started. */
function templates({ units, includes }: Inventory): (unit: UnitFact) => boolean {
  const pathOf = (from: Path, file: string): Path => joinPath(folderOf(from), file) ?? '';
  const included = new Set(includes.map(({ site, file }) => pathOf(site.path, file)));
  const extended = new Set(units.flatMap(({ site, extends: base }) => (base?.file === undefined ? [] : [`${pathOf(site.path, base.file)} ${base.service}`])));
  return ({ site: { path }, name }) => extended.has(`${path} ${name}`) && !STARTED_FILE.test(path) && !included.has(path);
}

/** A workload is one thing in all manifests of its namespace; a manifest without namespace belongs to the only namespace that has the name. */
function workloadKey(units: readonly UnitFact[]): (unit: UnitFact) => string | undefined {
  const namespaces = new Map<string, Set<string>>();
  for (const { technology, name, namespace } of units) {
    if (technology !== 'kubernetes') continue;
    const known = namespaces.get(name) ?? new Set();
    if (namespace !== undefined) known.add(namespace);
    namespaces.set(name, known);
  }
  return ({ technology, name, namespace }) => {
    if (technology !== 'kubernetes') return undefined;
    const known = [...(namespaces.get(name) ?? [])];
    return `${namespace ?? (known.length === 1 ? known[0] : undefined) ?? ''}/${name}`;
  };
}

/** Versions of one image, and one image in the namespaces of several environments, are one thing. */
function versionKey(unit: UnitFact): string | undefined {
  const [image] = unit.technology === 'kubernetes' ? ownImages(unit) : [];
  return image === undefined ? undefined : `${family(ownName(unit))} ${image}`;
}

/** A chart that is also kept as rendered for a release: `acme-cache` is the `cache` of other manifests that has the same image. */
function renderedKey(units: readonly UnitFact[]): (unit: UnitFact) => string | undefined {
  const rendered = new Set(units.filter((unit) => renderedRelease(unit) !== undefined).map(ownName));
  return (unit) => {
    const [container] = mainContainers(unit);
    const repository = imageRepository(imageText(container) ?? '');
    const isKnown = unit.technology === 'kubernetes' && repository !== '' && !repository.includes(UNKNOWN_MARK);
    return isKnown && rendered.has(ownName(unit)) ? `${ownName(unit)} ${lastSegment(repository)}` : undefined;
  };
}

/** Variants of one image, `orders-jvm` and `orders-native`, that all answer to one name in the network of Compose. */
function variantKey(unit: UnitFact): string | undefined {
  const [image] = unit.technology === 'compose' ? ownImages(unit) : [];
  const alias = variantOf(unit);
  return image === undefined || alias === undefined ? undefined : `${alias} ${image}`;
}

/** The network name that a unit is a variant of: its own name without the end. */
export function variantOf({ name, aliases }: UnitFact): string | undefined {
  return aliases.filter((alias) => name.startsWith(`${alias}-`)).sort((a, b) => b.length - a.length)[0];
}

/** Versions and canaries: workloads of one family behind one Service. */
function joinVersions(units: readonly UnitFact[], selected: ReadonlyMap<NetworkServiceFact, readonly number[]>, groups: UnionFind): void {
  for (const [service, indexes] of selected) {
    const families = indexes.map((index) => family(units[index]?.name ?? ''));
    const isBase = families.includes(service.name);
    const first = new Map<string, number>();
    indexes.forEach((index, position) => {
      const own = families[position] ?? '';
      // A selector such as `tier: backend` matches strangers: only a common family makes them one. `orders-fix` beside `orders`, behind the Service `orders`, is one more version.
      const name = isBase && own.startsWith(`${service.name}-`) ? service.name : own;
      const other = first.get(name);
      if (other === undefined) first.set(name, index);
      else groups.union(other, index);
    });
  }
}
