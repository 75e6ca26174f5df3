import type { BuildFact, UnitFact } from './deployment-facts.js';
import { literalOf } from './expression.js';
import type { Element } from './graph.js';
import { folderOf, joinPath } from './text.js';

/** A service that does the system's own work, for as long as the system runs. */
export function isBusinessService(element: Element): boolean {
  return element.kind === 'service' && element.role === 'business' && !element.isTask;
}

/**
 * Whether two elements run the same code: an API and its worker, a web server and its cron, a canary.
 * Code folders decide where both are known, then build, then image.
 */
function isSameService(a: Element, b: Element): boolean {
  if (a === b) return true;
  const [folderA, folderB] = [a.codeFolders[0], b.codeFolders[0]];
  if (folderA !== undefined && folderB !== undefined) return folderA === folderB;
  return intersects(artifactsOf(a), artifactsOf(b));
}

/** Groups elements that run the same code, in order of first appearance. */
export function logicalServices<T>(items: Iterable<T>, elementOf: (item: T) => Element): [T, ...T[]][] {
  const groups: [T, ...T[]][] = [];
  for (const item of items) {
    const group = groups.find((members) => isSameService(elementOf(members[0]), elementOf(item)));
    if (group) group.push(item);
    else groups.push([item]);
  }
  return groups;
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

function intersects(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((item) => b.has(item));
}
