import type { SystemView } from '../../src/protocol/graph-view.js';
import type { Picture, PictureEdge } from '../picture.js';
import { buildAxes, noteLift } from './axes.js';
import type { Axes } from './axes.js';
import { boxAround, clamp, overlaps } from './geometry.js';
import type { Box, Point } from './geometry.js';
import { ghostsOf } from './ghosts.js';
import type { Ghost } from './ghosts.js';
import { placeLabels } from './labels.js';
import { findAnchors, placeOnAxes } from './quadrant.js';
import type { Anchors } from './quadrant.js';
import { routeCurves } from './route.js';
import type { MeasureText, Pill, PlacedEdge, PlacedNode, Scene } from './scene.js';
import { markBoxes, placeMark } from './system-mark.js';
import type { SystemMark } from './system-mark.js';
import type { Size } from './arrangement.js';

/** The quadrant with its axes. */
export interface QuadrantScene extends Scene {
  readonly axes: Axes;
  /** Undefined while the system has no coordinates. */
  readonly mark: SystemMark | undefined;
  /** Where services stood in the graph this one is compared with. */
  readonly ghosts: readonly Ghost[];
}

/** Size of the plot in px and how far it is zoomed in. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

function axesFor(picture: Picture, { logical, uncertainty, former }: SystemView, { width, height, zoom }: Plot): Axes {
  const measured = picture.nodes.filter((node) => node.logical !== undefined && node.physical !== undefined);
  return buildAxes(width, height, zoom, {
    // What is gone is drawn, too, but the tie is counted among what is there.
    logical: [...measured.flatMap(({ logical: now, before }) => [now ?? [], before?.logical ?? []].flat()), ...(former === undefined ? [] : [former.logical])],
    physical: measured.filter(({ change }) => change !== 'removed').flatMap((node) => node.physical ?? []),
    ...(logical !== undefined && { mark: { from: clamp(logical - uncertainty, 0, 1), to: clamp(logical + uncertainty, 0, 1) } }),
  });
}

/**
 * The anchors of a picture in a plot of this size; the costly part of a layout, and the same at every zoom.
 * @param arranged size of the plot the tie band is arranged for
 */
export function anchorsFor(picture: Picture, system: SystemView, width: number, height: number, arranged: Size = { width, height }): Anchors {
  const axes = axesFor(picture, system, { width, height, zoom: 1 });
  return findAnchors(picture, axes, arranged.width === width && arranged.height === height ? axes : axesFor(picture, system, { ...arranged, zoom: 1 }));
}

/** Lays the picture out on the measured axes. Pure: equal input gives equal output. */
export function buildQuadrantScene(picture: Picture, system: SystemView, plot: Plot, anchors: Anchors, measure: MeasureText): QuadrantScene {
  const axes = axesFor(picture, system, plot);
  const placement = placeOnAxes(picture, anchors, axes, plot.zoom);
  const lines = moveIntoStacks(picture.edges, placement.stackOf);
  const drafts = routeCurves(lines, placement.nodes);
  const bounds: Box = { x: 0, y: 0, width: axes.width, height: axes.height };
  const mark = placeMark(system, axes, placement.nodes.map((placed) => boxAround(placed, placed.radius)), measure);
  const blocked = [...(mark === undefined ? [] : markBoxes(mark)), ...cornerBoxes(axes), ...cyclePills(drafts, placement.nodes, []).map(pillBox)];
  const ghosts = ghostsOf(placement.nodes, axes);
  const labels = placeLabels(placement.nodes, drafts, bounds, [...blocked, ...ghosts.map(({ placed, from }) => boxAround(from, placed.radius))], measure, ghosts.map(({ from, tip }) => [from, tip]));
  // Names keep clear of lines as far as they can; then lines bow round the names that could not.
  const names = labels.filter(({ fits }) => fits).map(({ box }) => box);
  const edges = routeCurves(lines, placement.nodes, names);
  const pills = cyclePills(edges, placement.nodes, names);
  return { axes, mark, ghosts, nodes: placement.nodes, edges, labels, containers: [], pills, unplaced: placement.unplaced, bounds };
}

/** Lines of stacked nodes start at the stack; those inside one vanish. */
function moveIntoStacks(edges: readonly PictureEdge[], stackOf: ReadonlyMap<string, string>): readonly PictureEdge[] {
  if (stackOf.size === 0) return edges;
  const merged = new Map<string, PictureEdge>();
  for (const edge of edges) {
    const [from, to] = [stackOf.get(edge.from) ?? edge.from, stackOf.get(edge.to) ?? edge.to];
    if (from === to) continue;
    const id = `${from}\n${to}\n${edge.line}`;
    const before = merged.get(id);
    // Edges arrive riskiest first, so the first one sets the level of the merged line.
    merged.set(id, before === undefined
      ? { ...edge, id, from, to }
      : { ...before, inCycle: before.inCycle || edge.inCycle, relations: [...before.relations, ...edge.relations] });
  }
  return [...merged.values()];
}

const PILL_WIDTH = 42;
const PILL_HEIGHT = 19;

function pillBox({ at }: Pill): Box {
  return { x: at.x - PILL_WIDTH / 2, y: at.y - PILL_HEIGHT / 2, width: PILL_WIDTH, height: PILL_HEIGHT };
}

/** One pill per set of edges that form a cycle, in their middle; left out where it would cover a glyph or a name. */
function cyclePills(edges: readonly PlacedEdge[], nodes: readonly PlacedNode[], names: readonly Box[]): readonly Pill[] {
  const inCycle = edges.filter(({ edge }) => edge.inCycle);
  return connected(inCycle).flatMap((ring): Pill[] => {
    const middles = ring.map(({ badge }) => badge);
    const at: Point = {
      x: middles.reduce((sum, { x }) => sum + x, 0) / middles.length,
      y: middles.reduce((sum, { y }) => sum + y, 0) / middles.length,
    };
    const covers = (box: Box) => ring.some(({ badge }) => overlaps(boxAround(badge, 8), box)) || names.some((name) => overlaps(name, box));
    const free = !covers(pillBox({ at, text: '' })) && nodes.every(({ x, y, radius }) => Math.abs(x - at.x) > radius + PILL_WIDTH / 2 || Math.abs(y - at.y) > radius + PILL_HEIGHT / 2);
    return free ? [{ at, text: 'cycle' }] : [];
  });
}

/** Splits edges into sets that share nodes. */
function connected(edges: readonly PlacedEdge[]): readonly (readonly PlacedEdge[])[] {
  const setOf = new Map<string, PlacedEdge[]>();
  for (const placed of edges) {
    const one = setOf.get(placed.edge.from) ?? [];
    const other = setOf.get(placed.edge.to) ?? [];
    const joined = one === other ? [...one, placed] : [...one, ...other, placed];
    for (const { edge } of joined) {
      setOf.set(edge.from, joined);
      setOf.set(edge.to, joined);
    }
  }
  return [...new Set(setOf.values())];
}

/** The corner names, and the lip of the band with the line of text above it. */
function cornerBoxes({ width, height, band }: Axes): readonly Box[] {
  return [
    ...(band === undefined ? [] : [
      { x: width - 580, y: band.bottom - 24 - noteLift(band, height), width: 580, height: 24 }, { x: 0, y: band.bottom - 3, width, height: 6 },
      { x: 0, y: band.top - 3, width, height: 6 },
    ]),
    { x: 8, y: 8, width: 170, height: 24 }, { x: width - 130, y: 8, width: 130, height: 24 },
    { x: 8, y: height - 28, width: 130, height: 22 }, { x: width - 130, y: height - 28, width: 130, height: 22 },
  ];
}
