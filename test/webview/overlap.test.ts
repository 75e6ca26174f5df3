import elkApi from 'elkjs/lib/elk.bundled.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { anchorsFor, buildQuadrantScene } from '../../webview/layout/build-scene.js';
import type { QuadrantScene } from '../../webview/layout/build-scene.js';
import { between, boxAround, distance, overlaps } from '../../webview/layout/geometry.js';
import type { Box } from '../../webview/layout/geometry.js';
import { leaderEnd } from '../../webview/layout/leader.js';
import { NUDGE_CAP } from '../../webview/layout/nudge.js';
import type { MeasureText, PlacedNode, Scene } from '../../webview/layout/scene.js';
import { buildTiers } from '../../webview/layout/tiers.js';
import { ELK_NODE_BUDGET, fromElkGraph, toElkGraph } from '../../webview/layout/topology.js';
import type { ElkGraph } from '../../webview/layout/topology.js';
import { roomFor } from '../../webview/line-budget.js';
import { buildPicture } from '../../webview/picture.js';
import type { PictureOptions } from '../../webview/picture.js';
import { crowdedSystem, SHAPES } from '../support/crowded-systems.js';
import type { Shape } from '../support/crowded-systems.js';
import { WebviewHost } from '../support/webview-page.js';
import { THEMES } from './themes.js';

/** A window, and the plot that is left in it. */
interface Window {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly width: number; readonly height: number };
}

const WINDOWS = { wide: [1440, 900], low: [900, 600], narrow: [400, 700] } as const;
type WindowName = keyof typeof WINDOWS;
const COUNTS = [15, 60, 300] as const;
const CASES = SHAPES.flatMap((shape) => COUNTS.flatMap((count) => (Object.keys(WINDOWS) as WindowName[]).map((name) => ({ shape, count, name }))));

/** The least share of what is drawn that has its name beside it at rest, whatever the shape. */
const NAMED: Readonly<Record<WindowName, Readonly<Record<(typeof COUNTS)[number], number>>>> = {
  wide: { 15: 1, 60: 0.55, 300: 0.15 },
  low: { 15: 1, 60: 0.25, 300: 0.025 },
  narrow: { 15: 0.55, 60: 0.07, 300: 0.01 },
};

let host: WebviewHost;
let measure: MeasureText;
const windows = new Map<WindowName, Window>();

beforeAll(async () => {
  host = await WebviewHost.start();
  const { page, send } = await host.open({ theme: THEMES.dark });
  await send({ type: 'graph', view: crowdedSystem('own containers', 15) });
  // The widths that the page's own canvas measures, letter by letter: at most kerning is missing, which only narrows.
  const widths = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    const letters = [...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)), '…'];
    const measured = (weight: string) => letters.map((letter): [string, number] => {
      if (context === null) throw new Error('no canvas');
      context.font = `${weight}12px ${getComputedStyle(document.body).fontFamily}`;
      return [letter, context.measureText(letter).width];
    });
    return { plain: measured(''), bold: measured('600 ') };
  });
  const [plain, bold] = [new Map(widths.plain), new Map(widths.bold)];
  measure = (text, isBold) => [...text].reduce((sum, letter) => sum + ((isBold ? bold : plain).get(letter) ?? 12), 0);
  for (const [name, [width, height]] of Object.entries(WINDOWS) as [WindowName, readonly [number, number]][]) {
    const first = await host.open({ theme: THEMES.dark, width, height });
    await first.send({ type: 'graph', view: crowdedSystem('own containers', 15) });
    const plot = await first.page.locator('.clip').evaluate(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight }));
    windows.set(name, { width, height, plot });
    await first.page.context().close();
  }
  await page.context().close();
}, 240_000);
afterAll(() => host.stop());

function windowOf(name: WindowName): Window {
  const found = windows.get(name);
  if (found === undefined) throw new Error(`the window ${name} was not measured`);
  return found;
}

function optionsFor({ width, plot }: Window): PictureOptions {
  return { filter: '', budget: 'rest', detail: 'elements', expanded: [], compact: width < 640, always: new Set(), room: roomFor(plot) };
}

const scenes = new Map<string, QuadrantScene>();

function quadrant(shape: Shape, count: number, name: WindowName): QuadrantScene {
  const key = `${shape} ${count} ${name}`;
  const window = windowOf(name);
  const view = crowdedSystem(shape, count);
  const picture = buildPicture(view, optionsFor(window));
  const scene = scenes.get(key) ?? buildQuadrantScene(picture, view.system, { ...window.plot, zoom: 1 }, anchorsFor(picture, view.system, window.plot.width, window.plot.height), measure);
  scenes.set(key, scene);
  return scene;
}

async function topology(view: GraphView, window: Window): Promise<Scene> {
  const picture = buildPicture(view, optionsFor(window));
  if (picture.nodes.length > ELK_NODE_BUDGET) return buildTiers(picture, measure);
  const laidOut = await new elkApi.default().layout(toElkGraph(picture, measure)) as ElkGraph;
  return fromElkGraph(picture, laidOut, measure);
}

/** Each pair of which `clash` is true, by name. */
function clashes<Item>(items: readonly Item[], others: readonly Item[], clash: (a: Item, b: Item) => boolean, name: (item: Item) => string): readonly string[] {
  return items.flatMap((a, index) => (items === others ? others.slice(index + 1) : others).filter((b) => clash(a, b)).map((b) => `${name(a)} / ${name(b)}`));
}

function discMeetsBox({ x, y, radius }: PlacedNode, box: Box): boolean {
  const [dx, dy] = [Math.max(box.x - x, 0, x - box.x - box.width), Math.max(box.y - y, 0, y - box.y - box.height)];
  return Math.hypot(dx, dy) < radius;
}

function outside(box: Box, bounds: Box): boolean {
  return box.x < bounds.x || box.y < bounds.y || box.x + box.width > bounds.x + bounds.width || box.y + box.height > bounds.y + bounds.height;
}

describe.each(CASES)('quadrant: $shape, $count services, $name window', ({ shape, count, name }) => {
  it('covers nothing with anything, and names what has room', () => {
    const scene = quadrant(shape, count, name);
    const shown = scene.labels.filter(({ fits }) => fits);
    expect(clashes(shown, shown, (a, b) => overlaps(a.box, b.box), ({ text }) => text)).toEqual([]);
    expect(scene.nodes.flatMap((placed) => shown.filter(({ box }) => discMeetsBox(placed, box)).map(({ text }) => `${placed.node.label} / ${text}`))).toEqual([]);
    expect(clashes(scene.nodes, scene.nodes, (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius, ({ node }) => node.label)).toEqual([]);
    expect(shown.filter(({ box }) => outside(box, scene.bounds)).map(({ text }) => text)).toEqual([]);
    expect(scene.nodes.filter((placed) => outside(boxAround(placed, placed.radius), scene.bounds)).map(({ node }) => node.label)).toEqual([]);
    // A hairline leads from a glyph to its name, over no other glyph and through no name.
    for (const { id, tie } of shown) {
      const points = tie === undefined ? [] : Array.from({ length: 21 }, (_, step) => between(tie[0], tie[1], step / 20));
      expect(scene.nodes.filter(({ node, x, y, radius }) => node.id !== id && points.some((point) => distance(point, { x, y }) < radius)).map(({ node }) => `${id} / ${node.label}`)).toEqual([]);
      expect(shown.filter(({ box }) => points.some(({ x, y }) => overlaps({ x, y, width: 0, height: 0 }, { x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 }))).map(({ text }) => `${id} / ${text}`)).toEqual([]);
    }
    for (const { text, box } of shown) expect(box.width).toBeGreaterThanOrEqual(measure(text, true) - 0.01);
    // One entry per node, shown or not: what is not shown waits for the pointer.
    expect(new Set(scene.labels.map(({ id }) => id))).toEqual(new Set(scene.nodes.map(({ node }) => node.id)));
    expect(shown.length / scene.nodes.length, 'share of names shown').toBeGreaterThanOrEqual(NAMED[name][count]);
  });

  it('moves nothing beyond the cap, and says when it moved something', () => {
    for (const placed of quadrant(shape, count, name).nodes) {
      const { x, y, anchor, freeHeight } = placed;
      expect(Math.hypot(x - anchor.x, y - anchor.y)).toBeLessThanOrEqual(NUDGE_CAP + 1);
      expect(leaderEnd(placed) !== undefined).toBe(Math.hypot(x - anchor.x, freeHeight === true ? 0 : y - anchor.y) > 12);
    }
  });

  it('draws, folds or lists every element', () => {
    const view = crowdedSystem(shape, count);
    const scene = quadrant(shape, count, name);
    const picture = buildPicture(view, optionsFor(windowOf(name)));
    expect(scene.nodes.flatMap(({ node }) => node.members).length + scene.unplaced.length + picture.folded).toBe(view.elements.length);
    expect(picture.nodes.filter(({ business }) => business).length).toBe(count);
  });
});

describe.each(CASES.filter(({ name }) => name !== 'low'))('topology: $shape, $count services, $name window', ({ shape, count, name }) => {
  it('covers no card with another and keeps each name inside its card', async () => {
    const scene = await topology(crowdedSystem(shape, count), windowOf(name));
    const boxes = scene.nodes.map(({ node, x, y, card }) => ({ id: node.id, x: x - (card?.width ?? 0) / 2, y: y - (card?.height ?? 0) / 2, width: card?.width ?? 0, height: card?.height ?? 0 }));
    expect(clashes(boxes, boxes, (a, b) => overlaps(a, b), ({ id }) => id)).toEqual([]);
    expect(scene.labels.length).toBe(scene.nodes.length);
    for (const { id, text, x, fits } of scene.labels) {
      const card = boxes.find((box) => box.id === id);
      expect(fits).toBe(true);
      expect(x + measure(text, false)).toBeLessThanOrEqual((card?.x ?? 0) + (card?.width ?? 0));
    }
  }, 60_000);
});

describe.each(Object.entries(WINDOWS) as [WindowName, readonly [number, number]][])('the painted page, %s window', (_, [width, height]) => {
  it.each(['quadrant', 'topology'] as const)('writes nothing smaller than 11 px and no name over another: %s', async (tab) => {
    const { page, send } = await host.open({ theme: THEMES.dark, width, height, state: { tab, legend: false } });
    // Names on their way from one place to the next may cross.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const count of [15, 60]) {
      await send({ type: 'graph', view: { ...crowdedSystem('long names' satisfies Shape, count), revision: count } });
      await page.locator('.waiting').waitFor({ state: 'hidden' });
      await page.waitForFunction((least) => document.querySelectorAll('.node').length > least, count === 15 ? 10 : 30);
      await page.waitForTimeout(250);
      const texts = await page.locator('.stage text').evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => {
        const { x, y, width: wide, height: high } = one.getBoundingClientRect();
        const scale = (one as SVGGraphicsElement).getScreenCTM();
        return { text: one.textContent ?? '', name: one.classList.contains('label'), box: { x, y, width: wide, height: high }, size: parseFloat(getComputedStyle(one).fontSize) * Math.hypot(scale?.a ?? 1, scale?.b ?? 0) };
      }));
      expect(texts.filter(({ size }) => size < 10.99)).toEqual([]);
      const names = texts.filter(({ name }) => name);
      expect(names.length).toBeGreaterThan(2);
      expect(clashes(names, names, (a, b) => overlaps(a.box, b.box, -1), ({ text }) => text)).toEqual([]);
    }
    await page.context().close();
  });
});
