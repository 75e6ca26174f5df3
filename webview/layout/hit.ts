import { distance, distanceToSegment } from './geometry.js';
import type { Point } from './geometry.js';
import { pathLength, samplePath } from './path.js';
import type { PlacedEdge, PlacedNode } from './scene.js';

const CELL = 24;
/** A relation is hit this near to its line, in scene px. */
const EDGE_REACH = 7;
/** Half the hit area of a glyph: targets are 32 px wide. */
const NODE_REACH = 17;

interface Chord {
  readonly id: string;
  readonly a: Point;
  readonly b: Point;
}

/** Finds what lies under a point, by a grid over glyphs and short chords of the edges. */
export class HitIndex {
  private readonly chords = new Map<string, Chord[]>();
  private readonly nodes = new Map<string, PlacedNode[]>();

  constructor(nodes: readonly PlacedNode[], edges: readonly PlacedEdge[]) {
    for (const placed of nodes) {
      const [halfX, halfY] = extent(placed);
      for (let x = placed.x - halfX; x < placed.x + halfX + CELL; x += CELL) {
        for (let y = placed.y - halfY; y < placed.y + halfY + CELL; y += CELL) add(this.nodes, x, y, placed);
      }
    }
    for (const { edge, path } of edges) {
      const points = path.kind === 'steps' ? split(path.points) : samplePath(path, Math.max(1, Math.round(pathLength(path) / CELL)));
      for (let i = 1; i < points.length; i++) {
        const [a, b] = [points[i - 1] as Point, points[i] as Point];
        add(this.chords, (a.x + b.x) / 2, (a.y + b.y) / 2, { id: edge.id, a, b });
      }
    }
  }

  /** The node at a point; undefined when there is none. */
  nodeAt(point: Point): string | undefined {
    const near = (this.nodes.get(keyOf(point.x, point.y)) ?? []).filter((placed) => {
      const [halfX, halfY] = extent(placed);
      return Math.abs(placed.x - point.x) <= halfX && Math.abs(placed.y - point.y) <= halfY;
    });
    // Where targets overlap, as among dots, the nearest one is meant.
    return near.sort((a, b) => distance(a, point) - distance(b, point))[0]?.node.id;
  }

  /** The nearest edge within reach; undefined when there is none. */
  edgeAt(point: Point): string | undefined {
    let best: string | undefined;
    let nearest = EDGE_REACH;
    for (let dx = -CELL; dx <= CELL; dx += CELL) {
      for (let dy = -CELL; dy <= CELL; dy += CELL) {
        for (const { id, a, b } of this.chords.get(keyOf(point.x + dx, point.y + dy)) ?? []) {
          const apart = distanceToSegment(point, a, b);
          if (apart >= nearest) continue;
          nearest = apart;
          best = id;
        }
      }
    }
    return best;
  }
}

/** The node that lies in the direction of an arrow key: near, and more ahead than aside. */
export function nodeInDirection(nodes: readonly PlacedNode[], from: Point, dx: number, dy: number): string | undefined {
  let best: string | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const { node, x, y } of nodes) {
    const ahead = (x - from.x) * dx + (y - from.y) * dy;
    const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    if (ahead < 1) continue;
    const cost = distance({ x, y }, from) + 2 * aside;
    if (cost >= lowest) continue;
    lowest = cost;
    best = node.id;
  }
  return best;
}

function extent({ card }: PlacedNode): readonly [number, number] {
  return card === undefined ? [NODE_REACH, NODE_REACH] : [card.width / 2, card.height / 2];
}

/** Cuts long straight runs into chords of one cell. */
function split(points: readonly Point[]): readonly Point[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    if (before === undefined) return [point];
    const parts = Math.max(1, Math.round(distance(before, point) / CELL));
    return Array.from({ length: parts }, (_, i) => {
      const t = (i + 1) / parts;
      return { x: before.x + (point.x - before.x) * t, y: before.y + (point.y - before.y) * t };
    });
  });
}

function keyOf(x: number, y: number): string {
  return `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;
}

function add<Item>(map: Map<string, Item[]>, x: number, y: number, item: Item): void {
  const key = keyOf(x, y);
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else if (!list.includes(item)) list.push(item);
}
