import type { NetworkServiceFact, UnitFact } from '../model/deployment-facts.js';
import { folderOf, joinPath, type Path } from '../model/text.js';
import type { CodeFolders } from './code-folders.js';
import { imageRole, isCalledAfterKind } from './images.js';
import type { Inventory } from './inventory.js';
import { append, child } from './inventory.js';
import { addressesOf } from './addresses.js';
import { literalOf } from '../model/expression.js';
import { compact, family, imageRepository, lastSegment, stem } from './names.js';
import type { Projects } from './projects.js';
import { imageText, UNKNOWN_MARK } from './resolve.js';
import { mainContainers } from './containers.js';
import { UnionFind } from './union.js';

/** Units that are one real thing, and the Kubernetes Services that lead to it. */
export interface Deployable {
  readonly units: readonly UnitFact[];
  readonly services: readonly NetworkServiceFact[];
}

/** Groups units into real things: over files, over versions, over technologies. */
export function groupUnits(inventory: Inventory, projects: Projects, code: CodeFolders): Deployable[] {
  const isTemplate = templates(inventory);
  const isAside = asides(inventory.units);
  const units = inventory.units.filter((unit) => !isAside(unit) && (mainContainers(unit).length > 0 || unit.containers.length === 0) && !isTemplate(unit));
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
const ASIDE = /(?:^|\/)(?:examples?|e2e|tests?|testing|integration-tests?|old-docs|\.devcontainer)\/|[-_.](?:e2e|tests?|ci|cypress)\.ya?ml$/i;

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

/** The name of a unit without that of its release, which is another one wherever the chart is installed. */
function ownName({ name, release }: UnitFact): string {
  return release !== undefined && name.startsWith(`${release}-`) ? name.slice(release.length + 1) : name;
}

/** Versions of one image, and one image in the namespaces of several environments, are one thing. */
function versionKey(unit: UnitFact): string | undefined {
  const [image] = unit.technology === 'kubernetes' ? ownImages(unit) : [];
  return image === undefined ? undefined : `${family(ownName(unit))} ${image}`;
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

/** For each Kubernetes Service the pods its selector matches. */
function selectPods(services: readonly NetworkServiceFact[], units: readonly UnitFact[]): Map<NetworkServiceFact, number[]> {
  const byLabel = new Map<string, number[]>();
  units.forEach((unit, index) => {
    if (unit.technology !== 'kubernetes') return;
    for (const { key, value } of unit.labels) if (value.known) append(byLabel, `${key}=${value.value}`, index);
  });
  const selected = new Map<NetworkServiceFact, number[]>();
  for (const service of services) {
    const lists = Object.entries(service.selector).map(([key, value]) => byLabel.get(`${key}=${value}`) ?? []);
    const [shortest, ...others] = lists.sort((a, b) => a.length - b.length);
    const sets = others.map((list) => new Set(list));
    const matches = (shortest ?? []).filter((index) => sets.every((set) => set.has(index)) && sameNamespace(service.namespace, units[index]?.namespace));
    selected.set(service, matches);
  }
  return selected;
}

function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
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

/** One thing deployed by Compose, by Kubernetes and by an AppHost, or by several Compose projects: told by its code or image, else by its name. */
function joinDeployments(units: readonly UnitFact[], inventory: Inventory, projects: Projects, code: CodeFolders, groups: UnionFind): void {
  const projectOf = ({ technology, site }: UnitFact): string => `${technology} ${projects.get(site.path) ?? ''}`;
  const technologyOf = ({ technology }: UnitFact): string => technology;
  const isMain = mainGroups(units, groups, projectOf);
  // What a project calls `app` is only by its code what another one calls `orders`.
  joinPairs(units, groups, isMain, projectOf, (unit) => code.of(unit).map((folder) => `code ${folder}`));
  if (units.every(({ technology }) => technology === units[0]?.technology)) return;
  joinPairs(units, groups, isMain, technologyOf, (unit) => (unit.workload === 'Job' ? [] : [...code.of(unit).map((folder) => `code ${folder}`), ...ownImages(unit)]));
  joinPairs(units, groups, isMain, technologyOf, (unit) => [ownName(unit).toLowerCase()]);
  joinPairs(units, groups, isMain, technologyOf, (unit) => [compact(family(ownName(unit)))]);
  joinPairs(units, groups, isMain, technologyOf, (unit) => [stem(family(ownName(unit)))]);
  const systemOf = systemPrefixes(units);
  joinPairs(units, groups, isMain, technologyOf, (unit) => [compact(withoutSystem(ownName(unit), systemOf.get(unit.technology)))]);
  joinPairs(units, groups, isMain, technologyOf, helpers);
  const askers = counterpartsAsked(units, groups, inventory, projects);
  joinPairs(units, groups, isMain, technologyOf, (unit) => askers.get(unit) ?? []);
}

/**
 * Who is asked for by which variable of whom: `ORDERS_DB_HOST` of `orders` is `postgres` under Compose and `orders-postgres` under Kubernetes, and both are
 * one database. Ready-made servers alone, for programs are known by their code or image.
 */
function counterpartsAsked(units: readonly UnitFact[], groups: UnionFind, { networkServices }: Inventory, projects: Projects): Map<UnitFact, string[]> {
  const pods = selectPods(networkServices, units);
  const servers = new Map<string, UnitFact[]>();
  const add = (key: string, unit: UnitFact | undefined): void => {
    if (unit !== undefined && serverEngine(unit) !== undefined) append(servers, key, unit);
  };
  for (const unit of units) if (unit.technology === 'compose') add(`${projects.get(unit.site.path) ?? ''} ${unit.name}`, unit);
  for (const [{ name }, indexes] of pods) for (const index of indexes) add(`kubernetes ${name}`, units[index]);
  const asked = new Map<string, UnitFact[]>();
  units.forEach((unit, asker) => {
    const side = unit.technology === 'compose' ? (projects.get(unit.site.path) ?? '') : unit.technology;
    for (const { name, value } of mainContainers(unit).flatMap(({ environment }) => environment)) {
      const [address] = addressesOf(literalOf(value) ?? '');
      const [host = ''] = address?.host.split('.') ?? [];
      for (const server of servers.get(`${side} ${host}`) ?? []) append(asked, `${groups.find(asker)} ${name}`, server);
    }
  });
  const keys = new Map<UnitFact, string[]>();
  for (const [key, all] of asked) {
    const engines = new Set(all.map(serverEngine).filter((engine) => engine !== ''));
    if (engines.size <= 1) for (const unit of all) append(keys, unit, key);
  }
  return keys;
}

/** The engine of a unit that runs a ready-made server, '' where only its name says that it is a database; undefined for all others. */
function serverEngine(unit: UnitFact): string | undefined {
  for (const container of mainContainers(unit)) {
    const engine = imageRole(imageText(container) ?? '')?.engine;
    if (engine !== undefined) return engine;
  }
  return /[-_](?:db|database)$/.test(unit.name) ? '' : undefined;
}

/**
 * Tells the groups of the project that names most of what others deploy, and of several the one with most units; a project beside it may be the database
 * of a developer's machine, or the test environment of one program.
 */
function mainGroups(units: readonly UnitFact[], groups: UnionFind, projectOf: (unit: UnitFact) => string): (group: number) => boolean {
  const elsewhere = new Set(units.filter(({ technology }) => technology !== 'compose').map((unit) => stem(family(ownName(unit)))));
  const sizes = new Map<string, { known: number; all: number }>();
  for (const unit of units) {
    if (unit.technology !== 'compose') continue;
    const { known, all } = sizes.get(projectOf(unit)) ?? { known: 0, all: 0 };
    sizes.set(projectOf(unit), { known: known + (elsewhere.has(stem(family(ownName(unit)))) ? 1 : 0), all: all + 1 });
  }
  const [main] = [...sizes].sort(([, a], [, b]) => b.known - a.known || b.all - a.all)[0] ?? [];
  const inMain = units.flatMap((unit, index) => (unit.technology === 'compose' && projectOf(unit) === main ? [index] : []));
  return (group) => inMain.some((index) => groups.find(index) === groups.find(group));
}

/** Units of a technology that must share a first word before it can be the name of the system. */
const SYSTEM = 3;

/** The first word that most units of a technology begin with: `shop` of `shop-orders`, `shop-stock` and `shop-mysql`. */
function systemPrefixes(units: readonly UnitFact[]): Map<string, string> {
  const names = new Map<string, Set<string>>();
  for (const unit of units) names.set(unit.technology, (names.get(unit.technology) ?? new Set()).add(ownName(unit)));
  return new Map([...names].flatMap(([technology, all]) => {
    const counts = new Map<string, number>();
    for (const name of all) {
      const [, first] = /^([a-z0-9]+)[-_.]./i.exec(name) ?? [];
      if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    const [system, count = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
    return system !== undefined && count >= SYSTEM && count > all.size / 2 ? [[technology, system] as const] : [];
  }));
}

function withoutSystem(name: string, system: string | undefined): string {
  return system !== undefined && /^[-_.]./.test(name.slice(system.length)) && name.startsWith(system) ? name.slice(system.length + 1) : name;
}

/** Ready-made images of which a system has one: `maildev` here and `mailserver` there; databases only where they are called after what they are, not after whose they are. */
function helpers(unit: UnitFact): string[] {
  return mainContainers(unit).flatMap((container) => {
    const image = imageText(container);
    const role = image === undefined ? undefined : imageRole(image);
    if (image === undefined || role === undefined || role.kind === 'webserver' || role.kind === 'gateway') return [];
    if (role.kind === 'datastore' && !isCalledAfterKind(ownName(unit))) return [];
    return [role.engine ?? lastSegment(imageRepository(image))];
  });
}

function ownImages(unit: UnitFact): string[] {
  return mainContainers(unit).flatMap((container) => {
    const image = imageText(container);
    if (image === undefined || imageRole(image) !== undefined) return [];
    const name = lastSegment(imageRepository(image)).replaceAll(UNKNOWN_MARK, '');
    return name === '' ? [] : [`image ${name}`];
  });
}

/** Joins the groups of different sides (technologies, projects) that share a key, where each side has exactly one; of several the one in its main project. */
function joinPairs(units: readonly UnitFact[], groups: UnionFind, isMain: (group: number) => boolean, sideOf: (unit: UnitFact) => string, keysOf: (unit: UnitFact) => readonly string[]): void {
  const byKey = new Map<string, Map<string, Set<number>>>();
  units.forEach((unit, index) => {
    for (const key of keysOf(unit)) {
      const sides = child(byKey, key);
      const side = sideOf(unit);
      sides.set(side, (sides.get(side) ?? new Set()).add(groups.find(index)));
    }
  });
  const taken = sidesOfGroups(units, groups, sideOf);
  for (const sides of byKey.values()) {
    const single = [...sides.values()].map((side) => (side.size > 1 ? new Set([...side].filter(isMain)) : side));
    if (single.some(({ size }) => size !== 1)) continue;
    const [first, ...others] = new Set(single.flatMap((side) => [...side]));
    for (const other of others) if (first !== undefined) joinCounterparts(first, other, taken, groups);
  }
}

/** A group that has met a counterpart of the other's side is taken. */
function joinCounterparts(first: number, other: number, taken: Map<number, Set<string>>, groups: UnionFind): void {
  const [own, others] = [taken.get(groups.find(first)), taken.get(groups.find(other))];
  if (own === undefined || others === undefined || [...own].some((side) => others.has(side))) return;
  groups.union(first, other);
  taken.set(groups.find(first), new Set([...own, ...others]));
}

function sidesOfGroups(units: readonly UnitFact[], groups: UnionFind, sideOf: (unit: UnitFact) => string): Map<number, Set<string>> {
  const sides = new Map<number, Set<string>>();
  units.forEach((unit, index) => {
    const root = groups.find(index);
    sides.set(root, (sides.get(root) ?? new Set()).add(sideOf(unit)));
  });
  return sides;
}
