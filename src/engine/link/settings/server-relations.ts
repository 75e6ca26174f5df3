import type { ServerEndpointFact } from '../../model/setting-facts.js';
import type { Evidence, RelationKind } from '../../model/graph.js';
import { compareSites, valueOf } from '../../model/text.js';
import type { Address } from '../names/addresses.js';
import { addressesOf, isLoopback } from '../names/addresses.js';
import type { CodeFolders } from '../deployables/code-folders.js';
import { configOwners, runsProgram } from './config-owners.js';
import type { Draft } from '../draft.js';
import type { LinkContext, Runtime } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import { kindByTarget } from '../calls/relation-kind.js';
import type { Resolved } from '../names/resolve.js';

/** Relations of ready-made servers, from their own configuration: routes of proxies, targets of collectors and dashboards. */
export function wireServers(context: LinkContext, code: CodeFolders): void {
  const owners = configOwners(context.inventory.serverEndpoints, context.drafts, code);
  for (const [fact, runners] of owners) {
    for (const { draft, unit } of runners) {
      const runtimes = runtimesOf(context, draft).filter((runtime) => unit === undefined || runtime.unit === unit);
      for (const runtime of runtimes) wireEndpoint(context, draft, runtime, fact);
    }
  }
  wireTraefikLabels(context, code);
}

function wireEndpoint(context: LinkContext, from: Draft, runtime: Runtime, fact: ServerEndpointFact): void {
  const resolved = context.resolve(fact.target, fact.site.path, runtime.environment);
  for (const address of addressesOf(resolved.text)) {
    const to = context.findHost(address.host, runtime.unit === undefined ? {} : { unit: runtime.unit }) ?? context.local.at(address, runtime, fact.site);
    if (to === undefined) looseEnd(context, from, address, fact);
    else wireTo(context, from, to, fact, address, resolved);
  }
}

function wireTo({ wiring }: LinkContext, from: Draft, to: Draft, fact: ServerEndpointFact, { scheme }: Address, { sources }: Resolved): void {
  const kind = kindOf(fact, from, to);
  if (kind === 'routes') to.isEntry = true;
  // The variables only say where this goes: what they alone seemed to mean is nothing of its own.
  for (const other of wiring.between(from, to)) {
    if (other.kind !== kind && other.evidence.every(({ site }) => sources.some((source) => compareSites(source, site) === 0))) wiring.remove(other);
  }
  wiring.add({
    from, to, kind, ...(scheme === undefined ? {} : { protocol: scheme }),
    evidence: [{ site: fact.site, extractor: 'server-config', confidence: 'declared' }, ...sources.map((site): Evidence => ({ site, extractor: 'server-config', confidence: 'config' }))],
  });
}

function kindOf({ purpose }: ServerEndpointFact, from: Draft, to: Draft): RelationKind {
  if (purpose === 'routes') return 'routes';
  if (purpose === 'watches') return 'telemetry';
  if (purpose === 'reads' && to.kind === 'broker') return 'subscribes';
  const kind = kindByTarget(from, to);
  // A proxy that asks somebody itself, for authorisation say, routes nothing there.
  return kind === 'routes' ? 'calls' : kind;
}

function looseEnd({ wiring }: LinkContext, from: Draft, { host, scheme }: Address, { site }: ServerEndpointFact): void {
  if (scheme === undefined || host.includes('.') || isLoopback(host) || !/[a-z]/.test(host)) return;
  wiring.looseEnds.push({ from, target: host, reason: 'no element answers to this name', site });
}

/** Labels by which Traefik finds what it routes to, in all its versions. */
const TRAEFIK_ROUTE = /^traefik\.(?:(?:http|tcp|udp)\.(?:routers|services)\.|frontend\.|port$|backend$)/;

/** Routes that units ask for by their labels, when it is clear which Traefik reads them. */
function wireTraefikLabels({ drafts, wiring }: LinkContext, code: CodeFolders): void {
  const labelled = drafts.filter(({ units }) => units.some(({ labels }) => labels.some(({ key }) => key.startsWith('traefik.'))));
  const [from, another] = labelled.length === 0 ? [] : drafts.filter((draft) => runsProgram(draft, 'traefik', code));
  if (from === undefined || another !== undefined) return;
  for (const to of labelled) {
    for (const { labels } of to.units) {
      const isOff = labels.some(({ key, value }) => key === 'traefik.enable' && valueOf(value) === 'false');
      const label = labels.find(({ key, value }) => TRAEFIK_ROUTE.test(key) || (key === 'traefik.enable' && valueOf(value) === 'true'));
      if (to === from || isOff || label === undefined) continue;
      to.isEntry = true;
      wiring.add({ from, to, kind: 'routes', protocol: 'http', evidence: [{ site: label.value.site, extractor: 'compose', confidence: 'declared' }] });
    }
  }
}
