import type { GraphView } from '../src/protocol/graph-view.js';
import { originLine } from '../src/protocol/origin.js';
import type { FromWebview, PictureOrder } from '../src/protocol/webview-messages.js';
import { anchorsFor, buildQuadrantScene } from './layout/build-scene.js';
import type { QuadrantScene } from './layout/build-scene.js';
import type { MeasureText, Scene } from './layout/scene.js';
import { buildPicture } from './picture.js';
import type { Picture } from './picture.js';
import { readPalette } from './render/palette.js';
import { svgToPng } from './render/png.js';
import { sceneToSvg } from './render/scene-svg.js';
import { detailOf } from './store.js';
import type { State } from './store.js';
import type { TopologyKernel } from './topology-kernel.js';
import { topologyOf } from './topology-layouts.js';

/** Pictures of a narrow page are drawn on a plot of at least this size, in px. */
const LEAST_PLOT = { width: 900, height: 520 } as const;

/** A drawing, and what it shows. */
export interface Drawn {
  readonly picture: Picture;
  readonly scene: Scene;
}

/** A drawing for a file alone, of what passes the filter or of everything: what is on the screen stays. */
export async function drawAnew(state: State, view: GraphView, all: boolean, plot: { readonly width: number; readonly height: number }, kernel: TopologyKernel, measure: MeasureText): Promise<Drawn> {
  const { comparison: changes, expanded, filter, budget } = state;
  const options = { expanded, compact: false, always: new Set<string>(), ...(changes !== undefined && { changes }) };
  const picture = buildPicture(view, all ? { ...options, filter: '', budget: 'all', detail: 'elements' } : { ...options, filter, budget, detail: detailOf(state) });
  if (state.tab === 'topology') return { picture, scene: await topologyOf(picture, kernel, measure) };
  const [width, height] = [Math.max(LEAST_PLOT.width, plot.width), Math.max(LEAST_PLOT.height, plot.height)];
  return { picture, scene: buildQuadrantScene(picture, view.system, { width, height, zoom: 1 }, anchorsFor(picture, view.system, width, height), measure) };
}

/** A drawing as the file that was ordered. */
export async function pictureFile({ picture, scene }: Drawn, { tab, comparison }: State, { system }: GraphView, { kind, scale, origin }: PictureOrder): Promise<Extract<FromWebview, { type: 'save' }>> {
  const drawing = tab === 'topology' ? 'topology' : 'quadrant';
  const { drawn, total } = picture;
  const said = comparison === undefined ? {} : { comparison: `Compared with ${comparison.ref}. ${comparison.sentence}` };
  const caption = { system, drawn, total, origin: originLine(origin, drawn, total), ...said };
  const text = sceneToSvg(scene, drawing === 'quadrant' ? scene as QuadrantScene : undefined, caption, readPalette());
  return { type: 'save', kind, name: `${system.name}-${drawing}.${kind}`, data: kind === 'svg' ? text : await svgToPng(text, scale) };
}
