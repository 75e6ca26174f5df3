import type { Element } from './graph.js';
import type { Selector } from './policy-facts.js';
import { matchesWildcard } from './wildcard.js';

/** Whether the policy file means an element; a selector without properties means all. */
export function selects({ name, kind, role, group, owner }: Selector, element: Element): boolean {
  const holds = (patterns: readonly string[] | undefined, texts: readonly (string | undefined)[]): boolean =>
    patterns === undefined || patterns.some((pattern) => texts.some((text) => text !== undefined && matchesWildcard(pattern, text)));
  return holds(kind, [element.kind]) && holds(role, [element.role]) && holds(group, [element.group]) && holds(owner, [element.owner]) && holds(name, [element.name, ...element.aliases]);
}

/** A selector in words: `orders`, `datastore of team-a`. */
export function describe({ name, kind, role, group, owner }: Selector): string {
  const what = name ?? kind ?? (role === undefined ? ['everything'] : role.map((word) => `${word} elements`));
  const more = [...(name !== undefined && kind !== undefined ? [`(${kind.join(', ')})`] : []), ...(group === undefined ? [] : [`in ${group.join(', ')}`]), ...(owner === undefined ? [] : [`of ${owner.join(', ')}`])];
  return [what.join(', '), ...more].join(' ');
}
