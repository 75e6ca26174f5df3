import type { Element } from '../model/graph.js';
import type { VolatilitySource } from '../model/metrics.js';
import { SUBDOMAIN_VOLATILITY, UNKNOWN_VOLATILITY } from './constants.js';

/** How often an element changes, 0..1, and what says so. */
export interface Volatility {
  readonly value: number;
  readonly source: VolatilitySource;
  readonly because: string;
}

const UNKNOWN: Volatility = { value: UNKNOWN_VOLATILITY, source: 'assumed', because: 'nothing is known of how often it changes' };

/**
 * Volatility of a provider (coupling.md C1): its subdomain in the policy file, else its rank among the services by
 * revisions, else the prior. Revisions are only a proxy: code that nobody dares to touch does not change either.
 */
export function volatilityOf(provider: Element, revisionRank?: number): Volatility {
  const subdomain = provider.policy?.subdomain;
  if (subdomain !== undefined) return { value: SUBDOMAIN_VOLATILITY[subdomain], source: 'policy', because: `${subdomain} subdomain, says the policy file` };
  if (revisionRank === undefined) return UNKNOWN;
  return { value: revisionRank, source: 'history', because: `its commits rank at ${Math.round(revisionRank * 100)} % of its peers, a proxy from the change history` };
}
