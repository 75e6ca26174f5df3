import { get, itemsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { endpointsAt, yamlRoots, YAML_OR_JSON_FILE, type Endpoint, type ServerConfigReader } from './reader.js';

type Upstreams = ReadonlyMap<string | undefined, readonly (YamlNode | undefined)[]>;

/** Kong's declarative configuration: services, upstreams, and the addresses that plug-ins send to. */
export const kongReader: ServerConfigReader = {
  technology: 'kong',
  files: YAML_OR_JSON_FILE,
  marks: /_format_version/,
  read: (text) => yamlRoots(text).filter((root) => get(root, '_format_version') !== undefined).flatMap((root) => {
    const upstreams: Upstreams = new Map(itemsOf(get(root, 'upstreams')).map((upstream) => [textOf(get(upstream, 'name')), itemsOf(get(upstream, 'targets')).map((target) => get(target, 'target'))] as const));
    const services = itemsOf(get(root, 'services'));
    const plugins = [root, ...services, ...services.flatMap((service) => itemsOf(get(service, 'routes'))), ...itemsOf(get(root, 'routes'))].flatMap((owner) => itemsOf(get(owner, 'plugins')));
    return [...services.flatMap((service) => serviceEndpoints(service, upstreams)), ...plugins.flatMap(pluginEndpoints)];
  }),
};

/** A service names a URL, or a host that may be an upstream of the same file. */
function serviceEndpoints(service: YamlNode, upstreams: Upstreams): Endpoint[] {
  const address = get(service, 'url') ?? get(service, 'host');
  const host = textOf(address)?.replace(/^[a-z]+:\/\//, '').replace(/[:/].*$/, '');
  const path = itemsOf(get(service, 'routes')).flatMap((route) => itemsOf(get(route, 'paths'))).map(textOf)[0];
  return (upstreams.get(host) ?? [address]).flatMap((target) => endpointsAt('routes', target)).map((endpoint) => ({ ...endpoint, ...(path !== undefined && { path }) }));
}

/** Settings of Kong's own plug-ins that hold an address: loggers, tracers, stores of counters, authorisation. */
const ADDRESS_KEYS = ['http_endpoint', 'endpoint', 'traces_endpoint', 'logs_endpoint', 'opa_host', 'redis_host', 'issuer', 'introspection_endpoint', 'url'];

/** Plug-ins whose `host` is the server they send to. */
const SENDS_TO_HOST = /^(?:tcp-log|udp-log|statsd(?:-advanced)?|opa|ldap-auth)$/;

function pluginEndpoints(plugin: YamlNode): Endpoint[] {
  const config = get(plugin, 'config');
  const hosts = SENDS_TO_HOST.test(textOf(get(plugin, 'name')) ?? '') ? [get(config, 'host')] : [];
  return [...ADDRESS_KEYS.map((key) => get(config, key)), get(config, 'redis', 'host'), ...hosts].flatMap((node) => endpointsAt('sends', node));
}
