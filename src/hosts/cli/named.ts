import type { CouplingGraph, Element, Relation } from '../../engine/index.js';

/** As many names as help to find the right one. */
const MOST_SUGGESTIONS = 8;

/**
 * The element that a word on the command line means: its id, its name, else an alias. Of namesakes the business service is
 * meant when there is only one.
 * @throws an `Error` that names what else could be meant
 */
export function elementNamed({ elements }: CouplingGraph, word: string): Element {
  const all = [...elements.values()];
  const byId = elements.get(word);
  if (byId !== undefined) return byId;
  const byName = all.filter(({ name }) => name === word);
  const found = byName.length > 0 ? byName : all.filter(({ aliases }) => aliases.includes(word));
  const services = found.filter(({ kind }) => kind === 'service');
  const [only, ...others] = services.length > 0 ? services : found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) throw new Error(`${word} may be ${found.map(({ id }) => id).join(' or ')}`);
  const similar = all.filter(({ name }) => name.includes(word) || word.includes(name)).map(({ id }) => id);
  const hint = similar.length === 0 ? '' : `; did you mean ${similar.slice(0, MOST_SUGGESTIONS).join(' or ')}?`;
  throw new Error(`no element is called ${word}${hint}`);
}

/** The relations that a word means: an id, or `from->to` with two elements. Empty when it means none. */
export function relationsNamed(graph: CouplingGraph, word: string): Relation[] {
  const byId = graph.relations.filter(({ id }) => id === word);
  if (byId.length > 0) return byId;
  const ends = /^(.+?)\s*(?:->|→)\s*(.+)$/.exec(word);
  if (ends === null) return [];
  const [from, to] = [elementNamed(graph, ends[1] ?? ''), elementNamed(graph, ends[2] ?? '')];
  const found = graph.relations.filter((relation) => relation.from === from && relation.to === to);
  if (found.length === 0) throw new Error(`${from.name} has no relation to ${to.name}`);
  return found;
}
