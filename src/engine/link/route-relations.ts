import type { Evidence } from '../model/graph.js';
import type { TrafficRouteFact } from '../model/mesh-facts.js';
import type { Site } from '../model/text.js';
import { bareDraft } from './draft.js';
import type { Draft } from './draft.js';
import type { LinkContext } from './link-context.js';

/** Routes of Ingresses, of the Gateway API and of mesh gateways. Returns the gateways that route to something. */
export function wireRoutes(context: LinkContext): Draft[] {
  return [...wireIngresses(context), ...wireMeshGateways(context)];
}

function wireIngresses(context: LinkContext): Draft[] {
  const gateways = new Map<string, Draft>();
  for (const { name, namespace, backends, site, gateway: shared = { name, ...(namespace !== undefined && { namespace }) } } of context.inventory.ingresses) {
    for (const backend of backends) {
      const place = backend.namespace ?? namespace;
      const to = context.findHost(backend.service, place === undefined ? {} : { namespace: place });
      if (to === undefined) looseEnd(context, backend.service, backend.site);
      else connect(context, gateway(gateways, `${shared.namespace ?? ''}/${shared.name}`, shared.name, site, shared.namespace), to, { site: backend.site, extractor: 'kubernetes', confidence: 'declared' });
    }
  }
  return [...gateways.values()];
}

function wireMeshGateways(context: LinkContext): Draft[] {
  const declared = new Map<string, { site: Site; selector: Readonly<Record<string, string>>; namespace: string | undefined }>();
  for (const { name, namespace, site, selector } of context.inventory.meshGateways) if (!declared.has(name)) declared.set(name, { site, selector, namespace });
  const gateways = new Map<string, Draft>();
  for (const fact of context.inventory.trafficRoutes) {
    for (const name of new Set(fact.gateways.map((gatewayName) => gatewayName.slice(gatewayName.indexOf('/') + 1)))) {
      const resource = declared.get(name);
      if (resource === undefined) continue;
      for (const { to, site } of destinations(context, fact)) {
        const draft = gateway(gateways, name, name, resource.site, resource.namespace);
        for (const value of Object.values(resource.selector)) draft.aliases.add(value).add(`istio-${value}`);
        connect(context, draft, to, { site, extractor: 'istio', confidence: 'declared' });
      }
    }
  }
  return [...gateways.values()];
}

function destinations(context: LinkContext, { routes, namespace }: TrafficRouteFact): { to: Draft; site: Site }[] {
  return routes.flatMap((route) => route.destinations).flatMap(({ host, site }) => {
    const to = context.findHost(host, namespace === undefined ? {} : { namespace });
    if (to === undefined) looseEnd(context, host, site);
    return to === undefined ? [] : [{ to, site }];
  });
}

function gateway(gateways: Map<string, Draft>, key: string, name: string, site: Site, namespace: string | undefined): Draft {
  let draft = gateways.get(key);
  if (draft === undefined) {
    draft = { ...bareDraft('gateway', name, []), ...(namespace === undefined ? {} : { group: namespace }), isEntry: true };
    gateways.set(key, draft);
  }
  draft.definedAt.push(site);
  return draft;
}

function connect(context: LinkContext, from: Draft, to: Draft, evidence: Evidence): void {
  to.isEntry = true;
  context.wiring.add({ from, to, kind: 'routes', protocol: 'http', evidence: [evidence] });
}

function looseEnd({ wiring }: LinkContext, target: string, site: Site): void {
  if (!target.includes('*')) wiring.looseEnds.push({ target, reason: 'no element answers to this name', site });
}
