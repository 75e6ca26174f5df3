import type { ServicePolicyFact } from '../model/policy-facts.js';
import type { Draft } from './draft.js';
import type { LooseEnd } from './wiring.js';

/** What the policy file says of a draft; undefined when it says nothing. */
export type FindPolicy = (draft: Draft) => ServicePolicyFact | undefined;

/** Finds whom each entry of the policy file means: by name, else by an alias that only one element has. The first entry of several wins. */
export function indexPolicies(facts: readonly ServicePolicyFact[], drafts: readonly Draft[]): { readonly policyOf: FindPolicy; readonly unmatched: readonly LooseEnd[] } {
  const policies = new Map<Draft, ServicePolicyFact>();
  const unmatched: LooseEnd[] = [];
  if (facts.length === 0) return { policyOf: () => undefined, unmatched };
  for (const fact of facts) {
    const found = named(fact.service, drafts);
    if (found === undefined) unmatched.push({ target: fact.service, reason: 'the policy file names it, but no element goes by this name', site: fact.site });
    else if (!policies.has(found)) policies.set(found, fact);
  }
  return { policyOf: (draft) => policies.get(draft), unmatched };
}

function named(name: string, drafts: readonly Draft[]): Draft | undefined {
  const byName = drafts.filter((draft) => draft.name === name);
  const candidates = byName.length > 0 ? byName : drafts.filter(({ aliases }) => aliases.has(name));
  const services = candidates.filter(({ kind }) => kind === 'service');
  const best = services.length > 0 ? services : candidates;
  return best.length === 1 ? best[0] : undefined;
}
