import type { Picture, PictureNode } from '../picture.js';
import { isTied, noteLift } from './axes.js';
import type { Axes } from './axes.js';
import { placeInBand } from './band.js';
import type { BandNode, BandRoom } from './band.js';
import { clamp } from './geometry.js';
import type { Point } from './geometry.js';
import { glyphRadius } from './glyph-size.js';
import { nudge, stillOverlapping } from './nudge.js';
import type { PlacedNode } from './scene.js';

/** More services than this in one cell become one stack (experience.md C2). */
const STACK_ABOVE = 6;
const STACK_CELL = 28;
/** How far below its users infrastructure stands where height is measured, in px. */
const BELOW_USERS = 72;
/** Two rounds reach infrastructure that only infrastructure uses. */
const ROUNDS = 2;
const BAND_PADDING_TOP = 28;
const BAND_PADDING_BOTTOM = 36;
/** Glyphs keep clear of the band's solid line and of the note at its bottom, in px. */
const LINE_GAP = 6;
const NOTE_HEIGHT = 24;
/** Glyphs keep this far from the sides of the plot, in px. */
const SIDE_GAP = 6;

/** Where everything stands, and what has no coordinates. */
export interface Placement {
  readonly nodes: readonly PlacedNode[];
  readonly unplaced: readonly PictureNode[];
  /** Node id -> id of the node that is drawn in its stead; only nodes that went into a stack. */
  readonly stackOf: ReadonlyMap<string, string>;
}

/** Where the measured values put a node. Inside the tie band, height is no measure. */
export interface Anchor extends Point {
  readonly freeHeight?: true;
}

/** Anchors of the picture's nodes at zoom 1, by node id; nodes without coordinates have none. */
export type Anchors = ReadonlyMap<string, Anchor>;

/** Places every node on the axes: its anchor at the axes' zoom, stacks, then the bounded nudge. */
export function placeOnAxes(picture: Picture, found: Anchors, axes: Axes, zoom: number): Placement {
  const anchors = new Map([...found].map(([id, anchor]) => [id, { ...anchor, x: anchor.x * zoom, y: anchor.y * zoom }]));
  const unplaced = picture.nodes.filter((node) => !anchors.has(node.id));
  const placed = picture.nodes.filter((node) => anchors.has(node.id));
  const stacks = new Map<string, string>();
  const cells = crowdedCells(placed, anchors);
  let nodes = stackUp(placed, anchors, cells, stacks);
  let places = nudgeAll(nodes, anchors, axes);
  // Where dozens share a point the nudge meets its cap: what still overlaps becomes a stack too.
  for (let round = 0; round < 8; round++) {
    const left = stillOverlapping(nodes.map((node) => discOf(node, anchors)), places);
    if (left.length === 0) break;
    nodes = stackUp(nodes, anchors, left, stacks);
    places = nudgeAll(nodes, anchors, axes);
  }
  return { nodes: nodes.map((node) => toPlaced(node, anchors, places)), unplaced, stackOf: stacks };
}

function toPlaced(node: PictureNode, anchors: Anchors, places: ReadonlyMap<string, Point>): PlacedNode {
  const { freeHeight, ...anchor } = anchors.get(node.id) as Anchor;
  const place = places.get(node.id) ?? anchor;
  return { node, x: Math.round(place.x), y: Math.round(place.y), radius: glyphRadius(node), anchor, ...(freeHeight === true && { freeHeight }) };
}

/**
 * Where the measured values put each node, on axes at zoom 1: exact on both axes, or exact in x with a free height
 * inside the tie band; infrastructure near its users. Independent of the zoom, so that zooming never reorders the band.
 * @param arranged axes of the plot the band is arranged for: in another plot the same arrangement is stretched, not sought anew
 */
export function findAnchors(picture: Picture, axes: Axes, arranged: Axes = axes): Anchors {
  const anchors = new Map<string, Anchor>();
  const inBand: BandNode[] = [];
  for (const node of picture.nodes) {
    if (node.logical === undefined || node.physical === undefined) continue;
    const x = axes.x(node.logical);
    if (isTied(axes.band, node.physical)) inBand.push({ node, x });
    else anchors.set(node.id, { x, y: axes.y(node.physical) });
  }
  const tied = new Set(inBand.map(({ node }) => node.id));
  for (const [node, x, followsBand] of meanOfUsers(picture, axes, anchors, tied)) {
    if (followsBand) inBand.push({ node, x });
    else anchors.set(node.id, { x, y: besideUsers(node, anchors, axes) });
  }
  for (const [id, place] of arrangeBand(inBand, picture, axes, arranged)) anchors.set(id, { ...place, freeHeight: true });
  return anchors;
}

/** Places inside the tie band, found in the plot the band is arranged for and stretched to the plot at hand. */
function arrangeBand(inBand: readonly BandNode[], { guides }: Picture, axes: Axes, arranged: Axes): ReadonlyMap<string, Point> {
  const [room, model] = [bandRoom(axes), bandRoom(arranged)];
  if (room === undefined || model === undefined) return new Map();
  const found = placeInBand(inBand.map(({ node, x }) => ({ node, x: carried(x, axes, arranged) })), guides, model);
  const stretch = (room.bottom - room.top) / (model.bottom - model.top);
  return new Map(inBand.map(({ node, x }) => {
    const place = found.get(node.id) as Point;
    // A step to the side is stretched, too, and must not lead out of the plot.
    const side = glyphRadius(node) + SIDE_GAP;
    return [node.id, { x: node.business ? x : clamp(carried(place.x, arranged, axes), side, room.right - side), y: room.top + (place.y - model.top) * stretch }];
  }));
}

function bandRoom({ band, width, height }: Axes): BandRoom | undefined {
  return band === undefined ? undefined : { top: band.top + BAND_PADDING_TOP, bottom: band.bottom - BAND_PADDING_BOTTOM - noteLift(band, height), right: width };
}

/** The x in one plot of what stands at `x` in another with the same span. */
function carried(x: number, from: Axes, to: Axes): number {
  const [start, end] = [from.x(from.span.from), from.x(from.span.to)];
  const [newStart, newEnd] = [to.x(to.span.from), to.x(to.span.to)];
  return newStart + ((x - start) / (end - start)) * (newEnd - newStart);
}

/** What has no place: unmeasured services, and infrastructure that neither a measured node uses nor what such a node uses. */
export function withoutPlace({ nodes }: Picture): readonly PictureNode[] {
  const placed = new Set(nodes.filter(({ logical, physical }) => logical !== undefined && physical !== undefined).map(({ id }) => id));
  for (let round = 0; round < ROUNDS; round++) {
    const found = nodes.filter(({ business, id, partners }) => !business && !placed.has(id) && partners.some((partner) => placed.has(partner)));
    for (const { id } of found) placed.add(id);
  }
  return nodes.filter(({ id }) => !placed.has(id));
}

/** Infrastructure has no coordinates: its x is the mean of what uses it. */
function meanOfUsers(
  picture: Picture, axes: Axes, anchors: ReadonlyMap<string, Point>, tied: ReadonlySet<string>,
): readonly (readonly [PictureNode, number, boolean])[] {
  const measured = new Map(picture.nodes.flatMap((node) => (node.logical === undefined || node.physical === undefined ? [] : [[node.id, axes.x(node.logical)] as const])));
  const followers = new Set(tied);
  const found: (readonly [PictureNode, number, boolean])[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const level = new Map(measured);
    for (const node of picture.nodes) {
      if (node.business || measured.has(node.id)) continue;
      const users = node.partners.filter((id) => level.has(id));
      if (users.length === 0) continue;
      const x = users.reduce((sum, id) => sum + (level.get(id) as number), 0) / users.length;
      const follows = users.filter((id) => followers.has(id)).length * 2 >= users.length && axes.band !== undefined;
      measured.set(node.id, x);
      if (follows || !users.some((id) => anchors.has(id))) followers.add(node.id);
      found.push([node, x, axes.band !== undefined && followers.has(node.id)]);
    }
  }
  return found;
}

function besideUsers(node: PictureNode, anchors: ReadonlyMap<string, Point>, axes: Axes): number {
  const users = node.partners.flatMap((id) => anchors.get(id) ?? []);
  const mean = users.length === 0 ? axes.height / 2 : users.reduce((sum, { y }) => sum + y, 0) / users.length;
  const side = node.glyph === 'gateway' ? -1 : 1;
  return clamp(mean + side * BELOW_USERS, 30, axes.height - 30);
}

function discOf(node: PictureNode, anchors: Anchors) {
  return { id: node.id, radius: glyphRadius(node), ...(anchors.get(node.id) as Anchor) };
}

function nudgeAll(nodes: readonly PictureNode[], anchors: Anchors, axes: Axes): ReadonlyMap<string, Point> {
  const { width, height, band } = axes;
  const room = { width, height, ...(band !== undefined && { band: { top: band.top + LINE_GAP, bottom: band.bottom - NOTE_HEIGHT - noteLift(band, height) } }) };
  return nudge(nodes.map((node) => discOf(node, anchors)), room);
}

function crowdedCells(nodes: readonly PictureNode[], anchors: Anchors): readonly (readonly string[])[] {
  const cells = new Map<string, string[]>();
  for (const node of nodes) {
    const { x, y } = anchors.get(node.id) as Point;
    const key = `${Math.floor(x / STACK_CELL)},${Math.floor(y / STACK_CELL)}`;
    cells.set(key, [...(cells.get(key) ?? []), node.id]);
  }
  return [...cells.values()].filter((cell) => cell.length > STACK_ABOVE);
}

/** Replaces each set of ids by one stack at their mean anchor; a stack may take in earlier stacks. */
function stackUp(
  nodes: readonly PictureNode[], anchors: Map<string, Anchor>, sets: readonly (readonly string[])[], stackOf: Map<string, string>,
): readonly PictureNode[] {
  let result = nodes;
  for (const set of sets) {
    const inside = new Set(set);
    const taken = result.filter((node) => inside.has(node.id));
    if (taken.length < 2) continue;
    const stack = toStack(taken);
    const places = taken.map((node) => anchors.get(node.id) as Anchor);
    anchors.set(stack.id, { ...meanPoint(places), ...(places.every(({ freeHeight }) => freeHeight === true) && { freeHeight: true as const }) });
    for (const node of taken) stackOf.set(node.id, stack.id);
    for (const [id, target] of stackOf) if (inside.has(target)) stackOf.set(id, stack.id);
    result = [...result.filter((node) => !inside.has(node.id)), stack];
  }
  return result;
}

function meanPoint(points: readonly Point[]): Point {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }));
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function toStack(taken: readonly PictureNode[]): PictureNode {
  const members = taken.flatMap((node) => node.members);
  return {
    id: `stack:${[...members].sort().join('\n')}`, label: `${members.length} in one place`, glyph: 'stack',
    business: taken.some((node) => node.business), depth: Math.min(...taken.map((node) => node.depth)),
    members, partners: [...new Set(taken.flatMap((node) => node.partners))],
  };
}
