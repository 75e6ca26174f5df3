import { get, itemsOf, pairsOf, type YamlNode } from '../../syntax/yaml.js';
import { endpointsAt, pathOf, routesTo, withEnvironment, yamlRoots, type Endpoint, type ServerConfigReader } from './reader.js';

/** Tyk: API definitions, its own and OpenAPI documents with its extension. */
export const tykReader: ServerConfigReader = {
  technology: 'tyk',
  files: /\.json$/i,
  marks: /"target_url"|"x-tyk-api-gateway"/,
  read: (text) => yamlRoots(text).flatMap((root) => {
    const proxy = get(root, 'proxy') ?? get(root, 'api_definition', 'proxy');
    const extension = get(root, 'x-tyk-api-gateway');
    return [
      ...routesTo(get(proxy, 'target_url'), get(proxy, 'listen_path')),
      ...routesTo(get(proxy, 'target_list'), get(proxy, 'listen_path')),
      ...routesTo(get(extension, 'upstream', 'url'), get(extension, 'server', 'listenPath', 'value')),
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
  if (nodes?.kind === 'list') return nodes.items.flatMap((node) => routesTo(get(node, 'host'), path));
  return pairsOf(nodes).map(({ key }) => ({ purpose: 'routes', target: withEnvironment(key.text), span: key.inner, ...pathOf(path) }));
}

/** Express Gateway: its service endpoints. */
export const expressGatewayReader: ServerConfigReader = {
  technology: 'express-gateway',
  files: /(?:^|\/)gateway\.config\.ya?ml$/,
  marks: /serviceEndpoints/,
  read: (text) => yamlRoots(text).flatMap((root) => pairsOf(get(root, 'serviceEndpoints'))).flatMap(({ value }) => [...endpointsAt('routes', get(value, 'url')), ...endpointsAt('routes', get(value, 'urls'))]),
};
