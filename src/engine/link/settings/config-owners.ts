import type { BuildFact, UnitFact } from '../../model/deployment-facts.js';
import type { ServerEndpointFact } from '../../model/setting-facts.js';
import type { Path } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';
import type { CodeFolders } from '../deployables/code-folders.js';
import type { Draft } from '../draft.js';
import { mainContainers } from '../deployables/containers.js';
import { append, foldersUp } from '../inventory.js';
import { imageRole, isVariantImage } from '../deployables/images.js';
import { lastSegment } from '../names/names.js';
import { imageText, ownText, UNKNOWN_MARK } from '../names/resolve.js';

/** An element that runs a server with some configuration, and the unit that gives it to it; absent: all units run it. */
export interface Runner {
  readonly draft: Draft;
  readonly unit?: UnitFact;
}

/** What programs of a technology are called in images and commands, where not like the technology. */
const PROGRAMS: Readonly<Record<string, RegExp>> = {
  nginx: /nginx|openresty|tengine/i,
  apache: /apache|httpd/i,
  otel: /otel|opentelemetry|collector/i,
  fluent: /fluent|td-agent/i,
  elastic: /kibana|beat|logstash|apm-server/i,
  loki: /loki|tempo|mimir|cortex|thanos/i,
  alloy: /alloy|agent/i,
  'express-gateway': /gateway/i,
  apollo: /apollo|router|supergraph|gateway/i,
};

/** Whether an element runs a program of a technology: by its images, by what its Dockerfile starts, or by its name. */
export function runsProgram({ name, units }: Draft, technology: string, code: CodeFolders): boolean {
  const program = PROGRAMS[technology] ?? new RegExp(technology, 'i');
  const images = units.flatMap(mainContainers).map((container) => imageText(container) ?? '');
  const dockerfiles = units.flatMap((unit) => code.dockerfileOf(unit) ?? []);
  const bases = dockerfiles.map(({ baseImages }) => baseImages.at(-1) ?? '');
  const commands = dockerfiles.map(({ command }) => command?.text ?? '');
  // The registry and the organisation say nothing about the program: `apache/kafka`.
  return [name, ...[...images, ...bases].map(lastSegment), ...commands].some((text) => program.test(text));
}

/** Everything that units take into their containers, by path. */
interface Carried {
  readonly byPath: Map<Path, Runner[]>;
  /** By file name in the container, where a variable says which file it is. */
  readonly byName: Map<string, Runner[]>;
  readonly byConfigMap: Map<string, Runner[]>;
}

/**
 * Who runs a server with the configuration that names these addresses. A mount or a COPY of the very file counts most, then the nearest
 * folder that is mounted or copied, at last the code folder of an element that has no other configuration of the kind. Whole folders
 * hold many things, so there the element must run a program of the technology.
 */
export function configOwners(facts: readonly ServerEndpointFact[], drafts: readonly Draft[], code: CodeFolders): Map<ServerEndpointFact, Runner[]> {
  if (facts.length === 0) return new Map();
  const carried = collectCarried(drafts, code);
  const byCode = new Map<Path, Runner[]>();
  for (const draft of drafts) for (const folder of draft.codeFolders) append(byCode, folder, { draft });
  const owners = new Map<ServerEndpointFact, Runner[]>();
  const configured = new Set<string>();
  const left: ServerEndpointFact[] = [];
  for (const fact of facts) {
    const runs = ({ draft }: Runner): boolean => runsProgram(draft, fact.technology, code);
    const found = carriersOf(carried, fact, runs);
    owners.set(fact, found);
    if (found.length === 0 && fact.configMap === undefined) left.push(fact);
    for (const { draft } of found) configured.add(`${fact.technology} ${drafts.indexOf(draft)}`);
  }
  for (const fact of left) {
    const runs = ({ draft }: Runner): boolean => runsProgram(draft, fact.technology, code) && !configured.has(`${fact.technology} ${drafts.indexOf(draft)}`);
    const built = isBuiltIn(code, fact.site.path) ? nearest(byCode, fact.site.path, () => true) : [];
    owners.set(fact, built.length > 0 ? built : nearest(byCode, fact.site.path, runs));
  }
  giveToOwnImages(owners, drafts, (draft, technology) => runsProgram(draft, technology, code) && !configured.has(`${technology} ${drafts.indexOf(draft)}`));
  return owners;
}

/**
 * A server with an image of the team's own, of which nothing tells where it is built, has its configuration inside: that is the only one in the workspace
 * which nobody else takes, where there is only one such server.
 */
function giveToOwnImages(owners: Map<ServerEndpointFact, Runner[]>, drafts: readonly Draft[], runs: (draft: Draft, technology: string) => boolean): void {
  const free = new Map<string, ServerEndpointFact[]>();
  for (const [fact, runners] of owners) if (runners.length === 0 && fact.configMap === undefined && fact.purpose === 'routes') append(free, fact.technology, fact);
  for (const [technology, facts] of free) {
    if (new Set(facts.map(({ site }) => site.path)).size > 1) continue;
    const [draft, ...others] = drafts.filter((one) => one.codeFolders.length === 0 && one.units.some(hasOwnImage) && runs(one, technology));
    if (draft !== undefined && others.length === 0) for (const fact of facts) owners.set(fact, [{ draft }]);
  }
}

function hasOwnImage(unit: UnitFact): boolean {
  return mainContainers(unit).some((container) => {
    const image = imageText(container);
    return image !== undefined && image.includes('/') && container.build === undefined && (imageRole(image) === undefined || isVariantImage(image));
  });
}

/** Whether the Dockerfile beside a file copies it into the image: the program that the image is made of then has a helper with it, a shipper of logs say. */
function isBuiltIn({ dockerfileIn }: CodeFolders, file: Path): boolean {
  return dockerfileIn(folderOf(file))?.sources.some((source) => source.replace(/^\.\//, '') === lastSegment(file)) === true;
}

function carriersOf({ byPath, byName, byConfigMap }: Carried, { configMap, site: { path } }: ServerEndpointFact, runs: (runner: Runner) => boolean): Runner[] {
  if (configMap !== undefined) {
    const { name, namespace } = configMap;
    return (byConfigMap.get(name) ?? []).filter(({ unit }) => namespace === undefined || unit?.namespace === undefined || unit.namespace === namespace);
  }
  const exact = byPath.get(path);
  if (exact !== undefined) return exact;
  const around = nearest(byPath, path, runs);
  return around.length > 0 ? around : (byName.get(lastSegment(path)) ?? []).filter(runs);
}

function nearest(byFolder: ReadonlyMap<Path, readonly Runner[]>, file: Path, runs: (runner: Runner) => boolean): Runner[] {
  for (const folder of foldersUp(folderOf(file))) {
    const found = (byFolder.get(folder) ?? []).filter(runs);
    if (found.length > 0) return found;
  }
  return [];
}

function collectCarried(drafts: readonly Draft[], code: CodeFolders): Carried {
  const carried: Carried = { byPath: new Map(), byName: new Map(), byConfigMap: new Map() };
  for (const draft of drafts) {
    for (const unit of draft.units) {
      for (const { build, mounts } of mainContainers(unit)) {
        for (const { source, name, target, configMap } of mounts) {
          const path = source === 'host' ? pathOf(unit, name) : undefined;
          if (path !== undefined) append(carried.byPath, path, { draft, unit });
          else if (name === '' && target !== '') append(carried.byName, lastSegment(target), { draft, unit });
          if (configMap !== undefined) append(carried.byConfigMap, configMap, { draft, unit });
        }
        for (const path of build === undefined ? [] : copied(unit, build, code)) append(carried.byPath, path, { draft, unit });
      }
    }
  }
  return carried;
}

/** A path of the machine as one of the workspace; undefined when it is somewhere else, or the whole workspace. */
function pathOf(unit: UnitFact, written: string): Path | undefined {
  if (written === '' || /^[/~]|^[A-Za-z]:/.test(written)) return undefined;
  return joinPath(folderOf(unit.site.path), written) || undefined;
}

/** What a Dockerfile copies from its context. */
function copied(unit: UnitFact, build: BuildFact, code: CodeFolders): Path[] {
  const written = ownText(build.context);
  const context = written.includes(UNKNOWN_MARK) ? undefined : joinPath(folderOf(unit.site.path), written);
  if (context === undefined) return [];
  return (code.dockerfileOf(unit)?.sources ?? []).flatMap((source) => joinPath(context, source.replace(/\*.*$/, '')) ?? []);
}
