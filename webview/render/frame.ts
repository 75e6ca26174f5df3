import type { StyleView, SystemView } from '../../src/protocol/graph-view.js';
import { svg } from '../dom.js';
import { noteLift } from '../layout/axes.js';
import type { Axes } from '../layout/axes.js';
import type { QuadrantScene } from '../layout/build-scene.js';
import { DIAMOND } from '../layout/system-mark.js';
import type { Camera } from '../store.js';
import { STYLE_NAMES, twoDigits } from './verdict-words.js';
import { systemMarkParts } from './system-mark.js';

/** Gutters round the plot, in px; the narrow page has smaller ones. */
export interface Gutters {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

/** Size of the whole stage in px. */
interface Size {
  readonly width: number;
  readonly height: number;
}

interface View {
  readonly size: Size;
  readonly gutters: Gutters;
  readonly camera: Camera;
  readonly axes: Axes;
  readonly system: SystemView;
  readonly narrow: boolean;
  /** The stretch that lines across the plot cover, `OVERSCAN` included. */
  readonly across: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly x: (logical: number) => number;
  readonly y: (physical: number) => number;
  readonly right: number;
  readonly base: number;
}

/** Gutters for a stage of this width. */
export function guttersFor(width: number): Gutters {
  return width < 640 ? { left: 44, right: 12, bottom: 40 } : { left: 64, right: 24, bottom: 40 };
}

/** The parts of the frame by how they move with the camera, so that a pan only shifts finished layers. */
export interface FrameParts {
  /** Axis lines, words and corner names: where they are whatever is in sight. */
  readonly fixed: readonly SVGElement[];
  /** Thresholds, plumb lines and the tie band: they move with the scene, beneath it. */
  readonly ground: readonly SVGElement[];
  /** Ticks and flag of the logical axis, in a strip that follows the camera to left and right; y is measured from `STRIP_TOP` px above the axis. */
  readonly alongX: readonly SVGElement[];
  /** Ticks and flag of the physical axis, in a strip that follows it up and down. */
  readonly alongY: readonly SVGElement[];
  /** The system mark moves with the scene, above it. */
  readonly mark: readonly SVGElement[];
}

/** The strip under the plot starts this far above the axis, in px: the flag's tip stands there. */
const STRIP_TOP = 6;
/** What moves with the scene reaches this share of the viewport beyond each side, so that pans show no blank margin (C7: 1.5 times). */
export const OVERSCAN = 0.25;

/** Draws axes, thresholds, corner names and the system mark for a camera, in px of the stage. */
export function drawFrame(scene: QuadrantScene, system: SystemView, camera: Camera, size: Size): FrameParts {
  const gutters = guttersFor(size.width);
  const view: View = {
    size, gutters, camera, system, axes: scene.axes, narrow: size.width < 640,
    across: { left: -OVERSCAN * size.width, right: (1 + OVERSCAN) * size.width, top: -OVERSCAN * size.height, bottom: (1 + OVERSCAN) * size.height },
    x: (logical) => gutters.left + camera.x + scene.axes.x(logical),
    y: (physical) => camera.y + scene.axes.y(physical),
    right: size.width - gutters.right, base: size.height - gutters.bottom,
  };
  return {
    fixed: [...axisLines(view), ...axisWords(view), ...corners(view)],
    ground: [...bandParts(view, scene), ...thresholds(view), ...plumbLines(view)],
    alongX: [...xTicks(view), ...xFlag(view)],
    alongY: [...yTicks(view), ...bracket(view), ...yFlag(view)],
    mark: scene.mark === undefined ? [] : systemMarkParts(scene.mark, { x: gutters.left + camera.x, y: camera.y }, view.narrow),
  };
}

function line(d: string, kind: string): SVGElement {
  return svg('path', { class: kind, d });
}

function text(content: string, x: number, y: number, anchor: 'start' | 'middle' | 'end', kind = 'axis-text'): SVGElement {
  return svg('text', { class: kind, x: Math.round(x), y: Math.round(y), 'text-anchor': anchor }, content);
}

function upright(content: string, x: number, y: number, anchor: 'start' | 'middle' | 'end'): SVGElement {
  return svg('text', { class: 'axis-text', transform: `translate(${Math.round(x)} ${Math.round(y)}) rotate(-90)`, 'text-anchor': anchor }, content);
}

function bandParts(view: View, scene: QuadrantScene): readonly SVGElement[] {
  const { band } = view.axes;
  if (band === undefined) return [];
  const [top, bottom] = [view.camera.y + band.top, view.camera.y + band.bottom];
  const { left, right } = view.across;
  const below = scene.nodes.some(({ node, anchor }) => node.physical !== undefined && anchor.y > band.bottom);
  const shade = { x: left, y: bottom, width: right - left, height: Math.max(0, view.camera.y + view.axes.height - bottom) };
  return [
    ...(below ? [] : [svg('rect', { class: 'shade', ...shade })]),
    line(`M${left} ${top}H${right}`, 'axis'),
    line(`M${left} ${bottom}H${right}`, 'hair'),
    bandNote(view, bottom, wordFor(scene)),
  ];
}

/** At the right end of the scene, which is the right end of the plot until it is zoomed. */
function bandNote(view: View, bottom: number, things: string): SVGElement {
  const { axes: { band, height } } = view;
  const { value, count } = band ?? { value: 1, count: 0 };
  const measured = `${count} ${count === 1 ? `${things} measures` : `${plural(things)} measure`} ${twoDigits(value)}`;
  const width = view.right - view.gutters.left;
  const depth = things === 'module' ? 'import depth' : 'call depth';
  const meaning = view.narrow ? `; height is ${depth}.` : width < 880 ? `; height in the band is ${depth}.` : `. The band opens that tie: left to right is exact, top to bottom is ${depth}.`;
  const note = measured + meaning;
  const y = bottom - 10 - (band === undefined ? 0 : noteLift(band, height));
  const { left } = view.gutters;
  return view.narrow ? text(note, left + view.camera.x + 12, y, 'start') : text(note, left + view.camera.x + view.axes.width - 12, y, 'end');
}

/** What the measured nodes are called. */
function wordFor({ nodes }: QuadrantScene): string {
  const measured = nodes.filter(({ node }) => node.physical !== undefined);
  // Where groups are drawn first, some services may belong to none.
  if (measured.some(({ node }) => node.glyph === 'group')) return measured.some(({ node }) => node.glyph === 'service') ? 'service or group' : 'group';
  return nodes.some(({ node }) => node.kind === 'module') ? 'module' : 'service';
}

function plural(things: string): string {
  return things === 'service or group' ? 'services and groups' : `${things}s`;
}

function thresholds(view: View): readonly SVGElement[] {
  const { left, right, top, bottom } = view.across;
  return [
    line(`M${view.x(0.5).toFixed(1)} ${top}V${bottom}`, 'threshold'),
    line(`M${left} ${view.y(0.5).toFixed(1)}H${right}`, 'threshold'),
  ];
}

/** From the system mark down to its flag, and to the left where the physical axis has one. */
function plumbLines(view: View): readonly SVGElement[] {
  const { logical, physical } = view.system;
  if (logical === undefined || physical === undefined) return [];
  const [x, y] = [Math.round(view.x(logical)), Math.round(view.y(physical))];
  return [
    line(`M${x} ${y + DIAMOND + 1}V${Math.max(y + DIAMOND + 1, view.across.bottom)}`, 'plumb'),
    ...(view.axes.band === undefined ? [line(`M${Math.min(x - DIAMOND - 1, view.across.left)} ${y}H${x - DIAMOND - 1}`, 'plumb')] : []),
  ];
}

function axisLines(view: View): readonly SVGElement[] {
  return [line(`M${view.gutters.left} 8V${view.base}H${view.right}`, 'axis')];
}

/** Finer ticks the further a scale is spread, so that there are always some in sight. */
function tickStep(spread: number): number {
  return spread >= 3 ? 0.05 : spread >= 1.7 ? 0.1 : 0.25;
}

function ticks(spread: number): readonly number[] {
  const step = tickStep(spread);
  return Array.from({ length: Math.round(1 / step) + 1 }, (_, i) => Math.round(i * step * 100) / 100);
}

/** Ends of a scale are whole numbers. */
function tickText(value: number): string {
  return value === 0 || value === 1 ? String(value) : twoDigits(value);
}

/** Half the room a flag on the axis takes: a tick label nearer than this is hidden. */
const FLAG_ROOM = 40;
/** Labels of the physical axis nearer than this, in px, would touch. */
const LABEL_HEIGHT = 14;
/** Widest average character of an 11 px axis word, in px, and the gap kept between two words. */
const CHARACTER = 6.5;
const WORD_GAP = 8;

function xTicks(view: View): readonly SVGElement[] {
  const flag = view.system.logical === undefined ? Number.NaN : view.x(view.system.logical);
  const { span } = view.axes;
  return ticks(view.camera.zoom / (span.to - span.from)).flatMap((value) => {
    const x = view.x(value);
    // What lies left of the axis would be cut by the edge of the strip.
    if (x < view.gutters.left) return [];
    const hidden = Math.abs(x - flag) < FLAG_ROOM;
    return [line(`M${x.toFixed(1)} ${STRIP_TOP}v4`, 'axis'), ...(hidden ? [] : [text(tickText(value), x, STRIP_TOP + 16, 'middle')])];
  });
}

function axisWords(view: View): readonly SVGElement[] {
  const [left, right, under] = [view.gutters.left + 14, view.right - 14, view.base + 32];
  return [
    text('← monolithic', left, under, 'start'), text('modular →', right, under, 'end'),
    ...(view.narrow ? [] : [text('Logical coupling', (left + right) / 2, under, 'middle'), ...uprightWords(view.gutters.left - 47, view.base)]),
  ];
}

/** The words along the physical axis; where it is short its ends go before its name. */
function uprightWords(x: number, base: number): readonly SVGElement[] {
  const [top, name, bottom] = ['distributed', 'Physical coupling', 'one unit'];
  const ends = lengthOf(top) + WORD_GAP + lengthOf(bottom) <= base - 8;
  const named = 8 + lengthOf(top) + WORD_GAP + lengthOf(name) / 2 <= base / 2;
  return [
    ...(named || (!ends && lengthOf(name) <= base) ? [upright(name, x, base / 2, 'middle')] : []),
    ...(ends ? [upright(top, x, 8, 'end'), upright(bottom, x, base, 'start')] : []),
  ];
}

/** An upper estimate, in px: the frame is drawn again with each camera, too often to measure. */
function lengthOf(word: string): number {
  return word.length * CHARACTER;
}

function yTicks(view: View): readonly SVGElement[] {
  const { left } = view.gutters;
  const { band } = view.axes;
  const values = band === undefined ? ticks(view.camera.zoom) : [0, 0.5, 1].filter((value) => Math.abs(view.axes.y(value) - band.top) > LABEL_HEIGHT && outside(view, value));
  const flag = view.system.physical === undefined || band !== undefined ? Number.NaN : view.y(view.system.physical);
  const taken = [flag];
  return [...values].sort((a, b) => tickRank(a) - tickRank(b)).flatMap((value) => {
    const y = view.y(value);
    const hidden = taken.some((other) => Math.abs(y - other) < LABEL_HEIGHT);
    if (!hidden) taken.push(y);
    return [line(`M${left} ${y.toFixed(1)}h-4`, 'axis'), ...(hidden ? [] : [text(tickText(value), left - 8, y + 4, 'end')])];
  });
}

/** Which label stays where not all fit: the ends of the scale, then the threshold, then the rest. */
function tickRank(value: number): number {
  return value === 0 || value === 1 ? 0 : value === 0.5 ? 1 : 2;
}

/** A tick inside the opened band would lie: the band has no scale. */
function outside(view: View, value: number): boolean {
  const { band } = view.axes;
  const y = view.axes.y(value);
  return band === undefined || y <= band.top || y >= band.bottom;
}

function bracket(view: View): readonly SVGElement[] {
  const { band } = view.axes;
  if (band === undefined) return [];
  const x = view.gutters.left - 5;
  const [top, bottom] = [view.camera.y + band.top, view.camera.y + band.bottom];
  const words = band.value > 0.98 ? 'each its own unit' : band.value < 0.02 ? 'all in one unit' : `all at ${twoDigits(band.value)}`;
  return [
    line(`M${x} ${top}h-5V${bottom}h5`, 'axis'),
    text(twoDigits(band.value), view.gutters.left - 14, top + 4, 'end'),
    ...(lengthOf(words) + 2 * LABEL_HEIGHT <= bottom - top ? [upright(words, view.gutters.left - 16, (top + bottom) / 2, 'middle')] : []),
  ];
}

/** The four names stand in the corners of the plot, whatever part of it is in sight; the active one is bold. */
function corners(view: View): readonly SVGElement[] {
  const [left, right, top, bottom] = [view.gutters.left + 12, view.right - 12, 26, view.base - 12];
  const corner = (style: StyleView, x: number, y: number, anchor: 'start' | 'end') =>
    text(STYLE_NAMES[style], x, y, anchor, view.system.style === style ? 'corner active' : 'corner');
  return [
    corner('distributed-monolith', left, top, 'start'), corner('microservices', right, top, 'end'),
    corner('ball-of-mud', left, bottom, 'start'), corner('modular-monolith', right, bottom, 'end'),
  ];
}

/** The value on the logical axis. */
function xFlag(view: View): readonly SVGElement[] {
  const { logical: value, physical } = view.system;
  if (value === undefined || physical === undefined) return [];
  const x = Math.round(view.x(value));
  return [
    svg('path', { class: 'core', d: `M${x - 4} ${STRIP_TOP - 5}h8l-4 5z` }),
    svg('rect', { class: 'flag', x: x - 17, y: STRIP_TOP + 5, width: 34, height: 16, rx: 2 }),
    text(twoDigits(value), x, STRIP_TOP + 17, 'middle', 'flag-text'),
  ];
}

/** The value on the physical axis; a tie band already names its value there. */
function yFlag(view: View): readonly SVGElement[] {
  const { left } = view.gutters;
  const { physical: value } = view.system;
  if (value === undefined || view.axes.band !== undefined) return [];
  const y = Math.round(view.y(value));
  return [
    svg('rect', { class: 'flag', x: left - 40, y: y - 8, width: 34, height: 16, rx: 2 }),
    text(twoDigits(value), left - 23, y + 4, 'middle', 'flag-text'),
  ];
}
