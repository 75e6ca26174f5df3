import type { SystemView } from '../../src/protocol/graph-view.js';
import { html, svg } from '../dom.js';
import type { Emphasis } from '../emphasis.js';
import type { QuadrantScene } from '../layout/build-scene.js';
import type { Scene } from '../layout/scene.js';
import type { Camera } from '../store.js';
import { textScale } from '../text-scale.js';
import { paintEdges } from './edge-painter.js';
import { drawFrame, guttersFor, OVERSCAN } from './frame.js';
import { ghostParts } from './ghosts.js';
import { paintGlyphs } from './glyph-painter.js';
import { MOUNT_LIMIT, NodeLayer } from './node-layer.js';
import type { DescribeNode } from './node-layer.js';
import { readPalette } from './palette.js';
import type { Palette } from './palette.js';

/** A crisp repaint follows this long after the last move, in ms. */
const SETTLE_MS = 80;

/** What the stage shows; the quadrant comes with its axes. */
export type Shown = {
  readonly scene: Scene;
  readonly quadrant: QuadrantScene | undefined;
  readonly system: SystemView;
};

/**
 * Canvas for edges, SVG for nodes and axes, all moved together.
 * While a gesture lasts the finished picture is moved by a CSS transform; it is repainted when the gesture ends.
 */
export class Stage {
  readonly element: HTMLElement;
  /** All that is drawn, in px at the usual size of text; scaled as a whole where text is bigger. */
  private readonly scaled: HTMLElement;
  private readonly clip = html('div', { class: 'clip' });
  private readonly layer = html('div', { class: 'layer' });
  private readonly canvas = html('canvas', { 'aria-hidden': 'true' });
  private readonly sceneSvg = svg('svg', { class: 'scene' });
  private readonly fixedSvg = svg('svg', { class: 'ground', 'aria-hidden': 'true' });
  private readonly alongX = svg('svg', { class: 'ground', 'aria-hidden': 'true' });
  private readonly alongY = svg('svg', { class: 'ground', 'aria-hidden': 'true' });
  private readonly mark = svg('g', { 'aria-hidden': 'true' });
  private readonly frameGround = svg('g');
  private readonly groundRoot = svg('g');
  private readonly nodesRoot = svg('g');
  private readonly ghosts = svg('g', { class: 'ghosts', 'aria-hidden': 'true' });
  private readonly nodes: NodeLayer;
  private standing: string | undefined;
  private palette: Palette | undefined;
  private shown: Shown | undefined;
  private emphasis: Emphasis | undefined;
  private camera: Camera = { x: 0, y: 0, zoom: 1 };
  private painted: Camera = { x: 0, y: 0, zoom: 1 };
  /** Canvas beyond the viewport, in px. */
  private margin = { x: 0, y: 0 };
  private settleTimer = 0;
  private followedScale = 1;

  constructor(describe: DescribeNode) {
    this.nodes = new NodeLayer(describe);
    this.groundRoot.append(this.nodes.ground);
    // Above the relations, whose casings would cut an arrow that runs along them.
    this.nodesRoot.append(this.ghosts, this.nodes.root);
    const containerSvg = svg('svg', { class: 'scene', 'aria-hidden': 'true' }, this.frameGround, this.groundRoot);
    this.sceneSvg.append(this.nodesRoot, this.mark);
    this.layer.append(containerSvg, this.canvas, this.sceneSvg);
    this.clip.append(this.layer);
    const [clipX, clipY] = [html('div', { class: 'clip-x' }, this.alongX), html('div', { class: 'clip-y' }, this.alongY)];
    this.scaled = html('div', { class: 'scaled' }, this.fixedSvg, clipX, clipY, this.clip);
    this.element = html('div', { class: 'stage' }, this.scaled);
    this.followTextSize();
  }

  /** Screen pixels per pixel of the drawing: names and glyphs grow with the text of the page. */
  get textScale(): number {
    return this.followedScale;
  }

  /** Size of the stage in pixels of the drawing. */
  get size(): { readonly width: number; readonly height: number } {
    return { width: this.scaled.clientWidth, height: this.scaled.clientHeight };
  }

  /** Size of the area the scene is seen through, in px. */
  get plot(): { readonly width: number; readonly height: number } {
    const { width, height } = this.size;
    const gutters = guttersFor(width);
    return { width: Math.max(1, width - gutters.left - gutters.right), height: Math.max(1, height - gutters.bottom) };
  }

  /** Screen position of the scene's origin at camera (0, 0), relative to the stage. */
  get origin(): { readonly x: number; readonly y: number } {
    return this.shown?.quadrant === undefined ? { x: 0, y: 0 } : { x: guttersFor(this.size.width).left, y: 0 };
  }

  /** Screen pixels per scene pixel: the quadrant is laid out at its zoom, the topology is scaled. */
  get scale(): number {
    return this.shown?.quadrant === undefined ? this.camera.zoom : 1;
  }

  /** Forgets the colours; call after a theme change. */
  themeChanged(): void {
    this.palette = undefined;
    this.followTextSize();
    this.paint();
  }

  /** Shows a scene. */
  show(shown: Shown, emphasis: Emphasis, camera: Camera): void {
    this.shown = shown;
    this.emphasis = emphasis;
    this.camera = camera;
    this.element.classList.toggle('is-quadrant', shown.quadrant !== undefined);
    this.nodes.show(shown.scene, emphasis);
    this.ghosts.replaceChildren(...ghostParts(shown.quadrant?.ghosts ?? []));
    this.paint();
  }

  /** Redraws selection and dimming. */
  emphasise(emphasis: Emphasis): void {
    this.emphasis = emphasis;
    if (this.shown !== undefined && this.shown.scene.nodes.length > MOUNT_LIMIT) this.nodes.show(this.shown.scene, emphasis);
    else this.nodes.emphasise(emphasis);
    this.paint();
  }

  /** Moves the finished picture; it is repainted once the moves stop. Within one zoom of the quadrant only. Call once a frame. */
  move(camera: Camera): void {
    if (camera.x === this.camera.x && camera.y === this.camera.y && camera.zoom === this.camera.zoom) return;
    this.camera = camera;
    this.follow();
    window.clearTimeout(this.settleTimer);
    this.settleTimer = window.setTimeout(() => this.paint(), SETTLE_MS);
  }

  /** Makes a node the tab stop of the graph. */
  standOn(id: string | undefined): void {
    this.standing = id;
    this.nodes.standOn(id);
  }

  /** What takes the keyboard focus: the node it stands on, or the stage while there is none. */
  get focusTarget(): SVGGElement | HTMLElement {
    return (this.standing === undefined ? undefined : this.nodes.elementOf(this.standing)) ?? this.element;
  }

  /** Draws; the focus stays inside the stage if it was there, on the node the keyboard stands on. */
  keepingFocus(draw: () => void): void {
    const had = this.element.contains(document.activeElement);
    draw();
    const target = this.focusTarget;
    this.element.tabIndex = target === this.element ? 0 : -1;
    if (had && document.activeElement !== target) target.focus({ preventScroll: true });
  }

  /** Shows interim places of nodes and edges while an update is animated. */
  paintInterim(scene: Scene): void {
    this.nodes.move(new Map(scene.nodes.map((placed) => [placed.node.id, placed])));
    this.paintCanvas(scene);
  }

  private followTextSize(): void {
    this.followedScale = textScale();
    const still = this.followedScale === 1;
    const share = still ? '' : `${100 / this.followedScale}%`;
    Object.assign(this.scaled.style, { width: share, height: share, transform: still ? '' : `scale(${this.followedScale})` });
  }

  private follow(): void {
    const { x, y, zoom } = this.camera;
    const scale = this.shown?.quadrant === undefined ? zoom / this.painted.zoom : 1;
    // Whole pixels: a picture moved by a fraction is resampled in each frame, which is slow and blurs.
    const [dx, dy] = [Math.round(x - this.painted.x * scale), Math.round(y - this.painted.y * scale)];
    if (Math.abs(dx) > this.margin.x || Math.abs(dy) > this.margin.y) {
      this.paint();
      return;
    }
    this.layer.style.transform = `translate(${dx}px, ${dy}px) scale(${scale})`;
    this.alongX.style.transform = `translateX(${dx}px)`;
    this.alongY.style.transform = `translateY(${dy}px)`;
  }

  private paint(): void {
    if (this.shown === undefined || this.emphasis === undefined) return;
    window.clearTimeout(this.settleTimer);
    this.painted = this.camera;
    for (const moved of [this.layer, this.alongX, this.alongY]) moved.style.transform = '';
    const transform = `translate(${this.camera.x} ${this.camera.y}) scale(${this.scale})`;
    this.nodesRoot.setAttribute('transform', transform);
    this.groundRoot.setAttribute('transform', transform);
    this.paintFrame();
    this.paintCanvas(this.shown.scene);
  }

  private paintFrame(): void {
    const parts = this.shown?.quadrant === undefined ? undefined : drawFrame(this.shown.quadrant, this.shown.system, this.camera, this.size);
    this.fixedSvg.replaceChildren(...(parts?.fixed ?? []));
    this.alongX.replaceChildren(...(parts?.alongX ?? []));
    this.alongY.replaceChildren(...(parts?.alongY ?? []));
    this.frameGround.replaceChildren(...(parts?.ground ?? []));
    this.mark.replaceChildren(...(parts?.mark ?? []));
    for (const inScene of [this.frameGround, this.mark]) inScene.setAttribute('transform', `translate(${-this.origin.x} ${-this.origin.y})`);
  }

  private paintCanvas(scene: Scene): void {
    const context = this.canvas.getContext('2d');
    if (context === null || this.emphasis === undefined) return;
    this.palette ??= readPalette();
    const { clientWidth: width, clientHeight: height } = this.clip;
    const ratio = (window.devicePixelRatio || 1) * this.textScale;
    const { x: marginX, y: marginY } = { x: Math.round(width * OVERSCAN), y: Math.round(height * OVERSCAN) };
    this.margin = { x: marginX, y: marginY };
    const [pixelsX, pixelsY] = [Math.round((width + 2 * marginX) * ratio), Math.round((height + 2 * marginY) * ratio)];
    if (this.canvas.width !== pixelsX || this.canvas.height !== pixelsY) {
      this.canvas.width = pixelsX;
      this.canvas.height = pixelsY;
      this.canvas.style.width = `${width + 2 * marginX}px`;
      this.canvas.style.height = `${height + 2 * marginY}px`;
      this.canvas.style.left = `${-marginX}px`;
      this.canvas.style.top = `${-marginY}px`;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, pixelsX, pixelsY);
    const scale = this.scale * ratio;
    context.setTransform(scale, 0, 0, scale, (this.camera.x + marginX) * ratio, (this.camera.y + marginY) * ratio);
    paintEdges({ context, palette: this.palette, emphasis: this.emphasis, scale: this.scale }, scene.edges, scene.pills);
    if (scene.nodes.length > MOUNT_LIMIT) paintGlyphs(context, this.palette, scene.nodes, scene.labels, this.emphasis);
  }
}
