import type { Picture, PictureEdge, PictureNode } from '../picture.js';
import { cardSize } from './card-size.js';
import type { Path, Point } from './geometry.js';
import { withBadges } from './route.js';
import type { RoutedEdge } from './route.js';
import type { MeasureText, PlacedNode, Scene } from './scene.js';
import { cardLabels, sceneBounds } from './topology.js';

const LAYER_GAP = 96;
const ROW_GAP = 18;
const SWEEPS = 4;
const END_GAP = 4;

/**
 * A layered picture in one pass, for graphs above the budget of the real layouter: layers by call depth,
 * order in a layer by the mean of the neighbours (barycentre), straight-angled lines without routing.
 */
export function buildTiers(picture: Picture, measure: MeasureText): Scene {
  const layers = orderLayers(layersOf(picture.nodes), picture.edges);
  const nodes = placeLayers(layers, measure);
  const byId = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const edges = picture.edges.flatMap((edge, index): RoutedEdge[] => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    return [{ edge, path: stepped(from, to, index) }];
  });
  return { nodes, edges: withBadges(edges), labels: cardLabels(nodes, measure), containers: [], pills: [], unplaced: [], bounds: sceneBounds(nodes, []) };
}

/** Infrastructure stands one layer after its deepest user: it often has no depth of its own. */
function layersOf(nodes: readonly PictureNode[]): readonly (readonly PictureNode[])[] {
  const depth = new Map(nodes.map((node) => [node.id, node.depth]));
  const layers = new Map<number, PictureNode[]>();
  for (const node of nodes) {
    const users = node.business || node.glyph === 'gateway' ? [] : node.partners.flatMap((id) => depth.get(id) ?? []);
    const layer = Math.max(node.depth, ...users.map((value) => value + 1));
    layers.set(layer, [...(layers.get(layer) ?? []), node]);
  }
  return [...layers].sort(([a], [b]) => a - b).map(([, members]) => [...members].sort((a, b) => (a.id < b.id ? -1 : 1)));
}

function orderLayers(layers: readonly (readonly PictureNode[])[], edges: readonly PictureEdge[]): readonly (readonly PictureNode[])[] {
  const partners = new Map<string, string[]>();
  for (const { from, to } of edges) {
    partners.set(from, [...(partners.get(from) ?? []), to]);
    partners.set(to, [...(partners.get(to) ?? []), from]);
  }
  let ordered = layers;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const place = new Map(ordered.flatMap((layer) => layer.map((node, index) => [node.id, index / layer.length] as const)));
    const weight = (node: PictureNode) => {
      const known = (partners.get(node.id) ?? []).flatMap((id) => place.get(id) ?? []);
      return known.length === 0 ? place.get(node.id) ?? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    ordered = ordered.map((layer) => layer
      .map((node) => ({ node, key: weight(node) }))
      .sort((a, b) => a.key - b.key || (a.node.id < b.node.id ? -1 : 1))
      .map(({ node }) => node));
  }
  return ordered;
}

function placeLayers(layers: readonly (readonly PictureNode[])[], measure: MeasureText): readonly PlacedNode[] {
  const tallest = Math.max(0, ...layers.map((layer) => layer.length));
  let left = 0;
  return layers.flatMap((layer) => {
    const cards = layer.map((node) => cardSize(node, 1, measure));
    const width = Math.max(...cards.map((card) => card.width));
    const step = 32 + ROW_GAP;
    const top = ((tallest - layer.length) * step) / 2;
    const x = left + width / 2;
    left += width + LAYER_GAP;
    return layer.map((node, index): PlacedNode => {
      const y = top + index * step;
      return { node, x, y, radius: 16, anchor: { x, y }, card: cards[index] ?? { width, height: 32 } };
    });
  });
}

/** Out at the right, in at the left; the upright run is staggered so that parallel lines stay apart. */
function stepped(from: PlacedNode, to: PlacedNode, index: number): Path {
  const start: Point = { x: from.x + (from.card?.width ?? 0) / 2 + END_GAP, y: from.y };
  const end: Point = { x: to.x - (to.card?.width ?? 0) / 2 - END_GAP, y: to.y };
  const lane = 16 + (index % 8) * 8;
  if (end.x > start.x + 24) return { kind: 'steps', points: [start, { x: end.x - lane, y: start.y }, { x: end.x - lane, y: end.y }, end] };
  const aside = Math.max(start.y, end.y) + 24;
  return { kind: 'steps', points: [start, { x: start.x + lane, y: start.y }, { x: start.x + lane, y: aside }, { x: end.x - lane, y: aside }, { x: end.x - lane, y: end.y }, end] };
}
