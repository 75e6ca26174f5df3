import type { BuildFact, UnitFact } from './deployment-facts.js';
import { literalOf } from './expression.js';
import type { CouplingGraph, Element } from './graph.js';
import { folderOf, joinPath } from './text.js';

/** A service that does the system's own work, for as long as the system runs. */
export function isBusinessService(element: Element): boolean {
  return element.kind === 'service' && element.role === 'business' && !element.isTask;
}

/**
 * The services that a system is judged by: without user interfaces, as a program does not become a distributed system by its
 * pages. Where there is nothing else, they are the system.
 */
export function systemServices({ elements }: Pick<CouplingGraph, 'elements'>): Element[] {
  const services = [...elements.values()].filter(isBusinessService);
  const others = services.filter(({ isUserInterface }) => !isUserInterface);
  return others.length === 0 ? services : others;
}

/**
 * Groups elements that run the same code, in order of first appearance: an API and its worker, a web server and its cron, a
 * canary. Code folders decide where both are known, then build, then image. Each element is compared with the first of a
 * group, by key, as systems with a thousand services are not rare.
 */
export function logicalServices<T>(items: Iterable<T>, elementOf: (item: T) => Element): [T, ...T[]][] {
  const groups: [T, ...T[]][] = [];
  const byFolder = new Map<string, number>();
  const byArtifact = new Map<string, number>();
  const byArtifactAlone = new Map<string, number>();
  for (const item of items) {
    const element = elementOf(item);
    const folder = element.codeFolders[0];
    const artifacts = artifactsOf(element);
    const candidates = [
      folder === undefined ? undefined : byFolder.get(folder),
      // Where both folders are known they alone decide.
      ...[...artifacts].map((artifact) => (folder === undefined ? byArtifact : byArtifactAlone).get(artifact)),
    ];
    const found = Math.min(...candidates.map((index) => index ?? groups.length), groups.length);
    const group = groups[found];
    if (group !== undefined) {
      group.push(item);
      continue;
    }
    groups.push([item]);
    if (folder !== undefined) setOnce(byFolder, folder, found);
    for (const artifact of artifacts) {
      setOnce(byArtifact, artifact, found);
      if (folder === undefined) setOnce(byArtifactAlone, artifact, found);
    }
  }
  return groups;
}

function setOnce(map: Map<string, number>, key: string, index: number): void {
  if (!map.has(key)) map.set(key, index);
}

/** What the containers of an element are made from, as comparable texts. */
function artifactsOf(element: Element): Set<string> {
  const artifacts = element.units.flatMap((unit) =>
    unit.containers
      .filter((container) => !container.init)
      .map((container) => (container.build ? buildKey(unit, container.build) : literalOf(container.image?.value))),
  );
  return new Set(artifacts.filter((artifact) => artifact !== undefined));
}

/** One context holds many services in a monorepo; Dockerfile and target tell them apart. */
function buildKey(unit: UnitFact, build: BuildFact): string | undefined {
  const context = literalOf(build.context);
  if (context === undefined) return undefined;
  const dockerfile = build.dockerfile === undefined ? 'Dockerfile' : literalOf(build.dockerfile);
  return `${joinPath(folderOf(unit.site.path), context) ?? context}|${dockerfile}|${build.target ?? ''}`;
}
