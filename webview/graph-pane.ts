import type { GraphView } from '../src/protocol/graph-view.js';
import type { ExportScope } from '../src/protocol/origin.js';
import type { PictureOrder, Selection } from '../src/protocol/webview-messages.js';
import { html, linkButton } from './dom.js';
import { emphasise } from './emphasis.js';
import { filterRelations } from './filter.js';
import type { QuadrantScene } from './layout/build-scene.js';
import type { Box, Point } from './layout/geometry.js';
import { HitIndex } from './layout/hit.js';
import type { MeasureText, PlacedNode, Scene } from './layout/scene.js';
import { countInView, restCamera, wholeCamera } from './layout/rest-camera.js';
import { roomFor } from './line-budget.js';
import { animate } from './animate.js';
import { buildPicture } from './picture.js';
import type { Picture } from './picture.js';
import { drawAnew, pictureFile } from './picture-file.js';
import { QuadrantLayouts } from './quadrant-layouts.js';
import { Stage } from './render/stage.js';
import { boxesAbout, selectionAt } from './scene-lookup.js';
import { standpointAfter } from './standpoint.js';
import { detailOf } from './store.js';
import type { Camera, State } from './store.js';
import type { TopologyKernel } from './topology-kernel.js';
import { TopologyLayouts } from './topology-layouts.js';
import { describe, GRAPH_LABEL } from './views/speech.js';
import { foldedParts, unplacedParts } from './views/strip.js';
import type { Actions } from './views/view.js';

/** What is counted is counted this long after the last move, in ms. */
const SETTLE_MS = 120;

/** Below this width in px infrastructure and low risk fold. */
const NARROW = 640;

/** What the panel and one line of notice take of a plot, in px. */
const PANEL_WIDTH = 352;
const NOTICE_HEIGHT = 36;

/** What came and went is always drawn, up to as many relations as a drawing has at rest. */
const MOST_CHANGES = 120;

/** The two drawings: picture -> scene -> stage, with what pointer and keyboard need to know about them. */
export class GraphPane {
  readonly stage: Stage;
  readonly element: HTMLElement;
  readonly strip = html('div', { class: 'strip' });
  private readonly waiting = html('div', { class: 'waiting', role: 'status' }, 'Laying out… ', linkButton('Cancel', () => this.kernel.cancel()));
  private readonly inView = html('div', { class: 'in-view' });
  private inViewTimer = 0;
  private state: State | undefined;
  private picture: Picture | undefined;
  /** The last picture of each drawing with what it depends on: changing the tab must not lay out anew. */
  private readonly pictures = new Map<State['tab'], { readonly key: readonly unknown[]; readonly picture: Picture }>();
  private scene: Scene | undefined;
  private sceneKey: readonly unknown[] = [];
  private emphasisKey: readonly unknown[] = [];
  private standing: string | undefined;
  private stripKey: readonly unknown[] = [];
  private readonly quadrant: QuadrantLayouts;
  private readonly topology: TopologyLayouts;
  private hits: HitIndex | undefined;

  constructor(private readonly actions: Actions, private readonly kernel: TopologyKernel, private readonly measure: MeasureText) {
    this.stage = new Stage((placed) => (this.state?.view === undefined ? placed.node.label : describe(this.state.view, placed.node)));
    this.stage.element.tabIndex = 0;
    this.stage.element.setAttribute('role', 'application');
    this.stage.element.setAttribute('aria-label', GRAPH_LABEL);
    this.waiting.hidden = true;
    this.inView.hidden = true;
    this.quadrant = new QuadrantLayouts(measure);
    this.topology = new TopologyLayouts(kernel, measure, () => this.resized());
    this.element = html('div', { class: 'pane' }, html('div', { class: 'drawing' }, this.stage.element, this.inView, this.waiting), this.strip);
  }

  /** What is drawn now; undefined before the first graph. */
  get current(): Picture | undefined {
    return this.picture;
  }

  get nodes(): readonly PlacedNode[] {
    return this.scene?.nodes ?? [];
  }

  get edges(): Scene['edges'] {
    return this.scene?.edges ?? [];
  }

  /** The node the keyboard stands on. */
  get standpoint(): PlacedNode | undefined {
    return this.nodes.find(({ node }) => node.id === this.standing);
  }

  /** Leads the keyboard to a node. */
  standOn(id: string): void {
    this.standing = id;
    this.stage.standOn(id);
    this.stage.focusTarget.focus({ preventScroll: true });
  }

  /** Follows the state; does nothing while another tab shows. */
  update(state: State): void {
    this.state = state;
    this.element.hidden = state.tab === 'table' || state.view === undefined || state.view.elements.length === 0;
    if (this.element.hidden || state.view === undefined) return;
    this.updatePicture(state, state.view);
    this.updateStrip(state);
    if (this.stage.element.clientWidth === 0) return;
    const { view } = state;
    this.stage.keepingFocus(() => (state.tab === 'quadrant' ? this.updateQuadrant(state, view) : this.updateTopology(state, view)));
    window.clearTimeout(this.inViewTimer);
    this.inViewTimer = window.setTimeout(() => this.countInView(), SETTLE_MS);
  }

  /** Lays out anew after a change of size. */
  resized(): void {
    if (this.state !== undefined) this.update(this.state);
  }

  /** A place of the page in pixels of the drawing, from the corner of the stage. */
  pointOf({ clientX, clientY }: MouseEvent): Point {
    const { x, y } = this.stage.element.getBoundingClientRect();
    return { x: (clientX - x) / this.stage.textScale, y: (clientY - y) / this.stage.textScale };
  }

  /** What lies under a point of the stage. */
  at(point: Point): NonNullable<Selection> | undefined {
    if (this.scene === undefined) return undefined;
    this.hits ??= new HitIndex(this.scene.nodes, this.scene.edges);
    return selectionAt(this.scene, this.hits, this.toScene(point));
  }

  /** Boxes of what a selection is about, in stage pixels: the card keeps clear of them. */
  boxesOf(about: NonNullable<Selection>): readonly Box[] {
    const { scale } = this.stage;
    return (this.scene === undefined ? [] : boxesAbout(this.scene, about)).map((box) => ({ ...this.toStage(box), width: box.width * scale, height: box.height * scale }));
  }

  /** True when the node that stands for an element is inside the stage. */
  shows(id: string): boolean {
    const placed = this.nodes.find(({ node }) => node.members.includes(id));
    if (placed === undefined) return false;
    const { x, y } = this.toStage(placed);
    return x > 0 && y > 0 && x < this.stage.size.width && y < this.stage.size.height;
  }

  /** A point of the scene in stage pixels. */
  toStage({ x, y }: Point): Point {
    const { origin, scale } = this.stage;
    const camera = this.camera();
    return { x: origin.x + camera.x + x * scale, y: origin.y + camera.y + y * scale };
  }

  /** What is drawn now; in the table, what passes the filter. */
  exportScope(): ExportScope | undefined {
    const { state, picture } = this;
    if (state?.view === undefined) return undefined;
    const { view } = state;
    const relations = state.tab === 'table' || picture === undefined
      ? filterRelations(view, state.filter, state.comparison?.relations)
      : picture.edges.flatMap((edge) => edge.relations);
    const elements = state.tab === 'table' || picture === undefined ? view.elements.map(({ id }) => id) : picture.nodes.flatMap(({ members }) => members);
    return { elements, relations: relations.map(({ id }) => id), total: view.relations.length };
  }

  /** Hands the whole drawing, whatever part of it is in sight, to the extension as a picture. The table has none: then it is the quadrant. */
  async savePicture(order: PictureOrder): Promise<void> {
    const { state, scene, picture } = this;
    if (state?.view === undefined) return;
    const isDrawn = !order.all && scene !== undefined && picture !== undefined && state.tab !== 'table';
    const drawn = isDrawn ? { picture, scene } : await drawAnew(state, state.view, order.all, this.stage.plot, this.kernel, this.measure);
    this.actions.post(await pictureFile(drawn, state, state.view, order));
  }

  /** The camera that shows everything. */
  fitCamera(): Camera {
    if (this.state?.tab === 'quadrant' || this.scene === undefined) return { x: 0, y: 0, zoom: 1 };
    return wholeCamera(this.scene, this.stage.size.width, this.stage.size.height);
  }

  /** The camera of a drawing that nobody has moved yet: names can be read. */
  private restCamera(): Camera {
    if (this.state?.tab === 'quadrant' || this.scene === undefined) return { x: 0, y: 0, zoom: 1 };
    return restCamera(this.scene, this.stage.size.width, this.stage.size.height, this.state?.down);
  }

  /** The camera of the drawing in sight. */
  camera(): Camera {
    const tab = this.state?.tab === 'topology' ? 'topology' : 'quadrant';
    const camera = this.state?.cameras[tab] ?? { x: 0, y: 0, zoom: 1 };
    return camera.zoom === 0 ? this.restCamera() : camera;
  }

  private toScene(point: Point): Point {
    const { origin, scale } = this.stage;
    const camera = this.camera();
    return { x: (point.x - origin.x - camera.x) / scale, y: (point.y - origin.y - camera.y) / scale };
  }

  private updatePicture(state: State, view: GraphView): void {
    const changed = [...state.comparison?.relations.keys() ?? []];
    const always = new Set([state.selection?.id, state.focus?.id, state.path?.from, state.path?.to, ...state.down, ...changed.slice(0, MOST_CHANGES)].filter((id) => id !== undefined));
    const compact = this.stage.size.width < NARROW;
    const room = roomFor(this.stage.plot);
    const key = [view, state.comparison, compact, room, state.filter, state.budget, detailOf(state), state.expanded, [...always].join('\n')];
    const known = this.pictures.get(state.tab);
    if (known !== undefined && key.every((value, index) => value === known.key[index])) {
      this.picture = known.picture;
      return;
    }
    this.picture = buildPicture(view, {
      filter: state.filter, budget: state.budget, detail: detailOf(state), expanded: state.expanded, compact, room, always,
      ...(state.comparison !== undefined && { changes: state.comparison }),
    });
    this.pictures.set(state.tab, { key, picture: this.picture });
  }

  private updateQuadrant(state: State, view: GraphView): void {
    const picture = this.picture as Picture;
    this.waiting.hidden = true;
    const { width, height } = this.stage.plot;
    const { zoom } = state.cameras.quadrant;
    const key = ['quadrant', picture, width, height, zoom];
    if (this.scene === undefined || key.some((value, index) => value !== this.sceneKey[index])) {
      const before = this.sceneKey;
      const former = this.scene;
      this.sceneKey = key;
      const besidePanel = !state.panel && this.stage.size.width - PANEL_WIDTH >= NARROW;
      this.scene = this.quadrant.sceneOf(picture, view.system, { width, height, zoom }, { width: besidePanel ? PANEL_WIDTH : 0, height: NOTICE_HEIGHT });
      const sameFrame = before[0] === 'quadrant' && before[2] === width && before[3] === height && before[4] === zoom;
      this.present(state, view, this.scene as QuadrantScene, sameFrame ? former : undefined);
    } else {
      this.refresh(state);
    }
  }

  private updateTopology(state: State, view: GraphView): void {
    const picture = this.picture as Picture;
    const scene = this.topology.sceneOf(picture);
    this.waiting.hidden = !this.topology.isWaiting(picture);
    if (scene === undefined) return;
    const key = ['topology', scene];
    if (this.sceneKey[1] === scene) {
      this.refresh(state);
      return;
    }
    const former = this.sceneKey[0] === 'topology' ? this.scene : undefined;
    this.sceneKey = key;
    this.scene = scene;
    this.present(state, view, scene, former);
  }

  private present(state: State, view: GraphView, scene: Scene, former: Scene | undefined): void {
    this.hits = undefined;
    this.stand(state, scene);
    this.emphasisKey = this.keyOfEmphasis(state);
    const quadrant = state.tab === 'quadrant' ? scene as QuadrantScene : undefined;
    this.stage.show({ scene, quadrant, system: view.system }, emphasise(state, this.parts(scene)), this.camera());
    if (former !== undefined) animate(this.stage, former, scene, () => this.scene === scene);
  }

  /** The same scene: only what stands out or the camera may have changed. */
  private refresh(state: State): void {
    this.stand(state, this.scene as Scene);
    const key = this.keyOfEmphasis(state);
    if (key.some((value, index) => value !== this.emphasisKey[index])) {
      this.emphasisKey = key;
      this.stage.emphasise(emphasise(state, this.parts(this.scene as Scene)));
    }
    this.stage.move(this.camera());
  }

  private stand(state: State, scene: Scene): void {
    const { nodes, edges } = this.parts(scene);
    const next = standpointAfter(this.standing, state.selection, nodes, edges);
    if (next === this.standing) return;
    this.standing = next;
    this.stage.standOn(next);
  }

  /** All that `emphasise` depends on besides the scene, and the node that must be an element of the page to take the focus. */
  private keyOfEmphasis({ hover, selection, search, focus, path, down, panel }: State): readonly unknown[] {
    return [hover, selection, search, focus, path, down, panel, this.standing];
  }

  private parts(scene: Scene) {
    return { nodes: scene.nodes.map(({ node }) => node), edges: scene.edges.map(({ edge }) => edge) };
  }

  /** Says how much of a topology is out of sight, and how to see it. */
  private countInView(): void {
    const { scene, state } = this;
    const { width, height } = this.stage.size;
    const count = scene === undefined || state?.tab !== 'topology' ? undefined : countInView(scene, this.camera(), width, height);
    this.inView.hidden = count === undefined || count === scene?.nodes.length;
    if (this.inView.hidden) return;
    this.inView.replaceChildren(html('span', {}, `${count} of ${scene?.nodes.length} in sight`), ' ', linkButton('Show the whole', this.actions.fit));
  }

  /** Only when its content may differ: a pan must not touch the document. */
  private updateStrip(state: State): void {
    const key = [this.picture, state.tab];
    if (key.every((value, index) => value === this.stripKey[index])) return;
    this.stripKey = key;
    const { picture } = this;
    const parts = picture === undefined ? [] : [...(state.tab === 'quadrant' ? unplacedParts(picture, this.actions) : []), ...foldedParts(picture, this.actions)];
    this.strip.hidden = parts.length === 0;
    this.strip.replaceChildren(...parts);
  }
}
