import type { ChangeView, GraphDiff } from './graph-diff.js';
import type { GraphView, StyleView, SystemView } from './graph-view.js';

const STYLE_WORDS: Readonly<Record<StyleView, string>> = {
  'ball-of-mud': 'a big ball of mud', 'modular-monolith': 'a modular monolith', 'distributed-monolith': 'a distributed monolith', microservices: 'microservices',
};

/** "Still a distributed monolith: logical 0.36, was 0.41. 2 services moved, 1 relation added, 3 removed." */
export function diffSentence(before: GraphView, after: GraphView, diff: GraphDiff): string {
  return `${verdictChange(before.system, after.system)} ${countsOf(diff)}`;
}

/** "stock has no v1.0: all in it counts as added." */
export function lackingSentence(ref: string, lacking: readonly string[]): string {
  const names = lacking.length > 1 ? `${lacking.slice(0, -1).join(', ')} and ${lacking.at(-1) ?? ''} have` : `${lacking[0] ?? ''} has`;
  return `${names} no ${ref}: all in ${lacking.length > 1 ? 'them' : 'it'} counts as added.`;
}

function verdictChange(before: SystemView, after: SystemView): string {
  const numbers = axisChanges(before, after);
  const tail = numbers === '' ? 'at the same place' : numbers;
  if (after.style === undefined) return before.style === undefined ? 'No verdict, now or then.' : `No verdict any more; it was ${STYLE_WORDS[before.style]}.`;
  if (before.style === undefined) return `Now ${STYLE_WORDS[after.style]}; there was no verdict before.`;
  if (before.style === after.style) return `Still ${STYLE_WORDS[after.style]}${numbers === '' ? ', ' : ': '}${tail}.`;
  return `Now ${STYLE_WORDS[after.style]}, was ${STYLE_WORDS[before.style]}${numbers === '' ? '' : `: ${numbers}`}.`;
}

function axisChanges(before: SystemView, after: SystemView): string {
  return (['logical', 'physical'] as const).flatMap((axis) => {
    const [from, to] = [before[axis]?.toFixed(2), after[axis]?.toFixed(2)];
    return from === undefined || to === undefined || from === to ? [] : [`${axis} ${to}, was ${from}`];
  }).join('; ');
}

function countsOf({ moved, elements, relations }: GraphDiff): string {
  const parts = [
    ...(moved.length === 0 ? [] : [`${moved.length} ${moved.length === 1 ? 'service' : 'services'} moved`]),
    ...changeCounts(elements, 'element'),
    ...changeCounts(relations, 'relation'),
  ];
  return parts.length === 0 ? 'Nothing else differs.' : `${parts.join(', ')}.`;
}

function changeCounts(changes: ReadonlyMap<string, ChangeView>, noun: string): string[] {
  return (['added', 'removed'] as const).flatMap((kind) => {
    const count = [...changes.values()].filter((change) => change === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? noun : `${noun}s`} ${kind}`];
  });
}
