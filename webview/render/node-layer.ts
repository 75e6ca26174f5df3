import type { ChangeView } from '../../src/protocol/graph-diff.js';
import { svg } from '../dom.js';
import type { Emphasis } from '../emphasis.js';
import { RING_RADIUS } from '../layout/glyph-size.js';
import { boxAround, overlaps } from '../layout/geometry.js';
import type { Box } from '../layout/geometry.js';
import { CHANGE_SIGN } from '../layout/labels.js';
import { leaderEnd } from '../layout/leader.js';
import type { PlacedLabel, PlacedNode, Scene } from '../layout/scene.js';
import { arcPath, GLYPH_SHAPES, shapeOf } from './glyphs.js';
import { orderDisc, outcomeSign } from './outcome-signs.js';

/** More nodes than this are painted on the canvas; only lit and selected ones are mounted then (experience.md C7). */
export const MOUNT_LIMIT = 400;

/** Says a node aloud: name, quadrant, relations. */
export type DescribeNode = (placed: PlacedNode) => string;

/** The nodes of a scene as SVG elements, patched by id so that focus and transitions survive updates. */
export class NodeLayer {
  readonly root = svg('g', { class: 'nodes' });
  private readonly leaders = svg('g', { class: 'leaders', 'aria-hidden': 'true' });
  private readonly containers = svg('g', { class: 'containers', 'aria-hidden': 'true' });
  private readonly mounted = new Map<string, { element: SVGGElement; placed: PlacedNode; label: PlacedLabel | undefined; name: string }>();
  /** The node that takes the focus when the Tab key comes to the graph. */
  private standing: string | undefined;
  /** Where names stand. */
  private names: readonly Box[] = [];

  constructor(private readonly describe: DescribeNode) {}

  /** The groups drawn beneath the edges. */
  get ground(): SVGGElement {
    return this.containers;
  }

  /** Mounts what the scene asks for and moves what stays. */
  show(scene: Scene, emphasis: Emphasis): void {
    const labels = new Map(scene.labels.map((label) => [label.id, label]));
    this.names = scene.labels.filter(({ fits }) => fits).map(({ box }) => box);
    const wanted = scene.nodes.length <= MOUNT_LIMIT ? scene.nodes : scene.nodes.filter(({ node }) => emphasis.selectedNodes.has(node.id) || emphasis.hovered === node.id || node.id === this.standing);
    const keep = new Set(wanted.map(({ node }) => node.id));
    for (const [id, { element }] of this.mounted) {
      if (keep.has(id)) continue;
      element.remove();
      this.mounted.delete(id);
    }
    for (const placed of wanted) this.mount(placed, labels.get(placed.node.id));
    this.drawLeaders(scene);
    this.drawContainers(scene);
    this.emphasise(emphasis);
  }

  /** Applies selection and dimming without touching places. */
  emphasise(emphasis: Emphasis): void {
    for (const [id, { element, placed, name }] of this.mounted) {
      const selected = emphasis.selectedNodes.has(id);
      element.classList.toggle('dimmed', emphasis.active && !emphasis.nodes.has(id) && !selected);
      element.classList.toggle('lit', (emphasis.active && emphasis.nodes.has(id)) || emphasis.hovered === id);
      element.classList.toggle('selected', selected);
      element.setAttribute('aria-pressed', String(selected));
      showOutcome(element, placed, emphasis.outage, this.names);
      element.setAttribute('aria-label', emphasis.outage === undefined ? name : `${name}, ${outcomeWords(placed, emphasis.outage)}`);
    }
  }

  /** Makes a node the tab stop of the graph; one that is not mounted follows with the next `show`. */
  standOn(id: string | undefined): void {
    for (const [one, { element }] of this.mounted) element.setAttribute('tabindex', one === id ? '0' : '-1');
    this.standing = id;
  }

  /** The element of a node, for keyboard focus. */
  elementOf(id: string): SVGGElement | undefined {
    return this.mounted.get(id)?.element;
  }

  /** Moves nodes to interim places while an update is animated. */
  move(places: ReadonlyMap<string, { readonly x: number; readonly y: number }>): void {
    for (const [id, { element }] of this.mounted) {
      const place = places.get(id);
      if (place !== undefined) element.setAttribute('transform', `translate(${place.x.toFixed(1)} ${place.y.toFixed(1)})`);
    }
  }

  private mount(placed: PlacedNode, label: PlacedLabel | undefined): void {
    const before = this.mounted.get(placed.node.id);
    if (before !== undefined && looksAlike(before, placed, label)) {
      before.element.setAttribute('transform', `translate(${placed.x} ${placed.y})`);
      this.mounted.set(placed.node.id, { element: before.element, placed, label, name: this.describe(placed) });
      return;
    }
    const element = before?.element ?? svg('g', { 'data-node': placed.node.id, tabindex: placed.node.id === this.standing ? 0 : -1, role: 'button' });
    element.setAttribute('class', `node ${placed.node.business ? 'business' : 'infra'} ${placed.node.glyph}${label?.fits === false ? ' crowded' : ''}${placed.node.change === undefined ? '' : ` ${placed.node.change}`}`);
    element.setAttribute('transform', `translate(${placed.x} ${placed.y})`);
    element.replaceChildren(...(placed.card === undefined ? glyphParts(placed) : cardParts(placed, placed.card)), ...labelParts(placed, label));
    if (before === undefined) this.root.append(element);
    this.mounted.set(placed.node.id, { element, placed, label, name: this.describe(placed) });
  }

  private drawLeaders(scene: Scene): void {
    this.leaders.replaceChildren(...scene.nodes.flatMap((placed) => {
      const end = leaderEnd(placed);
      return end === undefined ? [] : [
        svg('path', { d: `M${placed.x} ${placed.y}L${end.x.toFixed(1)} ${end.y.toFixed(1)}` }),
        svg('circle', { cx: end.x.toFixed(1), cy: end.y.toFixed(1), r: 1.5 }),
      ];
    }));
    this.root.prepend(this.leaders);
  }

  private drawContainers(scene: Scene): void {
    this.containers.replaceChildren(...scene.containers.flatMap(({ label, box }) => [
      svg('rect', { ...box, rx: 8 }),
      svg('text', { x: box.x + 12, y: box.y + 19 }, label),
    ]));
  }
}

/** In the simulation each glyph says what becomes of it, and in which order. */
function showOutcome(element: SVGGElement, placed: PlacedNode, outage: Emphasis['outage'], names: readonly Box[]): void {
  const { node, card } = placed;
  for (const old of element.querySelectorAll('.outcome, .order')) old.remove();
  element.classList.remove('judged');
  if (outage === undefined) return;
  const effect = outage.nodes.get(node.id);
  // Infrastructure that does not notice keeps its own shape: the counts are of services.
  if (effect === undefined && !node.business) return;
  const sign = outcomeSign(effect?.outcome ?? 'unaffected');
  if (card !== undefined) sign.setAttribute('transform', `translate(${-card.width / 2 + 20} 0) scale(0.8)`);
  element.append(sign);
  element.classList.add('judged');
  if (effect === undefined || effect.order === 0) return;
  const at = card === undefined ? orderPlace(placed, names) : { x: card.width / 2 - 3, y: 3 - card.height / 2 };
  element.append(orderDisc(effect.order, at.x, at.y));
}

/** The corners of a glyph where the order of failure may stand, in px from its middle, the usual one first. */
const ORDER_PLACES = [{ x: 13, y: -12 }, { x: -13, y: -12 }, { x: 13, y: 12 }, { x: -13, y: 12 }] as const;
const ORDER_RADIUS = 9;

/** The first corner of a glyph where the number covers no name. */
function orderPlace({ x, y }: PlacedNode, names: readonly Box[]): (typeof ORDER_PLACES)[number] {
  const free = ORDER_PLACES.find((place) => !names.some((name) => overlaps(boxAround({ x: x + place.x, y: y + place.y }, ORDER_RADIUS), name)));
  return free ?? ORDER_PLACES[0];
}

/** What the sign over a glyph says: "fails, step 2". */
function outcomeWords({ node }: PlacedNode, outage: NonNullable<Emphasis['outage']>): string {
  const effect = outage.nodes.get(node.id);
  if (effect === undefined) return 'unaffected';
  return effect.outcome === 'down' ? 'taken down' : `${effect.outcome}, step ${effect.order}`;
}

function looksAlike(before: { placed: PlacedNode; label: PlacedLabel | undefined }, placed: PlacedNode, label: PlacedLabel | undefined): boolean {
  const offset = (one: PlacedLabel | undefined, at: PlacedNode) => (one === undefined ? '' : `${one.text}|${one.note ?? ''}|${one.anchor}|${(one.x - at.x).toFixed(1)}|${(one.y - at.y).toFixed(1)}|${one.fits}|${one.tie === undefined ? '' : tiePath(one.tie, at)}`);
  const card = ({ card: size }: PlacedNode) => (size === undefined ? '' : `${size.width}x${size.height}`);
  const [a, b] = [before.placed.node, placed.node];
  return a === b || (a.glyph === b.glyph && a.change === b.change && a.quiet === b.quiet && a.blastRadius === b.blastRadius && a.members.length === b.members.length && a.label === b.label)
    ? offset(before.label, before.placed) === offset(label, placed) && card(before.placed) === card(placed)
    : false;
}

function glyphParts({ node, radius }: PlacedNode): readonly SVGElement[] {
  const shape = shapeOf(node);
  return [
    svg('circle', { class: 'target', r: 18 }),
    svg('circle', { class: 'back', r: radius + 1 }),
    svg('circle', { class: 'ring', r: radius + 4 }),
    ...(shape.behind === undefined ? [] : [svg('path', { class: 'body', d: shape.behind })]),
    svg('path', { class: 'body', d: shape.body }),
    ...(shape.detail === undefined ? [] : [svg('path', { class: 'detail', d: shape.detail })]),
    ...(node.members.length > 1 ? [countOf(node.glyph, node.members.length)] : []),
    ...(node.blastRadius === undefined || node.quiet === true ? [] : blastRing(node.blastRadius)),
    ...(node.change === undefined ? [] : [changeSign(node.change, CHANGE_SIGN.x, CHANGE_SIGN.y)]),
  ];
}

/** The front square of a group lies 2.5 px off the centre. */
function countOf(glyph: string, count: number): SVGElement {
  const offset = glyph === 'group' ? -2.5 : 0;
  return svg('text', { class: 'count', 'aria-hidden': 'true', x: offset, y: 4 - offset }, String(count));
}

function blastRing(share: number): readonly SVGElement[] {
  const arc = arcPath(RING_RADIUS, share);
  return [
    svg('circle', { class: 'track', r: RING_RADIUS }),
    ...(arc === '' ? [] : [svg('path', { class: 'arc', d: arc })]),
  ];
}

/** A topology card: a pill for services, a box for the rest, with the glyph at its left. */
function cardParts({ node }: PlacedNode, { width, height }: { width: number; height: number }): readonly SVGElement[] {
  const shape = GLYPH_SHAPES[node.glyph];
  const radius = node.glyph === 'service' ? 16 : 4;
  const box = { x: -width / 2, y: -height / 2, width, height };
  return [
    svg('rect', { class: 'ring', x: box.x - 4, y: box.y - 4, width: width + 8, height: height + 8, rx: radius + 4 }),
    svg('rect', { class: 'back card', ...box, rx: radius }),
    svg('rect', { class: 'body', ...box, rx: radius }),
    svg('g', { class: 'icon', transform: `translate(${-width / 2 + 20} 0) scale(0.68)` },
      shape.behind !== undefined && svg('path', { d: shape.behind }), svg('path', { d: shape.body }), shape.detail !== undefined && svg('path', { d: shape.detail })),
    ...(node.change === undefined ? [] : [changeSign(node.change, width / 2 - 3, -height / 2 + 1)]),
  ];
}

function labelParts(placed: PlacedNode, label: PlacedLabel | undefined): readonly SVGElement[] {
  if (label === undefined) return [];
  const at = { 'aria-hidden': 'true', x: Math.round(label.x - placed.x), y: Math.round(label.y - placed.y), 'text-anchor': label.anchor };
  return [
    ...(label.tie === undefined ? [] : [svg('path', { class: 'tie', 'aria-hidden': 'true', d: tiePath(label.tie, placed) })]),
    svg('text', { class: 'label', ...at }, label.text),
    ...(label.note === undefined ? [] : [svg('text', { class: 'label note', ...at, y: at.y + 14 }, label.note)]),
  ];
}

function tiePath([from, to]: NonNullable<PlacedLabel['tie']>, { x, y }: PlacedNode): string {
  return `M${(from.x - x).toFixed(1)} ${(from.y - y).toFixed(1)}L${(to.x - x).toFixed(1)} ${(to.y - y).toFixed(1)}`;
}

/** "+" for what came, "−" for what went. */
function changeSign(change: ChangeView, x: number, y: number): SVGElement {
  return svg('g', { class: 'change', transform: `translate(${x} ${y})` }, svg('circle', { r: 7 }), svg('path', { d: change === 'added' ? 'M-3.5 0h7M0 -3.5v7' : 'M-3.5 0h7' }));
}
