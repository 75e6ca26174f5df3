import { verdictOf, type Analysis, type Verdict } from '../../engine/index.js';

/** In larger systems the graph does without: the command line has the time. With a thousand services a verdict takes some hundred milliseconds at worst. */
const MOST_ELEMENTS = 2000;

/**
 * Remembers the last verdict: most edits change no relation, and arguing costs many times what measuring does.
 * The function returned gives undefined for systems that are too large to be argued about while somebody types.
 */
export function createVerdictMemory(): (analysis: Analysis) => Verdict | undefined {
  let last: { readonly key: string; readonly verdict: Verdict } | undefined;
  return (analysis) => {
    const { graph, changes } = analysis;
    if (graph.elements.size > MOST_ELEMENTS) return undefined;
    const key = keyOf(analysis);
    if (last?.key !== key) last = { key, verdict: verdictOf(graph, changes) };
    return last.verdict;
  };
}

/** All that a verdict depends on. */
function keyOf({ graph, changes, metrics: { system, relations } }: Analysis): string {
  return JSON.stringify([
    [...graph.elements.values()].map(({ id, role, isTask, deploymentUnit }) => [id, role, isTask, deploymentUnit]),
    graph.relations.map(({ id, confidence, importReach, care }) => [id, confidence, importReach, care.hasFallback, relations.get(id)?.level]),
    graph.databases.map(({ id, clients }) => [id, ...clients.map(({ element }) => element.id)]),
    system.knowledge, system.runtime, system.change,
    changes?.from, changes?.to, changes?.commits,
  ]);
}
