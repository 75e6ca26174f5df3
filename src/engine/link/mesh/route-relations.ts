import type { IngressFact } from '../../model/deployment-facts.js';
import type { Evidence, RelationKind } from '../../model/graph.js';
import type { TrafficRouteFact } from '../../model/mesh-facts.js';
import type { Site } from '../../model/text.js';
import type { Draft } from '../draft.js';
import type { EdgeGateway } from './gateways.js';
import { draftGateway, Gateways } from './gateways.js';
import type { Place } from '../names/hosts.js';
import type { LinkContext } from '../link-context.js';
import { wireProxyExtensions } from './proxy-extensions.js';

/** What a gateway leads to, before the gateway is an element. */
interface Route {
  readonly gateway: EdgeGateway;
  readonly to: Draft;
  readonly kind: RelationKind;
  readonly protocol: string;
  readonly evidence: Evidence;
}

/** Routes of Ingresses, of the Gateway API and of mesh gateways, and what proxies are made to ask. Returns new elements: gateways that route to something, and what lies outside. */
export function wireRoutes(context: LinkContext): Draft[] {
  const gateways = new Gateways(context.inventory, context.drafts);
  const routes = [
    ...context.inventory.ingresses.flatMap((fact) => ingressRoutes(context, gateways, fact)),
    ...context.inventory.trafficRoutes.flatMap((fact) => meshRoutes(context, gateways, fact)),
  ];
  const taken = new Set(context.drafts.map(({ name }) => name));
  const drafts = new Map(gateways.all().filter((one) => routes.some(({ gateway }) => gateway === one)).map((gateway) => [gateway, draftGateway(gateway, taken)] as const));
  for (const { gateway, to, kind, protocol, evidence } of routes) {
    const from = drafts.get(gateway);
    if (from === undefined) continue;
    if (kind === 'routes') to.isEntry = true;
    context.wiring.add({ from, to, kind, protocol, evidence: [evidence] });
  }
  const outside = wireProxyExtensions(context, (selector) => {
    const gateway = gateways.withSelector(selector);
    return gateway && drafts.get(gateway);
  });
  return [...new Set(drafts.values()), ...outside].filter((draft) => !context.drafts.includes(draft));
}

/** The router of OpenShift is a part of the platform: a Route opens a service like a load balancer does elsewhere, and is no gateway of its own. */
const PLATFORM_ROUTER = 'openshift';

function ingressRoutes(context: LinkContext, gateways: Gateways, fact: IngressFact): Route[] {
  const { backends, asks, namespace, protocol, className } = fact;
  const route = (host: string, site: Site, kind: RelationKind, inNamespace: string | undefined): Route[] => {
    const to = found(context, host, site, inNamespace);
    if (to !== undefined && className === PLATFORM_ROUTER) to.isEntry = true;
    return to === undefined || className === PLATFORM_ROUTER ? [] : [{ gateway: gateways.ofIngress(fact), to, kind, protocol, evidence: { site, extractor: 'kubernetes', confidence: 'declared' } }];
  };
  return [
    ...backends.flatMap((backend) => route(backend.service, backend.site, 'routes', backend.namespace ?? namespace)),
    ...asks.flatMap(({ host, site }) => route(host, site, 'calls', namespace)),
  ];
}

function meshRoutes(context: LinkContext, gateways: Gateways, fact: TrafficRouteFact): Route[] {
  const bound = gateways.ofTrafficRoute(fact);
  if (bound.length === 0) return [];
  return fact.routes.flatMap(({ protocol, destinations }) => destinations.flatMap(({ host, site }) => {
    const to = found(context, host, site, fact.namespace);
    return to === undefined ? [] : bound.map((gateway): Route => ({ gateway, to, kind: 'routes', protocol, evidence: { site, extractor: 'istio', confidence: 'declared' } }));
  }));
}

function found({ findHost, wiring }: LinkContext, host: string, site: Site, namespace: string | undefined): Draft | undefined {
  const place: Place = namespace === undefined ? {} : { namespace };
  const to = findHost(host, place);
  if (to === undefined && !host.includes('*')) wiring.looseEnds.push({ target: host, reason: 'no element answers to this name', site });
  return to;
}
