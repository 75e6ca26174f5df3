import { compareGraphs, withRemoved } from '../src/protocol/graph-diff.js';
import type { ChangeView, GraphDiff } from '../src/protocol/graph-diff.js';
import { diffHeadline, diffReason, diffSentence, lackingSentence } from '../src/protocol/diff-words.js';
import type { GraphView, SystemView } from '../src/protocol/graph-view.js';
import type { BaseView } from '../src/protocol/webview-messages.js';
import { groupedBy } from './grouping.js';
import type { GroupBy } from './grouping.js';

/** The comparison in sight. */
export interface Comparison extends GraphDiff {
  readonly ref: string;
  /** What became of the verdict, in words. */
  readonly sentence: string;
  /** The same for the top of the page: a title, and what lies behind it. */
  readonly headline: string;
  readonly reason: string;
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
  const { ref, lacking = [] } = base;
  const lacks = lacking.length === 0 ? [] : [lackingSentence(ref, lacking)];
  return {
    view: { ...withRemoved(before, after, diff), system: { ...after.system, ...formerOf(before, ref) } },
    comparison: { ...diff, ref, sentence: [diffSentence(before, after, diff), ...lacks].join(' '), headline: diffHeadline(before, after, ref), reason: [diffReason(before, after, diff), ...lacks].join(' ') },
  };
}

function formerOf({ system: { logical, physical } }: GraphView, ref: string): Pick<SystemView, 'former'> {
  return logical === undefined || physical === undefined ? {} : { former: { ref, logical, physical } };
}

/** What became of a relation since the graph it is compared with; undefined when nothing did, or nothing is compared. */
export function changeOf(comparison: Comparison | undefined, relation: string): ChangeView | undefined {
  return comparison?.relations.get(relation);
}
