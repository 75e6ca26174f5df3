import type { IngressFact } from '../../../model/deployment-facts.js';
import type { Setting } from '../../../model/text.js';
import { get, itemsOf, numberOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import { durationOf } from '../duration.js';
import type { Manifest, ManifestFile, ReaderEntry } from '../manifest.js';
import { defined, settingAt } from '../reading.js';
import { writtenText, writtenTexts } from '../templates.js';
import { backendAt, hostsAt, referredBackend, type Backend } from './backends.js';

type Routed = Pick<IngressFact, 'backends'> & Partial<Pick<IngressFact, 'hosts' | 'asks' | 'protocol'>>;

/** The kinds that ingress controllers brought along, each served by its own controller. */
export const CONTROLLER_READERS: readonly ReaderEntry[] = [
  ...['traefik.io', 'traefik.containo.us'].flatMap((group): ReaderEntry[] => [
    [`${group}/IngressRoute`, route('traefik', traefikRoute)],
    [`${group}/IngressRouteTCP`, route('traefik', (manifest) => ({ ...traefikRoute(manifest), protocol: 'tcp' }))],
    [`${group}/IngressRouteUDP`, route('traefik', (manifest) => ({ ...traefikRoute(manifest), protocol: 'udp' }))],
    [`${group}/TraefikService`, route('traefik', traefikService)],
    [`${group}/Middleware`, route('traefik', traefikMiddleware)],
  ]),
  ['projectcontour.io/HTTPProxy', route('contour', contourProxy)],
  ['getambassador.io/Mapping', route('ambassador', ambassadorMapping)],
  ['getambassador.io/TCPMapping', route('ambassador', (manifest) => ({ ...ambassadorMapping(manifest), protocol: 'tcp' }))],
  ['apisix.apache.org/ApisixRoute', route('apisix', apisixRoute)],
  ['k8s.nginx.org/VirtualServer', route('nginx', nginxVirtualServer)],
  ['configuration.konghq.com/TCPIngress', route('kong', (manifest) => ({ ...kongIngress(manifest), protocol: 'tcp' }))],
  ['configuration.konghq.com/UDPIngress', route('kong', (manifest) => ({ ...kongIngress(manifest), protocol: 'udp' }))],
];

function route(className: string, read: (manifest: Manifest) => Routed): (manifest: Manifest) => IngressFact {
  return (manifest) => ({ kind: 'ingress', ...manifest.header, className, protocol: 'http', hosts: [], asks: [], ...read(manifest) });
}

/** Routes to Services; a TraefikService says for itself where it leads. */
function traefikRoute({ file, root }: Manifest): Routed {
  return {
    backends: itemsOf(get(root, 'spec', 'routes')).flatMap((rule) => {
      const path = /Path(?:Prefix)?\(\s*[`"']([^`"']*)/.exec(textOf(get(rule, 'match')) ?? '')?.[1] ?? '/';
      return traefikServices(file, get(rule, 'services'), path);
    }),
  };
}

function traefikServices(file: ManifestFile, list: YamlNode | undefined, path: string): Backend[] {
  return itemsOf(list).filter((service) => textOf(get(service, 'kind')) !== 'TraefikService').flatMap((service) => referredBackend(file, service, path));
}

function traefikService({ file, root }: Manifest): Routed {
  const mirroring = get(root, 'spec', 'mirroring');
  return {
    backends: [
      ...traefikServices(file, get(root, 'spec', 'weighted', 'services'), '/'),
      ...(mirroring === undefined || textOf(get(mirroring, 'kind')) === 'TraefikService' ? [] : referredBackend(file, mirroring, '/')),
      ...traefikServices(file, get(mirroring, 'mirrors'), '/'),
    ],
  };
}

function traefikMiddleware({ file, root }: Manifest): Routed {
  return { backends: [], asks: hostsAt(file, get(root, 'spec', 'forwardAuth', 'address')) };
}

function contourProxy({ file, root }: Manifest): Routed {
  const spec = get(root, 'spec');
  const host = writtenText(file, get(spec, 'virtualhost', 'fqdn'));
  const routes = itemsOf(get(spec, 'routes')).flatMap((rule) => {
    const [condition] = itemsOf(get(rule, 'conditions'));
    const timeout = settingAt(file, get(rule, 'timeoutPolicy'), 'response', durationOf);
    return itemsOf(get(rule, 'services')).flatMap((service) => referredBackend(file, service, textOf(get(condition, 'prefix')) ?? '/', defined({ timeout })));
  });
  return {
    hosts: host === undefined ? [] : [host],
    backends: [...routes, ...itemsOf(get(spec, 'tcpproxy', 'services')).flatMap((service) => referredBackend(file, service, '/'))],
  };
}

/** `service: https://orders.shop:8443`. */
function ambassadorMapping({ file, root }: Manifest): Routed {
  const spec = get(root, 'spec');
  const node = get(spec, 'service');
  const path = writtenText(file, get(spec, 'prefix')) ?? '/';
  const timeout = milliseconds(file, spec, 'timeout_ms');
  const host = writtenText(file, get(spec, 'hostname') ?? get(spec, 'host'));
  return {
    hosts: host === undefined ? [] : [host],
    backends: hostsAt(file, node).map(({ host: service, site }) => ({ service, path, site, ...defined({ timeout }) })),
  };
}

function milliseconds(file: ManifestFile, node: YamlNode | undefined, key: string): Setting<number> | undefined {
  return settingAt(file, node, key, numberOf);
}

function apisixRoute({ file, root }: Manifest): Routed {
  const rules = itemsOf(get(root, 'spec', 'http'));
  const http = rules.flatMap((rule) => {
    const [path] = writtenTexts(file, get(rule, 'match', 'paths'));
    const timeout = settingAt(file, get(rule, 'timeout'), 'read', durationOf);
    return itemsOf(get(rule, 'backends')).flatMap((one) => backendAt(file, get(one, 'serviceName'), path ?? '/', defined({ timeout })));
  });
  const stream = itemsOf(get(root, 'spec', 'stream')).flatMap((rule) => backendAt(file, get(rule, 'backend', 'serviceName'), '/'));
  return { hosts: rules.flatMap((rule) => writtenTexts(file, get(rule, 'match', 'hosts'))), backends: [...http, ...stream] };
}

/** Its upstreams name services; only some of them may be on the way of a route, but none is there for nothing. */
function nginxVirtualServer({ file, root }: Manifest): Routed {
  const host = writtenText(file, get(root, 'spec', 'host'));
  return {
    hosts: host === undefined ? [] : [host],
    backends: itemsOf(get(root, 'spec', 'upstreams')).flatMap((upstream) =>
      backendAt(file, get(upstream, 'service'), '/', defined({ timeout: settingAt(file, upstream, 'read-timeout', durationOf) }))),
  };
}

function kongIngress({ file, root }: Manifest): Routed {
  return { backends: itemsOf(get(root, 'spec', 'rules')).flatMap((rule) => backendAt(file, get(rule, 'backend', 'serviceName'), '/')) };
}
