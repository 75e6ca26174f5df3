import type { SystemView } from '../../src/protocol/graph-view.js';
import type { QuadrantScene } from '../layout/build-scene.js';
import { ghostWay } from '../layout/ghosts.js';
import type { Ghost } from '../layout/ghosts.js';
import { RING_RADIUS } from '../layout/glyph-size.js';
import { CHANGE_SIGN } from '../layout/labels.js';
import { leaderEnd } from '../layout/leader.js';
import type { PlacedLabel, PlacedNode, Scene } from '../layout/scene.js';
import { diamondPath, formerWay } from '../layout/system-mark.js';
import { STYLE_NAMES } from './verdict-words.js';
import { arcPath, GLYPH_SHAPES, shapeOf } from './glyphs.js';
import { css, mix } from './palette.js';
import type { Palette } from './palette.js';
import { changeParts, edgesToSvg } from './svg-edges.js';
import { element, escapeText, path, textAt } from './svg-text.js';

/** Room round the drawing for axes and caption, in px. */
const MARGIN = { left: 64, right: 28, top: 56, bottom: 64 };

/** What a picture says beside the drawing itself. */
export interface SvgCaption {
  readonly system: SystemView;
  /** How many relations are drawn, of all. */
  readonly drawn: number;
  readonly total: number;
  /** What the picture was made from, in one line. */
  readonly origin: string;
  /** What is said about an earlier graph, while one is compared with; in place of the headline. */
  readonly comparison?: string;
}

/** The scene as a document of its own: colours resolved, texts escaped, a title and a description for screen readers. */
export function sceneToSvg(scene: Scene, quadrant: QuadrantScene | undefined, caption: SvgCaption, palette: Palette): string {
  const { bounds } = scene;
  const [width, height] = [Math.ceil(bounds.width) + MARGIN.left + MARGIN.right, Math.ceil(bounds.height) + MARGIN.top + MARGIN.bottom];
  const { system, drawn, total, origin } = caption;
  const headline = caption.comparison ?? system.headline;
  const verdict = system.style === undefined ? 'No verdict yet' : STYLE_NAMES[system.style];
  const dim = css(palette.dim);
  const labels = new Map(scene.labels.map((label) => [label.id, label]));
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'font-family': palette.font, 'font-size': 12 },
    element('title', {}, escapeText(`${system.name}: ${verdict}`)),
    element('desc', {}, escapeText(`${headline} ${drawn} of ${total} relations are drawn. ${origin}`)),
    element('rect', { width, height, fill: css(palette.background) }),
    textAt(verdict, 20, 28, { 'font-size': 18, 'font-weight': 600, fill: css(palette.foreground) }),
    textAt(headline, 20, 46, { fill: dim }),
    textAt(origin, width - 20, height - 8, { 'text-anchor': 'end', 'font-size': 11, fill: dim }),
    textAt(`${drawn} of ${total} relations`, width - 20, 28, { 'text-anchor': 'end', fill: dim }),
    element('g', { transform: `translate(${MARGIN.left - bounds.x} ${MARGIN.top - bounds.y})` },
      ...(quadrant === undefined ? [] : axesParts(quadrant, system, palette)),
      ...scene.containers.flatMap(({ label, box }) => [
        element('rect', { ...box, rx: 8, fill: mix(palette.foreground, palette.background, 0.04), stroke: css(palette.hair) }),
        textAt(label, box.x + 12, box.y + 19, { 'font-size': 11, fill: dim }),
      ]),
      ...edgesToSvg(scene.edges, scene.pills, palette),
      ...(quadrant?.ghosts ?? []).flatMap((ghost) => ghostToSvg(ghost, palette)),
      ...scene.nodes.flatMap((placed) => leaderToSvg(placed, palette)),
      ...scene.nodes.map((placed) => nodeParts(placed, labels.get(placed.node.id), palette)),
      ...(quadrant === undefined ? [] : markParts(quadrant, palette))));
}

function axesParts({ axes }: QuadrantScene, system: SystemView, palette: Palette): readonly string[] {
  const { width, height, band, span } = axes;
  const [line, dim] = [mix(palette.foreground, palette.background, 0.34), css(palette.dim)];
  const corner = (style: keyof typeof STYLE_NAMES, x: number, y: number, anchor: string) => textAt(STYLE_NAMES[style], x, y, {
    'text-anchor': anchor, 'font-size': system.style === style ? 15 : 13, 'font-weight': system.style === style ? 600 : 400, fill: system.style === style ? css(palette.foreground) : dim,
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].filter((value) => value >= span.from && value <= span.to);
  return [
    path(`M0 8V${height}H${width}`, { stroke: line }),
    path(`M${axes.x(0.5)} 8V${height}M0 ${axes.y(0.5)}H${width}`, { stroke: line, 'stroke-dasharray': '2 4' }),
    ...(band === undefined ? [] : [path(`M0 ${band.top}H${width}M0 ${band.bottom}H${width}`, { stroke: line })]),
    ...ticks.map((value) => textAt(value.toFixed(2), axes.x(value), height + 18, { 'text-anchor': 'middle', 'font-size': 11, fill: dim })),
    textAt('← monolithic', 0, height + 36, { 'font-size': 11, fill: dim }), textAt('modular →', width, height + 36, { 'text-anchor': 'end', 'font-size': 11, fill: dim }),
    element('text', { transform: 'translate(-44 8) rotate(-90)', 'text-anchor': 'end', 'font-size': 11, fill: dim }, 'distributed'),
    element('text', { transform: `translate(-44 ${height}) rotate(-90)`, 'font-size': 11, fill: dim }, 'one unit'),
    corner('distributed-monolith', 12, 26, 'start'), corner('microservices', width - 12, 26, 'end'),
    corner('ball-of-mud', 12, height - 12, 'start'), corner('modular-monolith', width - 12, height - 12, 'end'),
  ];
}

function markParts({ mark }: QuadrantScene, palette: Palette): readonly string[] {
  if (mark === undefined) return [];
  const { x, y, from, to, label, former } = mark;
  const ink = css(palette.foreground);
  const diamond = (reach: number) => diamondPath(x, y, reach);
  return [
    ...(former === undefined ? [] : [
      path(formerWay({ x, y }, former), { stroke: css(palette.dim), 'stroke-width': 2 }),
      path(diamondPath(former.x, former.y, 15), { fill: css(palette.background), stroke: css(palette.dim), 'stroke-width': 1.5, 'stroke-dasharray': '3 3' }),
      textAt(former.text, former.textX, former.y - 7, { 'text-anchor': former.anchor, fill: css(palette.dim) }),
    ]),
    path(`M${from} ${y}H${to}M${from} ${y - 5}v10M${to} ${y - 5}v10`, { stroke: ink, 'stroke-width': 2 }),
    path(diamond(15), { fill: css(palette.background), stroke: ink, 'stroke-width': 2.5 }), path(diamond(6), { fill: ink }),
    textAt(`${mark.name}  ${mark.value}`, label.x, y - 7, { 'text-anchor': label.anchor, 'font-weight': 600, fill: ink }),
  ];
}

function nodeParts({ node, x, y, card }: PlacedNode, label: PlacedLabel | undefined, palette: Palette): string {
  const shape = card === undefined ? shapeOf(node) : GLYPH_SHAPES[node.glyph];
  const stroke = css(node.business ? palette.foreground : palette.low);
  const gone = node.change === 'removed';
  const body = { fill: css(node.business && !gone ? palette.body : palette.background), stroke, 'stroke-width': 1.5, 'stroke-dasharray': gone ? '3 3' : undefined };
  const name = label === undefined || !label.fits ? [] : labelParts(label, node.business, palette, card === undefined);
  const glyph = card === undefined
    ? [
      ...(shape.behind === undefined ? [] : [path(shape.behind, body)]), path(shape.body, body),
      ...(shape.detail === undefined ? [] : [path(shape.detail, { stroke, 'stroke-width': 1.5 })]),
      ...(node.members.length > 1 ? [textAt(String(node.members.length), node.glyph === 'group' ? -2.5 : 0, node.glyph === 'group' ? 6.5 : 4, { 'text-anchor': 'middle', 'font-weight': 600, fill: css(palette.foreground) })] : []),
      ...(node.blastRadius === undefined || node.quiet === true ? [] : [path(arcPath(RING_RADIUS, node.blastRadius), { stroke: css(palette.foreground), 'stroke-width': 2 })]),
    ]
    : [
      element('rect', { x: -card.width / 2, y: -card.height / 2, width: card.width, height: card.height, rx: node.glyph === 'service' ? 16 : 4, ...body }),
      element('g', { transform: `translate(${-card.width / 2 + 20} 0) scale(0.68)` }, path(shape.body, { stroke, 'stroke-width': 1.5 }), path(shape.detail ?? '', { stroke, 'stroke-width': 1.5 })),
    ];
  const signAt = card === undefined ? CHANGE_SIGN : { x: card.width / 2 - 3, y: -card.height / 2 + 1 };
  const sign = node.change === undefined ? [] : changeParts(node.change, signAt, palette.foreground, palette);
  return element('g', {}, element('g', { transform: `translate(${x} ${y})` }, ...glyph, ...sign), ...name);
}

function leaderToSvg(placed: PlacedNode, palette: Palette): readonly string[] {
  const end = leaderEnd(placed);
  return end === undefined ? [] : [path(`M${placed.x} ${placed.y}L${end.x.toFixed(1)} ${end.y.toFixed(1)}`, { stroke: mix(palette.foreground, palette.background, 0.34) })];
}

function ghostToSvg(ghost: Ghost, palette: Palette): readonly string[] {
  const line = { stroke: css(palette.dim), 'stroke-width': 1.5 };
  const { from, placed } = ghost;
  return [
    path(ghostWay(ghost), { ...line, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }),
    path(GLYPH_SHAPES[placed.node.glyph].body, { ...line, fill: css(palette.background), 'stroke-dasharray': '3 3', transform: `translate(${from.x.toFixed(1)} ${from.y.toFixed(1)})` }),
  ];
}

function labelParts({ text, note, x, y, anchor, tie }: PlacedLabel, business: boolean, palette: Palette, haloed: boolean): readonly string[] {
  const halo = haloed ? { stroke: css(palette.background), 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {};
  return [
    ...(tie === undefined ? [] : [path(`M${tie[0].x.toFixed(1)} ${tie[0].y.toFixed(1)}L${tie[1].x.toFixed(1)} ${tie[1].y.toFixed(1)}`, { stroke: css(palette.dim) })]),
    textAt(text, x, y, { 'text-anchor': anchor, fill: css(business ? palette.foreground : palette.dim), ...halo }),
    ...(note === undefined ? [] : [textAt(note, x, y + 14, { 'text-anchor': anchor, 'font-size': 11, fill: css(palette.dim), ...halo })]),
  ];
}
