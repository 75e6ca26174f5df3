import type { Selection } from '../src/protocol/webview-messages.js';
import type { GraphPane } from './graph-pane.js';
import { clamp } from './layout/geometry.js';
import type { Point } from './layout/geometry.js';
import type { Store } from './store.js';

/** Movement below this is a click, in px. */
const CLICK_SLOP = 4;
/** The rest is dimmed after this, so that crossing the graph does not flicker; the card comes later. In ms. */
const HOVER_MS = 90;
const CARD_MS = 300;
/** Time to travel from a glyph onto its card, in ms. */
const LEAVE_MS = 220;
const MIN_ZOOM = 0.05;
const MAX_ZOOM = 12;
/** Wheel delta that doubles the zoom, in px. */
const WHEEL_DOUBLING = 320;

/** What the pointer asks of the page. */
export interface PointerTargets {
  readonly pane: GraphPane;
  readonly store: Store;
  readonly card: { readonly element: HTMLElement; readonly hide: () => void };
  readonly showCard: (about: NonNullable<Selection>, pointer: Point) => void;
  readonly expand: (id: string) => void;
  /** Opens the first place of what is selected. */
  readonly openSelected: () => void;
}

/** Zooms the drawing in sight by `factor` so that the point under `anchor` (stage px) stays where it is. */
export function zoomAround({ pane, store }: Pick<PointerTargets, 'pane' | 'store'>, factor: number, anchor: Point): void {
  const camera = pane.camera();
  const { origin } = pane.stage;
  const lowest = store.get().tab === 'quadrant' ? 1 : MIN_ZOOM;
  const zoom = clamp(camera.zoom * factor, lowest, MAX_ZOOM);
  const ratio = zoom / camera.zoom;
  if (ratio === 1) return;
  const x = anchor.x - origin.x - (anchor.x - origin.x - camera.x) * ratio;
  const y = anchor.y - origin.y - (anchor.y - origin.y - camera.y) * ratio;
  // Zoomed out all the way the quadrant returns to its frame.
  store.dispatch({ type: 'camera', camera: zoom === 1 && lowest === 1 ? { x: 0, y: 0, zoom } : { x, y, zoom } });
}

/** Wires mouse, pen and touch: hover, select, focus, pan and zoom. */
export function listenToPointer(targets: PointerTargets): void {
  const stage = targets.pane.stage.element;
  const hover = createHover(targets);
  let drag: { readonly start: Point; readonly camera: Point; moved: boolean } | undefined;

  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const { x, y } = targets.pane.camera();
    drag = { start: targets.pane.pointOf(event), camera: { x, y }, moved: false };
  });
  window.addEventListener('pointermove', (event) => {
    if (drag === undefined) return;
    const at = targets.pane.pointOf(event);
    const [dx, dy] = [at.x - drag.start.x, at.y - drag.start.y];
    if (!drag.moved && Math.hypot(dx, dy) < CLICK_SLOP) return;
    if (!drag.moved) hover.cancel();
    drag.moved = true;
    stage.classList.add('panning');
    const { zoom } = targets.pane.camera();
    targets.store.dispatch({ type: 'camera', camera: { x: drag.camera.x + dx, y: drag.camera.y + dy, zoom } });
  });
  window.addEventListener('pointerup', (event) => {
    const was = drag;
    drag = undefined;
    stage.classList.remove('panning');
    if (was === undefined || was.moved) return;
    const about = targets.pane.at(targets.pane.pointOf(event));
    const { selection } = targets.store.get();
    // A second click goes on to the code; so does a double click.
    if (event.shiftKey && about?.kind === 'element' && selection?.kind === 'element') targets.store.dispatch({ type: 'path', to: about.id });
    else if (about?.kind === 'relation' && about.id === selection?.id) targets.openSelected();
    else targets.store.dispatch({ type: 'select', selection: about });
  });
  stage.addEventListener('pointermove', (event) => {
    if (drag?.moved !== true) hover.over(targets.pane.pointOf(event));
  });
  stage.addEventListener('pointerleave', () => hover.leave());
  targets.card.element.addEventListener('pointerenter', () => hover.stay());
  targets.card.element.addEventListener('pointerleave', () => hover.leave());
  stage.addEventListener('dblclick', (event) => {
    const about = targets.pane.at(targets.pane.pointOf(event));
    if (about?.kind === 'element') targets.expand(about.id);
  });
  stage.addEventListener('wheel', (event) => {
    event.preventDefault();
    hover.cancel();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    zoomAround(targets, 2 ** (-pixels / WHEEL_DOUBLING), targets.pane.pointOf(event));
  }, { passive: false });
}

/** Hover with intent: first the dimming, then the card; both go after a moment's absence. */
function createHover({ pane, store, card, showCard }: PointerTargets) {
  let pending: NonNullable<Selection> | undefined;
  /** Where the pointer is: it goes on while the card is waited for. */
  let at: Point = { x: 0, y: 0 };
  let timers: number[] = [];
  let leaving = 0;
  const clear = () => {
    for (const timer of timers) window.clearTimeout(timer);
    timers = [];
  };
  const end = () => {
    clear();
    pending = undefined;
    card.hide();
    store.dispatch({ type: 'hover', hover: undefined });
  };
  const leave = () => {
    clear();
    window.clearTimeout(leaving);
    leaving = window.setTimeout(end, card.element.hidden ? 0 : LEAVE_MS);
  };
  return {
    over: (point: Point) => {
      at = point;
      const about = pane.at(point);
      pane.stage.element.classList.toggle('pointing', about !== undefined);
      if (about === undefined) {
        if (pending !== undefined) {
          pending = undefined;
          leave();
        }
        return;
      }
      if (about.id === pending?.id) return;
      window.clearTimeout(leaving);
      clear();
      card.hide();
      pending = about;
      timers = [
        window.setTimeout(() => store.dispatch({ type: 'hover', hover: about }), HOVER_MS),
        window.setTimeout(() => showCard(about, at), CARD_MS),
      ];
    },
    stay: () => window.clearTimeout(leaving),
    leave,
    cancel: end,
  };
}
