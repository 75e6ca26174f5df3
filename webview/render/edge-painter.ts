import type { LevelView } from '../../src/protocol/graph-view.js';
import type { Emphasis } from '../emphasis.js';
import { endAngle, shortenEnd, startAngle } from '../layout/path.js';
import type { Path, Point } from '../layout/geometry.js';
import type { Pill, PlacedEdge } from '../layout/scene.js';
import { badgeText, casingWidth, certainty, inkOf, LEVEL_SIZES, LINE_STYLES, lineWidth, markInset, markShape } from './marks.js';
import type { Mark } from './marks.js';
import { css, faded, mix } from './palette.js';
import type { Palette } from './palette.js';

/** Opacity of edges that do not stand out; high contrast dims less (design grammar, "Colour"). */
const DIMMED = 0.15;
const DIMMED_HIGH_CONTRAST = 0.4;
/** Corner radius of stepped edges. */
const CORNER = 7;
/** Below this scale dashes blur into lines and cost paint time, so all edges are solid. */
const SOLID_BELOW = 0.5;

const LEVEL_ORDER: Readonly<Record<LevelView, number>> = { low: 0, medium: 1, high: 2 };

/** What one painting pass needs to know. */
export interface EdgePass {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly emphasis: Emphasis;
  /** Screen pixels per scene pixel. */
  readonly scale: number;
}

/**
 * Paints all edges, least risky first and lit ones last, then badges and pills above them. Where many lines meet, the ground beneath
 * a later one would wipe out the arrow heads of earlier ones: heads come after all lines that stand out as much.
 */
export function paintEdges(pass: EdgePass, edges: readonly PlacedEdge[], pills: readonly Pill[]): void {
  const { outage } = pass.emphasis;
  const shown = outage === undefined ? edges : edges.map((placed): PlacedEdge => ({ ...placed, edge: { ...placed.edge, level: outage.edges.get(placed.edge.id) ?? 'low' } }));
  const sorted = [...shown].sort((a, b) => height(pass, a) - height(pass, b));
  for (const lit of [false, true]) {
    const alike = sorted.filter((placed) => isLit(pass, placed) === lit);
    for (const placed of alike) paintLine(pass, placed);
    for (const placed of alike) paintEnds(pass, placed);
  }
  // Badges and pills speak of risk, which the simulation does not show.
  if (outage !== undefined) return;
  for (const placed of sorted) paintBadge(pass, placed);
  for (const pill of pills) paintPill(pass, pill);
}

function isLit({ emphasis }: EdgePass, { edge }: PlacedEdge): boolean {
  return !emphasis.active || emphasis.edges.has(edge.id) || emphasis.selectedEdges.has(edge.id);
}

function height(pass: EdgePass, placed: PlacedEdge): number {
  return LEVEL_ORDER[placed.edge.level] + (pass.emphasis.active && isLit(pass, placed) ? 4 : 0) + (pass.emphasis.selectedEdges.has(placed.edge.id) ? 8 : 0);
}

function colour(pass: EdgePass, placed: PlacedEdge): string {
  const { palette, emphasis } = pass;
  const ink = emphasis.selectedEdges.has(placed.edge.id) && placed.edge.level === 'low' ? palette.foreground : inkOf(placed.edge, palette);
  if (!isLit(pass, placed)) return mix(ink, palette.background, palette.highContrast ? DIMMED_HIGH_CONTRAST : DIMMED);
  return faded(ink, palette.background, certainty(placed.edge));
}

function trace(context: CanvasRenderingContext2D, path: Path): void {
  const [start] = path.points as readonly [Point, ...Point[]];
  context.beginPath();
  context.moveTo(start.x, start.y);
  if (path.kind === 'curve') {
    context.quadraticCurveTo(path.points[1].x, path.points[1].y, path.points[2].x, path.points[2].y);
    return;
  }
  path.points.slice(1).forEach((point, index) => {
    const next = path.points[index + 2];
    if (next === undefined) context.lineTo(point.x, point.y);
    else context.arcTo(point.x, point.y, next.x, next.y, cornerRadius(path.points[index] as Point, point, next));
  });
}

/** A corner never takes more than half of the shorter of its two runs. */
function cornerRadius(before: Point, corner: Point, after: Point): number {
  const shorter = Math.min(Math.hypot(corner.x - before.x, corner.y - before.y), Math.hypot(after.x - corner.x, after.y - corner.y));
  return Math.min(CORNER, shorter / 2);
}

function paintLine(pass: EdgePass, placed: PlacedEdge): void {
  const { context, palette } = pass;
  const { line, level } = placed.edge;
  const style = LINE_STYLES[line];
  const size = LEVEL_SIZES[level];
  const ink = colour(pass, placed);
  const ground = css(palette.background);
  const body = shortenEnd(placed.path, markInset(style.end, size.mark));
  const selected = pass.emphasis.selectedEdges.has(placed.edge.id);
  const stroke = (width: number, paint: string) => {
    context.lineWidth = width;
    context.strokeStyle = paint;
    trace(context, body);
    context.stroke();
  };
  context.setLineDash([]);
  context.lineCap = 'butt';
  if (selected) stroke(casingWidth(line, level) + 5, css(palette.focus));
  stroke(casingWidth(line, level), ground);
  if (style.rails) {
    stroke(2 * size.rail + size.gap, ink);
    stroke(size.gap, ground);
  } else {
    if (pass.scale >= SOLID_BELOW) context.setLineDash([...style.dash]);
    if (style.round) context.lineCap = 'round';
    stroke(lineWidth(line, level), ink);
    context.setLineDash([]);
  }
}

function paintEnds(pass: EdgePass, placed: PlacedEdge): void {
  const { start, end } = LINE_STYLES[placed.edge.line];
  const scale = LEVEL_SIZES[placed.edge.level].mark;
  const ink = colour(pass, placed);
  paintMark(pass, end, placed.path.points.at(-1) as Point, endAngle(placed.path), scale, ink);
  paintMark(pass, start, placed.path.points[0] as Point, startAngle(placed.path), scale, ink);
}

function paintMark({ context, palette }: EdgePass, mark: Mark | undefined, at: Point, angle: number, scale: number, ink: string): void {
  if (mark === undefined) return;
  const shape = markShape(mark, scale);
  const path = new Path2D(shape.d);
  context.save();
  context.translate(at.x, at.y);
  context.rotate(angle);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  if (shape.paint !== 'stroke') {
    context.fillStyle = shape.paint === 'hollow' ? css(palette.background) : ink;
    context.fill(path);
  }
  if (shape.paint !== 'fill') {
    context.strokeStyle = ink;
    context.lineWidth = shape.width;
    context.stroke(path);
  }
  context.restore();
}

/** High: a disc or pill with "!", its rank, or how many are high; others only show a count when they stand for several. */
function paintBadge(pass: EdgePass, placed: PlacedEdge): void {
  const { edge, badge } = placed;
  const count = edge.relations.length;
  const { letter } = LINE_STYLES[edge.line];
  const hovered = pass.emphasis.hovered !== undefined && (pass.emphasis.hovered === edge.id || edge.relations.some(({ id }) => id === pass.emphasis.hovered));
  if (edge.change !== undefined && !hovered) return paintDisc(pass, placed, edge.change === 'added' ? '+' : '−');
  const text = badgeText(edge, pass.emphasis.ranks.get(edge.id));
  if (text !== undefined) paintDisc(pass, placed, hovered ? `${text}  ${letter}` : text);
  else if (count > 1 || hovered) paintCount(pass, hovered ? letter : String(count), badge);
}

function paintDisc(pass: EdgePass, placed: PlacedEdge, text: string): void {
  const { context, palette } = pass;
  const { x, y } = placed.badge;
  context.font = `600 12px ${palette.font}`;
  const width = text.length === 1 ? 16 : context.measureText(text).width + 13;
  context.beginPath();
  context.roundRect(x - width / 2, y - 8, width, 16, 8);
  // What is gone or only inferred is drawn faint, but its sign must stay legible.
  context.fillStyle = isLit(pass, placed) ? css(inkOf(placed.edge, palette)) : colour(pass, placed);
  context.strokeStyle = css(palette.background);
  context.lineWidth = 4;
  context.stroke();
  context.fill();
  context.fillStyle = css(palette.background);
  centredText(context, text, x, y);
}

function paintCount({ context, palette }: EdgePass, text: string, at: Point): void {
  context.font = `12px ${palette.font}`;
  context.lineWidth = 6;
  context.lineJoin = 'round';
  context.strokeStyle = css(palette.background);
  context.fillStyle = css(palette.foreground);
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.strokeText(text, at.x, at.y + 4);
  context.fillText(text, at.x, at.y + 4);
}

function paintPill(pass: EdgePass, { at, text }: Pill): void {
  const { context, palette, emphasis } = pass;
  const share = emphasis.active ? (palette.highContrast ? 0.6 : 0.38) : 1;
  context.font = `12px ${palette.font}`;
  const width = context.measureText(text).width + 14;
  context.beginPath();
  context.roundRect(at.x - width / 2, at.y - 9, width, 18, 9);
  context.fillStyle = css(palette.background);
  context.fill();
  context.lineWidth = 1.2;
  context.strokeStyle = mix(palette.high, palette.background, share);
  context.stroke();
  context.fillStyle = mix(palette.foreground, palette.background, share);
  centredText(context, text, at.x, at.y);
}

function centredText(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(text, x, y + 4);
}
