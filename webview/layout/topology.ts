import type { Picture, PictureEdge, PictureNode } from '../picture.js';
import { CARD_TEXT_LEFT, cardSize, cardText, COUNTED_PORT_GAP, PORT_GAP } from './card-size.js';
import { between, distance } from './geometry.js';
import type { Box, Path, Point } from './geometry.js';
import { idleNodes, placeIdle } from './idle-rows.js';
import { layeredEdges, softEdges } from './soft-edges.js';
import { withBadges } from './route.js';
import type { RoutedEdge } from './route.js';
import type { Container, MeasureText, PlacedLabel, PlacedNode, Scene } from './scene.js';
import { cutName } from './short-names.js';

/** A graph in the JSON form of the Eclipse Layout Kernel; layout adds x, y and edge sections. */
export interface ElkGraph {
  id: string;
  width?: number;
  height?: number;
  x?: number;
  y?: number;
  layoutOptions?: Record<string, string>;
  children?: ElkGraph[];
  ports?: { id: string; width: number; height: number; layoutOptions: Record<string, string> }[];
  edges?: { id: string; sources: string[]; targets: string[]; sections?: { id: string; startPoint: Point; bendPoints?: Point[]; endPoint: Point }[] }[];
}

/** Above this many nodes the kernel takes too long; `buildTiers` places them instead (performance.md). */
export const ELK_NODE_BUDGET = 200;

/** Distances in px; option ids as confirmed by `knownLayoutOptions()` of elkjs 0.12. */
const SPACING: Readonly<Record<string, string>> = {
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeEdge': '10',
  'elk.spacing.edgeNode': '14',
};

/** Edges and shapes answer in root coordinates. */
const ROOT_OPTIONS: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.spacing.componentComponent': '40',
  'elk.padding': '[top=24,left=24,bottom=24,right=24]',
  'json.shapeCoords': 'ROOT',
  'json.edgeCoords': 'ROOT',
};

/** Between groups each line carries a count, which must not hide it. */
const COUNTED_SPACING: Readonly<Record<string, string>> = { ...SPACING, 'elk.layered.spacing.nodeNodeBetweenLayers': '96' };

/** The kernel does not hand spacings down, so containers repeat them; a model order on containers makes it fail. */
const CONTAINER_OPTIONS: Readonly<Record<string, string>> = { 'elk.padding': '[top=36,left=16,bottom=18,right=16]' };
const CONTAINER_PREFIX = 'container:';
/** Lines end this far from a card. */
const END_GAP = 4;

/** The picture as a kernel graph: one port per line end, groups as containers, callers before what they call. */
export function toElkGraph(picture: Picture, measure: MeasureText): ElkGraph {
  const idle = new Set(idleNodes(picture, layeredEdges(picture)));
  const placed = picture.nodes.filter((node) => !idle.has(node));
  const known = new Set(placed.map((node) => node.id));
  const edges = layeredEdges(picture).filter(({ from, to }) => known.has(from) && known.has(to));
  const rank = ranks(picture.nodes);
  const runsBack = backward(picture);
  const isCounted = picture.nodes.some(({ glyph }) => glyph === 'group');
  const [spacing, portGap] = isCounted ? [COUNTED_SPACING, COUNTED_PORT_GAP] : [SPACING, PORT_GAP];
  const cards = [...placed].sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1)).map((node) => ({ node, card: toCard(node, edges, runsBack, portGap, measure) }));
  const groups = new Map<string, ElkGraph[]>();
  const loose: ElkGraph[] = [];
  for (const { node, card } of cards) {
    if (node.group === undefined || node.glyph === 'group') loose.push(card);
    else groups.set(node.group, [...(groups.get(node.group) ?? []), card]);
  }
  const containers = [...groups].map(([group, children]): ElkGraph => ({ id: `${CONTAINER_PREFIX}${group}`, children, layoutOptions: { ...spacing, ...CONTAINER_OPTIONS } }));
  return {
    id: 'root', layoutOptions: { ...ROOT_OPTIONS, ...spacing }, children: [...containers, ...loose],
    edges: edges.map((edge) => {
      const [out, into] = [`${edge.id}\nout`, `${edge.id}\nin`];
      return { id: edge.id, sources: [runsBack(edge) ? into : out], targets: [runsBack(edge) ? out : into] };
    }),
  };
}

/**
 * Tells edges from a deeper to a shallower node: they close a cycle. The kernel gets them turned round, so that callers
 * stay left of what they call and the line runs back between facing sides.
 */
function backward(picture: Picture): (edge: PictureEdge) => boolean {
  const rank = ranks(picture.nodes);
  return ({ from, to }) => (rank.get(from) ?? 0) > (rank.get(to) ?? 0);
}

/** Model order: callers first; infrastructure, which often has no depth of its own, after its deepest user. */
function ranks(nodes: readonly PictureNode[]): ReadonlyMap<string, number> {
  const depth = new Map(nodes.map((node) => [node.id, node.depth]));
  return new Map(nodes.map((node) => {
    const users = node.business || node.glyph === 'gateway' ? [] : node.partners.flatMap((id) => depth.get(id) ?? []);
    return [node.id, Math.max(node.depth, ...users.map((value) => value + 1))];
  }));
}

function toCard(node: PictureNode, edges: readonly PictureEdge[], runsBack: (edge: PictureEdge) => boolean, portGap: number, measure: MeasureText): ElkGraph {
  const right = edges.flatMap((edge) => (runsBack(edge) ? edge.to === node.id && [`${edge.id}\nin`] : edge.from === node.id && [`${edge.id}\nout`]) || []);
  const left = edges.flatMap((edge) => (runsBack(edge) ? edge.from === node.id && [`${edge.id}\nout`] : edge.to === node.id && [`${edge.id}\nin`]) || []);
  const port = (id: string, side: string) => ({ id, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } });
  return {
    id: node.id, ...cardSize(node, Math.max(right.length, left.length), measure, portGap), layoutOptions: { 'elk.portConstraints': 'FIXED_SIDE', 'elk.spacing.portPort': String(portGap) },
    ports: [...right.map((id) => port(id, 'EAST')), ...left.map((id) => port(id, 'WEST'))],
  };
}

/** Reads the places the kernel found back into a scene. */
export function fromElkGraph(picture: Picture, graph: ElkGraph, measure: MeasureText): Scene {
  const byId = new Map(picture.nodes.map((node) => [node.id, node]));
  const shapes = (graph.children ?? []).flatMap((child) => (child.id.startsWith(CONTAINER_PREFIX) ? child.children ?? [] : [child]));
  const laidOut = shapes.flatMap((shape): PlacedNode[] => {
    const node = byId.get(shape.id);
    return node === undefined ? [] : [toPlaced(node, shape)];
  });
  const containers = (graph.children ?? []).filter(({ id }) => id.startsWith(CONTAINER_PREFIX))
    .map((shape): Container => ({ label: shape.id.slice(CONTAINER_PREFIX.length), box: toBox(shape) }));
  const above = laidOut.length === 0 ? undefined : sceneBounds(laidOut, containers);
  const nodes = [...laidOut, ...placeIdle(idleNodes(picture, layeredEdges(picture)), picture.edges, laidOut, above, measure)];
  const runsBack = backward(picture);
  const edgeById = new Map(picture.edges.map((edge) => [edge.id, edge]));
  const edges = (graph.edges ?? []).flatMap(({ id, sections }): RoutedEdge[] => {
    const edge = edgeById.get(id);
    const [section] = sections ?? [];
    if (edge === undefined || section === undefined) return [];
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    return [{ edge, path: insetEnds(runsBack(edge) ? points.reverse() : points) }];
  });
  const routed = withBadges([...edges, ...softEdges(picture, nodes)]);
  return { nodes, edges: routed, labels: cardLabels(nodes, measure), containers, pills: [], unplaced: [], bounds: sceneBounds(nodes, containers) };
}

function toBox({ x = 0, y = 0, width = 0, height = 0 }: ElkGraph): Box {
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}

function toPlaced(node: PictureNode, shape: ElkGraph): PlacedNode {
  const { x, y, width, height } = toBox(shape);
  const centre = { x: x + width / 2, y: y + height / 2 };
  return { node, ...centre, anchor: centre, radius: height / 2, card: { width, height } };
}

function insetEnds(points: readonly Point[]): Path {
  const [first, second] = points as readonly [Point, Point];
  const [last, before] = [points.at(-1) as Point, points.at(-2) as Point];
  const start = between(first, second, Math.min(0.4, END_GAP / (distance(first, second) || 1)));
  const end = between(last, before, Math.min(0.4, END_GAP / (distance(last, before) || 1)));
  return { kind: 'steps', points: [start, ...points.slice(1, -1), end] };
}

/** Names stand inside their cards, cut to fit. */
export function cardLabels(nodes: readonly PlacedNode[], measure: MeasureText): readonly PlacedLabel[] {
  return nodes.map(({ node, x, y, card }) => {
    const width = card?.width ?? 0;
    const left = x - width / 2 + CARD_TEXT_LEFT;
    const text = fitText(cardText(node), width - CARD_TEXT_LEFT - 8, measure);
    return { id: node.id, text, anchor: 'start', x: left, y: y + 4, fits: true, box: { x: left, y: y - 8, width: width - CARD_TEXT_LEFT, height: 16 } };
  });
}

function fitText(text: string, room: number, measure: MeasureText): string {
  if (measure(text, true) <= room) return text;
  let limit = text.length - 1;
  while (limit > 2 && measure(cutName(text, limit), true) > room) limit--;
  return cutName(text, limit);
}

/** The box round everything placed. */
export function sceneBounds(nodes: readonly PlacedNode[], containers: readonly Container[]): Box {
  const boxes = [
    ...containers.map(({ box }) => box),
    ...nodes.map(({ x, y, card }) => ({ x: x - (card?.width ?? 0) / 2, y: y - (card?.height ?? 0) / 2, width: card?.width ?? 0, height: card?.height ?? 0 })),
  ];
  if (boxes.length === 0) return { x: 0, y: 0, width: 1, height: 1 };
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
