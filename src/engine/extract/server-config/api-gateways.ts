import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { endpointsAt, withEnvironment, yamlRoots, type Endpoint, type ServerConfigReader } from './reader.js';

/** KrakenD: the hosts behind its endpoints; a backend without hosts has those of the whole file. */
export const krakendReader: ServerConfigReader = {
  technology: 'krakend',
  files: /(?:^|\/)[^/]*krakend[^/]*\.(?:json|ya?ml)(?:\.(?:tmpl|template|tpl))?$|(?:^|\/)krakend\/(?:[^/]+\/)*[^/]+\.(?:json|tmpl)$/i,
  marks: /url_pattern/,
  read: (text) => yamlRoots(text).flatMap((root) => itemsOf(get(root, 'endpoints')).flatMap((endpoint) =>
    itemsOf(get(endpoint, 'backend')).flatMap((backend) => routes(get(backend, 'host') ?? get(root, 'host'), get(endpoint, 'endpoint'))))),
};

/** Tyk: API definitions, its own and OpenAPI documents with its extension. */
export const tykReader: ServerConfigReader = {
  technology: 'tyk',
  files: /\.json$/i,
  marks: /"target_url"|"x-tyk-api-gateway"/,
  read: (text) => yamlRoots(text).flatMap((root) => {
    const proxy = get(root, 'proxy') ?? get(root, 'api_definition', 'proxy');
    const extension = get(root, 'x-tyk-api-gateway');
    return [
      ...routes(get(proxy, 'target_url'), get(proxy, 'listen_path')),
      ...routes(get(proxy, 'target_list'), get(proxy, 'listen_path')),
      ...routes(get(extension, 'upstream', 'url'), get(extension, 'server', 'listenPath', 'value')),
    ];
  }),
};

/** APISIX in its standalone mode: routes, services and upstreams of one file. */
export const apisixReader: ServerConfigReader = {
  technology: 'apisix',
  files: /(?:^|\/)[^/]*apisix[^/]*\.ya?ml$|(?:^|\/)apisix[^/]*\/(?:[^/]+\/)*[^/]+\.ya?ml$/i,
  marks: /nodes["']?[ \t]*:/,
  read: (text) => yamlRoots(text).flatMap((root) => ['routes', 'services', 'upstreams', 'stream_routes'].flatMap((section) =>
    itemsOf(get(root, section)).flatMap((item) => apisixNodes(section === 'upstreams' ? item : get(item, 'upstream'), get(item, 'uri'))))),
};

/** `nodes: { "orders:80": 1 }`, or a list of hosts and ports. */
function apisixNodes(upstream: YamlNode | undefined, path: YamlNode | undefined): Endpoint[] {
  const nodes = get(upstream, 'nodes');
  if (nodes?.kind === 'list') return nodes.items.flatMap((node) => routes(get(node, 'host'), path));
  return pairsOf(nodes).map(({ key }) => ({ purpose: 'routes', target: withEnvironment(key.text), span: key.inner, ...pathOf(path) }));
}

/** Express Gateway: its service endpoints. */
export const expressGatewayReader: ServerConfigReader = {
  technology: 'express-gateway',
  files: /(?:^|\/)gateway\.config\.ya?ml$/,
  marks: /serviceEndpoints/,
  read: (text) => yamlRoots(text).flatMap((root) => pairsOf(get(root, 'serviceEndpoints'))).flatMap(({ value }) => [...endpointsAt('routes', get(value, 'url')), ...endpointsAt('routes', get(value, 'urls'))]),
};

function routes(address: YamlNode | undefined, path: YamlNode | undefined): Endpoint[] {
  return endpointsAt('routes', address).map((endpoint) => ({ ...endpoint, ...pathOf(path) }));
}

function pathOf(node: YamlNode | undefined): Pick<Endpoint, 'path'> {
  const path = textOf(node);
  return path === undefined ? {} : { path };
}
