import type { ElementView, FindingView, GraphView, ProblemView, ReasonView, RelationView } from '../../src/protocol/graph-view.js';
import type { Selection } from '../../src/protocol/webview-messages.js';
import { button, iconButton } from '../controls.js';
import { html, linkButton, unseen } from '../dom.js';
import { worstRelations } from '../emphasis.js';
import { STYLE_NAMES, twoDigits } from '../render/verdict-words.js';
import { LINE_STYLES } from '../render/marks.js';
import { levelSign, miniLine } from '../render/mini.js';
import { detailOf } from '../store.js';
import type { State } from '../store.js';
import { insideOf } from '../shown.js';
import { diffParts } from './diff-panel.js';
import { outageParts } from './outage-panel.js';
import { explanationList, termsBar, termsList } from './terms.js';
import type { Actions, ViewPart } from './view.js';
import { counted, missingEvidence, detailOfRelation, KIND_NAMES, nameOf, percent, placeText, shortPlaceText, signed } from './words.js';

/** Lists longer than this are cut, with the number of the rest. */
const LIST_LIMIT = 12;
const MEMBER_LIMIT = 40;

/** The verdict panel: what is selected, why the system stands where it stands, which edges matter, what is not known. */
export function createPanel(actions: Actions): ViewPart {
  const body = html('div', { class: 'panel-body' });
  const title = html('span', {}, 'Verdict');
  const close = iconButton('close', 'Close', () => actions.dispatch({ type: 'panel', open: false }));
  const element = html('aside', { class: 'panel', 'aria-label': 'Verdict', tabindex: -1 }, html('div', { class: 'panel-head' }, title, close), body);
  let shown: readonly unknown[] = [];
  return {
    element,
    update: (state) => {
      element.hidden = !state.panel || state.view === undefined;
      const inputs = [state.view, state.selection, state.panel, detailOf(state), state.expanded, state.down];
      if (element.hidden || state.view === undefined || inputs.every((value, index) => value === shown[index])) return;
      shown = inputs;
      const simulates = state.down.length > 0;
      title.textContent = simulates ? 'What if' : titleOf(state);
      body.replaceChildren(...(simulates ? outageParts(state.view, state, actions) : panelParts(state.view, state, actions)));
    },
  };
}

function titleOf({ selection, comparison }: State): string {
  if (selection !== undefined) return selection.kind === 'relation' ? 'Relation' : 'Element';
  return comparison === undefined ? 'Verdict' : 'Comparison';
}

function panelParts(view: GraphView, state: State, actions: Actions): readonly Node[] {
  const comparison = state.comparison === undefined ? [] : diffParts(view, state.comparison, actions);
  return [...selectionParts(view, state, actions), ...comparison, ...verdictParts(view, actions), ...unknownParts(view, actions)];
}

function heading(text: string): Node {
  return html('h2', {}, text);
}

function verdictParts(view: GraphView, actions: Actions): readonly Node[] {
  const { system } = view;
  const numbers = system.logical === undefined || system.physical === undefined
    ? 'No service to measure'
    : `${twoDigits(system.logical)} logical ± ${twoDigits(system.uncertainty)}  ·  ${twoDigits(system.physical)} physical`;
  return [
    html('div', { class: 'panel-title' }, system.style === undefined ? 'No verdict yet' : STYLE_NAMES[system.style]),
    html('div', { class: 'numbers' }, numbers),
    ...(system.logical === undefined ? [] : [heading(`Why ${twoDigits(system.logical)}`), termsBar(system.logical, system.terms), termsList(system.terms)]),
    ...edgeParts(view, actions),
    ...causeParts(view, actions),
    ...crossingParts(view, actions),
    ...cycleParts(view, actions),
    ...reasonParts(view),
  ];
}

/** Causes that are shown; the command line has them all. */
const CAUSE_LIMIT = 5;

/** What takes how much, by root cause, each one click from its evidence. */
function causeParts({ system: { contributions = [] } }: GraphView, actions: Actions): readonly Node[] {
  const shown = contributions.filter(({ amount }) => amount <= -0.005).slice(0, CAUSE_LIMIT);
  return shown.length === 0 ? [] : [heading('By cause'), ...shown.map((cause) => html('div', { class: 'list-row spread' }, reasonLink(cause.text, cause, actions), html('span', { class: 'number' }, signed(cause.amount))))];
}

/** What would make it something better. */
function crossingParts({ system: { crossing, logical } }: GraphView, actions: Actions): readonly Node[] {
  if (crossing === undefined) return [];
  const way = (index: number): string | undefined => {
    const [from, to] = [index === 0 ? logical : crossing.steps[index - 1]?.logical, crossing.steps[index]?.logical];
    return from === undefined || to === undefined ? undefined : `${twoDigits(from)} → ${twoDigits(to)}`;
  };
  return [
    heading(crossing.heading),
    ...crossing.steps.slice(0, LIST_LIMIT).map((step, index) => html('div', { class: 'list-row spread' }, reasonLink(`${index + 1}. ${step.text}`, step, actions), html('b', { class: 'number' }, way(index)))),
    ...crossing.notes.map((note) => html('p', { class: 'dim' }, note)),
  ];
}

/** A sentence that leads to its evidence: the first of its relations, else a place in a file. */
function reasonLink(text: string, { relations: [first], place }: Pick<ReasonView, 'relations' | 'place'>, actions: Actions): Node {
  if (first === undefined && place === undefined) return html('span', {}, text);
  const link = linkButton(text, () => {
    if (first !== undefined) actions.dispatch({ type: 'select', selection: { kind: 'relation', id: first } });
    else if (place !== undefined) actions.post({ type: 'open', place, focus: false });
  });
  // Whole sentences in the colour of links would outshine what they say.
  link.classList.add('quiet');
  return link;
}

/** The reasons that headline, terms and cycles do not already tell. */
function reasonParts({ system }: GraphView): readonly Node[] {
  const told = ['Cycle: ', ...system.terms.map(({ label }) => `${label} `)];
  const reasons = system.reasons.slice(1).filter((reason) => !told.some((start) => reason.startsWith(start)));
  return reasons.length === 0 ? [] : [html('ul', { class: 'reasons' }, ...reasons.map((reason) => html('li', {}, reason)))];
}

function cycleParts(view: GraphView, actions: Actions): readonly Node[] {
  if (view.system.cycles.length === 0) return [];
  return [heading(view.system.cycles.length === 1 ? 'Cycle' : 'Cycles'), ...view.system.cycles.slice(0, LIST_LIMIT).map((cycle) => {
    const [first] = cycle;
    return html('div', { class: 'list-row' }, linkButton([...cycle, first ?? ''].map((id) => nameOf(view, id)).join(' → '), () => {
      if (first !== undefined) actions.dispatch({ type: 'select', selection: { kind: 'element', id: first } });
    }));
  })];
}

function edgeParts(view: GraphView, actions: Actions): readonly Node[] {
  const worst = worstRelations(view);
  if (worst.length === 0) return [];
  const words = ['', 'The edge that matters', 'The two edges that matter', 'The three edges that matter', 'The four edges that matter', 'The five edges that matter'];
  const reasons = worst.map((relation) => worstFinding(view, relation));
  return [heading(words[worst.length] ?? ''), ...worst.map((relation, index) => {
    const reason = reasons[index];
    const first = reasons.indexOf(reason);
    const why = reason === undefined ? LINE_STYLES[relation.line].name : first < index ? `The same finding as ${first + 1}` : reason.message;
    return edgeRow(view, relation, index + 1, why, actions);
  })];
}

const SEVERITIES: readonly FindingView['severity'][] = ['error', 'warning', 'info', 'hint'];

/** The gravest finding about a relation; the first of equals. */
function worstFinding(view: GraphView, relation: RelationView): FindingView | undefined {
  const findings = relation.findings.flatMap((index) => view.findings[index] ?? []);
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))[0];
}

function edgeRow(view: GraphView, relation: RelationView, rank: number, why: string, actions: Actions): Node {
  const row = html('button', { type: 'button', class: 'edge-row' },
    levelSign(relation.level, String(rank)),
    html('span', { class: 'edge-ends' }, unseen(`${rank}: `), html('span', {}, nameOf(view, relation.from)), miniLine(relation.line, relation.level === 'high' ? 'medium' : 'low', 30, true),
      unseen(' to '), html('span', {}, nameOf(view, relation.to)), unseen(`, ${LINE_STYLES[relation.line].name}, risk `)),
    html('span', { class: 'number' }, twoDigits(relation.risk)),
    html('span', { class: 'edge-why' }, why));
  row.title = why;
  row.addEventListener('click', () => actions.dispatch({ type: 'select', selection: { kind: 'relation', id: relation.id } }));
  return row;
}

function unknownParts(view: GraphView, actions: Actions): readonly Node[] {
  const missing = view.system.coverage < 0.995 ? [html('p', { class: 'dim' }, missingEvidence(view))] : [];
  const byMessage = new Map<string, ProblemView[]>();
  for (const problem of view.problems) byMessage.set(problem.message, [...(byMessage.get(problem.message) ?? []), problem]);
  const rest = byMessage.size - LIST_LIMIT;
  return [
    heading(missing.length === 0 && view.problems.length === 0 ? 'Known from history' : 'Not known'), ...missing,
    ...[...byMessage].slice(0, LIST_LIMIT).map(([message, problems]) => problemRow(message, problems, actions)),
    ...(rest > 0 ? [html('p', { class: 'dim' }, `and ${counted(rest, 'more kind', 'more kinds')} of problems`)] : []),
    html('p', { class: 'dim' }, view.system.history),
  ];
}

/** Places that are shown of one kind of problem: a chart has it in every template. */
const PLACE_LIMIT = 3;

function problemRow(message: string, problems: readonly ProblemView[], actions: Actions): Node {
  const rest = problems.length - PLACE_LIMIT;
  return html('div', { class: 'list-row' },
    html('div', {}, message),
    ...problems.slice(0, PLACE_LIMIT).map(({ place }) => place !== undefined && html('div', {}, placeLink(place, actions))),
    rest > 0 && html('div', { class: 'dim' }, `and in ${counted(rest, 'more file', 'more files')}`));
}

/** A link to a place in a file. */
export function placeLink(place: ElementView['places'][number], actions: Actions): HTMLButtonElement {
  const link = linkButton(shortPlaceText(place), () => actions.post({ type: 'open', place, focus: false }), `Open ${placeText(place)}`);
  link.classList.add('code');
  link.title = placeText(place);
  return link;
}

function selectionParts(view: GraphView, state: State, actions: Actions): readonly Node[] {
  const parts = selected(view, state.selection, state, actions);
  return parts.length === 0 ? [] : [html('section', { class: 'selected', 'aria-label': 'Selection' }, ...parts)];
}

function selected(view: GraphView, selection: Selection, state: State, actions: Actions): readonly Node[] {
  if (selection === undefined) return [];
  if (selection.kind === 'relation') {
    const relation = view.relations.find(({ id }) => id === selection.id);
    return relation === undefined ? [] : relationParts(view, relation, actions);
  }
  const element = view.elements.find(({ id }) => id === selection.id);
  return element === undefined ? groupParts(view, selection.id, state, actions) : elementParts(view, element, state, actions);
}

function relationParts(view: GraphView, relation: RelationView, actions: Actions): readonly Node[] {
  return [
    html('div', { class: 'panel-title' }, `${nameOf(view, relation.from)} → ${nameOf(view, relation.to)}`),
    html('div', { class: 'dim' }, [LINE_STYLES[relation.line].name, detailOfRelation(relation), `risk ${twoDigits(relation.risk)}`].filter((part) => part !== '').join(', ')),
    explanationList(relation.explanation),
    ...relation.evidence.slice(0, LIST_LIMIT).map(({ place, confidence }) => html('div', { class: 'list-row spread' }, placeLink(place, actions), html('span', { class: 'dim' }, confidence))),
    ...findingParts(relation.findings.flatMap((index) => view.findings[index] ?? []), actions),
  ];
}

function elementParts(view: GraphView, element: ElementView, state: State, actions: Actions): readonly Node[] {
  const { id, kind, logical, physical, blastRadius, availability, group } = element;
  const facts = [
    logical !== undefined && fact(twoDigits(logical), 'logical'),
    physical !== undefined && fact(twoDigits(physical), 'physical'),
    blastRadius !== undefined && fact(percent(blastRadius), 'fail with it'),
    availability !== undefined && fact(`${(availability * 100).toFixed(2)} %`, 'up at best'),
  ].filter((node) => node !== false);
  const open = group !== undefined && (detailOf(state) !== 'groups' || state.expanded.includes(group));
  return [
    html('div', { class: 'panel-title' }, element.name),
    html('div', { class: 'dim' }, KIND_NAMES[kind]),
    facts.length > 0 && html('div', { class: 'outcome-counts' }, ...facts),
    html('div', { class: 'buttons' }, ...elementButtons(id, state, actions), open && button(`Collapse ${group}`, 'secondary', () => actions.dispatch({ type: 'toggleGroup', group }))),
    ...(element.terms.length === 0 ? [] : [termsList(element.terms)]),
    explanationList(element.explanation),
    ...element.places.slice(0, 3).map((place) => html('div', { class: 'list-row' }, placeLink(place, actions))),
    html('p', { class: 'dim' }, 'Shift and click on another element shows the path to it; in the graph, P here and P there.'),
    ...findingParts(view.findings.filter(({ elements }) => elements.includes(id)), actions),
  ].filter((node) => node !== false);
}

/** A number over what it says. */
function fact(value: string, caption: string): Node {
  return html('div', { class: 'outcome-count' }, html('div', {}, html('b', { class: 'number' }, value)), html('span', { class: 'dim' }, caption));
}

/** Modules run and fail together: only what is deployed can be taken down. */
function elementButtons(id: string, { whole, inside }: State, actions: Actions): readonly Node[] {
  if (inside !== undefined) return [];
  const hasInside = whole !== undefined && insideOf(whole, id) !== undefined;
  return [
    button('Take it down', 'secondary', () => actions.dispatch({ type: 'toggleDown', id })),
    ...(hasInside ? [button('Look inside', 'secondary', () => actions.dispatch({ type: 'inside', id }))] : []),
  ];
}

/** A collapsed group or a stack: its members, each one click away. */
function groupParts(view: GraphView, id: string, state: State, actions: Actions): readonly Node[] {
  if (id.startsWith('stack:')) {
    const members = new Set(id.slice('stack:'.length).split('\n'));
    return [html('div', { class: 'panel-title' }, `${members.size} in one place`), ...memberParts(view.elements.filter((element) => members.has(element.id)), actions)];
  }
  if (!id.startsWith('group:')) return [];
  const group = id.slice('group:'.length);
  return [
    html('div', { class: 'panel-title' }, group),
    button(detailOf(state) !== 'groups' || state.expanded.includes(group) ? 'Collapse' : 'Open group', 'secondary', () => actions.dispatch({ type: 'toggleGroup', group })),
    ...memberParts(view.elements.filter((element) => element.group === group), actions),
  ];
}

function memberParts(members: readonly ElementView[], actions: Actions): readonly Node[] {
  const rest = members.length - MEMBER_LIMIT;
  return [
    html('div', { class: 'dim' }, counted(members.length, 'element')),
    ...members.slice(0, MEMBER_LIMIT).map(({ id, name, logical, physical }) => html('div', { class: 'list-row spread' },
      linkButton(name, () => actions.dispatch({ type: 'select', selection: { kind: 'element', id } })),
      logical !== undefined && physical !== undefined && html('span', { class: 'dim number' }, `${twoDigits(logical)} / ${twoDigits(physical)}`))),
    ...(rest > 0 ? [html('p', { class: 'dim' }, `and ${counted(rest, 'more element', 'more elements')}`)] : []),
  ];
}

function findingParts(findings: readonly FindingView[], actions: Actions): readonly Node[] {
  if (findings.length === 0) return [];
  const rest = findings.length - LIST_LIMIT;
  return [
    heading(counted(findings.length, 'finding')),
    ...findings.slice(0, LIST_LIMIT).map((finding) => html('div', { class: `finding severity-${finding.severity}` },
      html('div', {}, finding.message),
      html('div', { class: 'finding-foot' }, placeLink(finding.place, actions), ruleLink(finding.rule, actions)),
      finding.fixTitles.length > 0 && html('div', {}, linkButton(`Fix: ${finding.fixTitles.join('; ')}`, () => actions.post({ type: 'fix', place: finding.place }))))),
    ...(rest > 0 ? [html('p', { class: 'dim' }, `and ${rest} more in the Problems view`)] : []),
  ];
}

function ruleLink(rule: string, actions: Actions): Node {
  const link = linkButton(rule, () => actions.post({ type: 'openRule', rule }), `About the rule ${rule}`);
  link.classList.add('rule');
  return link;
}
