import { button, iconButton } from '../controls.js';
import { html } from '../dom.js';
import { groupCount, GROUPINGS } from '../grouping.js';
import type { GroupBy } from '../grouping.js';
import { detailOf } from '../store.js';
import type { State } from '../store.js';
import type { Actions, ViewPart } from './view.js';
import { counted } from './words.js';

/** A toolbar button with a small sheet: what makes a group, and all groups opened or collapsed. */
export function createGroupMenu(actions: Actions): ViewPart {
  const sheet = html('div', { class: 'sheet', role: 'dialog', 'aria-label': 'Groups' });
  sheet.hidden = true;
  const opener = iconButton('groups', 'Groups', () => show(sheet.hidden === true));
  opener.setAttribute('aria-haspopup', 'dialog');
  const element = html('div', { class: 'menu' }, opener, sheet);
  const show = (open: boolean) => {
    sheet.hidden = !open;
    opener.setAttribute('aria-label', open ? 'Groups, open' : 'Groups');
    if (open) sheet.querySelector('input')?.focus();
  };
  element.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) show(false);
  });
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !element.contains(event.target)) show(false);
  });
  sheet.addEventListener('keydown', (event) => {
    // Here the key closes the sheet; it is no step back in the graph.
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    show(false);
    opener.focus();
  });
  let shown: readonly unknown[] = [];
  return {
    element,
    update: (state) => {
      const inputs = [state.view, state.groupBy, detailOf(state)];
      opener.disabled = state.whole === undefined;
      if (inputs.every((value, index) => value === shown[index])) return;
      shown = inputs;
      const focused = sheet.contains(document.activeElement);
      sheet.replaceChildren(...sheetParts(state, actions));
      if (focused) sheet.querySelector<HTMLInputElement>('input:checked')?.focus();
    },
  };
}

function sheetParts(state: State, actions: Actions): readonly Node[] {
  const { view } = state;
  if (view === undefined) return [];
  const collapsed = detailOf(state) === 'groups';
  const single = groupCount(view, 'deployment') < 2;
  return [
    html('div', { role: 'radiogroup', 'aria-label': 'Group by' }, ...GROUPINGS.map(([by, label]) => choice(state, by, label, actions))),
    html('div', { class: 'buttons' },
      !single && !collapsed && button('Collapse all', 'secondary', () => actions.dispatch({ type: 'detail', detail: 'groups' })),
      collapsed && button('Open all', 'secondary', () => actions.dispatch({ type: 'detail', detail: 'elements' }))),
  ];
}

function choice({ whole, groupBy }: State, by: GroupBy, label: string, actions: Actions): Node {
  const count = whole === undefined ? 0 : groupCount(whole, by);
  const radio = html('input', { type: 'radio', name: 'group-by', value: by, checked: by === groupBy, disabled: count === 0 && by !== 'deployment' });
  radio.addEventListener('change', () => actions.dispatch({ type: 'groupBy', by }));
  return html('label', {}, radio, label, html('span', { class: 'dim' }, counted(count, 'group')));
}
