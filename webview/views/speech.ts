import type { GraphView, RelationView } from '../../src/protocol/graph-view.js';
import { takeDown } from '../../src/protocol/outage.js';
import { outageSentence, outageTitle } from '../../src/protocol/outage-words.js';
import { searchMatches } from '../emphasis.js';
import { filterRelations } from '../filter.js';
import { pathBetween } from '../path-between.js';
import type { PictureEdge, PictureNode } from '../picture.js';
import { STYLE_NAMES } from '../render/verdict-words.js';
import { LINE_STYLES } from '../render/marks.js';
import type { Ends, SortKey, State } from '../store.js';
import { counted, nameOf } from './words.js';

/** What is said about a change of the state: one message, the one that matters most; undefined for what needs none. */
export function describeChange(before: State, state: State, edges: readonly PictureEdge[]): string | undefined {
  const { view, path, selection, sort } = state;
  if (view === undefined || before.view === undefined) return undefined;
  const changed = (key: keyof State) => before[key] !== state[key];
  if (changed('inside')) return describeInside(state);
  if (path !== undefined && changed('path')) return describePath(view, path, edges);
  if (before.down.join('\n') !== state.down.join('\n')) return state.down.length === 0 ? 'Simulation ended' : `${outageTitle(view, state.down)}. ${outageSentence(takeDown(view, state.down))}`;
  if (changed('focus')) return describeFocus(state);
  if (before.comparison?.ref !== state.comparison?.ref) return state.comparison === undefined ? 'Comparison ended' : `Compared with ${state.comparison.ref}. ${state.comparison.sentence}`;
  if (before.view !== view) return describeUpdate(before.view, view);
  if (changed('search')) return state.search.trim() === '' ? '' : describeSearch(view, state.search);
  if (changed('filter')) return `${filterRelations(view, state.filter, state.comparison?.relations).length} of ${counted(view.relations.length, 'relation')}`;
  if (changed('sort')) return `Sorted by ${SORT_NAMES[sort.key]}, ${sort.descending ? 'descending' : 'ascending'}`;
  // In the table the row itself is read.
  const relation = changed('selection') && state.tab !== 'table' && selection?.kind === 'relation' ? view.relations.find(({ id }) => id === selection.id) : undefined;
  return relation === undefined ? undefined : describeRelation(view, relation);
}

/** What the drawing is called, with its keys. */
export const GRAPH_LABEL = 'Coupling graph. Arrow keys move between elements, brackets go through the relations of one, Enter opens the code and goes to the other end of a relation, '
  + 'F shows the neighbourhood, P at two elements the path between them, D takes a service down in a simulation, I looks inside it, T shows the table.';

const SORT_NAMES: Readonly<Record<SortKey, string>> = { risk: 'risk', score: 'score', from: 'from', line: 'relation', to: 'to', rule: 'rule', place: 'evidence', confidence: 'confidence' };

/** "Neighbourhood of orders, 2 steps". */
function describeFocus({ view, focus }: State): string {
  return view === undefined || focus === undefined ? 'All elements' : `Neighbourhood of ${nameOf(view, focus.id)}, ${counted(focus.depth, 'step')}`;
}

/** What a screen reader says for a node: "orders, distributed monolith quadrant, 5 outgoing, 2 high risk"; while graphs are compared also "added" or "removed". */
export function describe(view: GraphView, node: PictureNode): string {
  const members = new Set(node.members);
  const touching = relationsByEnd(view);
  const own = new Set(node.members.flatMap((id) => touching.get(id) ?? []));
  let [outgoing, high] = [0, 0];
  for (const { from, to, level } of own) {
    if (members.has(from) && !members.has(to)) outgoing++;
    if (level === 'high') high++;
  }
  return [
    node.label,
    node.note,
    node.change,
    node.members.length > 1 ? counted(node.members.length, 'element') : undefined,
    quadrantOf(node),
    `${outgoing} outgoing`,
    high > 0 ? `${high} high risk` : undefined,
  ].filter((part) => part !== undefined).join(', ');
}

/** Every node of a drawing is described after each update: what ends where is looked up once for a view. */
const ends = new WeakMap<GraphView, ReadonlyMap<string, readonly RelationView[]>>();

function relationsByEnd(view: GraphView): ReadonlyMap<string, readonly RelationView[]> {
  const known = ends.get(view);
  if (known !== undefined) return known;
  const found = new Map<string, RelationView[]>();
  for (const relation of view.relations) {
    for (const id of [relation.from, relation.to]) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [relation]);
      else list.push(relation);
    }
  }
  ends.set(view, found);
  return found;
}

function quadrantOf({ logical, physical }: PictureNode): string {
  if (logical === undefined || physical === undefined) return 'not measured';
  const style = physical >= 0.5 ? (logical >= 0.5 ? 'microservices' : 'distributed-monolith') : logical >= 0.5 ? 'modular-monolith' : 'ball-of-mud';
  return `${STYLE_NAMES[style].toLowerCase()} quadrant`;
}

/** What is said when a relation is selected by keyboard. */
function describeRelation(view: GraphView, relation: RelationView): string {
  const finding = relation.findings.map((index) => view.findings[index]?.message).find((message) => message !== undefined);
  return [`${nameOf(view, relation.from)} to ${nameOf(view, relation.to)}`, LINE_STYLES[relation.line].name, `${relation.level} risk`, finding].filter((part) => part !== undefined).join(', ');
}

/** What is said when a path is asked for: "3 steps: orders, payments, shop-db, inventory". */
export function describePath(view: GraphView, { from, to }: Ends, edges: readonly PictureEdge[]): string {
  const path = pathBetween(edges, from, to);
  if (path === undefined) return `Nothing drawn leads from ${nameOf(view, from)} to ${nameOf(view, to)}`;
  const note = path.way === 'against' ? ', against the arrows' : path.way === 'mixed' ? ', directions ignored' : '';
  return `${counted(path.nodes.length - 1, 'step')}${note}: ${path.nodes.map((id) => nameOf(view, id)).join(', ')}`;
}

/** What is said while somebody types what to look for: "3 of 20 elements match". */
function describeSearch(view: GraphView, search: string): string {
  return `${searchMatches(view, search).length} of ${counted(view.elements.length, 'element')} match`;
}

/** What is said after an update; empty when nothing worth saying changed. */
function describeUpdate(before: GraphView, after: GraphView): string {
  const added = difference(after, before);
  const removed = difference(before, after);
  const risk = highCount(after) - highCount(before);
  const parts = [
    added > 0 ? `${counted(added, 'relation')} added` : '',
    removed > 0 ? `${counted(removed, 'relation')} removed` : '',
    risk > 0 ? 'risk up' : risk < 0 ? 'risk down' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `Graph updated: ${parts.join(', ')}`;
}

function difference(a: GraphView, b: GraphView): number {
  const known = new Set(b.relations.map(({ id }) => id));
  return a.relations.filter(({ id }) => !known.has(id)).length;
}

function highCount(view: GraphView): number {
  return view.relations.filter(({ level }) => level === 'high').length;
}

/** What is said when one graph is left for another: "Inside orders: 6 modules", "Back at shop". */
function describeInside({ view, whole, inside }: State): string {
  if (view === undefined || whole === undefined) return '';
  return inside === undefined ? `Back at ${whole.system.name}` : `Inside ${nameOf(whole, inside)}: ${counted(view.elements.length, 'module')}`;
}
