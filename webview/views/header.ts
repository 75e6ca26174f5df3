import type { ChangeView } from '../../src/protocol/graph-diff.js';
import type { GraphView, LevelView } from '../../src/protocol/graph-view.js';
import { html, linkButton, unseen } from '../dom.js';
import { endComparison } from './diff-panel.js';
import { STYLE_NAMES, twoDigits } from '../render/verdict-words.js';
import { outageSentence, outageTitle } from '../../src/protocol/outage-words.js';
import { takeDown } from '../../src/protocol/outage.js';
import { levelSign, miniChange, miniSystem } from '../render/mini.js';
import { miniOutcome } from '../render/outcome-signs.js';
import type { Comparison } from '../shown.js';
import type { Actions, ViewPart } from './view.js';
import { counted, percent, thousands } from './words.js';

/** The verdict in one line: name, reason, numbers. */
export function createHeader(actions: Actions): ViewPart {
  const title = html('h1', {});
  const reason = html('p', {});
  const stats = html('dl', { class: 'stats' });
  const summary = html('div', { class: 'summary' });
  const element = html('header', { class: 'headline' }, miniSystem(36), miniOutcome('down', 36), html('div', { class: 'verdict' }, title, reason), summary, stats);
  let shown: readonly unknown[] = [];
  return {
    element,
    update: ({ view, down, comparison }) => {
      element.hidden = view === undefined || view.elements.length === 0;
      if (view === undefined || (view === shown[0] && down === shown[1])) return;
      shown = [view, down];
      element.classList.toggle('simulating', down.length > 0);
      element.classList.toggle('comparing', comparison !== undefined);
      if (down.length > 0) {
        title.textContent = outageTitle(view, down);
        reason.replaceChildren(`${outageSentence(takeDown(view, down))} `, linkButton('Leave what-if', () => actions.dispatch({ type: 'restoreAll' })));
        return;
      }
      title.textContent = comparison?.headline ?? (view.system.style === undefined ? 'No verdict yet' : STYLE_NAMES[view.system.style]);
      if (comparison === undefined) reason.replaceChildren(`${view.system.headline} `, linkButton('Why?', () => actions.dispatch({ type: 'panel', open: true }), 'Why this verdict?'));
      else reason.replaceChildren(`${comparison.reason} `, linkButton('End comparison', () => endComparison(actions)));
      stats.replaceChildren(...(comparison === undefined ? statParts(view) : changeStats(view, comparison)));
      summary.replaceChildren(...summaryParts(view));
    },
  };
}

/** How many relations are drawn in a risk colour, as in the status bar, each level behind its own sign. */
function riskyParts(view: GraphView): { readonly count: number; readonly signs: readonly (Node | string)[] } {
  const countOf = (level: LevelView) => view.relations.filter((relation) => relation.level === level).length;
  const counts = (['high', 'medium'] as const).map((level) => [level, countOf(level)] as const).filter(([, count]) => count > 0);
  return {
    count: counts.reduce((sum, [, count]) => sum + count, 0),
    signs: counts.length === 0 ? ['0'] : counts.flatMap(([level, count]) => [levelSign(level), unseen(`${level} risk: `), thousands(count)]),
  };
}

function stat(caption: string, ...value: readonly (Node | string)[]): Node {
  return html('div', { class: 'stat' }, html('dt', {}, caption), html('dd', {}, ...value));
}

function statParts(view: GraphView): readonly Node[] {
  const { logical, physical, uncertainty, cycles, coverage } = view.system;
  const risky = riskyParts(view);
  return [
    stat('logical', logical === undefined ? '–' : twoDigits(logical), ...(logical === undefined || uncertainty < 0.005 ? [] : [html('small', {}, `± ${twoDigits(uncertainty)}`)])),
    stat('physical', physical === undefined ? '–' : twoDigits(physical)),
    stat(risky.count === 1 ? 'risky edge' : 'risky edges', ...risky.signs),
    stat(cycles.length === 1 ? 'cycle' : 'cycles', String(cycles.length)),
    // Modules have no manifests: coverage is a matter of services.
    ...(view.elements.some(({ kind }) => kind === 'module') ? [] : [stat('coverage', percent(coverage))]),
  ];
}

/** The numbers of a comparison: from where to where, and how much came, went and moved. */
function changeStats({ system }: GraphView, { moved, elements, relations }: Comparison): readonly Node[] {
  const changes = [...elements.values(), ...relations.values()];
  const count = (change: ChangeView) => String(changes.filter((one) => one === change).length);
  const axis = (now: number | undefined, before: number | undefined) => {
    const [to, from] = [now === undefined ? '–' : twoDigits(now), before === undefined ? undefined : twoDigits(before)];
    return from === undefined || from === to ? to : `${from} → ${to}`;
  };
  return [
    stat('logical', axis(system.logical, system.former?.logical)),
    stat('physical', axis(system.physical, system.former?.physical)),
    stat('added', miniChange('added'), count('added')),
    stat('removed', miniChange('removed'), count('removed')),
    stat('moved', String(moved.length)),
  ];
}

/** The same for a page without room: on one line. */
function summaryParts(view: GraphView): readonly Node[] {
  const risky = riskyParts(view);
  const { logical, physical, cycles } = view.system;
  return [
    ...(logical === undefined ? [] : [html('span', { class: 'axis-value' }, html('b', {}, twoDigits(logical)), ' logical')]),
    ...(physical === undefined ? [] : [html('span', { class: 'axis-value' }, html('b', {}, twoDigits(physical)), ' physical')]),
    html('span', {}, ...risky.signs, ' risky'),
    // Where room is short, what there is none of is not told.
    ...(cycles.length === 0 ? [] : [html('span', {}, counted(cycles.length, 'cycle'))]),
  ];
}
