import { isTooDeep } from '../../model/calls.js';
import { groupBy } from '../../model/collections.js';
import type { Config } from '../../model/config.js';
import type { Relation } from '../../model/graph.js';
import type { Chain } from '../../model/metrics.js';
import type { Report, Rule } from '../../model/rule.js';
import type { Severity } from '../../model/severity.js';
import { listOf, monthlyFailure, percentOf } from '../../model/wording.js';
import { callersBySite, isOfSeveral } from './call-sites.js';

/** A path that overspends the error budget this many times is reported however short it is. */
const BUDGET_OVERRUN = 10;

/** A chain with the hop whose removal helps most chains. */
interface AnchoredChain {
  readonly chain: Chain;
  readonly hop: Relation;
}

export const syncChain: Rule = {
  id: 'sync-chain',
  severity: 'warning',
  preset: 'recommended',
  title: 'A request needs a long chain of services',
  why: 'Every service of a synchronous chain must be up, so their availabilities multiply and the slowest one sets the pace. Depth decides here: with assumed availabilities almost every path misses three nines, so a short path is reported only when it overspends its error budget tenfold. Only a long chain of calls that were seen in code is an error.',
  remedy: 'Turn a hop into an event, or give its caller a fallback or a copy of the data, so that the request ends earlier.',
  ignoreWhen: 'The path is not one that people wait for, such as a nightly job.',
  noFix: 'which hop may become an event or go on without an answer depends on what its caller promises.',

  *check({ graph, metrics, config }) {
    const callers = callersBySite(graph);
    // A hop that only a list of addresses for many shows is none that anybody is known to take.
    const known = metrics.chains.filter(({ hops }) => !hops.some((hop) => hop.uses.length === 0 && isOfSeveral(hop, callers)));
    const reported = known.filter((chain) => isTooDeep(chain, config) || overspendsBudget(chain, config));
    const chainsByHop = countChains(reported);
    const anchored = reported.flatMap((chain) => {
      // What an entry calls side by side is its own affair; the end of a long chain concerns all that lead there.
      const hop = isTooDeep(chain, config) ? mostSharedHop(chain, chainsByHop) : chain.hops[0];
      return hop ? [{ chain, hop }] : [];
    });
    // Entries that end in the same tail have one cause.
    for (const group of groupBy(anchored, ({ hop }) => hop.id).values()) yield toReport(group, config);
  },
};

function overspendsBudget(chain: Chain, config: Config): boolean {
  const budget = 1 - config.targetAvailability;
  return chain.hops.length >= 2 && config.targetAvailability - chain.availability > BUDGET_OVERRUN * budget;
}

function countChains(chains: readonly Chain[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { hops } of chains) {
    for (const { id } of hops) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** The hop that lies on most of the chains; the deepest of equals. */
function mostSharedHop(chain: Chain, chainsByHop: ReadonlyMap<string, number>): Relation | undefined {
  const count = (hop: Relation): number => chainsByHop.get(hop.id) ?? 0;
  return chain.hops.reduce<Relation | undefined>((best, hop) => (best && count(best) > count(hop) ? best : hop), undefined);
}

function toReport(group: readonly AnchoredChain[], config: Config): Report {
  // Chains come longest first.
  const { chain, hop } = group[0] as AnchoredChain;
  const names = chain.services.map(({ name }) => name);
  const others = group.slice(1).flatMap(({ chain: { services } }) => services[0]?.name ?? []);
  const also = others.length > 0 ? ` Requests to ${listOf(others)} end in the same hops.` : '';
  return {
    site: hop.evidence[0].site,
    severity: severityOf(chain, config),
    message: `${needOf(chain, config)} If each part is up ${percentOf(config.defaultAvailability)} of the time, ${names[0]} with all it needs is up ${percentOf(chain.availability)}, which is ${monthlyFailure(chain.availability)} of failure a month.${also} ${adviceOf(chain, hop, config)}`,
    related: chain.hops
      .filter((other) => other !== hop)
      .map(({ from, to, evidence }) => ({ site: evidence[0].site, message: `${from.name} calls ${to.name} here` })),
    elements: chain.services,
    relations: chain.hops,
  };
}

function needOf(chain: Chain, config: Config): string {
  const names = chain.services.map(({ name }) => name);
  if (isTooDeep(chain, config)) return `${names.join(' → ')}: ${names.length} services must all answer.`;
  return `${names[0]} needs many parts at once, ${names.slice(1).join(' → ')} among them.`;
}

function adviceOf(chain: Chain, { from, to }: Relation, config: Config): string {
  if (isTooDeep(chain, config)) return `Let ${from.name} publish an event or keep a copy of the data instead of calling ${to.name}, or give that call a fallback.`;
  return 'Give the calls it can do without a fallback, or replace them by events or a copy of the data.';
}

function severityOf(chain: Chain, config: Config): Severity {
  if (chain.hops.some(({ confidence }) => confidence === 'inferred')) return 'info';
  // A value may name a service that is hardly ever called; a wide fan-out rests on assumed availabilities alone.
  if (!isTooDeep(chain, config) || chain.hops.some(({ uses }) => uses.length === 0)) return 'warning';
  const isTwiceTooDeep = chain.hops.length >= 2 * config.maxSyncDepth;
  return isTwiceTooDeep || overspendsBudget(chain, config) ? 'error' : 'warning';
}
