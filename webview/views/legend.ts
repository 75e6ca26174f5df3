import type { LineView } from '../../src/protocol/graph-view.js';
import { html } from '../dom.js';
import { glyphOf, isFolded } from '../picture.js';
import type { Glyph } from '../picture.js';
import { LINE_STYLES } from '../render/marks.js';
import { miniChange, miniGlyph, miniHigh, miniLine, miniMove, miniSystem } from '../render/mini.js';
import { miniOrder, miniOutcome } from '../render/outcome-signs.js';
import { detailOf } from '../store.js';
import type { State } from '../store.js';
import type { ViewPart } from './view.js';
import { KIND_NAMES, LEVEL_MEANINGS } from './words.js';

const LINES: readonly LineView[] = ['sync', 'async', 'data', 'library', 'type', 'change', 'telemetry', 'start'];

function item(picture: SVGElement, text: string): HTMLElement {
  return html('span', { class: 'item' }, picture, html('span', {}, text));
}

/** An item with its full explanation as a tooltip. */
function explained(element: HTMLElement, text: string): HTMLElement {
  element.title = text;
  return element;
}

/** Two aligned rows: what the glyphs and the lines mean. Only what the graph contains is explained. */
export function createLegend(): ViewPart {
  const caption = html('span', { class: 'caption' }, 'Elements');
  const elements = html('div', { class: 'row' });
  const relations = html('div', { class: 'row' });
  const element = html('section', { class: 'legend', 'aria-label': 'Legend' },
    caption, elements, html('span', { class: 'caption' }, 'Relations'), relations);
  let shown: readonly unknown[] = [];
  return {
    element,
    update: (state) => {
      element.hidden = !state.legend || state.tab === 'table' || state.view === undefined || state.view.elements.length === 0;
      const grouped = detailOf(state) === 'groups';
      const inputs = [state.view, state.budget, state.down.length > 0, state.comparison !== undefined, grouped];
      if (state.view === undefined || inputs.every((value, index) => value === shown[index])) return;
      shown = inputs;
      const simulates = state.down.length > 0;
      caption.textContent = simulates ? 'Outcome' : 'Elements';
      elements.replaceChildren(...(simulates ? outcomeItems() : elementItems(state.view, state.comparison !== undefined, grouped)));
      relations.replaceChildren(...(simulates ? carryItems() : lineItems(state.view, state.budget === 'all')));
    },
  };
}

/** The signs of the simulation, which replace those of the measurement. */
function outcomeItems(): readonly Node[] {
  const signs = [['down', 'taken down'], ['fails', 'fails'], ['degraded', 'degraded'], ['unaffected', 'unaffected']] as const;
  return [...signs.map(([outcome, text]) => item(miniOutcome(outcome), text)), item(miniOrder(), 'order of failure')];
}

function carryItems(): readonly Node[] {
  return [html('span', { class: 'kinds' }, item(miniLine('sync', 'high'), 'carries the failure'), item(miniLine('sync', 'medium'), 'weakened by a time-out, fallback or queue'), item(miniLine('sync', 'low'), 'not on the way'))];
}

/** In the order of the legend; kinds that are drawn alike share an item. */
const INFRASTRUCTURE = ['gateway', 'webserver', 'datastore', 'broker', 'telemetry', 'external', 'registry', 'config', 'auth', 'library', 'other'] as const;

function elementItems(view: NonNullable<State['view']>, compares: boolean, grouped: boolean): readonly Node[] {
  const kinds = new Set(view.elements.map((element) => element.kind));
  const filled = (['service', 'module'] as const).filter((kind) => view.elements.some((element) => element.kind === kind && element.role === 'business'));
  const hollow = view.elements.filter(({ kind, role }) => (kind === 'service' || kind === 'module') && role === 'infra');
  const infra = new Map<Glyph, string>();
  for (const kind of INFRASTRUCTURE.filter((one) => kinds.has(one))) {
    const before = infra.get(glyphOf(kind));
    infra.set(glyphOf(kind), inOne([...(before === undefined ? [] : [before]), KIND_NAMES[kind]]));
  }
  return [
    // Without fills, as in high contrast, the ring is what tells the two circles apart.
    ...(filled.length === 0 ? [] : [item(miniGlyph('service', 'business', hollow.length > 0 ? 0 : undefined), inOne(filled.map((kind) => KIND_NAMES[kind])))]),
    ...(hollow.length === 0 ? [] : [explained(item(miniGlyph('service', 'infra'), hollow.some(({ kind }) => kind === 'module') ? 'Shared by all' : 'Job or tool'), 'Not measured: it answers no requests of its own, or all others may use it')]),
    ...(grouped ? [item(miniGlyph('group', 'business'), 'Group')] : []),
    ...[...infra].map(([glyph, names]) => item(miniGlyph(glyph, 'infra'), names)),
    ...(compares ? changeItems() : [
      explained(item(miniGlyph('service', 'business', 0.38), 'Blast radius'), 'The ring: the share of the other services that fail with this one'),
      explained(item(miniSystem(20), 'The system'), 'Where the whole system stands; the whisker is the uncertainty'),
    ]),
  ];
}

/** What is drawn alike: "Gateway, web server". */
function inOne(names: readonly string[]): string {
  return names.map((name, index) => (index === 0 ? name : name.toLowerCase())).join(', ');
}

function changeItems(): readonly Node[] {
  return [item(miniMove(), 'Moved from its old place'), item(miniChange('added'), 'Added'), item(miniChange('removed'), 'Removed')];
}

function lineItems(view: NonNullable<State['view']>, everything: boolean): readonly Node[] {
  const used = new Set(view.relations.filter((relation) => everything || !isFolded(relation)).map((relation) => relation.line));
  return [
    html('span', { class: 'kinds' }, ...LINES.filter((line) => used.has(line)).map((line) => item(miniLine(line, 'low'), LINE_STYLES[line].name))),
    html('span', { class: 'levels' },
      explained(item(miniLine('sync', 'low', 24), 'low'), LEVEL_MEANINGS.low),
      explained(item(miniLine('sync', 'medium', 26), 'medium'), LEVEL_MEANINGS.medium),
      explained(item(miniHigh(), 'high risk'), LEVEL_MEANINGS.high)),
  ];
}
