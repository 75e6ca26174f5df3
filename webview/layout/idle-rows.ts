import type { Picture, PictureNode } from '../picture.js';
import { cardSize } from './card-size.js';
import { byText } from './geometry.js';
import type { Box } from './geometry.js';
import type { MeasureText, PlacedNode } from './scene.js';

/** Distances between idle cards and to what stands above them, in px. */
const GAP = 18;
const ROW_HEIGHT = 32;
const ABOVE = 40;
/** Rows are at least this wide, in px. */
const LEAST_WIDTH = 640;

/** Nodes that no drawn line touches and no frame holds: the layouter would scatter them among the callers. */
export function idleNodes({ nodes, edges }: Picture): readonly PictureNode[] {
  const touched = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return nodes.filter((node) => !touched.has(node.id) && (node.group === undefined || node.glyph === 'group'))
    .sort((a, b) => Number(b.business) - Number(a.business) || byText(a.glyph, b.glyph) || byText(a.id, b.id));
}

/** Places idle nodes in rows below everything else, services first. */
export function placeIdle(nodes: readonly PictureNode[], above: Box | undefined, measure: MeasureText): readonly PlacedNode[] {
  const left = above?.x ?? 0;
  const right = left + Math.max(above?.width ?? 0, LEAST_WIDTH);
  let [x, y] = [left, above === undefined ? 0 : above.y + above.height + ABOVE];
  return nodes.map((node): PlacedNode => {
    const card = cardSize(node, 1, measure);
    if (x > left && x + card.width > right) {
      x = left;
      y += ROW_HEIGHT + GAP;
    }
    const centre = { x: x + card.width / 2, y: y + ROW_HEIGHT / 2 };
    x += card.width + GAP;
    return { node, ...centre, anchor: centre, radius: ROW_HEIGHT / 2, card };
  });
}
