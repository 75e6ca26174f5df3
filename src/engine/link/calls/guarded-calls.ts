import type { GuardedCallFact, UseFact } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
import { append, codeRootAround, type Inventory } from '../inventory.js';

/** Names under which an interface or its implementation stand for each other: `IPrices`, `PricesImpl`. */
const DECORATION = /^I(?=[A-Z][a-z])|Impl$/g;

/**
 * Uses of classes that other files of the same project call under a breaker: whether they always do is unknown, and so is
 * what stands in for them there, and how long they wait.
 */
export function withGuardsOfCallers(uses: readonly UseFact[], { guardedCalls, codeRoots }: Pick<Inventory, 'guardedCalls' | 'codeRoots'>): UseFact[] {
  if (guardedCalls.length === 0) return [...uses];
  const keyOf = (path: Path, type: string): string => `${codeRootAround(codeRoots, path) ?? ''} ${type.replace(DECORATION, '')}`;
  const guards = new Map<string, GuardedCallFact[]>();
  for (const fact of guardedCalls) append(guards, keyOf(fact.site.path, fact.type), fact);
  return uses.map((use) => {
    const { care, site } = use;
    const found = guards.get(keyOf(site.path, /([^/.]+)\.\w+$/.exec(site.path)?.[1] ?? ''));
    if (found === undefined || use.relation !== 'calls' || care.hasBreaker === true) return use;
    return {
      ...use,
      care: { ...care, hasBreaker: 'unknown', hasFallback: care.hasFallback || found.some(({ hasFallback }) => hasFallback), timeout: care.timeout ?? { known: false, site }, isInjected: false },
    };
  });
}
