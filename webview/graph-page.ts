import type { MenuAction, PictureKind, Selection, ToWebview } from '../src/protocol/webview-messages.js';
import { offerContextMenu } from './context-menu.js';
import { html } from './dom.js';
import { searchMatches } from './emphasis.js';
import { FocusKeeper } from './focus-keeper.js';
import { GraphPane } from './graph-pane.js';
import { listenToGraphKeys, listenToPageKeys, openSelected } from './keyboard.js';
import type { Point } from './layout/geometry.js';
import { createMeasure } from './measure-text.js';
import type { Channel } from './messages.js';
import { listenToPointer, zoomAround } from './pointer.js';
import { createStore, detailOf, restored, toPersisted } from './store.js';
import type { State, Store } from './store.js';
import { textScale } from './text-scale.js';
import { TopologyKernel } from './topology-kernel.js';
import { createCard } from './views/card.js';
import type { Card } from './views/card.js';
import { createHeader } from './views/header.js';
import { createLegend } from './views/legend.js';
import { toMarkdown } from './views/markdown.js';
import { createPanel } from './views/panel.js';
import { describeChange } from './views/speech.js';
import { createBanner, createPlaceholder } from './views/states.js';
import { createSpotlight } from './views/spotlight.js';
import { createTable } from './views/table.js';
import type { Table } from './views/table.js';
import { createToolbar } from './views/toolbar.js';
import { createTrail } from './views/trail.js';
import type { Toolbar } from './views/toolbar.js';
import type { Actions, ViewPart } from './views/view.js';

/** Saving is put off this long, so that a pan does not write a hundred states. In ms. */
const SAVE_MS = 200;
/** Below this width or height in px the legend waits behind its button: the plot needs the room. */
const NARROW = 640;
const LOW = 680;

/** The whole page: store, parts and drawing, tied to the extension by the channel. */
export class GraphPage {
  private readonly store: Store;
  private readonly pane: GraphPane;
  private readonly card: Card;
  private readonly toolbar: Toolbar;
  private readonly table: Table;
  private readonly panel: ViewPart;
  private readonly placeholder: ViewPart;
  private readonly focus: FocusKeeper;
  private readonly parts: readonly ViewPart[];
  private readonly actions: Actions;
  private readonly live = html('div', { class: 'live', 'aria-live': 'polite' });
  private saveTimer = 0;
  private frame = 0;
  private rendered: State | undefined;

  constructor(private readonly channel: Channel, script: HTMLScriptElement) {
    this.store = createStore(restored(channel.restore()), (state, before) => this.changed(state, before));
    this.actions = {
      state: this.store.get,
      dispatch: this.store.dispatch,
      post: channel.post,
      fit: () => this.store.dispatch({ type: 'camera', camera: this.pane.fitCamera() }),
      exportDrawn: (kind) => this.exportDrawn(kind),
      explain: (about) => this.explain(about),
      zoomBy: (factor) => zoomAround({ pane: this.pane, store: this.store }, factor, this.middle()),
    };
    this.pane = new GraphPane(this.actions, new TopologyKernel(script), createMeasure());
    this.card = createCard(this.actions);
    this.toolbar = createToolbar(this.actions);
    const trail = createTrail(this.actions);
    const header = createHeader(this.actions);
    const banner = createBanner(this.actions);
    const spotlight = createSpotlight(this.actions, () => this.pane.edges.map(({ edge }) => edge));
    const placeholder = this.placeholder = createPlaceholder(this.actions);
    const table = this.table = createTable(this.actions);
    const legend = createLegend();
    const panel = this.panel = createPanel(this.actions);
    this.parts = [this.toolbar, trail, header, banner, spotlight, placeholder, table, legend, panel];
    // Next to the stage, so that Tab leads from a node into its card.
    this.pane.stage.element.after(this.card.element);
    const column = html('main', { id: 'main', class: 'column' }, trail.element, header.element, banner.element, spotlight.element, placeholder.element, table.element, this.pane.element, legend.element);
    const below = html('div', { class: 'below' }, column, panel.element);
    (document.getElementById('app') ?? document.body).replaceChildren(this.toolbar.element, below, this.live);
    this.focus = new FocusKeeper([...this.parts.map(({ element }) => element), this.pane.strip, this.card.element], () => this.home());
  }

  /** Listens to the user, the theme, the window and the extension, then tells the extension that it is ready. */
  start(): void {
    const { pane, store, actions, card } = this;
    const expand = (id: string) => this.expand(id);
    const hiding = { element: card.element, hide: () => void this.hideCard() };
    listenToPointer({ pane, store, card: hiding, expand, openSelected: () => openSelected({ store, actions, expand }, false), showCard: (about, at) => this.showCard(about, at) });
    listenToGraphKeys({ pane, store, actions, expand, catchUp: () => this.render(), showCard: (about) => this.showCardBeside(about), say: (text) => this.say(text) });
    listenToPageKeys({ actions, focusSearch: this.toolbar.focusSearch, closeCard: () => this.hideCard(), focusGraph: () => this.home()?.focus() });
    offerContextMenu(pane, store);
    this.toolbar.onNextMatch(() => this.selectNextMatch());
    this.channel.onMessage((message) => this.receive(message));
    this.followWindow();
    this.adaptFirstVisit();
    this.render();
    this.channel.post({ type: 'ready' });
  }

  private receive(message: ToWebview): void {
    switch (message.type) {
      case 'graph': return this.store.dispatch({ type: 'graph', view: message.view, cachedAt: message.cachedAt });
      case 'status': return this.store.dispatch({ type: 'status', state: message.state, message: message.message });
      case 'compare': return this.store.dispatch({ type: 'compare', base: message.base });
      case 'act': return this.act(message.action, message.about);
      case 'askExport': return this.exportDrawn(undefined);
      case 'picture': return void this.pane.savePicture(message.picture);
      case 'reveal': return this.reveal(message.selection);
    }
  }

  private exportDrawn(kind: PictureKind | undefined): void {
    const scope = this.pane.exportScope();
    if (scope !== undefined) this.channel.post({ type: 'export', scope, ...(kind !== undefined && { kind }) });
  }

  private followWindow(): void {
    document.addEventListener('visibilitychange', () => this.render());
    new ResizeObserver(() => {
      this.pane.resized();
      // How much is drawn depends on the room there is.
      this.toolbar.showCount(this.store.get(), this.pane.current);
    }).observe(this.pane.stage.element);
    // VS Code changes the theme by rewriting classes of the body and variables of the root.
    const themes = new MutationObserver(() => this.pane.stage.themeChanged());
    themes.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
    themes.observe(document.documentElement, { attributeFilter: ['style'] });
  }

  /** What the page is first shown with, unless an earlier one chose otherwise. */
  private adaptFirstVisit(): void {
    if (this.channel.restore() !== undefined) return;
    if (window.innerWidth < NARROW * textScale() || window.innerHeight < LOW * textScale()) this.store.dispatch({ type: 'legend', open: false });
    if (readsAloud()) this.store.dispatch({ type: 'tab', tab: 'table' });
  }

  private changed(state: State, before: State): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.render());
    window.clearTimeout(this.saveTimer);
    this.saveTimer = window.setTimeout(() => this.channel.save(toPersisted(this.store.get())), SAVE_MS);
    if (state.hover === undefined) this.hideCard();
    // However it ended: the extension would send it again to a page that was hidden.
    if (before.base !== undefined && state.base === undefined) this.channel.post({ type: 'endComparison' });
  }

  /** A hidden page costs nothing: it catches up when it is shown. */
  private render(): void {
    this.frame = 0;
    const state = this.store.get();
    if (document.hidden || state === this.rendered) return;
    const before = this.rendered;
    this.rendered = state;
    if (before !== undefined && sameButCamera(state, before)) {
      this.pane.update(state);
      return;
    }
    this.focus.during(() => {
      for (const part of this.parts) part.update(state);
      this.pane.update(state);
      this.toolbar.showCount(state, this.pane.current);
    });
    if (before === undefined) return;
    this.say(describeChange(before, state, this.pane.edges.map(({ edge }) => edge)));
    this.welcomeReader(before, state);
  }

  /** One message, however much has changed since the last frame. */
  private say(text: string | undefined): void {
    if (text !== undefined) this.live.textContent = text;
  }

  /** A screen reader starts in the table, which must not wait for a Tab. */
  private welcomeReader(before: State, { view, tab }: State): void {
    const starts = before.view === undefined && view !== undefined && tab === 'table';
    if (starts && readsAloud() && document.hasFocus() && document.activeElement === document.body) this.home()?.focus();
  }

  /** Where the focus goes when its own place is gone: the graph, or what stands there instead. */
  private home(): HTMLElement | SVGElement | undefined {
    const shows = (element: Element) => element.getClientRects().length > 0;
    if (shows(this.table.element)) return this.table.focusTarget;
    if (shows(this.pane.stage.element)) return this.pane.stage.focusTarget;
    return this.placeholder.element.querySelector<HTMLElement>('vscode-button') ?? this.toolbar.element.querySelector<HTMLElement>('[aria-selected=true]') ?? undefined;
  }

  /** Hides the card; the focus, if it was in there, goes back to where it came from. False when none was open. */
  private hideCard(): boolean {
    if (this.card.element.hidden) return false;
    this.focus.during(() => this.card.hide());
    return true;
  }

  /** Selects something and leads to what the panel says of it. */
  private explain(about: NonNullable<Selection>): void {
    this.store.dispatch({ type: 'select', selection: about });
    this.store.dispatch({ type: 'panel', open: true });
    this.render();
    this.panel.element.focus();
  }

  /** Opens or closes a group; focuses the neighbourhood of anything else, or leaves it. */
  private expand(id: string): void {
    if (id.startsWith('group:')) this.store.dispatch({ type: 'toggleGroup', group: id.slice('group:'.length) });
    else this.store.dispatch({ type: 'focus', focus: this.store.get().focus?.id === id ? undefined : { id, depth: 1 } });
  }

  private showCard(about: NonNullable<Selection>, pointer: Point): void {
    const { view } = this.store.get();
    const { element, textScale: scale } = this.pane.stage;
    const page = { x: 0, y: 0, width: element.clientWidth, height: element.clientHeight };
    const boxes = this.pane.boxesOf(about).map(({ x, y, width, height }) => ({ x: x * scale, y: y * scale, width: width * scale, height: height * scale }));
    if (view !== undefined) this.card.show(view, about, { x: pointer.x * scale, y: pointer.y * scale }, boxes, page);
  }

  private showCardBeside(about: NonNullable<Selection>): void {
    const [box] = this.pane.boxesOf(about);
    if (box !== undefined) this.showCard(about, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  }

  private selectNextMatch(): void {
    const { view, search, selection } = this.store.get();
    const matches = view === undefined ? [] : searchMatches(view, search);
    const id = matches[(matches.indexOf(selection?.id ?? '') + 1) % matches.length];
    if (id !== undefined) this.store.dispatch({ type: 'select', selection: { kind: 'element', id } });
  }

  /** Selects on request of the extension, opens the group it is in, and brings it into sight. */
  private reveal(selection: NonNullable<Selection>): void {
    const { view, expanded, tab } = this.store.get();
    const id = selection.kind === 'element' ? selection.id : view?.relations.find((relation) => relation.id === selection.id)?.from;
    const group = view?.elements.find((element) => element.id === id)?.group;
    if (group !== undefined && detailOf(this.store.get()) === 'groups' && !expanded.includes(group)) this.store.dispatch({ type: 'toggleGroup', group });
    this.store.dispatch({ type: 'select', selection });
    this.render();
    if (id !== undefined && tab !== 'table' && !this.pane.shows(id)) this.actions.fit();
  }

  /** What the user chose from the editor's menu. */
  private act(action: MenuAction, about: NonNullable<Selection>): void {
    const { store, actions } = this;
    store.dispatch({ type: 'select', selection: about });
    switch (action) {
      case 'open': return void openSelected({ store, actions, expand: (id) => this.expand(id) }, false);
      case 'focus': return this.expand(about.id);
      case 'inside': return store.dispatch({ type: 'inside', id: about.id });
      case 'takeDown': return store.dispatch({ type: 'toggleDown', id: about.id });
      case 'copy': {
        const { view } = store.get();
        return view === undefined ? undefined : actions.post({ type: 'copy', text: toMarkdown(view, about) });
      }
    }
  }

  private middle(): Point {
    const { width, height } = this.pane.stage.size;
    return { x: width / 2, y: height / 2 };
  }
}

/** True where VS Code knows of a screen reader. */
function readsAloud(): boolean {
  return document.body.classList.contains('vscode-using-screen-reader');
}

/** True when only the camera differs: a pan touches nothing but the drawing. */
function sameButCamera(a: State, b: State): boolean {
  return (Object.keys(a) as (keyof State)[]).every((key) => key === 'cameras' || a[key] === b[key]);
}
