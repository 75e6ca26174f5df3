import { groupBy } from '../model/collections.js';
import type { CouplingGraph, Element } from '../model/graph.js';
import type { ChangeHistory } from '../model/changes.js';
import type { History } from '../model/history.js';
import { isBusinessService } from '../model/services.js';
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
  const levels = levelsOf([...graph.elements.values()]).map(({ parts, others }) => changesAmong(parts, others, history, selection));
  const relations = [...graph.relations, ...levels.flatMap(changeRelations)].sort((a, b) => compareText(a.id, b.id));
  return { graph: { ...graph, relations }, changes: { from, to, commits: total, leftOut, isShallow: history.isShallow, levels } };
}

interface Level {
  readonly parts: readonly Element[];
  readonly others: readonly Element[];
}

/** The services; and the modules of each deployable, whose code is no module's when none holds it. */
function levelsOf(elements: readonly Element[]): Level[] {
  const isModule = ({ kind }: Element): boolean => kind === 'module';
  const services = elements.filter(isBusinessService);
  const others = elements.filter((element) => !isModule(element) && !isBusinessService(element));
  const modules = groupBy(elements.filter(isModule), ({ deploymentUnit }) => deploymentUnit);
  return [{ parts: services, others }, ...[...modules.values()].map((parts) => ({ parts, others: [] }))].filter(({ parts }) => parts.length > 1);
}
