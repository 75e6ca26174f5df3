import { literalOf } from '../../model/expression.js';
import type { UnitFact } from '../../model/deployment-facts.js';
import { addressesOf } from '../names/addresses.js';
import type { CodeFolders } from './code-folders.js';
import { mainContainers } from './containers.js';
import { runsZookeeper } from './classify.js';
import { imageRole, isCalledAfterKind } from './images.js';
import { append, child, type Inventory } from '../inventory.js';
import { compact, family, imageRepository, lastSegment, stem } from '../names/names.js';
import type { Projects } from './projects.js';
import { imageText } from '../names/resolve.js';
import { selectPods } from './selectors.js';
import { loadedServices } from '../ownership/service-runners.js';
import type { UnionFind } from './union.js';
import { ownImages, ownName } from './unit-names.js';

/** One thing deployed by Compose, by Kubernetes and by an AppHost, or by several Compose projects: told by its code or image, else by its name. */
export function joinDeployments(units: readonly UnitFact[], inventory: Inventory, projects: Projects, code: CodeFolders, groups: UnionFind): void {
  const projectOf = ({ technology, site }: UnitFact): string => `${technology} ${projects.get(site.path) ?? ''}`;
  const technologyOf = ({ technology }: UnitFact): string => technology;
  const isMain = mainGroups(units, groups, projectOf);
  // What a project calls `app` is only by its code what another one calls `orders`.
  joinPairs(units, groups, isMain, projectOf, (unit) => code.of(unit).map((folder) => `code ${folder}`));
  if (units.every(({ technology }) => technology === units[0]?.technology)) return;
  joinPairs(units, groups, isMain, technologyOf, (unit) => (unit.workload === 'Job' ? [] : [...code.of(unit).map((folder) => `code ${folder}`), ...ownImages(unit)]));
  joinPairs(units, groups, isMain, technologyOf, (unit) => loadedServices(unit, inventory));
  joinPairs(units, groups, isMain, technologyOf, (unit) => [ownName(unit).toLowerCase()]);
  joinPairs(units, groups, isMain, technologyOf, (unit) => [compact(family(ownName(unit)))]);
  joinPairs(units, groups, isMain, technologyOf, (unit) => [stem(family(ownName(unit)))]);
  const systemOf = systemPrefixes(units);
  joinPairs(units, groups, isMain, technologyOf, (unit) => [compact(withoutSystem(ownName(unit), systemOf.get(unit.technology)))]);
  joinPairs(units, groups, isMain, technologyOf, (unit) => (code.of(unit).length > 0 ? [] : helpers(unit)));
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
    const role = image === undefined || runsZookeeper(container) ? undefined : imageRole(image);
    if (image === undefined || role === undefined || role.kind === 'webserver' || role.kind === 'gateway') return [];
    if (role.kind === 'datastore' && !isCalledAfterKind(ownName(unit))) return [];
    return [role.engine ?? lastSegment(imageRepository(image))];
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
