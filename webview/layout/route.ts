import type { PictureEdge } from '../picture.js';
import { clamp, distance, overlaps } from './geometry.js';
import type { Box, Path, Point } from './geometry.js';
import { badgePoints, curveBetween, pathLength, samplePath } from './path.js';
import type { PlacedEdge, PlacedNode } from './scene.js';

/** Bows tried in turn, in px: 26 is the usual most, 50 only round an obstacle (design grammar). */
const BOWS: readonly number[] = [0, 8, -8, 16, -16, 26, -26, 38, -38, 50, -50];
/** Opposite and parallel lines between one pair keep this much apart at the middle. */
const LANE = 20;
/** The two lines of a cycle leave room for its pill between them. */
const CYCLE_LANE = 26;
/** Parallel lines bow at most this share of their length: between near glyphs wider ones would run in knots. */
const MOST_BOW = 0.25;
const RIM_GAP = 4;
/** A line shorter than this shows little more than its head, in px; a badge on it needs as much again. Between near glyphs it swings out to the side. */
const SHORT = 20;
const SHORT_WITH_BADGE = 46;
/** Above this many edges a bow is not searched for: the picture is read as a texture then. */
const SEARCH_LIMIT = 400;
const GRID = 48;
const BADGE_RADIUS = 9;
/** A badge with a count is this wide, in px. */
const COUNT_WIDTH = 42;

/** A point of a line inside a name counts as much as this many px inside a glyph. */
const NAME_COST = 5;
const NAME_GAP = 3;

/** Cells in a row of the grid: far more than any drawing is wide. */
const ROW = 65_536;

/** The number of the grid cell of a point. */
function cellOf(x: number, y: number): number {
  return Math.floor(y / GRID) * ROW + Math.floor(x / GRID);
}

function addTo<Item>(cells: Map<number, Item[]>, cell: number, item: Item): void {
  const list = cells.get(cell);
  if (list === undefined) cells.set(cell, [item]);
  else list.push(item);
}

/** Nodes and names by grid cell, to ask which stand near a point. */
class Obstacles {
  private readonly cells = new Map<number, PlacedNode[]>();
  private readonly names = new Map<number, Box[]>();

  constructor(nodes: readonly PlacedNode[], names: readonly Box[]) {
    for (const node of nodes) addTo(this.cells, cellOf(node.x, node.y), node);
    for (const box of names) {
      // A step past the end still lands in the cell of the end, or in one that the box does not touch.
      for (let x = box.x; x < box.x + box.width + GRID; x += GRID) {
        for (let y = box.y; y < box.y + box.height + GRID; y += GRID) addTo(this.names, cellOf(x, y), box);
      }
    }
  }

  /** What it costs to cover names at a point, 0 when there are none. */
  covering({ x, y }: Point): number {
    const near = this.names.get(cellOf(x, y)) ?? [];
    return NAME_COST * near.filter((box) => x > box.x - NAME_GAP && x < box.x + box.width + NAME_GAP && y > box.y && y < box.y + box.height).length;
  }

  /** How deep a point reaches into foreign glyphs, 0 when it is free. */
  intrusion(point: Point, from: PlacedNode, to: PlacedNode): number {
    let sum = 0;
    for (let dx = -GRID; dx <= GRID; dx += GRID) {
      for (let dy = -GRID; dy <= GRID; dy += GRID) {
        for (const node of this.cells.get(cellOf(point.x + dx, point.y + dy)) ?? []) {
          if (node !== from && node !== to) sum += Math.max(0, node.radius + 10 - distance(node, point));
        }
      }
    }
    return sum;
  }
}

/** Where each line of a pair runs: 0 alone, else evenly to both sides, opposite directions on opposite sides. */
function lanes(edges: readonly PictureEdge[]): ReadonlyMap<string, number> {
  const byPair = new Map<string, PictureEdge[]>();
  for (const edge of edges) {
    const key = edge.from < edge.to ? `${edge.from}\n${edge.to}` : `${edge.to}\n${edge.from}`;
    byPair.set(key, [...(byPair.get(key) ?? []), edge]);
  }
  const lane = new Map<string, number>();
  for (const pair of byPair.values()) {
    const sorted = [...pair].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1));
    sorted.forEach((edge, index) => {
      const width = sorted.every(({ inCycle }) => inCycle) ? CYCLE_LANE : LANE;
      const offset = (index - (sorted.length - 1) / 2) * 2 * width;
      // A bow is relative to the direction of travel, so the same side has the opposite sign on the way back.
      lane.set(edge.id, edge.from < edge.to ? offset : -offset);
    });
  }
  return lane;
}

/** Routes all edges as curves round foreign glyphs, and round names where those have their place, and gives each a free point for its badge. */
export function routeCurves(edges: readonly PictureEdge[], nodes: readonly PlacedNode[], names: readonly Box[] = []): readonly PlacedEdge[] {
  const byId = new Map(nodes.map((node) => [node.node.id, node]));
  const grid = new Obstacles(nodes, names);
  const lane = lanes(edges);
  const search = edges.length <= SEARCH_LIMIT;
  return withBadges(edges.flatMap((edge): RoutedEdge[] => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const most = MOST_BOW * distance(from, to);
    const least = edge.level === 'high' || edge.relations.length > 1 ? SHORT_WITH_BADGE : SHORT;
    return [{ edge, path: bestCurve(from, to, { lane: clamp(lane.get(edge.id) ?? 0, -most, most), least }, search ? grid : undefined) }];
  }), names);
}

/** A relation line whose badge has no place yet. */
export type RoutedEdge = Omit<PlacedEdge, 'badge'>;

/** Gives each edge the first point along it where its badge covers no name and no earlier one. */
export function withBadges(edges: readonly RoutedEdge[], names: readonly Box[] = []): readonly PlacedEdge[] {
  const taken = [...names];
  return edges.map((routed) => ({ ...routed, badge: freeBadge(routed, taken) }));
}

/** `lane`: where a line runs beside its parallels, in px; `least`: the length that it should have. */
function bestCurve(from: PlacedNode, to: PlacedNode, { lane, least }: { readonly lane: number; readonly least: number }, grid: Obstacles | undefined): Path {
  const at = (bow: number) => curveBetween(from, to, lane + bow, from.radius + RIM_GAP, to.radius + RIM_GAP);
  let best = at(0);
  if (grid === undefined) return best;
  const usual = lane === 0 ? gentleBow(from, to) : 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (const bow of BOWS) {
    // Parallels stay on their own sides.
    if (lane * (lane + bow) < 0) continue;
    const path = at(bow);
    const length = pathLength(path);
    const steps = Math.max(6, Math.round(length / 16));
    let cost = Math.abs(bow - usual) * 0.35 + Math.max(0, least - length);
    const points = samplePath(path, steps);
    // Costs only add up, so a path that is dearer than the best so far need not be followed to its end.
    for (let i = 1; i < points.length - 1 && cost < lowest; i++) cost += grid.intrusion(points[i] as Point, from, to) + grid.covering(points[i] as Point);
    if (cost < lowest) {
      lowest = cost;
      best = path;
    }
  }
  return best;
}

/** Long slanted lines look calmer slightly bowed; level and upright ones straight. */
function gentleBow(from: PlacedNode, to: PlacedNode): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const slant = Math.min(Math.abs(dx), Math.abs(dy)) / Math.max(Math.abs(dx), Math.abs(dy), 1);
  const size = slant > 0.25 && distance(from, to) > 140 ? 8 : 0;
  return dx * dy > 0 ? -size : size;
}

function freeBadge({ path, edge }: RoutedEdge, taken: Box[]): Point {
  const points = badgePoints(path);
  if (edge.level !== 'high' && edge.relations.length === 1) return points[0];
  const width = edge.relations.length > 1 ? COUNT_WIDTH : 2 * BADGE_RADIUS;
  const boxAt = ({ x, y }: Point): Box => ({ x: x - width / 2, y: y - BADGE_RADIUS, width, height: 2 * BADGE_RADIUS });
  const free = points.find((point) => !taken.some((other) => overlaps(boxAt(point), other, 1))) ?? points[0];
  taken.push(boxAt(free));
  return free;
}
