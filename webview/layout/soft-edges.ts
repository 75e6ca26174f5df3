import type { LineView } from '../../src/protocol/graph-view.js';
import type { Picture, PictureEdge } from '../picture.js';
import type { Path } from './geometry.js';
import type { RoutedEdge } from './route.js';
import type { PlacedNode } from './scene.js';

/** Lines without a direction of call would stretch the layers of the topology, so they are drawn afterwards. */
const SOFT_LINES: ReadonlySet<LineView> = new Set(['library', 'type', 'change']);

/** Lines end this far from a card, in px. */
const END_GAP = 4;
/** How far from the corner of a card, and how far before the end, a soft line runs. In px. */
const PORT = 7;
const TURN = 22;
/** Soft lines that run side by side stand this far apart, in px. */
const LANE = 14;

/** The lines that order the layers: calls and the like, and imports between modules, which are their calls; where there are none, all lines. */
export function layeredEdges({ edges, nodes }: Picture): readonly PictureEdge[] {
  const modules = new Set(nodes.filter(({ kind }) => kind === 'module').map(({ id }) => id));
  const hard = edges.filter(({ line, from, to }) => !SOFT_LINES.has(line) || (line === 'library' && modules.has(from) && modules.has(to)));
  return hard.length > 0 ? hard : edges;
}

/** Routes the soft lines of a picture between cards that already have their places. */
export function softEdges(picture: Picture, nodes: readonly PlacedNode[]): readonly RoutedEdge[] {
  const byId = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const layered = new Set(layeredEdges(picture));
  return picture.edges.filter((edge) => !layered.has(edge)).flatMap((edge, index): RoutedEdge[] => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const stacked = Math.abs(to.x - from.x) < half(from).x + half(to).x;
    if (!stacked) return [{ edge, path: across(from, to) }];
    const between = nodes.some((other) => other !== from && other !== to && standsBetween(other, from, to));
    return [{ edge, path: between ? besides(from, to, index) : upright(from, to, index) }];
  });
}

function half({ card }: PlacedNode): { readonly x: number; readonly y: number } {
  return { x: (card?.width ?? 0) / 2, y: (card?.height ?? 0) / 2 };
}

function standsBetween(other: PlacedNode, from: PlacedNode, to: PlacedNode): boolean {
  const inside = (other.y - from.y) * (other.y - to.y) < 0;
  return inside && Math.abs(other.x - from.x) < half(other).x + half(from).x;
}

/** Between facing sides, near the corners that face each other, clear of the ports in the middle. */
function across(from: PlacedNode, to: PlacedNode): Path {
  const right = to.x > from.x ? 1 : -1;
  const down = to.y > from.y ? 1 : -1;
  const start = { x: from.x + right * (half(from).x + END_GAP), y: from.y + down * (half(from).y - PORT) };
  const end = { x: to.x - right * (half(to).x + END_GAP), y: to.y - down * (half(to).y - PORT) };
  const turn = end.x - right * TURN;
  return { kind: 'steps', points: [start, { x: turn, y: start.y }, { x: turn, y: end.y }, end] };
}

/** Straight down or up between two cards that stand above each other. */
function upright(from: PlacedNode, to: PlacedNode, index: number): Path {
  const down = to.y > from.y ? 1 : -1;
  const left = Math.max(from.x - half(from).x, to.x - half(to).x);
  const right = Math.min(from.x + half(from).x, to.x + half(to).x);
  const x = left + (right - left) * (0.35 + 0.1 * (index % 4));
  return { kind: 'steps', points: [{ x, y: from.y + down * (half(from).y + END_GAP) }, { x, y: to.y - down * (half(to).y + END_GAP) }] };
}

/** Round the right of what stands between two cards above each other. */
function besides(from: PlacedNode, to: PlacedNode, index: number): Path {
  const down = to.y > from.y ? 1 : -1;
  const start = { x: from.x + half(from).x + END_GAP, y: from.y + down * (half(from).y - PORT) };
  const end = { x: to.x + half(to).x + END_GAP, y: to.y - down * (half(to).y - PORT) };
  const lane = Math.max(start.x, end.x) + LANE + (index % 3) * LANE;
  return { kind: 'steps', points: [start, { x: lane, y: start.y }, { x: lane, y: end.y }, end] };
}
