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

/** "Drifted left by 0.13 since v2.3.0": what became of the verdict, in a headline. */
export function diffHeadline({ system: before }: GraphView, { system: after }: GraphView, ref: string): string {
  if (after.style !== before.style && after.style !== undefined && before.style !== undefined) return `Became ${STYLE_WORDS[after.style]} since ${ref}`;
  const [across, up] = [moveAlong(before.logical, after.logical), moveAlong(before.physical, after.physical)];
  const parts = [
    ...(across === 0 ? [] : [`${across < 0 ? 'left' : 'right'} by ${Math.abs(across).toFixed(2)}`]),
    ...(up === 0 ? [] : [`${up < 0 ? 'down' : 'up'} by ${Math.abs(up).toFixed(2)}`]),
  ];
  return parts.length === 0 ? `Stands where it stood at ${ref}` : `Drifted ${parts.join(' and ')} since ${ref}`;
}

/** As the two digits that are shown tell it. */
function moveAlong(before: number | undefined, after: number | undefined): number {
  return before === undefined || after === undefined ? 0 : Number(after.toFixed(2)) - Number(before.toFixed(2));
}

/** "It was microservices. 2 new high-risk edges: payments → shop-db, inventory → shop-db." */
export function diffReason(before: GraphView, after: GraphView, { relations }: GraphDiff): string {
  const names = new Map(after.elements.map(({ id, name }) => [id, name]));
  const risky = after.relations.filter(({ id, level }) => level === 'high' && relations.get(id) === 'added').map(({ from, to }) => `${names.get(from) ?? from} → ${names.get(to) ?? to}`);
  const rest = risky.length - NAMED_EDGES;
  const news = risky.length === 0 ? 'No new high-risk edge.'
    : `${risky.length} new high-risk ${risky.length === 1 ? 'edge' : 'edges'}: ${risky.slice(0, NAMED_EDGES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
  const style = before.system.style;
  const corner = style === undefined ? '' : style === after.system.style ? 'Same corner.' : `It was ${STYLE_WORDS[style]}.`;
  return corner === '' ? news : `${corner} ${news}`;
}

/** Edges that a headline names. */
const NAMED_EDGES = 3;

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
