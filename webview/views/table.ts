import type { GraphView, LevelView, PlaceView, RelationView } from '../../src/protocol/graph-view.js';
import { dataGrid, gridCell, gridRow } from '../controls.js';
import { html } from '../dom.js';
import { filterRelations } from '../filter.js';
import { twoDigits } from '../render/verdict-words.js';
import { LINE_STYLES } from '../render/marks.js';
import { levelSign, miniLine } from '../render/mini.js';
import { ruleOf, sortRelations } from '../sort-relations.js';
import { changeOf } from '../shown.js';
import { oneTabStop } from '../one-tab-stop.js';
import type { Sort, SortKey, State } from '../store.js';
import { textScale } from '../text-scale.js';
import { placeLink } from './panel.js';
import type { Actions, ViewPart } from './view.js';
import { nameOf, PRESETS } from './words.js';

const HEADER_ID = 'relation-headers';
/** Height of a row in px at the usual size of text. */
const ROW_HEIGHT = 27;
/** Rows mounted above and below the ones in sight. */
const MARGIN_ROWS = 6;
const COLUMNS = '9.6rem 12.4rem minmax(9.6rem, 1.4fr) minmax(16.4rem, 0.6fr) minmax(9.6rem, 1.2fr) minmax(15rem, 22rem) minmax(15rem, 1.8fr) 9.2rem';

/** Sort key, label and, where the label leaves a question open, what the column says. */
const HEADERS: readonly (readonly [SortKey, string, string?])[] = [
  ['risk', 'Risk', 'How much the findings about the relation weigh; within a level the highest score is first'],
  ['score', 'Score', 'Strength × distance × volatility, from 0 to 1'],
  ['from', 'From'], ['line', 'Relation'], ['to', 'To'], ['rule', 'Rule'], ['place', 'Evidence'], ['confidence', 'Confidence'],
];

/** The table, with what takes the keyboard focus in it. */
export interface Table extends ViewPart {
  readonly focusTarget: HTMLElement;
}

function rowHeight(): number {
  return ROW_HEIGHT * textScale();
}

/** Relations as rows: the accessible twin of the drawings. Only the rows in sight are mounted. */
export function createTable(actions: Actions): Table {
  const chips = html('div', { class: 'chips', role: 'group', 'aria-label': 'Filter' });
  const header = html('div', { class: 'table-header' });
  const grid = dataGrid('Relations');
  grid.gridTemplateColumns = COLUMNS;
  // The headers stand outside of what scrolls, yet they are the first row of the grid.
  grid.setAttribute('aria-owns', HEADER_ID);
  const spacer = html('div', { class: 'table-spacer' }, grid);
  const scroller = html('div', { class: 'table-scroller' }, spacer);
  const foot = html('div', { class: 'table-foot' });
  const element = html('section', { class: 'table', 'aria-label': 'Table of relations' }, chips, header, scroller, foot);
  const stops = [chips, header].map((part) => oneTabStop(part, () => [...part.querySelectorAll('button')], true));
  let rows: readonly RelationView[] = [];
  let state: State | undefined;

  const mountRows = () => {
    if (state?.view === undefined) return;
    const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight()) - MARGIN_ROWS);
    const last = Math.min(rows.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / rowHeight()) + MARGIN_ROWS);
    grid.style.transform = `translateY(${first * rowHeight()}px)`;
    const { view, selection } = state;
    const now = state;
    const focused = grid.contains(document.activeElement);
    grid.replaceChildren(...rows.slice(first, last).map((relation, index) => toRow(now, view, relation, first + index, selection?.id === relation.id, actions)));
    const selected = rows.findIndex(({ id }) => id === selection?.id);
    grid.setAttribute('aria-rowcount', String(rows.length + 1));
    if (selected >= first && selected < last) grid.setAttribute('aria-activedescendant', rowId(selected));
    else grid.removeAttribute('aria-activedescendant');
    if (focused) grid.focus({ preventScroll: true });
  };
  const reveal = (index: number) => {
    const top = index * rowHeight();
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + rowHeight() > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + rowHeight() - scroller.clientHeight;
  };
  scroller.addEventListener('scroll', mountRows);
  // The grid would hand the focus to a cell, and cells come and go: the grid keeps it and names the active row.
  grid.addEventListener('focus', (event) => {
    if (event.target === grid) event.stopImmediatePropagation();
  }, true);
  // Before the grid's own cell navigation, which knows only the mounted rows.
  grid.addEventListener('keydown', (event) => {
    if (handleKey(event, rows, actions)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  return {
    element,
    focusTarget: grid,
    update: (next) => {
      element.hidden = next.tab !== 'table' || next.view === undefined || next.view.elements.length === 0;
      if (element.hidden || next.view === undefined) return;
      const before = state;
      state = next;
      if (before?.view !== next.view || before.filter !== next.filter || before.sort !== next.sort || before.search !== next.search) {
        rows = sortRelations(next.view, searched(next.view, filterRelations(next.view, next.filter, next.comparison?.relations), next.search), next.sort);
        chips.replaceChildren(...chipParts(next.view, next, actions));
        header.replaceChildren(headerRow(next.sort, actions));
        // Tab passes over whatever is in a cell that cannot take the focus in order.
        for (const cell of header.querySelectorAll('vscode-data-grid-cell')) cell.removeAttribute('tabindex');
        for (const stop of stops) stop.refresh();
        spacer.style.height = `${rows.length * rowHeight()}px`;
      }
      const selected = rows.findIndex(({ id }) => id === next.selection?.id);
      if (selected >= 0) reveal(selected);
      foot.replaceChildren(...footParts(next.view, rows, selected));
      mountRows();
    },
  };
}

function rowId(index: number): string {
  return `relation-row-${index}`;
}

function searched(view: GraphView, relations: readonly RelationView[], search: string): readonly RelationView[] {
  const text = search.trim().toLowerCase();
  if (text === '') return relations;
  return relations.filter((relation) => [
    nameOf(view, relation.from), nameOf(view, relation.to), relation.kind, relation.protocol, relation.channel,
    ...relation.evidence.map(({ place }) => place.path), ...relation.findings.map((index) => view.findings[index]?.rule),
  ].some((value) => value?.toLowerCase().includes(text) === true));
}

function chipParts(view: GraphView, state: State, actions: Actions): readonly Node[] {
  return PRESETS.map(([text, label]) => {
    const chip = html('button', { type: 'button', class: 'chip', 'aria-pressed': String(state.filter === text) }, `${text === '' ? 'All' : label} ${filterRelations(view, text, state.comparison?.relations).length}`);
    chip.addEventListener('click', () => actions.dispatch({ type: 'filter', text }));
    return chip;
  });
}

function headerRow(sort: Sort, actions: Actions): Node {
  const row = gridRow(COLUMNS, HEADERS.map(([key, label, meaning], index) => {
    const active = key === sort.key;
    const cell = gridCell(index + 1, 'columnheader', sortButton(key, label, meaning, active ? sort : undefined, actions));
    if (active) cell.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending');
    return cell;
  }), 'header');
  row.id = HEADER_ID;
  row.setAttribute('aria-rowindex', '1');
  return row;
}

function sortButton(key: SortKey, label: string, meaning: string | undefined, active: Sort | undefined, actions: Actions): Node {
  const arrow = active === undefined ? '' : active.descending ? ' ↓' : ' ↑';
  const button = html('button', { type: 'button', class: active === undefined ? 'sort' : 'sort active' }, `${label}${arrow}`);
  if (meaning !== undefined) button.title = meaning;
  button.addEventListener('click', () => actions.dispatch({ type: 'sort', key }));
  return button;
}

/** Says in the row what the graph shows with a sign. */
function changeWord({ comparison }: State, id: string): string {
  const change = changeOf(comparison, id);
  return change === undefined ? '' : change === 'added' ? '+ ' : '− ';
}

function toRow(state: State, view: GraphView, relation: RelationView, index: number, selected: boolean, actions: Actions): Node {
  const place = relation.evidence[0]?.place;
  const row = gridRow(COLUMNS, [
    gridCell(1, 'default', levelSign(relation.level), relation.level),
    gridCell(2, 'default', html('span', { class: 'number' }, twoDigits(relation.risk)), riskBar(relation.level, relation.risk)),
    gridCell(3, 'default', cutName(nameOf(view, relation.from))),
    gridCell(4, 'default', miniLine(relation.line, 'low', 34, true), `${changeWord(state, relation.id)}${LINE_STYLES[relation.line].name}`),
    gridCell(5, 'default', cutName(nameOf(view, relation.to))),
    gridCell(6, 'default', html('span', { class: 'code' }, ruleOf(view, relation))),
    gridCell(7, 'default', place !== undefined && evidenceLink(place, actions)),
    gridCell(8, 'default', relation.confidence),
  ]);
  row.id = rowId(index);
  row.classList.toggle('selected', selected);
  row.setAttribute('aria-rowindex', String(index + 2));
  row.setAttribute('aria-selected', String(selected));
  row.addEventListener('click', () => actions.dispatch({ type: 'select', selection: { kind: 'relation', id: relation.id } }));
  row.addEventListener('dblclick', () => {
    if (place !== undefined) actions.post({ type: 'open', place, focus: false });
  });
  return row;
}

/** For the mouse: with the keyboard the grid is one stop, and Enter opens the evidence. */
function evidenceLink(place: PlaceView, actions: Actions): Node {
  const link = placeLink(place, actions);
  link.tabIndex = -1;
  return link;
}

/** So many letters of a long name stay at its end. */
const TAIL = 8;

/** A name that may be too long for its column: it is cut before its end, which tells names apart as often as their beginning. */
function cutName(name: string): Node {
  const head = html('span', { class: 'cut' }, name.slice(0, -TAIL));
  return html('span', { class: 'cut-name', title: name }, name.length > 2 * TAIL ? head : name.slice(0, -TAIL), html('span', {}, name.slice(-TAIL)));
}

function riskBar(level: LevelView, risk: number): Node {
  const filled = html('span', { class: `filled level-${level}` });
  filled.style.width = `${Math.round(Math.min(1, risk) * 100)}%`;
  return html('span', { class: 'bar', 'aria-hidden': 'true' }, filled);
}

function footParts(view: GraphView, rows: readonly RelationView[], selected: number): readonly Node[] {
  const relation = rows[selected];
  return [
    relation === undefined
      ? html('span', { class: 'dim' }, rows.length === 0 ? 'No relation passes the filter.' : `${rows.length} rows`)
      : html('span', {}, `${nameOf(view, relation.from)} → ${nameOf(view, relation.to)}`, html('span', { class: 'dim' }, `  row ${selected + 1} of ${rows.length}`)),
    html('span', { class: 'spring' }),
    html('span', { class: 'dim' }, html('kbd', {}, 'Enter'), ' open'),
    html('span', { class: 'dim' }, html('kbd', {}, 'T'), ' back to the graph'),
  ];
}

/** Moves the selection by rows, opens evidence; true when the key was one of these. */
function handleKey(event: KeyboardEvent, rows: readonly RelationView[], actions: Actions): boolean {
  const selected = actions.state().selection?.id;
  const current = rows.findIndex(({ id }) => id === selected);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: current + 1, ArrowUp: current < 0 ? 0 : current - 1, PageDown: current + 15, PageUp: current - 15, Home: 0, End: rows.length - 1,
  };
  const target = targets[event.key];
  if (target !== undefined) {
    const relation = rows[Math.min(rows.length - 1, Math.max(0, target))];
    if (relation !== undefined) actions.dispatch({ type: 'select', selection: { kind: 'relation', id: relation.id } });
    return true;
  }
  const place = rows[current]?.evidence[0]?.place;
  if (event.key !== 'Enter' || place === undefined || event.target instanceof HTMLButtonElement) return false;
  actions.post({ type: 'open', place, focus: event.altKey });
  return true;
}
