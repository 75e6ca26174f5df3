/**
 * The page of the Coupling Graph. It needs this body and nothing else, everything is built here:
 *
 *   <body>
 *     <div id="app"></div>
 *     <script nonce="…" data-elk="<uri of dist/elk.js>" src="<uri of dist/webview.js>"></script>
 *   </body>
 *
 * with dist/webview.css linked in the head and this policy:
 *
 *   default-src 'none'; script-src 'nonce-…'; style-src <webview source> 'nonce-…'; font-src <webview source>;
 *   img-src data:; worker-src blob:
 */
import type { Selection } from '../src/protocol/webview-messages.js';
import { registerControls } from './controls.js';
import { html } from './dom.js';
import { searchMatches } from './emphasis.js';
import { GraphPane } from './graph-pane.js';
import { listenToGraphKeys } from './keyboard.js';
import type { Point } from './layout/geometry.js';
import { createMeasure } from './measure-text.js';
import { openChannel } from './messages.js';
import { listenToPointer, zoomAround } from './pointer.js';
import { createStore, detailOf, restored, toPersisted } from './store.js';
import type { State } from './store.js';
import { TopologyKernel } from './topology-kernel.js';
import { createCard } from './views/card.js';
import { createHeader } from './views/header.js';
import { createLegend } from './views/legend.js';
import { createPanel } from './views/panel.js';
import { describeRelation, describeUpdate } from './views/speech.js';
import { createBanner, createPlaceholder } from './views/states.js';
import { createTable } from './views/table.js';
import { createToolbar } from './views/toolbar.js';
import type { Actions, ViewPart } from './views/view.js';

/** Saving is put off this long, so that a pan does not write a hundred states. In ms. */
const SAVE_MS = 200;

registerControls();
start(document.currentScript as HTMLScriptElement);

function start(script: HTMLScriptElement): void {
  const channel = openChannel();
  const store = createStore(restored(channel.restore()), (state, before) => changed(state, before));
  const actions: Actions = {
    state: () => store.get(),
    dispatch: (action) => store.dispatch(action),
    post: (message) => channel.post(message),
    fit: () => store.dispatch({ type: 'camera', camera: pane.fitCamera() }),
    zoomBy: (factor) => zoomAround({ pane, store }, factor, middle(pane.stage.element)),
  };
  const pane = new GraphPane(actions, new TopologyKernel(script), createMeasure());
  const card = createCard(actions);
  const toolbar = createToolbar(actions);
  const live = html('div', { class: 'live', 'aria-live': 'polite' });
  const parts: readonly ViewPart[] = [toolbar, createHeader(actions), createBanner(actions), createPlaceholder(actions), createTable(actions), createLegend(), createPanel(actions)];
  build(parts, pane, card.element, live);

  const expand = (id: string) => {
    if (id.startsWith('group:')) store.dispatch({ type: 'toggleGroup', group: id.slice('group:'.length) });
    else store.dispatch({ type: 'focus', focus: store.get().focus?.id === id ? undefined : { id, depth: 1 } });
  };
  const say = (text: string) => {
    live.textContent = text;
  };
  const showCard = (about: NonNullable<Selection>, pointer: Point) => {
    const { view } = store.get();
    const stage = pane.stage.element;
    const page = { x: 0, y: 0, width: stage.clientWidth, height: stage.clientHeight };
    if (view !== undefined) card.show(view, about, pointer, pane.boxesOf(about), page);
  };
  listenToPointer({ pane, store, card, showCard, expand });
  listenToGraphKeys({
    pane, store, actions, expand,
    showCard: (about) => {
      const [box] = pane.boxesOf(about);
      if (box !== undefined) showCard(about, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    },
  });
  listenToPageKeys(actions, toolbar.focusSearch);
  toolbar.onNextMatch(() => {
    const { view, search, selection } = store.get();
    if (view === undefined) return;
    const matches = searchMatches(view, search);
    const id = matches[(matches.indexOf(selection?.id ?? '') + 1) % matches.length];
    if (id !== undefined) store.dispatch({ type: 'select', selection: { kind: 'element', id } });
  });

  /** Selects on request of the extension, opens the group it is in, and brings it into sight. */
  const reveal = (selection: NonNullable<Selection>) => {
    const { view, expanded } = store.get();
    const id = selection.kind === 'element' ? selection.id : view?.relations.find((relation) => relation.id === selection.id)?.from;
    const group = view?.elements.find((element) => element.id === id)?.group;
    if (group !== undefined && detailOf(store.get()) === 'groups' && !expanded.includes(group)) store.dispatch({ type: 'toggleGroup', group });
    store.dispatch({ type: 'select', selection });
    pane.update(store.get());
    if (id !== undefined && store.get().tab !== 'table' && !pane.shows(id)) actions.fit();
  };

  let saveTimer = 0;
  let dirty = false;
  let frame = 0;
  let rendered: State | undefined;

  /** A hidden page costs nothing: it catches up when it is shown. */
  function render(): void {
    frame = 0;
    dirty = document.hidden;
    if (dirty) return;
    const state = store.get();
    const moved = rendered !== undefined && sameButCamera(state, rendered);
    rendered = state;
    if (!moved) for (const part of parts) part.update(state);
    pane.update(state);
    if (!moved) toolbar.showCount(state, pane.current);
  }

  function changed(state: State, before: State): void {
    if (frame === 0) frame = requestAnimationFrame(render);
    window.clearTimeout(saveTimer);
    saveTimer = window.setTimeout(() => channel.save(toPersisted(store.get())), SAVE_MS);
    if (state.hover === undefined) card.hide();
    if (before.view !== undefined && state.view !== undefined && before.view !== state.view) say(describeUpdate(before.view, state.view));
    const { selection } = state;
    if (selection === before.selection || selection?.kind !== 'relation') return;
    const relation = state.view?.relations.find(({ id }) => id === selection.id);
    if (relation !== undefined && state.view !== undefined) say(describeRelation(state.view, relation));
  }

  document.addEventListener('visibilitychange', () => {
    if (dirty) render();
  });
  new ResizeObserver(() => pane.resized()).observe(pane.stage.element);
  // VS Code changes the theme by rewriting classes of the body and variables of the root.
  const themes = new MutationObserver(() => pane.stage.themeChanged());
  themes.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
  themes.observe(document.documentElement, { attributeFilter: ['style'] });

  channel.onMessage((message) => {
    if (message.type === 'graph') store.dispatch({ type: 'graph', view: message.view });
    else if (message.type === 'status') store.dispatch({ type: 'status', state: message.state, message: message.message });
    else reveal(message.selection);
  });
  // On a narrow page the legend waits behind its button.
  if (channel.restore() === undefined && window.innerWidth < 640) store.dispatch({ type: 'legend', open: false });
  // A screen reader gets the table first, unless an earlier page chose otherwise.
  if (document.body.classList.contains('vscode-using-screen-reader') && channel.restore() === undefined) store.dispatch({ type: 'tab', tab: 'table' });
  render();
  channel.post({ type: 'ready' });
}

/** Puts the parts into the page: toolbar; then the drawing with its panel at the right. */
function build(parts: readonly ViewPart[], pane: GraphPane, card: HTMLElement, live: HTMLElement): void {
  const [toolbar, header, banner, placeholder, table, legend, panel] = parts.map(({ element }) => element);
  pane.element.append(card);
  const children = [header, banner, placeholder, table].filter((element) => element !== undefined);
  const column = html('main', { id: 'main', class: 'column' }, ...children, pane.element, legend);
  const app = document.getElementById('app') ?? document.body;
  app.replaceChildren(...[toolbar, html('div', { class: 'below' }, column, panel), live].filter((element) => element !== undefined));
}

/** Keys outside the graph: none but "/", "T" and Esc, and not while typing. */
function listenToPageKeys(actions: Actions, focusSearch: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target instanceof HTMLElement && event.target.closest('input, vscode-text-field, vscode-dropdown') !== null;
    if (event.key === 'Escape') actions.dispatch({ type: 'back' });
    if (typing || !['/', 't', 'T'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === '/') focusSearch();
    else actions.dispatch({ type: 'tab', tab: actions.state().tab === 'table' ? 'quadrant' : 'table' });
  });
}

/** True when only the camera differs: a pan touches nothing but the drawing. */
function sameButCamera(a: State, b: State): boolean {
  return (Object.keys(a) as (keyof State)[]).every((key) => key === 'cameras' || a[key] === b[key]);
}

function middle(element: HTMLElement): Point {
  return { x: element.clientWidth / 2, y: element.clientHeight / 2 };
}
