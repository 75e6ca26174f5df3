import { get, itemsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { endpointsAt, withEnvironment, yamlRoots, YAML_OR_JSON_FILE, type Endpoint, type ServerConfigReader } from './reader.js';

/** Kong's declarative configuration. */
export const kongReader: ServerConfigReader = {
  technology: 'kong',
  files: YAML_OR_JSON_FILE,
  marks: /_format_version/,
  read: (text) => yamlRoots(text).filter((root) => get(root, '_format_version') !== undefined).flatMap((root) => {
    const upstreams = new Map(itemsOf(get(root, 'upstreams')).map((upstream) => [textOf(get(upstream, 'name')), itemsOf(get(upstream, 'targets')).map((target) => get(target, 'target'))] as const));
    return itemsOf(get(root, 'services')).flatMap((service) => kongService(service, upstreams));
  }),
};

/** A service names a URL, or a host that may be an upstream of the same file. */
function kongService(service: YamlNode, upstreams: ReadonlyMap<string | undefined, readonly (YamlNode | undefined)[]>): Endpoint[] {
  const address = get(service, 'url') ?? get(service, 'host');
  const host = textOf(address)?.replace(/^[a-z]+:\/\//, '').replace(/[:/].*$/, '');
  const path = itemsOf(get(service, 'routes')).flatMap((route) => itemsOf(get(route, 'paths'))).map(textOf)[0];
  return (upstreams.get(host) ?? [address]).flatMap((target) => endpointsAt('routes', target)).map((endpoint) => ({ ...endpoint, ...(path !== undefined && { path }) }));
}

/** KrakenD: the hosts behind its endpoints. */
export const krakendReader: ServerConfigReader = {
  technology: 'krakend',
  files: /(?:^|\/)[^/]*krakend[^/]*\.(?:json|ya?ml)(?:\.(?:tmpl|template|tpl))?$/i,
  marks: /url_pattern/,
  read: (text) => yamlRoots(text).flatMap((root) => itemsOf(get(root, 'endpoints'))).flatMap((endpoint) => {
    const path = textOf(get(endpoint, 'endpoint'));
    return itemsOf(get(endpoint, 'backend')).flatMap((backend) => itemsOf(get(backend, 'host'))).flatMap((host) =>
      host.kind === 'scalar' ? [{ purpose: 'routes' as const, target: withEnvironment(host.text), span: host.inner, ...(path !== undefined && { path }) }] : []);
  }),
};
