import type { ChangeView, Move } from '../../src/protocol/graph-diff.js';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { button } from '../controls.js';
import { html, linkButton } from '../dom.js';
import { twoDigits } from '../render/verdict-words.js';
import { LINE_STYLES } from '../render/marks.js';
import type { Comparison } from '../shown.js';
import type { Actions } from './view.js';
import { KIND_NAMES, nameOf } from './words.js';

/** Longer lists are cut, with the number of the rest. */
const LIST_LIMIT = 20;

/** What differs from the graph it is compared with: verdict, moves, what came and what went. */
export function diffParts(view: GraphView, { ref, sentence, moved, elements, relations }: Comparison, actions: Actions): readonly Node[] {
  return [
    html('section', { class: 'comparison', 'aria-label': 'Comparison' },
      html('div', { class: 'panel-title' }, `Compared with ${ref}`),
      html('p', {}, sentence),
      ...list('Moved', moved.map((move) => moveRow(move, actions))),
      ...list('Elements', view.elements.flatMap(({ id, name, kind }) => changeRow(elements.get(id), name, KIND_NAMES[kind], () => actions.dispatch({ type: 'select', selection: { kind: 'element', id } })))),
      ...list('Relations', view.relations.flatMap(({ id, from, to, line }) => changeRow(
        relations.get(id), `${nameOf(view, from)} → ${nameOf(view, to)}`, LINE_STYLES[line].name, () => actions.dispatch({ type: 'select', selection: { kind: 'relation', id } })))),
      button('End comparison', 'secondary', () => endComparison(actions))),
  ];
}

/** Ends the comparison. */
export function endComparison(actions: Actions): void {
  actions.dispatch({ type: 'compare', base: undefined });
}

function list(title: string, rows: readonly Node[]): readonly Node[] {
  if (rows.length === 0) return [];
  const rest = rows.length - LIST_LIMIT;
  return [html('h2', {}, title), ...rows.slice(0, LIST_LIMIT), ...(rest > 0 ? [html('p', { class: 'dim' }, `and ${rest} more`)] : [])];
}

function moveRow({ id, name, before, after }: Move, actions: Actions): Node {
  return html('div', { class: 'list-row spread' },
    linkButton(name, () => actions.dispatch({ type: 'select', selection: { kind: 'element', id } })),
    html('span', { class: 'number' }, `${twoDigits(before.logical)} / ${twoDigits(before.physical)} → ${twoDigits(after.logical)} / ${twoDigits(after.physical)}`));
}

function changeRow(change: ChangeView | undefined, text: string, what: string, select: () => void): Node[] {
  if (change === undefined) return [];
  return [html('div', { class: 'list-row spread' },
    html('span', {}, html('span', { class: 'change-sign' }, change === 'added' ? '+ ' : '− '), linkButton(text, select, `${text}, ${change}`)),
    html('span', { class: 'dim' }, what))];
}
