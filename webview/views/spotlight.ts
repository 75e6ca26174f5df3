import { html, linkButton } from '../dom.js';
import { pathBetween } from '../path-between.js';
import type { PictureEdge } from '../picture.js';
import type { State } from '../store.js';
import { describePath } from './speech.js';
import type { Actions, ViewPart } from './view.js';
import { nameOf } from './words.js';

/** Steps around a focused element that can be chosen. */
const DEPTHS = [1, 2, 3] as const;

/** One line above the drawing while only a part of it is lit: a neighbourhood with its depth, or a path; with the way out. */
export function createSpotlight(actions: Actions, edges: () => readonly PictureEdge[]): ViewPart {
  const element = html('div', { class: 'spotlight', role: 'group', 'aria-label': 'What is lit' });
  let shown: readonly unknown[] = [];
  return {
    element,
    update: (state) => {
      const { view, focus, path, tab } = state;
      element.hidden = view === undefined || tab === 'table' || (focus === undefined && path === undefined);
      if (element.hidden || (shown[0] === view && shown[1] === focus && shown[2] === path && shown[3] === tab)) return;
      shown = [view, focus, path, tab];
      element.replaceChildren(...(path === undefined ? focusParts(state, actions) : pathParts(state, edges(), actions)));
    },
  };
}

function focusParts({ view, focus }: State, actions: Actions): readonly Node[] {
  if (view === undefined || focus === undefined) return [];
  const { id, depth: current } = focus;
  return [
    html('span', {}, 'Around ', html('b', {}, nameOf(view, id))),
    ...DEPTHS.map((depth) => {
      const chip = html('button', { type: 'button', class: 'chip', 'aria-pressed': String(depth === current) }, depth === 1 ? '1 step' : `${depth} steps`);
      chip.addEventListener('click', () => actions.dispatch({ type: 'focus', focus: { id, depth } }));
      return chip;
    }),
    linkButton('Show everything', () => actions.dispatch({ type: 'focus', focus: undefined })),
  ];
}

function pathParts({ view, path }: State, edges: readonly PictureEdge[], actions: Actions): readonly Node[] {
  if (view === undefined || path === undefined) return [];
  const found = pathBetween(edges, path.from, path.to);
  const steps = found === undefined ? [html('span', {}, describePath(view, path, edges))] : found.nodes.flatMap((id, index) => [
    ...(index === 0 ? [] : [html('span', { 'aria-hidden': 'true' }, found.way === 'along' ? '→' : found.way === 'against' ? '←' : '–')]),
    linkButton(nameOf(view, id), () => actions.dispatch({ type: 'select', selection: { kind: 'element', id } })),
  ]);
  return [html('span', { class: 'dim' }, 'Path'), ...steps, linkButton('Show everything', () => actions.dispatch({ type: 'path', to: undefined }))];
}
