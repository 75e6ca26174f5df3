import { dropdown, iconButton, textField } from '../controls.js';
import { html, linkButton } from '../dom.js';
import { searchMatches } from '../emphasis.js';
import { filterRelations, parseFilter } from '../filter.js';
import { oneTabStop } from '../one-tab-stop.js';
import type { Picture } from '../picture.js';
import type { State, Tab } from '../store.js';
import { createGroupMenu } from './group-menu.js';
import type { Actions, ViewPart } from './view.js';
import { PRESETS, thousands } from './words.js';

const TABS: readonly (readonly [Tab, string])[] = [['quadrant', 'Quadrant'], ['topology', 'Topology'], ['table', 'Table']];

/** What the arrow keys meet in the toolbar; among the tabs they choose one. */
const CONTROLS = '.tabs [aria-selected=true], vscode-text-field, vscode-dropdown, vscode-button:not(.sheet *), .count button';

/** The toolbar, with what the page needs of it. */
export interface Toolbar extends ViewPart {
  readonly focusSearch: () => void;
  /** Tells how much of the graph is drawn. */
  readonly showCount: (state: State, picture: Picture | undefined) => void;
  /** Enter in the search field: the next match after the given element. */
  readonly onNextMatch: (listener: () => void) => void;
}

/** Builds the toolbar: tabs, search, filter, counter and the view's commands. */
export function createToolbar(actions: Actions): Toolbar {
  const tabs = TABS.map(([tab, label]) => {
    const button = html('button', { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': 'main' }, label);
    button.addEventListener('click', () => actions.dispatch({ type: 'tab', tab }));
    return { tab, button };
  });
  const tabList = html('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views' }, ...tabs.map(({ button }) => button));
  tabList.addEventListener('keydown', (event) => moveBetweenTabs(event, tabs, actions));
  const search = textField('search', 'Search', '/', (text) => actions.dispatch({ type: 'search', text }));
  const filter = textField('filter', 'Filter: risk>=high', undefined, (text) => actions.dispatch({ type: 'filter', text }));
  const presets = dropdown('Ready-made filters', PRESETS, (text) => actions.dispatch({ type: 'filter', text }));
  const count = html('span', { class: 'count' });
  const camera = [
    iconButton('minus', 'Zoom out (-)', () => actions.zoomBy(1 / 1.25)),
    iconButton('plus', 'Zoom in (+)', () => actions.zoomBy(1.25)),
    iconButton('fit', 'Fit to window (0)', actions.fit),
  ];
  let legendOpen = true;
  let panelOpen = false;
  const legend = iconButton('legend', 'Legend', () => actions.dispatch({ type: 'legend', open: !legendOpen }));
  const panel = iconButton('panel', 'Verdict', () => actions.dispatch({ type: 'panel', open: !panelOpen }));
  const groups = createGroupMenu(actions);
  const picture = iconButton('picture', 'Save as SVG', () => actions.exportDrawn('svg'));
  const save = iconButton('export', 'Export: PNG, JSON, Mermaid, DOT, Markdown…', () => actions.exportDrawn(undefined));
  // The wheel and the keys do the same where there is no room.
  for (const button of [...camera.slice(0, 2), picture]) button.classList.add('spare');
  const element = html('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Coupling graph' },
    tabList, html('span', { class: 'separator' }), search, filter, presets, html('span', { class: 'spring' }), count,
    html('span', { class: 'separator' }), ...camera, groups.element, legend, panel, picture, save);
  const stop = oneTabStop(element, () => [...element.querySelectorAll<HTMLElement>(CONTROLS)]);
  return {
    element,
    update: (state) => {
      legendOpen = state.legend;
      panelOpen = state.panel;
      for (const { tab, button } of tabs) {
        button.setAttribute('aria-selected', String(tab === state.tab));
        if (tab !== state.tab) button.tabIndex = -1;
      }
      if (search.value !== state.search) search.value = state.search;
      if (filter.value !== state.filter) filter.value = state.filter;
      if (presets.value !== state.filter && PRESETS.some(([text]) => text === state.filter)) presets.value = state.filter;
      explainFilter(filter, state);
      groups.update(state);
      showPressed(legend, 'Legend', state.legend);
      showPressed(panel, 'Verdict', state.panel);
      for (const button of [...camera, picture]) button.disabled = state.tab === 'table';
    },
    focusSearch: () => search.focus(),
    showCount: (state, picture) => {
      count.replaceChildren(...countParts(state, picture, actions));
      stop.refresh();
    },
    onNextMatch: (listener) => search.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Enter') listener();
    }),
  };
}

/** The state is in the name: the toolkit's button is one inside of another element, where `aria-pressed` says nothing. */
function showPressed(button: HTMLElement, name: string, on: boolean): void {
  button.classList.toggle('pressed', on);
  button.setAttribute('aria-label', on ? `${name}, shown` : name);
}

/** What the filter can say, and which of its terms it did not understand. */
function explainFilter(field: HTMLElement, { view, filter }: State): void {
  const unknown = view === undefined ? [] : parseFilter(filter, view).unknown;
  field.classList.toggle('invalid', unknown.length > 0);
  field.title = unknown.length > 0
    ? `Not understood: ${unknown.join(' ')}`
    : 'kind: from: to: of: group: rule: protocol: confidence: is:cycle is:cross-group is:changed risk>=high, ! for not';
}

function moveBetweenTabs(event: KeyboardEvent, tabs: readonly { tab: Tab; button: HTMLElement }[], actions: Actions): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const current = tabs.findIndex(({ button }) => button === document.activeElement);
  // Beyond the last tab the toolbar goes on.
  const next = tabs[current + step];
  if (next === undefined) return;
  event.preventDefault();
  actions.dispatch({ type: 'tab', tab: next.tab });
  next.button.focus();
}

/** Never hide edges silently: what is drawn, of how many, and one click to the rest. */
function countParts(state: State, picture: Picture | undefined, actions: Actions): readonly (Node | string)[] {
  if (state.view === undefined) return [];
  if (state.search.trim() !== '') {
    const found = searchMatches(state.view, state.search).length;
    return [html('b', {}, thousands(found)), ` of ${thousands(state.view.elements.length)} elements match`];
  }
  const total = state.view.relations.length;
  if (total === 0) return ['No relations yet'];
  const drawn = state.tab === 'table' || picture === undefined ? filterRelations(state.view, state.filter, state.comparison?.relations).length : picture.drawn;
  const parts: (Node | string)[] = [html('b', {}, `${thousands(drawn)} of ${thousands(total)}`), html('span', { class: 'wide' }, ' relations'), ' '];
  if (state.tab === 'table' || drawn === total) return state.budget !== 'rest' && state.tab !== 'table' ? [...parts, fewer(actions)] : parts;
  if (state.budget === 'rest' && total > 800) parts.push(linkButton('Show 800', () => actions.dispatch({ type: 'budget', budget: 'more' })), ' ');
  if (state.budget === 'all') parts.push(fewer(actions));
  else parts.push(linkButton('Show all', () => actions.dispatch({ type: 'budget', budget: 'all' })));
  return parts;
}

function fewer(actions: Actions): Node {
  return linkButton('Show fewer', () => actions.dispatch({ type: 'budget', budget: 'rest' }));
}
