import type { UseFact } from '../../model/code-facts.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import { groupProcesses } from '../../model/processes.js';
import { siteKey } from '../../model/value-edit.js';

/** Whose calls are written at a place: several run the code of a library, though each may run another part of it. */
export function callersBySite({ relations }: CouplingGraph): Map<string, Set<Element>> {
  const callers = new Map<string, Set<Element>>();
  for (const { kind, from, uses } of relations) {
    if (kind !== 'calls') continue;
    for (const { site } of uses) {
      const known = callers.get(siteKey(site));
      if (known) known.add(from);
      else callers.set(siteKey(site), new Set([from]));
    }
  }
  return callers;
}

/** Whether all of these calls are written for several services at once, in a library with clients of all: which of them makes one is not known. */
export function isOfSeveral(uses: readonly UseFact[], callers: ReadonlyMap<string, ReadonlySet<Element>>): boolean {
  return uses.every(({ site }) => groupProcesses(callers.get(siteKey(site)) ?? [], (caller) => caller).length > 1);
}
