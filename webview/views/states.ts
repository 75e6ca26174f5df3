import type { GraphView } from '../../src/protocol/graph-view.js';
import { button, progressRing } from '../controls.js';
import { html } from '../dom.js';
import { asksForChanges } from '../filter.js';
import { isHuge } from '../picture.js';
import type { Detail } from '../picture.js';
import { detailOf } from '../store.js';
import type { State } from '../store.js';
import type { Actions, ViewPart } from './view.js';
import { STYLE_NAMES } from '../render/verdict-words.js';
import { miniUnknown } from '../render/mini.js';
import { counted, missingEvidence } from './words.js';

/** Below this share of services with evidence the verdict rests on too little (experience.md C6). */
const LOW_COVERAGE = 0.5;

/** What stands in for the graph while there is none: loading, failed or empty. */
export function createPlaceholder(actions: Actions): ViewPart {
  const element = html('section', { class: 'placeholder' });
  const corners = Object.values(STYLE_NAMES).map((name) => html('span', { class: 'corner-name', 'aria-hidden': 'true' }, name));
  const ends = ['← monolithic', 'Logical coupling', 'modular →', 'one unit', 'Physical coupling', 'distributed'].map((text) => html('span', { class: 'axis-word', 'aria-hidden': 'true' }, text));
  const axes = [html('div', { class: 'axis-words across' }, ...ends.slice(0, 3)), html('div', { class: 'axis-words up' }, ...ends.slice(3))];
  return {
    element,
    update: ({ view, status }) => {
      element.hidden = view !== undefined && view.elements.length > 0;
      if (element.hidden) return;
      element.replaceChildren(...corners, ...axes, html('div', { class: 'notice' }, ...noticeParts(view, status, actions)));
    },
  };
}

function noticeParts(view: GraphView | undefined, status: State['status'], actions: Actions): readonly Node[] {
  if (status.state === 'failed') return failed(status.message, actions);
  if (view === undefined) return [progressRing(), html('p', {}, status.message === '' ? 'Reading the workspace…' : status.message), html('div', { class: 'buttons' }, cancel(actions))];
  return empty(view, actions);
}

function failed(message: string, actions: Actions): readonly Node[] {
  return [miniUnknown(36), html('h2', {}, 'The analysis did not finish'), html('p', {}, message), html('div', { class: 'buttons' }, button('Try again', 'primary', () => actions.post({ type: 'analyse' })))];
}

function empty(view: GraphView, actions: Actions): readonly Node[] {
  return [
    miniUnknown(36),
    html('h2', {}, 'No services found in this workspace'),
    html('p', {}, `${counted(view.filesRead, 'file')} could be read. A service shows up once a file says that it is built or deployed:`),
    html('ul', { class: 'looked-for' }, ...LOOKED_FOR.map(([what, such]) => html('li', {}, what, html('span', { class: 'dim' }, such)))),
    ...view.problems.slice(0, 5).map(({ message }) => html('p', { class: 'dim' }, message)),
    html('div', { class: 'buttons' },
      button('Open the sample', 'primary', () => actions.post({ type: 'openSample' })),
      button('Open a folder', 'secondary', () => actions.post({ type: 'openFolder' })),
      button('Look again', 'secondary', () => actions.post({ type: 'analyse' }))),
  ];
}

/** What makes a service, and files that say it. */
const LOOKED_FOR: readonly (readonly [string, string])[] = [
  ['Compose files', 'compose.yaml, docker-compose*.yml'],
  ['Kubernetes manifests', 'plain, kustomize, Helm charts'],
  ['Builds of programs', 'package.json, pom.xml, build.gradle, *.csproj, go.mod, pyproject.toml'],
  ['Images', 'Dockerfile, Containerfile'],
];

/** One line above the graph when something limits what it shows. */
export function createBanner(actions: Actions): ViewPart {
  const element = html('div', { class: 'banner', role: 'status' });
  return {
    element,
    update: (state) => {
      const parts = state.view === undefined || state.view.elements.length === 0 ? [] : bannerParts(state.view, state, actions);
      element.hidden = parts.length === 0;
      element.replaceChildren(...parts);
    },
  };
}

function bannerParts(view: GraphView, state: State, actions: Actions): readonly Node[] {
  if (state.status.state === 'failed') return [html('span', {}, `This is the last good graph. ${state.status.message}`), button('Try again', 'secondary', () => actions.post({ type: 'analyse' }))];
  if (state.cachedAt !== undefined) return [progressRing(), html('span', {}, `From cache, ${timeText(state.cachedAt)}. Reading the workspace…`), cancel(actions)];
  if (view.stopped === true) return [html('span', {}, `Stopped: ${counted(view.filesRead, 'file')} read, so relations may be missing.`), button('Read all', 'secondary', () => actions.post({ type: 'analyse' }))];
  if (isHuge(view) && state.tab !== 'table') return hugeParts(view, state, actions);
  if (view.restricted) return [html('span', {}, 'Restricted Mode: source code is not read, so relations come from deployment files alone.')];
  if (!view.complete) return [progressRing(), html('span', {}, `${counted(view.filesRead, 'file')} read. Relations come from deployment files so far.`), cancel(actions)];
  if (state.status.state === 'analysing' && state.status.message !== '') return [progressRing(), html('span', {}, state.status.message)];
  if (state.inside === undefined && view.system.logical !== undefined && view.system.coverage < LOW_COVERAGE) return littleEvidence(view, actions);
  if (asksForChanges(state.filter) && state.comparison === undefined) {
    return [html('span', {}, 'The filter asks what changed, and nothing is compared.'), button('Compare with a git ref', 'secondary', () => actions.post({ type: 'compare' }))];
  }
  return [];
}

/** Services that are named in the banner; the table and the panel have the rest. */
const NAMED_SERVICES = 5;

/** Names what is missing: services without a relation, and files that could not be used. */
function littleEvidence(view: GraphView, actions: Actions): readonly Node[] {
  const related = new Set(view.relations.flatMap(({ from, to }) => [from, to]));
  const alone = view.elements.filter(({ id, role }) => role === 'business' && !related.has(id)).map(({ name }) => name);
  const rest = alone.length - NAMED_SERVICES;
  const named = alone.length === 0 ? '' : ` No relation was found for ${alone.slice(0, NAMED_SERVICES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
  const unread = new Set(view.problems.flatMap(({ place }) => place?.path ?? [])).size;
  return [
    html('span', {}, `Little evidence: ${missingEvidence(view)}${named}${unread === 0 ? '' : ` ${counted(unread, 'file')} could not be used in full.`}`),
    button('What is not known', 'secondary', () => actions.dispatch({ type: 'panel', open: true })),
  ];
}

/** Ends the reading; what is known by then is shown. */
function cancel(actions: Actions): Node {
  return button('Cancel', 'secondary', () => actions.post({ type: 'stop' }));
}

/** "14:02"; with the day when that is not today. */
function timeText(isoTime: string): string {
  const time = new Date(isoTime);
  const clock = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return time.toDateString() === new Date().toDateString() ? clock : `${time.toLocaleDateString()}, ${clock}`;
}

function hugeParts(view: GraphView, state: State, actions: Actions): readonly Node[] {
  const grouped = new Set(view.elements.map((element) => element.group)).size > 1;
  const choices: readonly (readonly [Detail, string])[] = [...(grouped ? [['groups', 'Groups'] as const] : []), ['high-risk', 'High risk only'], ['elements', 'Draw all']];
  const parts = [
    html('span', {}, `${counted(view.elements.length, 'element')}, ${counted(view.relations.length, 'relation')}.`),
    detailOf(state) === 'groups' && html('span', { class: 'unless-narrow' }, 'Red lines have the most high risks of all between groups.'),
    ...choices.map(([detail, label]) => {
      const choice = html('button', { type: 'button', class: 'chip', 'aria-pressed': String(detailOf(state) === detail) }, label);
      choice.addEventListener('click', () => actions.dispatch({ type: 'detail', detail }));
      return choice;
    }),
  ];
  return parts.filter((part) => part !== false);
}
