import { between } from './geometry.js';
import type { Path, Point } from './geometry.js';
import type { PlacedEdge, Scene } from './scene.js';

/** The scene `t` (0..1) of the way from an earlier one; what is new appears at its place at once. */
export function interim(before: Scene, after: Scene, t: number): Scene {
  const nodeBefore = new Map(before.nodes.map((placed) => [placed.node.id, placed]));
  const edgeBefore = new Map(before.edges.map((placed) => [placed.edge.id, placed]));
  return {
    ...after,
    nodes: after.nodes.map((placed) => {
      const from = nodeBefore.get(placed.node.id);
      return from === undefined ? placed : { ...placed, ...between(from, placed, t) };
    }),
    edges: after.edges.map((placed) => blend(edgeBefore.get(placed.edge.id), placed, t)),
  };
}

/** True when nothing moves between the scenes, so that there is nothing to animate. */
export function samePlaces(before: Scene, after: Scene): boolean {
  const places = new Map(before.nodes.map((placed) => [placed.node.id, placed]));
  return after.nodes.every(({ node, x, y }) => {
    const from = places.get(node.id);
    return from === undefined || (from.x === x && from.y === y);
  });
}

function blend(before: PlacedEdge | undefined, after: PlacedEdge, t: number): PlacedEdge {
  if (before === undefined || before.path.points.length !== after.path.points.length || before.path.kind !== after.path.kind) return after;
  const points = after.path.points.map((point, index) => between(before.path.points[index] as Point, point, t));
  return { ...after, path: { kind: after.path.kind, points } as Path, badge: between(before.badge, after.badge, t) };
}
