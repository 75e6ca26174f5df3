import type { GraphView } from '../src/protocol/graph-view.js';
import { anchorsFor, buildQuadrantScene } from './layout/build-scene.js';
import { buildPicture, defaultDetail } from './picture.js';
import { measureByTable } from './render/glyph-widths.js';
import { sceneToSvg } from './render/scene-svg.js';
import { STILL_PALETTES } from './render/still-palettes.js';
import type { StillTheme } from './render/still-palettes.js';

/** Size of the plot in px: wide enough for names, high enough for the tie band. */
const PLOT = { width: 1160, height: 640 } as const;

/**
 * The quadrant as an SVG document, drawn without a browser: what the page shows at rest. Same view, same text.
 * @param origin what the picture was made from, in one line, given how many relations are drawn and how many there are
 */
export function drawStill(view: GraphView, theme: StillTheme, origin: (drawn: number, total: number) => string): string {
  const picture = buildPicture(view, { filter: '', budget: 'rest', detail: defaultDetail(view), expanded: [], compact: false, always: new Set() });
  const anchors = anchorsFor(picture, view.system, PLOT.width, PLOT.height);
  const scene = buildQuadrantScene(picture, view.system, { ...PLOT, zoom: 1 }, anchors, measureByTable);
  return `${sceneToSvg(scene, scene, { system: view.system, drawn: picture.drawn, total: picture.total, origin: origin(picture.drawn, picture.total) }, STILL_PALETTES[theme])}\n`;
}
