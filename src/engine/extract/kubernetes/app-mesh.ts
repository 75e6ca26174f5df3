import type { HttpRoute, MeshFact, MeshServiceFact, TrafficPolicyFact, TrafficRouteFact } from '../../model/mesh-facts.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, itemsOf, numberOf, pairOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { nameOf, type Manifest, type ManifestFile, type ReaderEntry } from './manifest.js';
import { defined, recordOf, settingAt } from './reading.js';
import { writtenText } from './templates.js';

/** AWS App Mesh. A VirtualService only gives a name to the router or node of the same Service. */
export const APP_MESH_READERS: readonly ReaderEntry[] = [
  ['appmesh.k8s.aws/VirtualNode', virtualNodeFacts],
  ['appmesh.k8s.aws/VirtualRouter', virtualRouterFact],
  ['appmesh.k8s.aws/VirtualService', virtualServiceFact],
];

const PROTOCOLS = ['http', 'http2', 'grpc', 'tcp'] as const;

/** A VirtualNode: the services it may call, and how its callers treat it. */
function virtualNodeFacts(manifest: Manifest): MeshFact[] {
  const { file, root, header } = manifest;
  const spec = get(root, 'spec');
  const selector = recordOf(file, get(spec, 'podSelector', 'matchLabels'));
  const upstreams = itemsOf(get(spec, 'backends')).flatMap((backend) => {
    const node = get(backend, 'virtualService', 'virtualServiceRef', 'name');
    const name = nameOf(node);
    const namespace = nameOf(get(backend, 'virtualService', 'virtualServiceRef', 'namespace'));
    return node === undefined || name === undefined ? [] : [{ host: namespace === undefined ? name : `${name}.${namespace}`, site: siteOf(file.path, node) }];
  });
  const service: MeshServiceFact = { kind: 'mesh-service', mesh: 'app-mesh', ...header, selector, upstreams };
  return [service, ...breakersOf(manifest, spec)];
}

function breakersOf({ file, header }: Manifest, spec: YamlNode | undefined): TrafficPolicyFact[] {
  const host = writtenText(file, get(spec, 'serviceDiscovery', 'dns', 'hostname'))?.replace(/\.$/, '') ?? header.name;
  return itemsOf(get(spec, 'listeners')).flatMap((listener): TrafficPolicyFact[] => {
    const setting = pairOf(listener, 'outlierDetection') ?? pairOf(listener, 'connectionPool');
    if (setting === undefined) return [];
    return [{ kind: 'traffic-policy', mesh: 'app-mesh', ...header, host, hostSite: siteOf(file.path, setting.key), levels: [{ level: 'host', limitsLoad: true }], subsets: [] }];
  });
}

/** A VirtualRouter; what it routes to is also what calls to it are meant for. */
function virtualRouterFact({ file, root, header }: Manifest): TrafficRouteFact {
  const routes = itemsOf(get(root, 'spec', 'routes')).flatMap((route) => PROTOCOLS.flatMap((protocol) => {
    const settings = get(route, `${protocol}Route`);
    return settings === undefined ? [] : [toRoute(file, settings, protocol, header.site)];
  }));
  const hosts = [...new Set(routes.flatMap(({ destinations }) => destinations.map(({ host }) => host)))];
  return { kind: 'traffic-route', mesh: 'app-mesh', ...header, hosts, gateways: [], routes };
}

function toRoute(file: ManifestFile, settings: YamlNode, protocol: string, otherwise: HttpRoute['site']): HttpRoute {
  const destinations = itemsOf(get(settings, 'action', 'weightedTargets')).flatMap((target) => {
    const node = get(target, 'virtualNodeRef', 'name');
    const host = nameOf(node);
    return node === undefined || host === undefined ? [] : [{ host, site: siteOf(file.path, node) }];
  });
  return {
    protocol: protocol === 'tcp' ? 'tcp' : 'http', destinations, site: destinations[0]?.site ?? otherwise,
    ...defined({ timeout: settingAt(file, get(settings, 'timeout'), 'perRequest', millisecondsOf), attempts: settingAt(file, get(settings, 'retryPolicy'), 'maxRetries', numberOf) }),
  };
}

/** `{ unit: s, value: 5 }`. */
function millisecondsOf(node: YamlNode): number | undefined {
  const value = numberOf(get(node, 'value'));
  const unit = textOf(get(node, 'unit'));
  return value === undefined ? undefined : unit === 's' ? value * 1000 : unit === 'ms' ? value : undefined;
}

function virtualServiceFact({ file, root, header }: Manifest): TrafficRouteFact | undefined {
  const node = get(root, 'spec', 'provider', 'virtualNode', 'virtualNodeRef', 'name');
  const host = nameOf(node);
  if (node === undefined || host === undefined) return undefined;
  const site = siteOf(file.path, node);
  return { kind: 'traffic-route', mesh: 'app-mesh', ...header, hosts: [header.name], gateways: [], routes: [{ protocol: 'tcp', destinations: [{ host, site }], site }] };
}
