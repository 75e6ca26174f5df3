import { uniqueBy } from '../../model/collections.js';
import type { NetworkServiceFact, ServicePort } from '../../model/deployment-facts.js';
import type { CouplingGraph, HostReference } from '../../model/graph.js';
import type { HttpRoute, TrafficRouteFact } from '../../model/mesh-facts.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { fill } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';

/** What a port may be called, or declared as, that makes Istio treat its traffic as bytes. */
const OPAQUE_PROTOCOLS: ReadonlySet<string> = new Set(['tcp', 'tls', 'mongo', 'mysql', 'redis']);

export const l7PolicyNotEffective: Rule = {
  id: 'l7-policy-not-effective',
  severity: 'warning',
  preset: 'recommended',
  title: 'A time-out or retry that the mesh never applies',
  why: 'Time-outs, retries and routes by request need a proxy that reads the requests. On a port declared as TCP it only sees bytes, beside an injected fault Istio applies neither time-outs nor retries, and a ServiceProfile makes Linkerd overlook the annotations of the Service. Nothing complains: the care is written and absent.',
  remedy: 'Declare the protocol of the port, move the fault into a route of its own, or keep one of the two ways to configure a service.',
  ignoreWhen: 'The fault is injected for a test and will be taken out with it.',
  sources: [
    'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/', 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute',
    'https://linkerd.io/2/features/retries-and-timeouts/',
  ],

  *check({ graph }) {
    const routed = uniqueBy(graph.hostReferences.filter(({ fact, destination }) => fact.mesh === 'istio' && fact.kind === 'traffic-route' && destination !== undefined), ({ site }) => siteKey(site));
    yield* uniqueBy(routed.flatMap((reference) => opaquePort(reference) ?? []), ({ site }) => siteKey(site));
    const routes = new Set(graph.hostReferences.map(({ fact }) => fact).filter((fact) => fact.kind === 'traffic-route'));
    for (const fact of routes) for (const route of fact.routes) yield* besideFault(fact, route);
    yield* overlookedAnnotations(graph);
  },
};

/** Care for requests on a port that is declared to carry none. */
function opaquePort({ fact, destination, target }: HostReference): Report | undefined {
  if (fact.kind !== 'traffic-route' || target === undefined || destination === undefined) return undefined;
  const care = fact.routes.find(({ destinations }) => destinations.includes(destination));
  const setting = care && careOf(care);
  const services = target.services.filter(({ name }) => name.toLowerCase() === destination.host.split('.')[0]?.toLowerCase());
  const ports = services.flatMap((service) => portsOf(service, destination.port).map((port) => ({ service, port })));
  // Where another manifest of the Service declares the port otherwise, nobody knows which one is deployed.
  if (setting === undefined || ports.length === 0 || !ports.every(({ port }) => OPAQUE_PROTOCOLS.has(port.protocol?.name ?? ''))) return undefined;
  const [first] = ports;
  if (first?.port.protocol === undefined) return undefined;
  const { service, port: { port, protocol } } = first;
  return {
    site: first.port.protocol.site,
    message: `The ${setting.what} of ${fact.name} never applies: port ${port} of ${service.name} is declared as ${protocol?.name ?? ''}, so the proxy reads no requests there. Name it http-..., or set appProtocol, if it carries HTTP.`,
    related: [{ site: setting.site, message: `${fact.name} sets the ${setting.what} here` }],
    elements: [target],
    fixes: ports.length === 1 ? declareHttp(first.port) : [],
  };
}

/** The route is for HTTP, so the port carries it. Its name stays: other objects may use it. */
function declareHttp({ protocol, slot }: ServicePort): Fix[] {
  if (protocol?.name !== 'tcp') return [];
  const edit = protocol.by === 'appProtocol' ? { site: protocol.site, newText: 'http' } : slot && fill(slot, { appProtocol: 'http' });
  return edit === undefined ? [] : [{ title: 'Declare that the port carries HTTP: appProtocol', edits: [edit], preferred: false }];
}

/** The port that a route leads to; a Service with a single one needs no number. */
function portsOf({ ports }: NetworkServiceFact, number: number | undefined): readonly ServicePort[] {
  return number === undefined ? (ports.length === 1 ? ports : []) : ports.filter(({ port }) => port === number);
}

/** What a route says of its requests that only a proxy that reads them can do. */
function careOf({ timeout, attempts, protocol }: HttpRoute): { readonly what: string; readonly site: Report['site'] } | undefined {
  // A time-out or a number of attempts of 0 switches something off.
  if (protocol !== 'http') return undefined;
  if (timeout?.known && timeout.value > 0) return { what: 'time-out', site: timeout.site };
  return attempts?.known && attempts.value > 0 ? { what: 'retry', site: attempts.site } : undefined;
}

/** Istio: a fault that the client's proxy injects switches the route's time-out and retries off. */
function* besideFault({ mesh, name }: TrafficRouteFact, route: HttpRoute): Generator<Report> {
  const setting = careOf(route);
  if (mesh !== 'istio' || route.fault === undefined || setting === undefined) return;
  yield {
    site: setting.site,
    message: `The ${setting.what} of ${name} does not apply while its route injects a fault: Istio switches time-outs and retries off beside one. Take the fault out, or give it a route of its own.`,
    related: [{ site: route.fault, message: 'the fault is injected here' }],
  };
}

/** Linkerd: a ServiceProfile of a service makes the annotations of its Service void. */
function* overlookedAnnotations({ hostReferences }: CouplingGraph): Generator<Report> {
  const own = hostReferences.filter(({ fact, target }) => fact.mesh === 'linkerd' && fact.kind === 'traffic-route' && target !== undefined);
  const profiles = new Map(own.filter(({ fact }) => fact.name.includes('.')).map((reference) => [reference.target?.id, reference]));
  const annotated = own.filter(({ fact }) => !fact.name.includes('.'));
  for (const { fact, target } of uniqueBy(annotated, ({ target: element }) => element?.id ?? '')) {
    const profile = profiles.get(target?.id);
    const route = fact.kind === 'traffic-route' ? fact.routes[0] : undefined;
    const setting = route && (route.timeout ?? route.attempts);
    if (target === undefined || profile === undefined || setting === undefined) continue;
    yield {
      site: setting.site,
      message: `Linkerd overlooks this annotation: ${target.name} has a ServiceProfile, which takes the place of the time-outs and retries of its Service. Keep one of them.`,
      related: [{ site: profile.fact.site, message: `the ServiceProfile of ${target.name}` }],
      elements: [target],
    };
  }
}
