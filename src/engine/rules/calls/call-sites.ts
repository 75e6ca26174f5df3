import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import { groupProcesses } from '../../model/processes.js';
import type { Site } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';

/** Whose calls are written at a place, in code or, where no code shows them, in settings: several run the code of a library or get one list of addresses, though each may need another part of it. */
export function callersBySite({ relations }: CouplingGraph): Map<string, Set<Element>> {
  const callers = new Map<string, Set<Element>>();
  for (const relation of relations) {
    if (relation.kind !== 'calls') continue;
    for (const site of sitesOf(relation)) {
      const key = siteKey(site);
      const known = callers.get(key);
      if (known) known.add(relation.from);
      else callers.set(key, new Set([relation.from]));
    }
  }
  return callers;
}

/** Whether a call is written for several services at once, wherever it is: which of them makes it is not known. */
export function isOfSeveral(relation: Relation, callers: ReadonlyMap<string, ReadonlySet<Element>>): boolean {
  return sitesOf(relation).every((site) => groupProcesses(callers.get(siteKey(site)) ?? [], (caller) => caller).length > 1);
}

function sitesOf({ uses, evidence }: Relation): readonly Site[] {
  return (uses.length > 0 ? uses : evidence).map(({ site }) => site);
}
