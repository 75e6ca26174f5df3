import type { ChangeView } from '../../src/protocol/graph-diff.js';
import type { LevelView } from '../../src/protocol/graph-view.js';
import { endAngle, shortenEnd, startAngle } from '../layout/path.js';
import { distance } from '../layout/geometry.js';
import type { Path, Point } from '../layout/geometry.js';
import type { Pill, PlacedEdge } from '../layout/scene.js';
import { badgeText, casingWidth, certainty, inkOf, LEVEL_SIZES, LINE_STYLES, lineWidth, markInset, markShape } from './marks.js';
import type { Mark } from './marks.js';
import { css, faded } from './palette.js';
import type { Palette, Rgb } from './palette.js';
import { element, path, textAt } from './svg-text.js';

const ORDER: Readonly<Record<LevelView, number>> = { low: 0, medium: 1, high: 2 };
/** Corner radius of stepped lines: as on the canvas. */
const CORNER = 7;

/** All relation lines with their ends and badges, least risky first, as the canvas paints them at rest. */
export function edgesToSvg(edges: readonly PlacedEdge[], pills: readonly Pill[], palette: Palette): readonly string[] {
  const sorted = [...edges].sort((a, b) => ORDER[a.edge.level] - ORDER[b.edge.level]);
  const parts = [lineParts, endParts, badge].flatMap((draw) => sorted.flatMap((placed) => draw(placed, palette)));
  return [...parts, ...pills.flatMap((pill) => pillParts(pill, palette))];
}

function lineParts({ edge, path: course }: PlacedEdge, palette: Palette): readonly string[] {
  const { line, level } = edge;
  const style = LINE_STYLES[line];
  const size = LEVEL_SIZES[level];
  const ink = inkOnGround(edge, palette);
  const ground = css(palette.background);
  const d = trace(shortenEnd(course, markInset(style.end, size.mark)));
  const casing = path(d, { stroke: ground, 'stroke-width': casingWidth(line, level) });
  const body = style.rails
    ? [path(d, { stroke: ink, 'stroke-width': 2 * size.rail + size.gap }), path(d, { stroke: ground, 'stroke-width': size.gap })]
    : [path(d, {
      stroke: ink, 'stroke-width': lineWidth(line, level),
      'stroke-dasharray': style.dash.length > 0 ? style.dash.join(' ') : undefined, 'stroke-linecap': style.round ? 'round' : undefined,
    })];
  return [casing, ...body];
}

function endParts({ edge, path: course }: PlacedEdge, palette: Palette): readonly string[] {
  const { start, end } = LINE_STYLES[edge.line];
  const scale = LEVEL_SIZES[edge.level].mark;
  const [ink, ground] = [inkOnGround(edge, palette), css(palette.background)];
  return [
    markAt(end, course.points.at(-1) as Point, endAngle(course), scale, ink, ground),
    markAt(start, course.points[0] as Point, startAngle(course), scale, ink, ground),
  ].filter((mark) => mark !== undefined);
}

function inkOnGround(edge: PlacedEdge['edge'], palette: Palette): string {
  return faded(inkOf(edge, palette), palette.background, certainty(edge));
}

function markAt(mark: Mark | undefined, at: Point, angle: number, scale: number, ink: string, ground: string): string | undefined {
  if (mark === undefined) return undefined;
  const { d, paint, width } = markShape(mark, scale);
  const transform = `translate(${round(at.x)} ${round(at.y)}) rotate(${round((angle * 180) / Math.PI)})`;
  return element('path', paint === 'fill'
    ? { d, transform, fill: ink }
    : { d, transform, fill: paint === 'hollow' ? ground : 'none', stroke: ink, 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });
}

function trace({ kind, points }: Path): string {
  const [start, ...rest] = points as readonly [Point, ...Point[]];
  const first = `M${at(start)}`;
  if (kind === 'curve') return `${first}Q${at(points[1])} ${at(points[2])}`;
  return first + rest.map((point, index) => {
    const next = rest[index + 1];
    return next === undefined ? `L${at(point)}` : rounded(points[index] as Point, point, next);
  }).join('');
}

/** A corner never takes more than half of the shorter of its two runs. */
function rounded(before: Point, corner: Point, after: Point): string {
  const [back, ahead] = [distance(before, corner), distance(corner, after)];
  const radius = Math.min(CORNER, back / 2, ahead / 2);
  const towards = (target: Point, length: number): Point => ({ x: corner.x + ((target.x - corner.x) / (length || 1)) * radius, y: corner.y + ((target.y - corner.y) / (length || 1)) * radius });
  return `L${at(towards(before, back))}Q${at(corner)} ${at(towards(after, ahead))}`;
}

function badge({ edge, badge: { x, y } }: PlacedEdge, palette: Palette): readonly string[] {
  const count = edge.relations.length;
  if (edge.change !== undefined) return changeParts(edge.change, { x, y }, inkOf(edge, palette), palette);
  const [ground, ink] = [css(palette.background), css(palette.foreground)];
  const text = badgeText(edge);
  if (text === undefined) return count > 1 ? [textAt(String(count), x, y + 4, { 'text-anchor': 'middle', 'font-size': 12, fill: ink, stroke: ground, 'stroke-width': 6, 'paint-order': 'stroke' })] : [];
  const width = text.length > 1 ? 18 + 7 * text.length : 16;
  return [
    element('rect', { x: round(x - width / 2), y: round(y - 8), width, height: 16, rx: 8, fill: css(palette.high), stroke: ground, 'stroke-width': 2 }),
    textAt(text, x, y + 4, { 'text-anchor': 'middle', 'font-size': 11.5, 'font-weight': 600, fill: ground }),
  ];
}

/** The disc of what came or went. */
export function changeParts(change: ChangeView, { x, y }: Point, ink: Rgb, palette: Palette): readonly string[] {
  return [
    element('rect', { x: round(x - 8), y: round(y - 8), width: 16, height: 16, rx: 8, fill: css(ink), stroke: css(palette.background), 'stroke-width': 2 }),
    textAt(change === 'added' ? '+' : '−', x, y + 4, { 'text-anchor': 'middle', 'font-size': 11.5, 'font-weight': 600, fill: css(palette.background) }),
  ];
}

function pillParts({ at: { x, y }, text }: Pill, palette: Palette): readonly string[] {
  const width = 7 * text.length + 10;
  return [
    element('rect', { x: round(x - width / 2), y: round(y - 9), width, height: 18, rx: 9, fill: css(palette.background), stroke: css(palette.high), 'stroke-width': 1.2 }),
    textAt(text, x, y + 4, { 'text-anchor': 'middle', 'font-size': 12, fill: css(palette.foreground) }),
  ];
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
