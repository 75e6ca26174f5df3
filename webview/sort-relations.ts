import type { GraphView, RelationView } from '../src/protocol/graph-view.js';
import { byText } from './layout/geometry.js';
import { byRisk } from './picture.js';
import { LINE_STYLES } from './render/marks.js';
import type { Sort, SortKey } from './store.js';
import { placeText } from './views/words.js';

/** Relations in the order of a column; equal ones by risk. `risk` is the level that the findings make, `score` the number alone. */
export function sortRelations(view: GraphView, relations: readonly RelationView[], sort: Sort): readonly RelationView[] {
  const sign = sort.descending ? -1 : 1;
  if (sort.key === 'risk') return [...relations].sort((a, b) => -sign * byRisk(a, b));
  if (sort.key === 'score') return [...relations].sort((a, b) => sign * (a.risk - b.risk) || byRisk(a, b));
  const names = new Map(view.elements.map(({ id, name }) => [id, name]));
  const keys: Readonly<Record<Exclude<SortKey, 'risk' | 'score'>, (relation: RelationView) => string>> = {
    from: ({ from }) => names.get(from) ?? from,
    to: ({ to }) => names.get(to) ?? to,
    line: ({ line }) => LINE_STYLES[line].name,
    rule: (relation) => ruleOf(view, relation),
    place: ({ evidence }) => (evidence[0] === undefined ? '' : placeText(evidence[0].place)),
    confidence: ({ confidence }) => confidence,
  };
  const key = keys[sort.key];
  return [...relations].sort((a, b) => sign * byText(key(a), key(b)) || byRisk(a, b));
}

/** The id of the first rule that concerns a relation; empty when none does. */
export function ruleOf(view: GraphView, relation: RelationView): string {
  return relation.findings.map((index) => view.findings[index]?.rule).find((rule) => rule !== undefined) ?? '';
}
