import type { ServerEndpointFact } from '../../model/setting-facts.js';
import type { Extractor } from '../../model/facts.js';
import type { Path, Site } from '../../model/text.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, isTemplated, itemsOf, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { apacheReader } from './apache.js';
import { apisixReader, expressGatewayReader, tykReader } from './api-gateways.js';
import { apolloReader } from './apollo.js';
import { caddyJsonReader, caddyReader } from './caddy.js';
import { alloyReader, telegrafReader, vectorReader } from './collectors.js';
import { SERVER_CONFIG_COVERAGE } from './coverage.js';
import { elasticReader, logstashReader } from './elastic.js';
import { envoyReader } from './envoy.js';
import { fluentReader } from './fluent.js';
import { haproxyReader } from './haproxy.js';
import { kongReader } from './kong.js';
import { krakendReader } from './krakend.js';
import { nginxReader } from './nginx.js';
import { otelReader } from './otel.js';
import { alertmanagerReader, grafanaReader, prometheusReader, promtailReader, telemetryStoreReader } from './prometheus.js';
import { yamlRoots, YAML_FILE, type Endpoint, type ServerConfigReader } from './reader.js';
import { traefikReader } from './traefik.js';

const READERS: readonly ServerConfigReader[] = [
  nginxReader, apacheReader, caddyReader, caddyJsonReader, haproxyReader, traefikReader, envoyReader, kongReader, krakendReader, apolloReader, tykReader, apisixReader, expressGatewayReader,
  prometheusReader, alertmanagerReader, promtailReader, telemetryStoreReader, grafanaReader, otelReader, fluentReader, logstashReader, elasticReader, vectorReader, telegrafReader, alloyReader,
];

/** Programs, pages and pictures may be called after a server, and are no configuration. */
const OTHER_KINDS = /\.(?:[cm]?[jt]sx?|java|kt|py|go|rb|php|cs|rs|sh|html?|css|scss|md|txt|png|svg|ico|dockerfile)$|(?:^|\/)Dockerfile[^/]*$/i;

const CONFIG_MAP = /kind["']?:[ \t]*["']?ConfigMap\b/;

/** Configuration of ready-made servers at the edge (proxies, gateways) and of telemetry: the addresses they name. Files, and texts in ConfigMaps. */
export const serverConfigExtractor: Extractor = {
  id: 'server-config',
  coverage: SERVER_CONFIG_COVERAGE,
  version: 4,
  accepts: (path) => !OTHER_KINDS.test(path) && READERS.some(({ files }) => files.test(path)),
  // The readers test for themselves: which words matter depends on the path.
  mayMatch: () => true,
  extract(path, text) {
    const isManifest = YAML_FILE.test(path) && CONFIG_MAP.test(text);
    return { facts: isManifest ? embedded(path, text) : factsOf(path, text, ({ span }) => ({ path, span })), problems: [] };
  },
};

/** `name` is the path that tells whose configuration the text is. */
function factsOf(name: Path, text: string, siteIn: (endpoint: Endpoint) => Site): ServerEndpointFact[] {
  return READERS.filter(({ files, marks }) => files.test(name) && marks.test(text)).flatMap(({ technology, read }) =>
    read(text, name).map((endpoint) => {
      const { purpose, target, path: route } = endpoint;
      return { kind: 'server-endpoint', technology, purpose, target, ...(route !== undefined && { path: route }), site: siteIn(endpoint) };
    }));
}

/** The texts in ConfigMaps. Their places in the file are those of the whole text: block scalars are indented. */
function embedded(path: Path, text: string): ServerEndpointFact[] {
  if (!READERS.some(({ marks }) => marks.test(text))) return [];
  const roots = yamlRoots(text);
  const files = mountedFiles(roots);
  return roots.filter((root) => textOf(get(root, 'kind')) === 'ConfigMap').flatMap((root) =>
    pairsOf(get(root, 'data')).flatMap(({ key, value }) => {
      const content = textOf(value);
      const configMap = configMapOf(root);
      if (content === undefined || configMap === undefined) return [];
      const site = siteOf(path, key);
      const name = `/${configMap.name}/${files.get(`${configMap.name} ${key.text}`) ?? key.text}`;
      // A key that only says `config` is a file of some other name where it is mounted: the text must tell what of.
      const found = name.slice(1).includes('.') || READERS.some((reader) => reader.files.test(name)) ? factsOf(name, content, () => site) : factsOf(`${name}.conf`, content, () => site);
      return found.map((fact) => ({ ...fact, configMap }));
    }));
}

/** What workloads of the same file call the keys of ConfigMaps as files: `items: [{ key: config, path: default.conf }]`, `subPath: config` at `/etc/nginx/nginx.conf`. */
function mountedFiles(roots: readonly YamlNode[]): Map<string, string> {
  const files = new Map<string, string>();
  const add = (map: string | undefined, key: string | undefined, path: string | undefined): void => {
    if (map !== undefined && key !== undefined && path !== undefined) files.set(`${map} ${key}`, path.slice(path.lastIndexOf('/') + 1));
  };
  for (const pod of roots.flatMap((root) => get(root, 'spec', 'template', 'spec') ?? [])) {
    const mapOf = new Map(itemsOf(get(pod, 'volumes')).map((volume) => [textOf(get(volume, 'name')), get(volume, 'configMap')]));
    for (const map of mapOf.values()) for (const item of itemsOf(get(map, 'items'))) add(textOf(get(map, 'name')), textOf(get(item, 'key')), textOf(get(item, 'path')));
    for (const mount of itemsOf(get(pod, 'containers')).flatMap((container) => itemsOf(get(container, 'volumeMounts')))) {
      add(textOf(get(mapOf.get(textOf(get(mount, 'name'))), 'name')), textOf(get(mount, 'subPath')), textOf(get(mount, 'mountPath')));
    }
  }
  return files;
}

function configMapOf(root: YamlNode): ServerEndpointFact['configMap'] {
  const name = textOf(get(root, 'metadata', 'name'));
  const namespace = textOf(get(root, 'metadata', 'namespace'));
  if (name === undefined || isTemplated(name)) return undefined;
  return { name, ...(namespace !== undefined && !isTemplated(namespace) && { namespace }) };
}
