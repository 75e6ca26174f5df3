import type { Selection } from '../src/protocol/webview-messages.js';
import type { Box, Point } from './layout/geometry.js';
import type { HitIndex } from './layout/hit.js';
import type { Scene } from './layout/scene.js';

/** Height of the strip at the top of a container that stands for its group, in px of the scene. */
const CONTAINER_HEAD = 30;
/** A glyph with its rings is this much wider than its radius on each side, in px. */
const RINGS = 4;

/** What lies under a point of the scene: a node, else a line, else the head of a group's frame. */
export function selectionAt(scene: Scene, hits: HitIndex, point: Point): NonNullable<Selection> | undefined {
  const node = hits.nodeAt(point);
  if (node !== undefined) return { kind: 'element', id: node };
  const edge = hits.edgeAt(point);
  const relation = scene.edges.find((placed) => placed.edge.id === edge)?.edge.relations[0];
  if (relation !== undefined) return { kind: 'relation', id: relation.id };
  const container = scene.containers.find(({ box: { x, y, width } }) => point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + CONTAINER_HEAD);
  return container === undefined ? undefined : { kind: 'element', id: `group:${container.label}` };
}

/** Boxes of the glyphs and names that a selection is about, in scene px. */
export function boxesAbout(scene: Scene, about: NonNullable<Selection>): readonly Box[] {
  const edge = scene.edges.find(({ edge: one }) => one.relations.some(({ id }) => id === about.id))?.edge;
  const ids = about.kind === 'element' ? [about.id] : edge === undefined ? [] : [edge.from, edge.to];
  const glyphs = scene.nodes.filter(({ node }) => ids.includes(node.id)).map(({ x, y, radius, card }): Box => {
    const [halfX, halfY] = card === undefined ? [radius + RINGS, radius + RINGS] : [card.width / 2, card.height / 2];
    return { x: x - halfX, y: y - halfY, width: 2 * halfX, height: 2 * halfY };
  });
  const names = scene.labels.filter(({ id, fits }) => fits && ids.includes(id)).map(({ box }) => box);
  return [...glyphs, ...names];
}
