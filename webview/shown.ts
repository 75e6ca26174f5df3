import { compareGraphs, withRemoved } from '../src/protocol/graph-diff.js';
import type { ChangeView, GraphDiff } from '../src/protocol/graph-diff.js';
import { diffSentence, lackingSentence } from '../src/protocol/diff-words.js';
import type { GraphView } from '../src/protocol/graph-view.js';
import type { BaseView } from '../src/protocol/webview-messages.js';
import { groupedBy } from './grouping.js';
import type { GroupBy } from './grouping.js';

/** The comparison in sight. */
export interface Comparison extends GraphDiff {
  readonly ref: string;
  /** What became of the verdict, in words. */
  readonly sentence: string;
}

/** What of all that is known the page shows. */
export interface Shown {
  readonly view: GraphView;
  readonly comparison: Comparison | undefined;
}

/** The view inside a deployable; undefined when it has none. */
export function insideOf(whole: GraphView, id: string): GraphView | undefined {
  return whole.insides.find(({ element }) => element === id)?.view;
}

/** The system or the inside of one deployable, in the groups that were chosen, alone or beside what it was. */
export function shownOf(whole: GraphView, inside: string | undefined, base: BaseView | undefined, by: GroupBy): Shown {
  const { view, comparison } = comparedOf(whole, inside, base);
  return { view: groupedBy(view, by), comparison };
}

function comparedOf(whole: GraphView, inside: string | undefined, base: BaseView | undefined): Shown {
  const after = inside === undefined ? whole : insideOf(whole, inside) ?? whole;
  const before = base === undefined || inside === undefined ? base?.view : insideOf(base.view, inside);
  if (base === undefined || before === undefined) return { view: after, comparison: undefined };
  const diff = compareGraphs(before, after);
  return { view: withRemoved(before, after, diff), comparison: { ...diff, ref: base.ref, sentence: [diffSentence(before, after, diff), ...(base.lacking === undefined || base.lacking.length === 0 ? [] : [lackingSentence(base.ref, base.lacking)])].join(' ') } };
}

/** What became of a relation since the graph it is compared with; undefined when nothing did, or nothing is compared. */
export function changeOf(comparison: Comparison | undefined, relation: string): ChangeView | undefined {
  return comparison?.relations.get(relation);
}
