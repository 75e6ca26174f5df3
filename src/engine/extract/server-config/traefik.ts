import { tomlEntries, tomlStrings, type TomlEntry } from '../../syntax/toml.js';
import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { endpointsAt, withEnvironment, yamlRoots, type Endpoint, type ServerConfigReader } from './reader.js';

/** Traefik's dynamic configuration in files; labels of Compose are read where relations are made. */
export const traefikReader: ServerConfigReader = {
  technology: 'traefik',
  files: /\.(?:ya?ml|toml)(?:\.(?:tmpl|template|tpl))?$/i,
  marks: /loadBalancer(?:\.servers|[\"']?[ \t]*:[\s{]*[\"']?(?:servers|passHostHeader|sticky|healthCheck|responseForwarding|serversTransport|strategy|method|terminationDelay|proxyProtocol)\b)|forwardAuth|^[ \t]*\[backends\./m,
  read: (text, path) => (/\.toml/i.test(path) ? tomlEntries(text).flatMap(fromToml) : yamlRoots(text).flatMap(fromYaml)),
};

const PROTOCOLS = ['http', 'tcp', 'udp'] as const;

function fromYaml(root: YamlNode): Endpoint[] {
  const asked = pairsOf(get(root, 'http', 'middlewares')).flatMap(({ value }) => endpointsAt('sends', get(value, 'forwardAuth', 'address')));
  return [...asked, ...PROTOCOLS.flatMap((protocol) =>
    pairsOf(get(root, protocol, 'services')).flatMap(({ key, value }) => {
      const path = pathOf(root, protocol, key.text);
      const servers = itemsOf(get(value, 'loadBalancer', 'servers'));
      return servers.flatMap((server) => endpointsAt('routes', get(server, 'url') ?? get(server, 'address'))).map((endpoint) => ({ ...endpoint, ...(path !== undefined && { path }) }));
    }),
  )];
}

/** The path in the rule of the first router that leads to a service. */
function pathOf(root: YamlNode, protocol: string, service: string): string | undefined {
  const router = pairsOf(get(root, protocol, 'routers')).find(({ value }) => textOf(get(value, 'service')) === service);
  return /Path(?:Prefix)?\(\s*[`"']([^`"']*)/.exec(textOf(get(router?.value, 'rule')) ?? '')?.[1];
}

/** `[[http.services.orders.loadBalancer.servers]]`, and `[backends.orders.servers.one]` of Traefik 1. */
function fromToml(entry: TomlEntry): Endpoint[] {
  if (/^http\.middlewares\.[^.]+\.forwardAuth$/i.test(entry.table) && entry.key === 'address') return strings(entry, 'sends');
  const isServer = /^(?:http|tcp|udp)\.services\.[^.]+\.loadBalancer\.servers\[\]$|^backends\.[^.]+\.servers\.[^.]+$/.test(entry.table);
  if (!isServer || (entry.key !== 'url' && entry.key !== 'address')) return [];
  return strings(entry, 'routes');
}

function strings(entry: TomlEntry, purpose: Endpoint['purpose']): Endpoint[] {
  return tomlStrings(entry).slice(0, 1).map(({ text, span }) => ({ purpose, target: withEnvironment(text), span }));
}
