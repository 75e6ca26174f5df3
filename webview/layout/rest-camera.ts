import type { LevelView } from '../../src/protocol/graph-view.js';
import { clamp } from './geometry.js';
import type { Box, Point } from './geometry.js';
import type { PlacedNode, Scene } from './scene.js';

/** Which part of a scene is in sight: screen = camera + zoom * scene. */
export interface CameraPlace extends Point {
  readonly zoom: number;
}

/** Names are 12 px in the scene; nothing is smaller than 11 px on the screen at rest (design grammar, "Type and spacing"). */
const READABLE_ZOOM = 11 / 12;

const MARGIN = 24;
const SMALLEST_ZOOM = 0.05;

/** More than all lines together. */
const MUST = 1e6;

/** How much a line makes its ends worth seeing first. */
const WORTH: Readonly<Record<LevelView, number>> = { low: 1, medium: 10, high: 30 };

/** The camera that shows all of the scene, in the middle of a view of this size in px. */
export function wholeCamera({ bounds }: Scene, width: number, height: number): CameraPlace {
  const zoom = Math.min(1, (width - 2 * MARGIN) / bounds.width, (height - 2 * MARGIN) / bounds.height);
  return {
    x: Math.round((width - bounds.width * zoom) / 2 - bounds.x * zoom),
    y: Math.round((height - bounds.height * zoom) / 2 - bounds.y * zoom),
    zoom: Math.max(SMALLEST_ZOOM, zoom),
  };
}

/**
 * The camera that a drawing opens with: all of it where its names can be read then, else the part with the most risk.
 * @param first ids of what must be in sight before all else
 */
export function restCamera(scene: Scene, width: number, height: number, first: readonly string[] = []): CameraPlace {
  const whole = wholeCamera(scene, width, height);
  if (whole.zoom >= READABLE_ZOOM || scene.nodes.length === 0) return whole;
  const zoom = READABLE_ZOOM;
  const centre = worthiest(scene, width / zoom, height / zoom, MARGIN / zoom, first);
  return { x: Math.round(along(scene.bounds.x, scene.bounds.width, centre.x, width, zoom)), y: Math.round(along(scene.bounds.y, scene.bounds.height, centre.y, height, zoom)), zoom };
}

/** The camera on one axis: centred on `middle`, but never past the ends of the scene; in the middle of what is smaller than the view. */
function along(start: number, length: number, middle: number, view: number, zoom: number): number {
  if (length * zoom + 2 * MARGIN <= view) return (view - length * zoom) / 2 - start * zoom;
  return clamp(view / 2 - middle * zoom, view - MARGIN - (start + length) * zoom, MARGIN - start * zoom);
}

/** Of all windows of this size that start with a node at their left, the middle of the one whose whole nodes are worth most; callers stand left, so the left one wins a tie. */
function worthiest({ nodes, edges }: Scene, width: number, height: number, margin: number, first: readonly string[]): Point {
  const worth = new Map(first.map((id) => [id, MUST]));
  for (const { edge } of edges) for (const id of [edge.from, edge.to]) worth.set(id, (worth.get(id) ?? 0) + WORTH[edge.level]);
  let best: Point = { x: 0, y: 0 };
  let highest = Number.NEGATIVE_INFINITY;
  for (const centre of [...nodes].sort((a, b) => a.x - b.x || a.y - b.y)) {
    const window = { x: centre.x - (centre.card?.width ?? 0) / 2 - margin, y: centre.y - height / 2, width, height };
    const sum = nodes.reduce((total, placed) => (inside(placed, window) ? total + (worth.get(placed.node.id) ?? 0) : total), 0);
    if (sum <= highest) continue;
    highest = sum;
    best = { x: window.x + width / 2, y: centre.y };
  }
  return best;
}

/** How many of the nodes are wholly in sight. */
export function countInView({ nodes }: Scene, camera: CameraPlace, width: number, height: number): number {
  const window = { x: -camera.x / camera.zoom, y: -camera.y / camera.zoom, width: width / camera.zoom, height: height / camera.zoom };
  return nodes.filter((placed) => inside(placed, window)).length;
}

function inside({ x, y, card, radius }: PlacedNode, window: Box): boolean {
  const [halfX, halfY] = card === undefined ? [radius, radius] : [card.width / 2, card.height / 2];
  return x - halfX >= window.x && x + halfX <= window.x + window.width && y - halfY >= window.y && y + halfY <= window.y + window.height;
}
