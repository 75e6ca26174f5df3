import type { LevelView } from '../../src/protocol/graph-view.js';
import { boxAround, isWithin } from './geometry.js';
import type { Box, Path, Point } from './geometry.js';
import { BASELINE, placeFarNames } from './far-names.js';
import { Occupied } from './occupied.js';
import { pathLength, samplePath } from './path.js';
import type { MeasureText, PlacedEdge, PlacedLabel, PlacedNode } from './scene.js';
import { cutName, shortNames } from './short-names.js';

const LINE_HEIGHT = 15;
const RIM_GAP = 6;
/** Longer names are cut, further where there is no room: the whole name is in the card, the table and the accessible name. */
const LONGEST = 26;
const SHORT = 14;

type Side = { readonly anchor: PlacedLabel['anchor']; readonly x: number; readonly y: number; readonly cost: number };

/** Places around a glyph in order of liking; x and y in units of its radius plus gap. */
const SIDES: readonly Side[] = [
  { anchor: 'start', x: 1, y: 0, cost: 0 },
  { anchor: 'middle', x: 0, y: -1, cost: 0.6 },
  { anchor: 'middle', x: 0, y: 1, cost: 0.8 },
  { anchor: 'end', x: -1, y: 0, cost: 0.9 },
  { anchor: 'start', x: 0.72, y: -0.72, cost: 1.6 },
  { anchor: 'start', x: 0.72, y: 0.72, cost: 1.8 },
  { anchor: 'end', x: -0.72, y: -0.72, cost: 2 },
  { anchor: 'end', x: -0.72, y: 0.72, cost: 2.2 },
  { anchor: 'start', x: -0.6, y: 1, cost: 3 },
  { anchor: 'end', x: 0.6, y: 1, cost: 3.1 },
  { anchor: 'start', x: -0.6, y: -1, cost: 3.2 },
  { anchor: 'end', x: 0.6, y: -1, cost: 3.3 },
];

/** The sign of what came or went stands at the upper right of its glyph, in px from the middle. */
export const CHANGE_SIGN = { x: 13, y: -12, radius: 7 };

/** What it costs to cover 8 px of a line. */
const POINT_WEIGHT: Readonly<Record<LevelView, number>> = { low: 0.7, medium: 1.4, high: 2.2 };

/** What it costs to cover the sign of a relation that came or went. */
const SIGN_WEIGHT = 6;

/**
 * Gives each node's name the place beside it that covers nothing and crosses the fewest lines. Where one name has no room in full,
 * all leave out what nearly all begin and end with: some in full and some not would look as if they differed.
 * Names that find no room there stand further off, tied to their glyph by a hairline, or are kept with `fits: false`. `blocked` are further boxes to keep clear (corner names, system mark), `ways` arrows to cross as little as relations.
 */
export function placeLabels(
  nodes: readonly PlacedNode[], edges: readonly PlacedEdge[], bounds: Box, blocked: readonly Box[], measure: MeasureText, ways: readonly (readonly [Point, Point])[] = [],
): readonly PlacedLabel[] {
  const sorted = [...nodes].sort(mostWanted(edges));
  const place = (names: ReadonlyMap<string, string>) => {
    const occupied = occupiedBy(nodes, edges, blocked, ways);
    return { occupied, labels: placeNames(sorted, names, occupied, bounds, measure) };
  };
  const full = place(new Map());
  const short = shortNames(nodes.map(({ node }) => node));
  const isFull = ({ id, text, fits }: PlacedLabel, index: number) => !short.has(id) || (fits && text === sorted[index]?.node.label);
  const { labels, occupied } = full.labels.every(isFull) ? full : place(short);
  return placeFarNames(sorted, labels, occupied, bounds);
}

function placeNames(nodes: readonly PlacedNode[], names: ReadonlyMap<string, string>, occupied: Occupied, bounds: Box, measure: MeasureText): readonly PlacedLabel[] {
  return nodes.map((placed) => {
    const label = bestPlace(placed, names.get(placed.node.id) ?? placed.node.label, occupied, bounds, measure);
    if (label.fits) occupied.addBox(label.box);
    return label;
  });
}

function occupiedBy(nodes: readonly PlacedNode[], edges: readonly PlacedEdge[], blocked: readonly Box[], ways: readonly (readonly [Point, Point])[]): Occupied {
  const occupied = new Occupied();
  for (const placed of nodes) occupied.addBox(glyphBox(placed), placed);
  for (const box of blocked) occupied.addBox(box);
  for (const placed of nodes) if (placed.node.change !== undefined) occupied.addBox(signBox(placed));
  for (const points of ways) addWay(occupied, points);
  for (const { edge, path, badge } of edges) {
    const weight = POINT_WEIGHT[edge.level];
    for (const point of samplePath(path, Math.max(2, Math.round(pathLength(path) / 8)))) occupied.addPoint(point, weight);
    if (edge.level === 'high') occupied.addBox({ x: badge.x - 9, y: badge.y - 9, width: 18, height: 18 });
    // Where everything came or went there are too many signs to keep clear of all.
    else if (edge.change !== undefined) occupied.addPoint(badge, SIGN_WEIGHT);
  }
  return occupied;
}

function signBox({ x, y }: PlacedNode): Box {
  return boxAround({ x: x + CHANGE_SIGN.x, y: y + CHANGE_SIGN.y }, CHANGE_SIGN.radius);
}

function addWay(occupied: Occupied, points: readonly [Point, Point]): void {
  const path: Path = { kind: 'steps', points };
  for (const point of samplePath(path, Math.max(2, Math.round(pathLength(path) / 8)))) occupied.addPoint(point, POINT_WEIGHT.medium);
}

function glyphBox({ x, y, radius }: PlacedNode): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** What one line of a level adds to the claim of its ends to a name. */
const CLAIM: Readonly<Record<LevelView, number>> = { low: 0, medium: 1, high: 3 };

/**
 * Who gets the room when it is short: what stands for several, then services, then what risky lines lead to, and the
 * most related first. Dots come last among services.
 */
function mostWanted(edges: readonly PlacedEdge[]): (a: PlacedNode, b: PlacedNode) => number {
  const claims = new Map<string, number>();
  for (const { edge } of edges) for (const id of [edge.from, edge.to]) claims.set(id, (claims.get(id) ?? 0) + CLAIM[edge.level]);
  const rank = ({ node }: PlacedNode) => (node.glyph === 'group' ? 4 : node.quiet === true ? 2 : node.business ? 3 : 1);
  return (a, b) => rank(b) - rank(a)
    || (claims.get(b.node.id) ?? 0) - (claims.get(a.node.id) ?? 0)
    || b.node.partners.length - a.node.partners.length
    || (a.node.id < b.node.id ? -1 : 1);
}

/** What it costs to say less of a name: it is worth it where that spares the crossing of many lines. */
const SHORTER = 5;

function bestPlace(placed: PlacedNode, name: string, occupied: Occupied, bounds: Box, measure: MeasureText): PlacedLabel {
  const { note } = placed.node;
  const texts = [...new Set([cutName(name, LONGEST), cutName(name, SHORT)])];
  const versions = texts.flatMap((text) => [...(note === undefined ? [] : [{ text, second: note }]), { text, second: undefined }]);
  const places = versions.map(({ text, second }, index) => {
    const { label: place, cost } = placeText(text, second, placed, occupied, bounds, measure);
    return { place, cost: cost + index * SHORTER };
  });
  return places.reduce((best, one) => (one.cost < best.cost ? one : best)).place;
}

/** A label where it disturbs least, and how much it does: without end where there is no room at all. */
function placeText(
  text: string, note: string | undefined, placed: PlacedNode, occupied: Occupied, bounds: Box, measure: MeasureText,
): { readonly label: PlacedLabel; readonly cost: number } {
  // Bold, as names are while they stand out.
  const width = Math.max(measure(text, true), note === undefined ? 0 : measure(note, false) * 0.92);
  const height = LINE_HEIGHT * (note === undefined ? 1 : 2);
  let best: PlacedLabel | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const side of SIDES) {
    const label = labelAt(placed, side, text, width, height);
    if (!isWithin(label.box, bounds) || occupied.hits(label.box, placed)) continue;
    const cost = side.cost + occupied.weight(label.box);
    if (cost >= lowest) continue;
    lowest = cost;
    best = label;
  }
  const chosen = best ?? { ...labelAt(placed, SIDES[0] as Side, text, width, height), fits: false };
  return { label: note === undefined ? chosen : { ...chosen, note }, cost: lowest };
}

function labelAt(placed: PlacedNode, side: Side, text: string, width: number, height: number): PlacedLabel {
  const reach = placed.radius + RIM_GAP;
  const x = placed.x + side.x * reach;
  const middle = placed.y + side.y * (placed.radius + 3 + height / 2);
  const left = side.anchor === 'start' ? x : side.anchor === 'end' ? x - width : x - width / 2;
  const top = middle - height / 2;
  return {
    id: placed.node.id, text, anchor: side.anchor, x, y: top + BASELINE, fits: true,
    box: { x: left, y: top, width, height },
  };
}
