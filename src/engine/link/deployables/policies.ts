import type { Problem } from '../../model/facts.js';
import type { ServicePolicyFact } from '../../model/policy-facts.js';
import type { Draft } from '../draft.js';

/** What the policy file says of a draft; undefined when it says nothing. */
export type FindPolicy = (draft: Draft) => ServicePolicyFact | undefined;

/** Finds whom each entry of the policy file means: by name, else by an alias that only one element has. The first entry of several wins. */
export function indexPolicies(facts: readonly ServicePolicyFact[], drafts: readonly Draft[]): { readonly policyOf: FindPolicy; readonly problems: readonly Problem[] } {
  const policies = new Map<Draft, ServicePolicyFact>();
  const problems: Problem[] = [];
  if (facts.length === 0) return { policyOf: () => undefined, problems };
  for (const fact of facts) {
    const [found, ...others] = named(fact.service, drafts);
    if (found === undefined) problems.push({ site: fact.site, message: `Nothing in the workspace is called ${fact.service}: what the policy says of it has no effect` });
    else if (others.length > 0) problems.push({ site: fact.site, message: `${others.length + 1} elements are called ${fact.service}: what the policy says of them has no effect` });
    else if (!policies.has(found)) policies.set(found, fact);
  }
  return { policyOf: (draft) => policies.get(draft), problems };
}

/** Services go before others of the name; more than one is nobody. */
function named(name: string, drafts: readonly Draft[]): readonly Draft[] {
  const byName = drafts.filter((draft) => draft.name === name);
  const candidates = byName.length > 0 ? byName : drafts.filter(({ aliases }) => aliases.has(name));
  const services = candidates.filter(({ kind }) => kind === 'service');
  return services.length > 0 ? services : candidates;
}
