import { registeredDomain } from '../names/addresses.js';
import type { Draft } from '../draft.js';
import { bareDraft } from '../draft.js';
import type { LinkContext } from '../link-context.js';
import { selectedDrafts } from '../deployables/selectors.js';

/** `ratelimit.shop.svc.cluster.local`: a service of the cluster, whoever deploys it. */
const CLUSTER_NAME = /^([a-z0-9-]+)\.[a-z0-9-]+\.svc(?:\.[a-z0-9.-]+)?$/;

/** What the proxies of workloads and gateways are made to ask: a service for rate limits or authorisation say. Returns those outside of the workspace. */
export function wireProxyExtensions({ inventory, drafts, findHost, wiring }: LinkContext, gatewayWith: (selector: Readonly<Record<string, string>>) => Draft | undefined): Draft[] {
  const outside = new Map<string, Draft>();
  for (const { selector, namespace, upstreams } of inventory.proxyExtensions) {
    const gateway = gatewayWith(selector);
    const askers = gateway === undefined ? selectedDrafts(drafts, selector, namespace) : [gateway];
    for (const { host, site } of askers.length === 0 ? [] : upstreams) {
      const to = findHost(host, namespace === undefined ? {} : { namespace }) ?? outsider(outside, host);
      if (to === undefined) continue;
      if (!drafts.includes(to)) to.definedAt.push(site);
      for (const from of askers) wiring.add({ from, to, kind: 'calls', evidence: [{ site, extractor: 'istio', confidence: 'declared' }] });
    }
  }
  return [...outside.values()];
}

/** An element for a name with a place: that of a service in the cluster, or a domain. */
function outsider(outside: Map<string, Draft>, host: string): Draft | undefined {
  const name = CLUSTER_NAME.exec(host)?.[1] ?? registeredDomain(host);
  if (name === undefined) return undefined;
  const draft = outside.get(host) ?? bareDraft('external', name, []);
  draft.aliases.add(host);
  outside.set(host, draft);
  return draft;
}
