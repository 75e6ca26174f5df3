import type { GraphView, RelationView } from '../../src/protocol/graph-view.js';
import { outageReason, outageSentence, outageTitle } from '../../src/protocol/outage-words.js';
import { button } from '../controls.js';
import { html, linkButton } from '../dom.js';
import { takeDown } from '../../src/protocol/outage.js';
import type { Effect, Outage, Outcome } from '../../src/protocol/outage.js';
import { miniOutcome } from '../render/outcome-signs.js';
import type { State } from '../store.js';
import { outageMarkdown } from './markdown.js';
import type { Actions } from './view.js';
import { counted, nameOf } from './words.js';

/** Longer lists are cut, with the number of the rest. */
const LIST_LIMIT = 20;

/** The panel while a service is taken down: what follows, in which order, and why. */
export function outageParts(view: GraphView, { down, selection }: State, actions: Actions): readonly Node[] {
  const outage = takeDown(view, down);
  const { counts } = outage;
  const affected = outage.effects.filter(({ outcome }) => outcome !== 'down');
  const unguarded = affected.flatMap(({ outcome, because }) => (outcome === 'fails' && because?.line === 'sync' ? [because] : []));
  const guessed = affected.filter((effect) => effect.guessed).length;
  const another = selection?.kind === 'element' && !down.includes(selection.id) && view.elements.some(({ id }) => id === selection.id) ? selection.id : undefined;
  return [
    html('div', { class: 'panel-title' }, `If ${outageTitle(view, down)}`),
    html('p', { class: 'dim' }, 'A simulation on the graph. Nothing is stopped.'),
    counts.fails + counts.degraded + counts.unaffected === 0 ? html('p', {}, outageSentence(outage)) : countsRow(outage),
    ...section('Order of failure', affected.map((effect) => effectRow(view, effect, actions))),
    ...section('Entry points hit', outage.entries.map(({ id, name }) => html('div', { class: 'list-row' }, elementLink(id, name, actions)))),
    ...section('No time-out or fallback on the way', unguarded.map((relation) => unguardedRow(view, relation, actions))),
    ...(affected.length === 0 ? [] : [html('h2', {}, 'How much of this is guessed'), html('p', { class: 'dim' }, guessed === 0
      ? 'Nothing: each step is declared in code or configuration.'
      : `${guessed} of ${counted(affected.length, 'step')}: what a queue holds back, or a relation that was only inferred.`)]),
    html('div', { class: 'buttons' },
      ...(another === undefined ? [] : [button(`Take ${nameOf(view, another)} down too`, 'secondary', () => actions.dispatch({ type: 'toggleDown', id: another }))]),
      button('Copy as Markdown', 'secondary', () => actions.post({ type: 'copy', text: outageMarkdown(view, down) })),
      button(down.length === 1 ? `Restore ${nameOf(view, down[0] ?? '')}` : 'Restore all', 'secondary', () => actions.dispatch({ type: 'restoreAll' }))),
  ];
}

function countsRow({ counts }: Outage): Node {
  const cell = (outcome: Outcome | 'unaffected', count: number, word: string) =>
    html('div', { class: 'outcome-count' }, html('div', {}, miniOutcome(outcome), html('b', {}, String(count))), html('span', { class: 'dim' }, word));
  return html('div', { class: 'outcome-counts' }, cell('fails', counts.fails, counts.fails === 1 ? 'service fails' : 'services fail'), cell('degraded', counts.degraded, 'degraded'), cell('unaffected', counts.unaffected, 'unaffected'));
}

function section(title: string, rows: readonly Node[]): readonly Node[] {
  if (rows.length === 0) return [];
  const rest = rows.length - LIST_LIMIT;
  return [html('h2', {}, title), ...rows.slice(0, LIST_LIMIT), ...(rest > 0 ? [html('p', { class: 'dim' }, `and ${rest} more`)] : [])];
}

function effectRow(view: GraphView, effect: Effect, actions: Actions): Node {
  const { id, outcome, order, because, guessed } = effect;
  return html('div', { class: 'effect-row' },
    html('span', { class: 'number' }, String(order)), miniOutcome(outcome),
    html('div', {}, html('div', { class: 'spread' }, elementLink(id, nameOf(view, id), actions), guessed && html('span', { class: 'dim' }, 'assumed')),
      because !== undefined && html('div', { class: 'dim' }, outageReason(view, effect))));
}

function unguardedRow(view: GraphView, relation: RelationView, actions: Actions): Node {
  const [evidence] = relation.evidence;
  const link = linkButton(`${nameOf(view, relation.from)} → ${nameOf(view, relation.to)}`, () => actions.dispatch({ type: 'select', selection: { kind: 'relation', id: relation.id } }));
  const open = evidence === undefined ? undefined : linkButton('Open', () => actions.post({ type: 'open', place: evidence.place, focus: false }), `Open ${evidence.place.path}`);
  return html('div', { class: 'list-row spread' }, link, open);
}

function elementLink(id: string, name: string, actions: Actions): Node {
  return linkButton(name, () => actions.dispatch({ type: 'select', selection: { kind: 'element', id } }));
}
