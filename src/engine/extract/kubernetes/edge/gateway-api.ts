import type { GatewayFact, IngressFact } from '../../../model/deployment-facts.js';
import type { Fact } from '../../../model/facts.js';
import type { HttpRoute, TrafficRouteFact } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, numberOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import { durationOf } from '../duration.js';
import { nameOf, type Manifest, type ManifestFile, type ReaderEntry } from '../manifest.js';
import { defined, settingAt } from '../reading.js';
import { writtenText, writtenTexts } from '../templates.js';
import { annotatedCare } from '../linkerd/annotations.js';
import { referredBackend, type Backend } from './backends.js';

const PROTOCOLS: ReadonlyMap<string, IngressFact['protocol']> = new Map([
  ['HTTPRoute', 'http'], ['GRPCRoute', 'grpc'], ['TLSRoute', 'tls'], ['TCPRoute', 'tcp'], ['UDPRoute', 'udp'],
]);

/** The Gateway API, and the HTTPRoute that Linkerd had before it could use that one. */
export const GATEWAY_API_READERS: readonly ReaderEntry[] = [
  ['gateway.networking.k8s.io/Gateway', gatewayFact],
  ...[...PROTOCOLS.keys()].map((kind): ReaderEntry => [`gateway.networking.k8s.io/${kind}`, routeFacts]),
  ['policy.linkerd.io/HTTPRoute', routeFacts],
];

function gatewayFact({ root, header }: Manifest): GatewayFact {
  return { kind: 'gateway', ...header, ...defined({ className: nameOf(get(root, 'spec', 'gatewayClassName')) }) };
}

/** A route is the edge's, once for each Gateway it is attached to, or the mesh's, where it is attached to Services. */
function routeFacts(manifest: Manifest): Fact[] {
  const { root } = manifest;
  const parents = itemsOf(get(root, 'spec', 'parentRefs'));
  const kindOf = (parent: YamlNode): string => textOf(get(parent, 'kind')) ?? 'Gateway';
  const services = parents.filter((parent) => kindOf(parent) === 'Service');
  return [
    ...parents.filter((parent) => kindOf(parent) === 'Gateway').map((parent) => edgeRoute(manifest, parent)),
    ...(services.length > 0 ? [meshRoute(manifest, services)] : []),
  ];
}

function protocolOf({ type }: Manifest): IngressFact['protocol'] {
  return PROTOCOLS.get(type.slice(type.indexOf('/') + 1)) ?? 'http';
}

function edgeRoute(manifest: Manifest, parent: YamlNode): IngressFact {
  const { file, root, header } = manifest;
  const spec = get(root, 'spec');
  const name = nameOf(get(parent, 'name'));
  const namespace = nameOf(get(parent, 'namespace')) ?? header.namespace;
  return {
    kind: 'ingress', ...header, protocol: protocolOf(manifest), asks: [],
    hosts: writtenTexts(file, get(spec, 'hostnames')),
    backends: itemsOf(get(spec, 'rules')).flatMap((rule) => ruleBackends(file, rule)),
    ...(name !== undefined && { gateway: { name, ...defined({ namespace }) } }),
  };
}

function ruleBackends(file: ManifestFile, rule: YamlNode): Backend[] {
  const timeout = requestTimeout(file, rule);
  const [match] = itemsOf(get(rule, 'matches'));
  const path = writtenText(file, get(match, 'path', 'value')) ?? writtenText(file, get(match, 'method', 'service')) ?? '/';
  return references(rule).flatMap((reference) => referredBackend(file, reference, path, defined({ timeout })));
}

/** What a rule sends requests to, copies of them included. */
function references(rule: YamlNode): YamlNode[] {
  const mirrors = itemsOf(get(rule, 'filters')).flatMap((filter) => get(filter, 'requestMirror', 'backendRef') ?? []);
  return [...itemsOf(get(rule, 'backendRefs')), ...mirrors].filter((reference) => /^Service(?:Import)?$/.test(textOf(get(reference, 'kind')) ?? 'Service'));
}

function requestTimeout(file: ManifestFile, rule: YamlNode): Backend['timeout'] {
  const timeouts = get(rule, 'timeouts');
  return settingAt(file, timeouts, 'request', durationOf) ?? settingAt(file, timeouts, 'backendRequest', durationOf);
}

/** A route of the mesh: calls to the parent Services take it, whichever mesh it is. */
function meshRoute(manifest: Manifest, parents: readonly YamlNode[]): TrafficRouteFact {
  const { file, root, header } = manifest;
  return {
    kind: 'traffic-route', mesh: 'gateway-api', ...header, gateways: [],
    hosts: parents.flatMap((parent) => hostOf(parent) ?? []),
    routes: itemsOf(get(root, 'spec', 'rules')).map((rule) => toRoute(manifest, rule, annotatedCare(file, get(root, 'metadata', 'annotations')))),
  };
}

function hostOf(reference: YamlNode): string | undefined {
  const name = nameOf(get(reference, 'name'));
  const namespace = nameOf(get(reference, 'namespace'));
  return name === undefined || namespace === undefined ? name : `${name}.${namespace}`;
}

function toRoute(manifest: Manifest, rule: YamlNode, annotated: ReturnType<typeof annotatedCare>): HttpRoute {
  const { file } = manifest;
  const destinations = itemsOf(get(rule, 'backendRefs')).flatMap((reference) => {
    const [node, host] = [get(reference, 'name'), hostOf(reference)];
    return node === undefined || host === undefined ? [] : [{ host, site: siteOf(file.path, node) }];
  });
  const protocol = protocolOf(manifest);
  const isHttp = protocol === 'http' || protocol === 'grpc';
  return {
    protocol: isHttp ? 'http' : 'tcp',
    destinations,
    site: destinations[0]?.site ?? siteOf(file.path, rule),
    ...(isHttp && { ...annotated, ...defined({ timeout: requestTimeout(file, rule), tryTimeout: settingAt(file, get(rule, 'timeouts'), 'backendRequest', durationOf), attempts: settingAt(file, get(rule, 'retry'), 'attempts', numberOf) }) }),
  };
}
