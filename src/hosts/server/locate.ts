import type { Element, Path, Relation, Site } from '../../engine/index.js';
import { toPlace } from '../../present/index.js';
import type { Snapshot } from './session.js';

/** What the graph knows about a place. */
export type Located = { readonly kind: 'element'; readonly element: Element } | { readonly kind: 'relation'; readonly relation: Relation };

/**
 * The relation or element that a line of a file speaks of: evidence that spans the offset, else evidence on the line.
 * Of several, the shortest span; relations come before elements, as their evidence is the narrower.
 * @param line 0-based
 */
export function locate(snapshot: Snapshot, path: Path, line: number, offset: number): Located | undefined {
  const here: { located: Located; site: Site }[] = [];
  for (const relation of snapshot.analysis.graph.relations) {
    // Its evidence is where its ends are declared: there, the reader asks for the element.
    if (relation.kind === 'changes-with') continue;
    for (const { site } of relation.evidence) if (site.path === path) here.push({ located: { kind: 'relation', relation }, site });
  }
  for (const element of snapshot.analysis.graph.elements.values()) {
    for (const site of element.definedAt) if (site.path === path) here.push({ located: { kind: 'element', element }, site });
  }
  const spanning = here.filter(({ site: { span } }) => span.start <= offset && offset <= span.end);
  const onLine = here.filter(({ site }) => toPlace(site, snapshot.workspace.lineStarts).line === line + 1);
  return shortest(spanning)?.located ?? shortest(onLine)?.located;
}

/**
 * The element a place belongs to when nothing is said at the place itself: the one declared in the file closest above
 * the line, or else the one whose source code the file is part of.
 * @param line 0-based
 */
export function locateOwner(snapshot: Snapshot, path: Path, line: number): Element | undefined {
  const elements = [...snapshot.analysis.graph.elements.values()];
  const declared = elements.flatMap((element) =>
    element.definedAt.filter((site) => site.path === path).map((site) => ({ element, line: toPlace(site, snapshot.workspace.lineStarts).line - 1 })),
  );
  const above = declared.filter((candidate) => candidate.line <= line).sort((a, b) => b.line - a.line)[0] ?? declared[0];
  if (above !== undefined) return above.element;
  const owners = elements.flatMap((element) => element.codeFolders.filter((folder) => path.startsWith(`${folder}/`)).map((folder) => ({ element, folder })));
  return owners.sort((a, b) => b.folder.length - a.folder.length)[0]?.element;
}

function shortest<T extends { readonly site: Site }>(candidates: readonly T[]): T | undefined {
  const length = ({ site: { span } }: T): number => span.end - span.start;
  return candidates.reduce<T | undefined>((best, next) => (best === undefined || length(next) < length(best) ? next : best), undefined);
}
