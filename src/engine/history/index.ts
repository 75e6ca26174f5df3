import type { CouplingGraph, Element } from '../model/graph.js';
import type { ChangeHistory, Changes } from '../model/changes.js';
import type { History } from '../model/history.js';
import { systemServices } from '../model/services.js';
import { compareText } from '../model/text.js';
import { changesAmong } from './changes.js';
import { selectCommits } from './commits.js';
import { changeRelations } from './relations.js';

export { MOST_FILES, windowStart } from './commits.js';

/**
 * What the commits say about the elements of a graph, and the graph with `changes-with` relations between those that
 * change together.
 * @param months length of the window, which ends at the newest commit
 */
export function withHistory(graph: CouplingGraph, history: History, months: number): { readonly graph: CouplingGraph; readonly changes: ChangeHistory } {
  const selection = selectCommits(history, months);
  const { from, to, total, leftOut } = selection;
  const levels: Changes[] = [];
  const changed = withLevels(graph, (level) => {
    const changes = changesAmong(level.parts, level.others, history, selection);
    levels.push(changes);
    return changes;
  });
  return { graph: changed, changes: { from, to, commits: total, leftOut, isShallow: history.isShallow, levels } };
}

/** The graph, and those inside its deployables, with the relations that each level adds. */
function withLevels(graph: CouplingGraph, count: (level: Level) => Changes): CouplingGraph {
  const added = levelsOf(graph).map(count).flatMap(changeRelations);
  const relations = added.length === 0 ? graph.relations : [...graph.relations, ...added].sort((a, b) => compareText(a.id, b.id));
  return { ...graph, relations, insides: new Map([...graph.insides].map(([id, inside]) => [id, withLevels(inside, count)])) };
}

interface Level {
  readonly parts: readonly Element[];
  readonly others: readonly Element[];
}

/** The services; and the modules, which only the graph of a single deployable holds. */
function levelsOf(graph: CouplingGraph): Level[] {
  const elements = [...graph.elements.values()];
  const services = new Set(systemServices(graph));
  const modules = elements.filter(({ kind }) => kind === 'module');
  const rest = elements.filter(({ kind }) => kind !== 'module');
  const level = (peers: readonly Element[], isPart: (element: Element) => boolean): Level => ({ parts: peers.filter(isPart), others: peers.filter((peer) => !isPart(peer)) });
  return [level(rest, (element) => services.has(element)), level(modules, ({ role }) => role === 'business')].filter(({ parts }) => parts.length > 1);
}
