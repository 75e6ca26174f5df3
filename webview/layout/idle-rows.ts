import type { Picture, PictureEdge, PictureNode } from '../picture.js';
import { cardSize } from './card-size.js';
import { byText } from './geometry.js';
import type { Box } from './geometry.js';
import type { MeasureText, PlacedNode } from './scene.js';

/** Distances between idle cards and to what stands above them, in px. */
const GAP = 18;
/** The same between cards that lines lead to: those run down beside them. */
const LINE_GAP = 72;
const ROW_HEIGHT = 32;
const ABOVE = 40;
/** Rows are at least this wide, in px. */
const LEAST_WIDTH = 640;

/**
 * Nodes that none of the lines that order the layers touches and no frame holds: the layouter would scatter them among the
 * callers, although libraries are what others need.
 */
export function idleNodes({ nodes }: Picture, layered: readonly PictureEdge[]): readonly PictureNode[] {
  const touched = new Set(layered.flatMap(({ from, to }) => [from, to]));
  return nodes.filter((node) => !touched.has(node.id) && (node.group === undefined || node.glyph === 'group'))
    .sort((a, b) => Number(b.business) - Number(a.business) || byText(a.glyph, b.glyph) || byText(a.id, b.id));
}

/** Places idle nodes in rows below everything else: first what lines lead to, below those it is joined to; then the others, services first. */
export function placeIdle(nodes: readonly PictureNode[], edges: readonly PictureEdge[], placed: readonly PlacedNode[], above: Box | undefined, measure: MeasureText): readonly PlacedNode[] {
  const left = above?.x ?? 0;
  const room = { left, right: left + Math.max(above?.width ?? 0, LEAST_WIDTH) };
  const top = above === undefined ? 0 : above.y + above.height + ABOVE;
  const wanted = new Map(nodes.flatMap((node) => meanX(node, edges, placed)));
  const joined = nodes.filter(({ id }) => wanted.has(id)).sort((a, b) => (wanted.get(a.id) as number) - (wanted.get(b.id) as number));
  const first = inRows(joined, { ...room, top, gap: LINE_GAP }, wanted, measure);
  const last = first.at(-1);
  const rest = nodes.filter(({ id }) => !wanted.has(id));
  return [...first, ...inRows(rest, { ...room, top: last === undefined ? top : last.y + ROW_HEIGHT / 2 + GAP, gap: GAP }, wanted, measure)];
}

/** Where rows of cards may stand, and how far from each other, in px. */
interface Rows {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly gap: number;
}

function inRows(nodes: readonly PictureNode[], { left, right, top, gap }: Rows, wanted: ReadonlyMap<string, number>, measure: MeasureText): readonly PlacedNode[] {
  let [x, y] = [left, top];
  return nodes.map((node): PlacedNode => {
    const card = cardSize(node, 1, measure);
    x = Math.max(x, Math.min((wanted.get(node.id) ?? left) - card.width / 2, right - card.width));
    if (x > left && x + card.width > right) {
      x = left;
      y += ROW_HEIGHT + GAP;
    }
    const centre = { x: x + card.width / 2, y: y + ROW_HEIGHT / 2 };
    x += card.width + gap;
    return { node, ...centre, anchor: centre, radius: ROW_HEIGHT / 2, card };
  });
}

/** The middle of what a node is joined to, where that has its place already. */
function meanX({ id }: PictureNode, edges: readonly PictureEdge[], placed: readonly PlacedNode[]): readonly (readonly [string, number])[] {
  const ends = new Set(edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : [])));
  const xs = placed.filter(({ node }) => ends.has(node.id)).map(({ x }) => x);
  return xs.length === 0 ? [] : [[id, xs.reduce((sum, x) => sum + x, 0) / xs.length]];
}
