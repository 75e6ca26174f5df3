import type { ElementView, GraphView, RelationView } from './graph-view.js';

/** What became of an element or relation since the graph it is compared with. */
export type ChangeView = 'added' | 'removed';

/** A service that stands elsewhere than before. */
export interface Move {
  readonly id: string;
  readonly name: string;
  readonly before: Place;
  readonly after: Place;
}

interface Place {
  readonly logical: number;
  readonly physical: number;
}

/** How a graph differs from an earlier one. */
export interface GraphDiff {
  /** Furthest first. */
  readonly moved: readonly Move[];
  /** By id, in the order of the graphs. */
  readonly elements: ReadonlyMap<string, ChangeView>;
  readonly relations: ReadonlyMap<string, ChangeView>;
}

/** Moves below this do not show in two digits. */
const LEAST_MOVE = 0.005;

/** Compares two graphs by the ids of what is in them. */
export function compareGraphs(before: GraphView, after: GraphView): GraphDiff {
  return {
    moved: movesBetween(before, after),
    elements: changesOf(before.elements, after.elements),
    relations: changesOf(before.relations, after.relations),
  };
}

/** The later graph with what is gone put back, for a drawing of both. What is gone hurts nobody: its level is `low`. */
export function withRemoved(before: GraphView, after: GraphView, { elements, relations }: GraphDiff): GraphView {
  const isGone = (changes: ReadonlyMap<string, ChangeView>) => ({ id }: { readonly id: string }) => changes.get(id) === 'removed';
  return {
    ...after,
    elements: [...after.elements, ...before.elements.filter(isGone(elements)).map(withoutPlaces)],
    relations: [...after.relations, ...before.relations.filter(isGone(relations)).map(ghostOf)],
  };
}

/** Lines of an older text lead nowhere in the text of today. */
function withoutPlaces(element: ElementView): ElementView {
  return { ...element, places: [] };
}

function ghostOf(relation: RelationView): RelationView {
  return { ...relation, level: 'low', inCycle: false, evidence: [], findings: [] };
}

function movesBetween(before: GraphView, after: GraphView): Move[] {
  const places = new Map(before.elements.flatMap((element) => [[element.id, placeOf(element)] as const]));
  return after.elements.flatMap((element): Move[] => {
    const [from, to] = [places.get(element.id), placeOf(element)];
    if (from === undefined || to === undefined || lengthOf(from, to) < LEAST_MOVE) return [];
    return [{ id: element.id, name: element.name, before: from, after: to }];
  }).sort((a, b) => lengthOf(b.before, b.after) - lengthOf(a.before, a.after) || (a.id < b.id ? -1 : 1));
}

function placeOf({ logical, physical }: ElementView): Place | undefined {
  return logical === undefined || physical === undefined ? undefined : { logical, physical };
}

function lengthOf(a: Place, b: Place): number {
  return Math.hypot(b.logical - a.logical, b.physical - a.physical);
}

function changesOf(before: readonly { readonly id: string }[], after: readonly { readonly id: string }[]): Map<string, ChangeView> {
  const [old, young] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))];
  return new Map([
    ...after.filter(({ id }) => !old.has(id)).map(({ id }) => [id, 'added'] as const),
    ...before.filter(({ id }) => !young.has(id)).map(({ id }) => [id, 'removed'] as const),
  ]);
}
