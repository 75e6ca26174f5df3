import type { GraphView } from '../../src/protocol/graph-view.js';
import { THEMES } from '../webview/themes.js';
import type { Theme } from '../webview/themes.js';
import { syntheticView } from './graph-views.js';
import { WebviewHost } from './webview-page.js';

/** Times of one page, in ms; on a shared machine read them as ratios. */
export interface WebviewTimes {
  /** 95th percentile of a frame while nothing happens: what the machine gives at best. */
  readonly emptyP95: number;
  /** 95th percentile of a frame while the graph is panned. */
  readonly panP95: number;
  /** From the arrival of the model to the frame that shows it. */
  readonly firstPaintMs: number;
  /** From the arrival of a model in which one relation differs to the frame that shows it. */
  readonly updateMs: number;
}

/** Frames of one measurement: about two seconds. */
const FRAMES = 120;

/** The agreed case: 1,000 services and 5,000 relations, opened on their groups, with a browser of its own. */
export async function measureWebview(): Promise<WebviewTimes> {
  const host = await WebviewHost.start();
  try {
    return await measureView(host, THEMES.dark, syntheticView({ services: 1000, relations: 5000, groups: 24, seed: 3 }));
  } finally {
    await host.stop();
  }
}

/** Opens a view in a fresh page and measures first paint and panning. `state` is what an earlier page saved. */
export async function measureView(host: WebviewHost, theme: Theme, view: GraphView, state?: unknown): Promise<WebviewTimes> {
  const { page } = await host.open({ theme, state });
  const emptyP95 = await page.evaluate(frameP95, { frames: FRAMES, pan: false });
  // Parsed beforehand: the extension's messages arrive as objects.
  await page.evaluate((text) => Object.assign(window, { model: JSON.parse(text) as unknown }), JSON.stringify(view));
  const firstPaintMs = await page.evaluate(timeToPaint);
  const panP95 = await page.evaluate(frameP95, { frames: FRAMES, pan: true });
  await page.evaluate(worsenOneRelation);
  const updateMs = await page.evaluate(timeToPaint);
  await page.context().close();
  return { emptyP95, panP95, firstPaintMs, updateMs };
}

declare global {
  interface Window {
    model: GraphView;
  }
}

/** Runs in the page: hands the model over, and says how long it took until it was painted. */
function timeToPaint(): Promise<number> {
  return new Promise((resolve) => {
    const start = performance.now();
    window.dispatchEvent(new MessageEvent('message', { data: { type: 'graph', view: window.model } }));
    // Two frames on, the first has been painted; a task after it is the earliest honest end.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0)));
  });
}

/** Runs in the page: the next model, a copy as messages bring it, in which one relation of low risk is one of high risk. */
function worsenOneRelation(): void {
  const copy = structuredClone(window.model);
  const index = copy.relations.findIndex(({ level }) => level === 'low');
  window.model = { ...copy, revision: copy.revision + 1, relations: copy.relations.map((relation, at) => (at === index ? { ...relation, level: 'high', risk: 0.99 } : relation)) };
}

/** Runs in the page: frame times, with or without a drag in circles. */
function frameP95({ frames, pan }: { readonly frames: number; readonly pan: boolean }): Promise<number> {
  const stage = document.querySelector('.stage');
  const fire = (type: string, x: number, y: number) => (type === 'pointerdown' ? stage : window)?.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, button: 0, bubbles: true }));
  return new Promise((resolve) => {
    const times: number[] = [];
    let last = performance.now();
    if (pan) fire('pointerdown', 640, 430);
    const frame = (now: number) => {
      times.push(now - last);
      last = now;
      if (times.length > frames) {
        if (pan) fire('pointerup', 640, 430);
        const sorted = times.slice(1).sort((a, b) => a - b);
        resolve(sorted[Math.floor(sorted.length * 0.95)] ?? 0);
        return;
      }
      const angle = (times.length / frames) * 4 * Math.PI;
      if (pan) fire('pointermove', 640 + 160 * Math.sin(angle), 430 + 120 * (1 - Math.cos(angle)));
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
