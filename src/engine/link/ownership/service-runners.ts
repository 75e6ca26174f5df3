import { literalOf } from '../../model/expression.js';
import type { UnitFact } from '../../model/deployment-facts.js';
import { folderOf, joinPath, type Path } from '../../model/text.js';
import { mainContainers } from '../deployables/containers.js';
import type { Draft } from '../draft.js';
import { append, type Inventory } from '../inventory.js';
import { lastSegment } from '../names/names.js';

/** Tells which elements run a file, of programs of which each node is told the services that it loads; undefined where nothing tells. */
export interface ServiceRunners {
  of(file: Path, around: readonly Draft[]): readonly Draft[] | undefined;
}

const SERVICE_ENDING = /(?:\.service)?\.[cm]?[jt]s$/;

/**
 * The runner of Moleculer loads the services that `SERVICES` lists, or that its command names. A file of a service is run by who loads it, and what such
 * files import by all of these.
 */
export function indexServiceRunners(inventory: Inventory): ServiceRunners {
  const files = serviceFiles(inventory);
  if (files.size === 0) return { of: () => undefined };
  const importers = importersOf(inventory);
  const cache = new Map<Path, readonly Draft[] | undefined>();

  function of(file: Path, around: readonly Draft[]): readonly Draft[] | undefined {
    if (around.length < 2) return undefined;
    if (!cache.has(file)) cache.set(file, find(file, around));
    return cache.get(file);
  }

  function find(file: Path, around: readonly Draft[]): readonly Draft[] | undefined {
    const loading = around.map((draft) => ({ draft, loaded: loadedBy(draft, files) }));
    if (loading.every(({ loaded }) => loaded === undefined)) return undefined;
    const services = [...reachedFrom(file, importers)].filter((one) => files.has(one));
    if (services.length === 0) return undefined;
    const running = loading.filter(({ loaded }) => loaded === undefined || services.some((service) => loaded.has(service)));
    // What loads all is another way to start the system, in one process.
    const chosen = running.filter(({ loaded }) => loaded !== undefined);
    return (chosen.length > 0 ? chosen : running).map(({ draft }) => draft);
  }
  return { of };
}

/** Names of the services that a unit is told to load, as keys to compare: what two ways of deploying give one node. */
export function loadedServices(unit: UnitFact, inventory: Inventory): string[] {
  const files = serviceFiles(inventory);
  const names = entriesOf(unit).filter((entry) => [...files].some((file) => isEntryOf(entry, file))).map((entry) => lastSegment(entry).replace(SERVICE_ENDING, '').toLowerCase());
  return names.length === 0 ? [] : [`services ${names.sort().join(' ')}`];
}

function serviceFiles({ remoteInterfaces }: Inventory): Set<Path> {
  return new Set(remoteInterfaces.flatMap(({ framework, role, site }) => (framework === 'moleculer' && role === 'server' ? [site.path] : [])));
}

/** The service files that an element loads; undefined where it does not choose, and loads all. */
function loadedBy({ units }: Draft, files: ReadonlySet<Path>): Set<Path> | undefined {
  const entries = units.flatMap(entriesOf);
  if (entries.some((entry) => entry.includes('*'))) return undefined;
  return entries.length === 0 ? undefined : new Set([...files].filter((file) => entries.some((entry) => isEntryOf(entry, file))));
}

/** `SERVICES: posts,users`, and the files that a command gives the runner. */
function entriesOf(unit: UnitFact): string[] {
  return mainContainers(unit).flatMap(({ environment, command }) => [
    ...environment.flatMap(({ name, value }) => (name === 'SERVICES' ? (literalOf(value) ?? '').split(',') : [])),
    ...(command !== undefined && /\bmoleculer-runner\b/.test(command.text) ? command.text.split(/[\s,"'[\]]+/).filter((word) => /\.service(?:\.[cm]?[jt]s)?$|\//.test(word)) : []),
  ]).map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** `posts`, `posts.service`, `v1/posts.service.js` and `services/posts` all name `services/v1/posts.service.js`. */
function isEntryOf(entry: string, file: Path): boolean {
  const wanted = entry.replace(/^\.?\//, '').replace(SERVICE_ENDING, '').replace(/\.service$/, '');
  const own = file.replace(SERVICE_ENDING, '');
  return own === wanted || own.endsWith(`/${wanted}`);
}

/** Files of scripts by the files that import them, by paths without endings. */
function importersOf({ imports }: Inventory): Map<Path, Path[]> {
  const importers = new Map<Path, Path[]>();
  for (const { specifier, typeOnly, site } of imports) {
    if (typeOnly || !specifier.startsWith('.')) continue;
    const target = joinPath(folderOf(site.path), specifier);
    if (target !== undefined) append(importers, withoutEnding(target), site.path);
  }
  return importers;
}

function withoutEnding(path: Path): Path {
  return path.replace(/(?:\/index)?\.[cm]?[jt]s$/, '');
}

/** The file and all that import it, directly or through others. */
function reachedFrom(file: Path, importers: ReadonlyMap<Path, readonly Path[]>): Set<Path> {
  const reached = new Set([file]);
  for (const one of reached) for (const importer of importers.get(withoutEnding(one)) ?? []) reached.add(importer);
  return reached;
}
