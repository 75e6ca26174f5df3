import type { ElementView, GraphView } from '../src/protocol/graph-view.js';

/** What makes a group: where something is deployed, the folder its code or manifest is in, or who answers for it. */
export type GroupBy = 'deployment' | 'folder' | 'owner';

/** The choices with their names; `deployment` is what the view brings. */
export const GROUPINGS: readonly (readonly [GroupBy, string])[] = [['deployment', 'Compose project or namespace'], ['folder', 'Folder'], ['owner', 'Owner']];

function groupOf(element: ElementView, by: GroupBy): string | undefined {
  return by === 'deployment' ? element.group : element[by];
}

/** The view with other groups; as it was where nothing changes. */
export function groupedBy(view: GraphView, by: GroupBy): GraphView {
  if (by === 'deployment') return view;
  return { ...view, elements: view.elements.map((element) => inGroup(element, groupOf(element, by))) };
}

function inGroup(element: ElementView, wanted: string | undefined): ElementView {
  const { group, ...rest } = element;
  if (group === wanted) return element;
  return wanted === undefined ? rest : { ...rest, group: wanted };
}

/** How many groups a choice makes. */
export function groupCount(view: GraphView, by: GroupBy): number {
  return new Set(view.elements.flatMap((element) => groupOf(element, by) ?? [])).size;
}

/** Names of the groups of a view, sorted. */
export function groupsOf(view: GraphView): readonly string[] {
  return [...new Set(view.elements.flatMap(({ group }) => group ?? []))].sort();
}
