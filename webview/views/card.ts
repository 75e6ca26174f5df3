import type { ElementView, GraphView, RelationView } from '../../src/protocol/graph-view.js';
import type { Selection } from '../../src/protocol/webview-messages.js';
import { html, linkButton } from '../dom.js';
import { placeCard } from '../layout/card-place.js';
import type { Box, Point } from '../layout/geometry.js';
import { glyphOf } from '../picture.js';
import { twoDigits } from '../render/verdict-words.js';
import { LINE_STYLES } from '../render/marks.js';
import { miniGlyph, miniLine } from '../render/mini.js';
import { insideOf } from '../shown.js';
import { placeLink } from './panel.js';
import { termsList } from './terms.js';
import type { Actions } from './view.js';
import { counted, detailOfRelation, KIND_NAMES, LEVEL_MEANINGS, nameOf, percent } from './words.js';

/** Evidence lines on a card; the panel has them all. */
const EVIDENCE_LINES = 3;
/** Members of a group or a stack on a card. */
const MEMBER_LINES = 8;

/** What hovers beside the pointer or the focused node. */
export interface Card {
  readonly element: HTMLElement;
  /** Fills the card and puts it near `pointer`, clear of `keepClear`; all in page px. */
  readonly show: (view: GraphView, about: NonNullable<Selection>, pointer: Point, keepClear: readonly Box[], page: Box) => void;
  readonly hide: () => void;
}

/** Builds the card; it stays open while the pointer is on it. */
export function createCard(actions: Actions): Card {
  const element = html('div', { class: 'card', role: 'group' });
  element.hidden = true;
  return {
    element,
    show: (view, about, pointer, keepClear, page) => {
      const parts = cardParts(view, about, actions);
      element.hidden = parts.length === 0;
      if (element.hidden) return;
      element.replaceChildren(...parts);
      element.setAttribute('aria-label', `About ${element.querySelector('b')?.textContent ?? ''}`);
      const at = placeCard({ width: element.offsetWidth, height: element.offsetHeight }, page, pointer, keepClear);
      element.style.left = `${Math.round(at.x)}px`;
      element.style.top = `${Math.round(at.y)}px`;
    },
    hide: () => {
      element.hidden = true;
    },
  };
}

function cardParts(view: GraphView, about: NonNullable<Selection>, actions: Actions): readonly Node[] {
  if (about.kind === 'relation') {
    const relation = view.relations.find(({ id }) => id === about.id);
    return relation === undefined ? [] : relationCard(view, relation, actions);
  }
  const element = view.elements.find(({ id }) => id === about.id);
  return element === undefined ? membersCard(view, about.id, actions) : elementCard(view, element, actions);
}

function relationCard(view: GraphView, relation: RelationView, actions: Actions): readonly Node[] {
  const { level, line, risk, evidence } = relation;
  const findings = relation.findings.flatMap((index) => view.findings[index] ?? []);
  const carried = detailOfRelation(relation);
  return [
    html('div', { class: 'card-head' }, miniLine(line, level, 38), html('b', {}, `${nameOf(view, relation.from)} → ${nameOf(view, relation.to)}`),
      html('span', { class: 'spring' }), html('b', { class: 'number' }, twoDigits(risk)), html('span', { class: 'dim', title: LEVEL_MEANINGS[level] }, level)),
    html('p', { class: 'dim' }, LINE_STYLES[line].name, carried !== '' && ', ', carried !== '' && html('code', {}, carried), findings[0] !== undefined && `. ${findings[0].message}`),
    html('div', { class: 'factors' },
      ...factor('Strength', relation.strength, '', relation.because?.strength), ...factor('Distance', relation.distance, '× ', relation.because?.distance),
      ...factor('Volatility', relation.volatility, '× ', relation.because?.volatility)),
    html('div', { class: 'card-evidence' }, ...evidence.slice(0, EVIDENCE_LINES).map(({ place, confidence }) => {
      const rules = findings.filter((finding) => finding.place.path === place.path && finding.place.line === place.line).map(({ rule }) => rule);
      return html('div', {}, html('div', { class: 'spread' }, placeLink(place, actions), html('span', { class: 'dim' }, confidence)), rules.length > 0 && html('div', { class: 'dim' }, rules.join(', ')));
    })),
    cardFoot(evidence.length, { kind: 'relation', id: relation.id }, evidence[0]?.place, actions),
  ];
}

function factor(name: string, value: number, sign: string, because = ''): readonly Node[] {
  const filled = html('span', { class: 'filled' });
  filled.style.width = `${Math.round(value * 100)}%`;
  return [html('span', {}, name), html('span', { class: 'bar' }, filled), html('span', { class: 'number' }, `${sign}${twoDigits(value)}`), html('span', { class: 'because' }, because)];
}

function elementCard(view: GraphView, element: ElementView, actions: Actions): readonly Node[] {
  const { logical, physical, blastRadius, availability, terms, places } = element;
  const measured = logical !== undefined && physical !== undefined;
  const outgoing = view.relations.filter(({ from }) => from === element.id).length;
  const incoming = view.relations.filter(({ to }) => to === element.id).length;
  const facts = [
    `${incoming} in, ${outgoing} out`,
    blastRadius !== undefined && blastRadius > 0 && `${percent(blastRadius)} of the services fail with it`,
    availability !== undefined && `${(availability * 100).toFixed(2)} % available at best`,
  ].filter((fact) => fact !== false);
  return [
    html('div', { class: 'card-head' }, miniGlyph(glyphOf(element.kind), element.role), html('b', {}, element.name), html('span', { class: 'dim' }, KIND_NAMES[element.kind]),
      html('span', { class: 'spring' }), measured && html('b', { class: 'number' }, `${twoDigits(logical)} / ${twoDigits(physical)}`)),
    html('p', { class: 'dim' }, `${facts.join('; ')}.`),
    terms.length > 0 && termsList(terms.slice(0, EVIDENCE_LINES)),
    html('div', { class: 'card-evidence' }, ...places.slice(0, EVIDENCE_LINES).map((place) => html('div', {}, placeLink(place, actions)))),
    cardFoot(places.length, { kind: 'element', id: element.id }, places[0], actions, insideLink(element.id, actions)),
  ].filter((node) => node !== false);
}

/** A stack or a group: who is in it and where each stands, the riskiest first. */
function membersCard(view: GraphView, id: string, actions: Actions): readonly Node[] {
  const members = membersOf(view, id);
  if (members === undefined) return [];
  const isStack = id.startsWith('stack:');
  const ids = new Set(members.map((member) => member.id));
  const crossing = view.relations.filter(({ from, to }) => ids.has(from) !== ids.has(to));
  const riskOf = (element: ElementView) => Math.max(0, ...view.relations.filter(({ from, to }) => from === element.id || to === element.id).map(({ risk }) => risk));
  const first = [...members].sort((a, b) => riskOf(b) - riskOf(a) || (a.name < b.name ? -1 : 1)).slice(0, MEMBER_LINES);
  const facts = [`${crossing.filter(({ to }) => ids.has(to)).length} in, ${crossing.filter(({ from }) => ids.has(from)).length} out`, ...(isStack ? ['as near to each other as one glyph'] : [])];
  return [
    html('div', { class: 'card-head' }, miniGlyph(isStack ? 'stack' : 'group', 'business'), html('b', {}, isStack ? `${members.length} in one place` : id.slice('group:'.length)),
      html('span', { class: 'spring' }), html('span', { class: 'dim' }, counted(members.length, 'element'))),
    html('p', { class: 'dim' }, `${facts.join('; ')}.`),
    html('ul', { class: 'card-members' }, ...first.map(({ name, kind, role, logical, physical }) => html('li', { class: 'spread' },
      html('span', { class: 'member' }, miniGlyph(glyphOf(kind), role), name),
      logical !== undefined && physical !== undefined && html('span', { class: 'dim number' }, `${twoDigits(logical)} / ${twoDigits(physical)}`)))),
    cardFoot(0, { kind: 'element', id }, undefined, actions, members.length > MEMBER_LINES ? html('span', { class: 'dim' }, `and ${members.length - MEMBER_LINES} more`) : undefined),
  ];
}

function membersOf(view: GraphView, id: string): readonly ElementView[] | undefined {
  if (id.startsWith('group:')) return view.elements.filter(({ group }) => group === id.slice('group:'.length));
  if (!id.startsWith('stack:')) return undefined;
  const ids = new Set(id.slice('stack:'.length).split('\n'));
  return view.elements.filter((element) => ids.has(element.id));
}

function cardFoot(count: number, about: NonNullable<Selection>, place: ElementView['places'][number] | undefined, actions: Actions, more?: Node): Node {
  return html('div', { class: 'card-foot' },
    place !== undefined && linkButton('Open', () => actions.post({ type: 'open', place, focus: true })),
    place !== undefined && html('kbd', { 'aria-hidden': 'true' }, 'Enter'),
    linkButton(count > EVIDENCE_LINES ? `Show all ${count}` : 'Show details', () => actions.explain(about)),
    more);
}

function insideLink(id: string, actions: Actions): Node | undefined {
  const { whole, inside } = actions.state();
  if (whole === undefined || inside !== undefined || insideOf(whole, id) === undefined) return undefined;
  return linkButton('Look inside', () => actions.dispatch({ type: 'inside', id }));
}
