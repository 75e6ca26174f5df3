import { describe, expect, it } from 'vitest';
import { arrangementFor } from '../../webview/layout/arrangement.js';
import { anchorsFor, buildQuadrantScene } from '../../webview/layout/build-scene.js';
import { buildAxes, findSpan, findTie } from '../../webview/layout/axes.js';
import { overlaps } from '../../webview/layout/geometry.js';
import type { Box } from '../../webview/layout/geometry.js';
import { placeIdle } from '../../webview/layout/idle-rows.js';
import { NUDGE_CAP } from '../../webview/layout/nudge.js';
import { withoutPlace } from '../../webview/layout/quadrant.js';
import type { MeasureText, PlacedNode, Scene } from '../../webview/layout/scene.js';
import { placeMark } from '../../webview/layout/system-mark.js';
import { buildTiers } from '../../webview/layout/tiers.js';
import { buildPicture } from '../../webview/picture.js';
import type { PictureOptions } from '../../webview/picture.js';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { shopView, syntheticView } from '../support/graph-views.js';

/** About the width of the page's font at 12 px. */
const measure: MeasureText = (text) => text.length * 6.6;
const WHOLE: PictureOptions = { filter: '', budget: 'rest', detail: 'elements', expanded: [], compact: false, always: new Set() };
const PLOT = { width: 1192, height: 660, zoom: 1 };

function quadrant(view: GraphView, zoom = 1, options = WHOLE) {
  const picture = buildPicture(view, options);
  return buildQuadrantScene(picture, view.system, { ...PLOT, zoom }, anchorsFor(picture, view.system, PLOT.width, PLOT.height), measure);
}

function overlappingGlyphs({ nodes }: Scene): number {
  let count = 0;
  nodes.forEach((a, index) => {
    for (const b of nodes.slice(index + 1)) if (Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius - 1.5) count++;
  });
  return count;
}

function overlappingLabels({ labels }: Scene): number {
  const shown = labels.filter(({ fits }) => fits);
  let count = 0;
  shown.forEach((a, index) => {
    for (const b of shown.slice(index + 1)) if (overlaps(a.box, b.box)) count++;
  });
  return count;
}

describe('quadrant layout', () => {
  const systems: readonly (readonly [string, GraphView])[] = [
    ['15 services', shopView()],
    ['60 services', syntheticView({ services: 60, relations: 160, groups: 1, seed: 7 })],
    ['60 tied services', syntheticView({ services: 60, relations: 160, groups: 1, seed: 7, tied: true })],
    ['300 services', syntheticView({ services: 300, relations: 900, groups: 1, seed: 11 })],
  ];

  it.each(systems)('lets no glyphs and no names overlap: %s', (_, view) => {
    const scene = quadrant(view);
    expect(overlappingGlyphs(scene)).toBe(0);
    expect(overlappingLabels(scene)).toBe(0);
  });

  it.each([560, 700, 840])('keeps infrastructure inside a plot that is wider than the one it was arranged for: %i px', (width) => {
    const view = syntheticView({ services: 40, relations: 120, groups: 1, seed: 2, tied: true });
    const picture = buildPicture(view, WHOLE);
    const business = new Set(picture.nodes.filter((node) => node.business).map(({ id }) => id));
    const anchors = anchorsFor(picture, view.system, PLOT.width, PLOT.height, { width, height: PLOT.height });
    for (const [id, { x }] of anchors) if (!business.has(id)) expect(Math.abs(x - PLOT.width / 2)).toBeLessThan(PLOT.width / 2 - 14);
  });

  it.each(systems)('moves no glyph further than the cap from its measured place: %s', (_, view) => {
    for (const { x, y, anchor } of quadrant(view).nodes) expect(Math.hypot(x - anchor.x, y - anchor.y)).toBeLessThanOrEqual(NUDGE_CAP + 1);
  });

  it('names every element of a small system', () => {
    expect(quadrant(shopView()).labels.filter(({ fits }) => !fits)).toEqual([]);
  });

  it('gives equal scenes for equal input, whatever the order of the elements', () => {
    const view = shopView();
    const shuffled = { ...view, elements: [...view.elements].reverse() };
    const places = (scene: Scene) => new Map(scene.nodes.map(({ node, x, y }) => [node.id, [x, y]]));
    expect(places(quadrant(view))).toEqual(places(quadrant(view)));
    expect(new Map([...places(quadrant(shuffled))].sort())).toEqual(new Map([...places(quadrant(view))].sort()));
  });

  it('draws no element twice and none that the graph lacks', () => {
    const view = syntheticView({ services: 300, relations: 900, groups: 1, seed: 11 });
    const drawn = quadrant(view).nodes.flatMap(({ node }) => node.members);
    expect(drawn.length).toBe(new Set(drawn).size);
    expect(view.elements.map(({ id }) => id)).toEqual(expect.arrayContaining(drawn));
  });

  it('moves no node when something is selected or filtered', () => {
    const view = shopView();
    const places = (options: PictureOptions) => new Map(quadrant(view, 1, options).nodes.map(({ node, x, y }) => [node.id, [x, y]]));
    const rest = places(WHOLE);
    expect(places({ ...WHOLE, always: new Set(['otel-collector']) })).toEqual(rest);
    expect(places({ ...WHOLE, filter: 'risk>=high' })).toEqual(rest);
  });

  it('keeps the order of the tie band when panel and notices take room, and measured places exact', () => {
    const picture = buildPicture(shopView(), WHOLE);
    const less = { width: PLOT.width - 352, height: PLOT.height - 36 };
    const places = (plot: typeof less) => {
      const anchors = anchorsFor(picture, shopView().system, plot.width, plot.height, arrangementFor(plot, { width: 0, height: 0 }, less));
      return buildQuadrantScene(picture, shopView().system, { ...plot, zoom: 1 }, anchors, measure).nodes.filter(({ node }) => node.business);
    };
    const order = (nodes: readonly PlacedNode[]) => [...nodes].sort((a, b) => a.anchor.y - b.anchor.y || (a.node.id < b.node.id ? -1 : 1)).map(({ node }) => node.id);
    const roomy = places({ width: PLOT.width, height: PLOT.height });
    expect(order(roomy)).toEqual(order(places(less)));
    const exact = quadrant(shopView()).nodes;
    for (const { node, anchor } of roomy) expect(anchor.x).toBeCloseTo(exact.find((one) => one.node.id === node.id)?.anchor.x ?? -1, 6);
  });

  it('arranges the tie band anew for a window of another size only', () => {
    const plot = { width: 1192, height: 660 };
    const spare = { width: 352, height: 36 };
    const first = arrangementFor(plot, spare, undefined);
    expect(first).toEqual({ width: 840, height: 624 });
    expect(arrangementFor({ width: 840, height: 624 }, { width: 0, height: 36 }, first)).toBe(first);
    expect(arrangementFor({ width: 600, height: 624 }, { width: 0, height: 36 }, first)).toEqual({ width: 600, height: 588 });
  });

  it('lists each thing that it cannot place, services and infrastructure alike', () => {
    const view = shopView();
    const [store, collector] = view.elements.filter(({ id }) => id === 'cart-redis' || id === 'otel-collector');
    const [keeps] = view.relations.filter(({ line }) => line === 'data');
    if (store === undefined || collector === undefined || keeps === undefined) throw new Error('the shop has changed');
    const search = { ...store, id: 'elasticsearch', name: 'elasticsearch' };
    const logs = { ...collector, id: 'logstash', name: 'logstash' };
    const relation = { ...keeps, id: 'logstash>elasticsearch', from: 'logstash', to: 'elasticsearch', findings: [] };
    const odd = { ...view, elements: [...view.elements, search, logs, { ...logs, id: 'cadvisor', name: 'cadvisor' }], relations: [...view.relations, relation] };
    const picture = buildPicture(odd, WHOLE);
    const ids = withoutPlace(picture).map(({ id }) => id);
    expect(ids).toEqual(['elasticsearch', 'logstash', 'cadvisor']);
    expect(quadrant(odd).unplaced.map(({ id }) => id)).toEqual(ids);
    expect(quadrant(odd).nodes.length + ids.length).toBe(odd.elements.length);
  });

  it('keeps services without coordinates off the plot', () => {
    const view = shopView();
    const elements = view.elements.map(({ logical, physical, ...rest }) => (rest.id === 'reviews' ? rest : { ...rest, ...(logical !== undefined && { logical }), ...(physical !== undefined && { physical }) }));
    const scene = quadrant({ ...view, elements });
    expect(scene.unplaced.map(({ id }) => id)).toEqual(['reviews']);
    expect(scene.nodes.some(({ node }) => node.id === 'reviews')).toBe(false);
  });
});

describe('tie band', () => {
  it('opens where enough services share a value', () => {
    expect(findTie([1, 1, 1, 0.99, 0.4])).toEqual({ value: 1, count: 4 });
    expect(findTie([1, 1, 0.5])).toEqual({ value: 1, count: 2 });
    expect(findTie([1, 1, 0.5, 0.2])).toBeUndefined();
  });

  it('stays shut when few of many services lie close by chance', () => {
    expect(findTie(Array.from({ length: 60 }, (_, i) => i / 60).concat([0.5, 0.5, 0.5]))).toBeUndefined();
  });

  it('keeps left to right exact and top to bottom in call depth', () => {
    const scene = quadrant(shopView());
    const services = scene.nodes.filter(({ node }) => node.business);
    for (const { x, node } of services) expect(Math.abs(x - scene.axes.x(node.logical ?? 0))).toBeLessThanOrEqual(NUDGE_CAP);
    for (const upper of services) {
      for (const lower of services) if (lower.node.depth > upper.node.depth) expect(lower.anchor.y).toBeGreaterThan(upper.anchor.y);
    }
  });

  it('never changes its order with the zoom', () => {
    const order = (zoom: number) => [...quadrant(shopView(), zoom).nodes].sort((a, b) => a.anchor.y - b.anchor.y || (a.node.id < b.node.id ? -1 : 1)).map(({ node }) => node.id);
    expect(order(3)).toEqual(order(1));
  });
});

describe('logical axis', () => {
  it('is cut where nothing stands, and always shows the threshold', () => {
    expect(findSpan([0.36, 0.41, 0.45])).toEqual({ from: 0.25, to: 0.6 });
    expect(findSpan([0.9, 1])).toEqual({ from: 0.4, to: 1 });
    expect(findSpan([0.1, 0.8])).toEqual({ from: 0, to: 1 });
    expect(findSpan([])).toEqual({ from: 0, to: 1 });
  });
});

describe('picture', () => {
  it('draws at most 120 lines at rest, riskiest first, and says how many relations they stand for', () => {
    const view = syntheticView({ services: 300, relations: 900, groups: 1, seed: 11 });
    const picture = buildPicture(view, WHOLE);
    expect(picture.edges.length).toBe(120);
    expect(picture.total).toBe(900);
    expect(picture.edges.filter(({ level }) => level === 'high').length).toBe(new Set(view.relations.filter(({ level }) => level === 'high').map(({ id }) => id)).size);
  });

  it('keeps a budget of risk at rest: no more risky lines than the plot has room for, and fewer harmless ones', () => {
    const view = syntheticView({ services: 60, relations: 400, groups: 1, seed: 7, tied: true });
    const risky = view.relations.filter(({ level }) => level !== 'low').length;
    const room = 56;
    expect(risky).toBeGreaterThan(room);
    const { edges, drawn, total } = buildPicture(view, { ...WHOLE, room });
    expect({ lines: edges.length, drawn, total }).toEqual({ lines: 56, drawn: 56, total: 400 });
    // The riskiest stay: whatever is left out is less risky than what is drawn.
    const ids = new Set(edges.flatMap(({ relations }) => relations.map(({ id }) => id)));
    const least = Math.min(...edges.map(({ risk }) => risk));
    expect(view.relations.filter(({ id, level, risk }) => !ids.has(id) && level === 'high' && risk > least)).toEqual([]);

    const harmless = { ...view, relations: view.relations.map((relation) => ({ ...relation, level: 'low' as const })) };
    expect(buildPicture(harmless, { ...WHOLE, room }).edges.length).toBe(42);
  });

  it('draws at most one line per group at rest', () => {
    const view = syntheticView({ services: 1000, relations: 5000, groups: 24, seed: 3 });
    const picture = buildPicture(view, { ...WHOLE, detail: 'groups' });
    expect([picture.nodes.length, picture.edges.length]).toEqual([24, 24]);
    expect(picture.nodes.some(({ note }) => note !== undefined)).toBe(false);
  });

  it('says of a crowded node how many of its lines are left out in all', () => {
    const view = shopView();
    const [service] = view.elements.filter(({ id }) => id === 'reviews');
    const [call] = view.relations.filter(({ line, level }) => line === 'sync' && level === 'low');
    if (service === undefined || call === undefined) throw new Error('the shop has changed');
    const callers = Array.from({ length: 40 }, (_, i) => ({ ...service, id: `caller-${i}`, name: `caller-${i}` }));
    const calls = callers.map(({ id }) => ({ ...call, id: `${id}>mailgun`, from: id, to: 'mailgun' }));
    const { nodes, edges } = buildPicture({ ...view, elements: [...view.elements, ...callers], relations: [...view.relations, ...calls] }, { ...WHOLE, room: 30 });
    const shown = edges.filter(({ from, to }) => from === 'mailgun' || to === 'mailgun').length;
    expect(nodes.find(({ id }) => id === 'mailgun')?.note).toBe(`+${41 - shown} more`);
  });

  it('folds telemetry and start order until they are asked for', () => {
    const view = shopView();
    expect(buildPicture(view, WHOLE).edges.some(({ line }) => line === 'telemetry')).toBe(false);
    expect(buildPicture(view, { ...WHOLE, budget: 'all' }).drawn).toBe(view.relations.length);
    expect(buildPicture(view, { ...WHOLE, always: new Set(['orders']) }).edges.some(({ line, from }) => line === 'telemetry' && from === 'orders')).toBe(true);
  });

  it('limits the harmless lines of one node, says how many more there are, and draws them when it is selected', () => {
    const view = shopView();
    const [service] = view.elements.filter(({ id }) => id === 'reviews');
    const [call] = view.relations.filter(({ line, level }) => line === 'sync' && level === 'low');
    if (service === undefined || call === undefined) throw new Error('the shop has changed');
    const callers = Array.from({ length: 20 }, (_, i) => ({ ...service, id: `caller-${i}`, name: `caller-${i}` }));
    const calls = callers.map(({ id }) => ({ ...call, id: `${id}>mailgun`, from: id, to: 'mailgun' }));
    const busy = { ...view, elements: [...view.elements, ...callers], relations: [...view.relations, ...calls] };
    const drawn = (options: PictureOptions) => buildPicture(busy, options).edges.filter(({ to }) => to === 'mailgun').length;
    expect(drawn(WHOLE)).toBe(12);
    expect(buildPicture(busy, WHOLE).nodes.find(({ id }) => id === 'mailgun')?.note).toBe('+9 more');
    expect(drawn({ ...WHOLE, always: new Set(['mailgun']) })).toBe(21);
  });

  it('collapses groups with their lines merged, and opens one of them', () => {
    const view = shopView();
    const groups = buildPicture(view, { ...WHOLE, detail: 'groups' });
    expect(groups.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(['group:checkout', 'group:platform', 'stripe']));
    const open = buildPicture(view, { ...WHOLE, detail: 'groups', expanded: ['checkout'] });
    expect(open.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(['orders', 'group:platform']));
  });
});

describe('rows below the layers', () => {
  const nodeOf = (id: string) => {
    const found = buildPicture(shopView(), WHOLE).nodes.find((node) => node.id === id);
    if (found === undefined) throw new Error(`the shop has no ${id}`);
    return found;
  };
  const placed = (id: string, x: number): PlacedNode => ({ node: nodeOf(id), x, y: 100, anchor: { x, y: 100 }, radius: 16, card: { width: 132, height: 32 } });

  it('put what only imports lead to below what imports it, and what nothing leads to in a row of its own', () => {
    const library = { ...nodeOf('mailgun'), id: 'common', label: 'common', glyph: 'library' as const };
    const [edge] = buildPicture(shopView(), WHOLE).edges.filter(({ line }) => line === 'library');
    if (edge === undefined) throw new Error('the shop has no library');
    const edges = ['orders', 'payments'].map((from) => ({ ...edge, id: from, from, to: 'common' }));
    const [below, alone] = placeIdle([nodeOf('stripe'), library], edges, [placed('orders', 500), placed('payments', 700)], { x: 0, y: 0, width: 900, height: 200 }, measure);
    expect([below?.node.id, below?.x]).toEqual(['common', 600]);
    expect([alone?.node.id, (alone?.y ?? 0) > (below?.y ?? 0)]).toEqual(['stripe', true]);
  });
});

describe('the name of the system', () => {
  it('stands beside its mark on the side where no glyph is', () => {
    const axes = buildAxes(1192, 660, 1, { logical: [0.1, 0.9], physical: [0.2, 0.9] });
    const system = { ...shopView().system, logical: 0.5, physical: 0.6 };
    const sideOf = (glyphs: readonly Box[]) => placeMark(system, axes, glyphs, measure)?.label.anchor;
    const usual = placeMark(system, axes, [], measure)?.label.box;
    expect(sideOf([])).toBe('start');
    expect(sideOf(usual === undefined ? [] : [usual])).toBe('end');
  });

  it('has its name over the whisker where that leaves no room on either side', () => {
    const axes = buildAxes(840, 520, 1, { logical: [0.42], physical: [1], mark: { from: 0.28, to: 0.56 } });
    const box = placeMark({ ...shopView().system, name: 'booking-microservices', logical: 0.42, physical: 1, uncertainty: 0.14 }, axes, [], measure)?.label.box;
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(840);
  });
});

describe('tiers', () => {
  it('places a thousand services without overlap', () => {
    const scene = buildTiers(buildPicture(syntheticView({ services: 1000, relations: 2000, groups: 1, seed: 5 }), WHOLE), measure);
    const boxes = scene.nodes.map(({ x, y, card }) => ({ x: x - (card?.width ?? 0) / 2, y: y - 16, width: card?.width ?? 0, height: 32 }));
    const byColumn = new Map<number, typeof boxes>();
    for (const box of boxes) byColumn.set(box.x, [...(byColumn.get(box.x) ?? []), box]);
    for (const column of byColumn.values()) {
      const sorted = [...column].sort((a, b) => a.y - b.y);
      sorted.slice(1).forEach((box, index) => expect(overlaps(box, sorted[index] ?? box)).toBe(false));
    }
  });
});
