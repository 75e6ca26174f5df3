import type { ServerEndpointFact } from '../../model/setting-facts.js';
import type { Extractor } from '../../model/facts.js';
import type { Path, Site } from '../../model/text.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, isTemplated, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { apacheReader } from './apache.js';
import { apisixReader, expressGatewayReader, krakendReader, tykReader } from './api-gateways.js';
import { caddyJsonReader, caddyReader } from './caddy.js';
import { alloyReader, telegrafReader, vectorReader } from './collectors.js';
import { SERVER_CONFIG_COVERAGE } from './coverage.js';
import { elasticReader, logstashReader } from './elastic.js';
import { envoyReader } from './envoy.js';
import { fluentReader } from './fluent.js';
import { haproxyReader } from './haproxy.js';
import { kongReader } from './kong.js';
import { nginxReader } from './nginx.js';
import { otelReader } from './otel.js';
import { alertmanagerReader, grafanaReader, prometheusReader, promtailReader, telemetryStoreReader } from './prometheus.js';
import { yamlRoots, YAML_FILE, type Endpoint, type ServerConfigReader } from './reader.js';
import { traefikReader } from './traefik.js';

const READERS: readonly ServerConfigReader[] = [
  nginxReader, apacheReader, caddyReader, caddyJsonReader, haproxyReader, traefikReader, envoyReader, kongReader, krakendReader, tykReader, apisixReader, expressGatewayReader,
  prometheusReader, alertmanagerReader, promtailReader, telemetryStoreReader, grafanaReader, otelReader, fluentReader, logstashReader, elasticReader, vectorReader, telegrafReader, alloyReader,
];

/** Programs, pages and pictures may be called after a server, and are no configuration. */
const OTHER_KINDS = /\.(?:[cm]?[jt]sx?|java|kt|py|go|rb|php|cs|rs|sh|html?|css|scss|md|txt|png|svg|ico|dockerfile)$|(?:^|\/)Dockerfile[^/]*$/i;

const CONFIG_MAP = /kind["']?:[ \t]*["']?ConfigMap\b/;

/** Configuration of ready-made servers at the edge (proxies, gateways) and of telemetry: the addresses they name. Files, and texts in ConfigMaps. */
export const serverConfigExtractor: Extractor = {
  id: 'server-config',
  coverage: SERVER_CONFIG_COVERAGE,
  version: 2,
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
  return yamlRoots(text).filter((root) => textOf(get(root, 'kind')) === 'ConfigMap').flatMap((root) =>
    pairsOf(get(root, 'data')).flatMap(({ key, value }) => {
      const content = textOf(value);
      const configMap = configMapOf(root);
      if (content === undefined || configMap === undefined) return [];
      const site = siteOf(path, key);
      return factsOf(`/${configMap.name}/${key.text}`, content, () => site).map((fact) => ({ ...fact, configMap }));
    }));
}

function configMapOf(root: YamlNode): ServerEndpointFact['configMap'] {
  const name = textOf(get(root, 'metadata', 'name'));
  const namespace = textOf(get(root, 'metadata', 'namespace'));
  if (name === undefined || isTemplated(name)) return undefined;
  return { name, ...(namespace !== undefined && !isTemplated(namespace) && { namespace }) };
}
