import { get, itemsOf, pairsOf, type YamlNode } from '../../syntax/yaml.js';
import { endpointsAt, routesTo, yamlRoots, type Endpoint, type ServerConfigReader } from './reader.js';

/**
 * KrakenD: the hosts behind its endpoints (a backend without hosts has those of the whole file), the queues that its agents consume, who it asks for the keys
 * of tokens, and where its telemetry goes.
 */
export const krakendReader: ServerConfigReader = {
  technology: 'krakend',
  files: /(?:^|\/)[^/]*krakend[^/]*\.(?:json|ya?ml)(?:\.(?:tmpl|template|tpl))?$|(?:^|\/)krakend\/(?:[^/]+\/)*[^/]+\.(?:json|tmpl)$/i,
  marks: /url_pattern/,
  read: (text) => yamlRoots(text).flatMap((root) => {
    const [endpoints, agents] = [itemsOf(get(root, 'endpoints')), itemsOf(get(root, 'async_agent'))];
    return [
      ...[...endpoints, ...agents].flatMap((endpoint) => itemsOf(get(endpoint, 'backend')).flatMap((backend) => routesTo(get(backend, 'host') ?? get(root, 'host'), get(endpoint, 'endpoint')))),
      ...agents.flatMap(queues), ...[root, ...endpoints].flatMap(keysOfTokens), ...telemetry(root),
    ];
  }),
};

/** Namespaces of extensions have carried their names in two ways: `auth/validator`, before 2.0 `github.com/devopsfaith/krakend-jose/validator`. */
function extensions(node: YamlNode | undefined, namespace: RegExp): YamlNode[] {
  return pairsOf(get(node, 'extra_config')).flatMap(({ key, value }) => (namespace.test(key.text) && value !== undefined ? [value] : []));
}

function queues(agent: YamlNode): Endpoint[] {
  return extensions(agent, /^async\//).flatMap((queue) => [...endpointsAt('reads', get(queue, 'host')), ...endpointsAt('reads', get(queue, 'brokers'))]);
}

function keysOfTokens(node: YamlNode): Endpoint[] {
  return extensions(node, /^auth\/validator$|krakend-jose\/validator$/).flatMap((validator) => endpointsAt('sends', get(validator, 'jwk_url') ?? get(validator, 'jwk-url')));
}

/** Keys of exporters that say where the data go. */
const RECEIVER = /^(?:address|endpoint|collector_url|host)$/;

function telemetry(root: YamlNode): Endpoint[] {
  return extensions(root, /^telemetry\/|krakend-(?:opencensus|gelf)$|krakend-influx$/).flatMap((extension) => receiversIn(extension, 0));
}

/** Exporters stand in lists and maps, a few levels deep. */
function receiversIn(node: YamlNode | undefined, depth: number): Endpoint[] {
  if (depth > 4) return [];
  if (node?.kind === 'list') return node.items.flatMap((item) => receiversIn(item, depth + 1));
  return pairsOf(node).flatMap(({ key, value }) => (RECEIVER.test(key.text) ? endpointsAt('sends', value) : receiversIn(value, depth + 1)));
}
