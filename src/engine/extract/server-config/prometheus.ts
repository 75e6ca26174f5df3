import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { endpointsAt, yamlRoots, YAML_FILE, type Endpoint, type ServerConfigReader } from './reader.js';

/** Prometheus: what it scrapes, whom it alerts, where it keeps a copy. */
export const prometheusReader: ServerConfigReader = {
  technology: 'prometheus',
  files: YAML_FILE,
  marks: /scrape_configs[\"']?[ \t]*:/,
  // Promtail has jobs of the same form, for files.
  read: (text) => yamlRoots(text).filter((root) => get(root, 'clients') === undefined && get(root, 'positions') === undefined).flatMap((root) => [
    ...scrapedBy(root),
    ...itemsOf(get(root, 'alerting', 'alertmanagers')).flatMap((manager) => targetsOf('sends', manager)),
    ...itemsOf(get(root, 'remote_write')).flatMap((remote) => endpointsAt('sends', get(remote, 'url'))),
    ...itemsOf(get(root, 'remote_read')).flatMap((remote) => endpointsAt('reads', get(remote, 'url'))),
  ]),
};

/** The targets of `scrape_configs`; what is discovered at run time is unknown, but not who is asked for it. */
export function scrapedBy(node: YamlNode | undefined): Endpoint[] {
  return itemsOf(get(node, 'scrape_configs')).flatMap((job) => [
    ...targetsOf('watches', job),
    ...['consul_sd_configs', 'eureka_sd_configs'].flatMap((key) => itemsOf(get(job, key))).flatMap((config) => endpointsAt('reads', get(config, 'server'))),
  ]);
}

function targetsOf(purpose: Endpoint['purpose'], job: YamlNode): Endpoint[] {
  const fixed = itemsOf(get(job, 'static_configs')).flatMap((config) => endpointsAt(purpose, get(config, 'targets')));
  const named = itemsOf(get(job, 'dns_sd_configs')).flatMap((config) => endpointsAt(purpose, get(config, 'names')));
  return [...fixed, ...named.map(withoutTasks)];
}

/** Swarm answers `tasks.orders` with the addresses of all tasks of `orders`. */
function withoutTasks(endpoint: Endpoint): Endpoint {
  const [first, ...rest] = endpoint.target;
  return typeof first === 'string' ? { ...endpoint, target: [first.replace(/^tasks\./, ''), ...rest] } : endpoint;
}

/** Promtail: where logs go. */
export const promtailReader: ServerConfigReader = {
  technology: 'promtail',
  files: YAML_FILE,
  marks: /loki\/api\/v1\/push/,
  read: (text) => yamlRoots(text).flatMap((root) => itemsOf(get(root, 'clients'))).flatMap((client) => endpointsAt('sends', get(client, 'url'))),
};

/** Stores of logs, traces and metrics that keep them elsewhere and tell others of alerts. */
export const telemetryStoreReader: ServerConfigReader = {
  technology: 'loki',
  files: /(?:^|\/)[^/]*(?:loki|tempo|mimir|cortex|thanos)[^/]*\.ya?ml[^/]*$/i,
  marks: /alertmanager_url|remote_write|\bs3["']?[ \t]*:|frontend_address/,
  read: (text) => yamlRoots(text).flatMap((root) => [
    ...endpointsAt('sends', get(root, 'ruler', 'alertmanager_url')),
    ...itemsOf(get(root, 'metrics_generator', 'storage', 'remote_write')).flatMap((remote) => endpointsAt('sends', get(remote, 'url'))),
    ...[['common', 'storage', 's3'], ['storage', 'trace', 's3'], ['storage_config', 'aws'], ['blocks_storage', 's3'], ['common', 'storage', 'backend', 's3']].flatMap((path) => endpointsAt('sends', get(root, ...path, 'endpoint'))),
  ]),
};

/** Grafana: its provisioned data sources. */
export const grafanaReader: ServerConfigReader = {
  technology: 'grafana',
  files: YAML_FILE,
  marks: /datasources[\"']?[ \t]*:/,
  read: (text) => yamlRoots(text).flatMap((root) => itemsOf(get(root, 'datasources'))).flatMap((source) =>
    textOf(get(source, 'type')) === undefined ? [] : endpointsAt('reads', get(source, 'url'))),
};

/** Alertmanager: the receivers that alerts are handed to. */
export const alertmanagerReader: ServerConfigReader = {
  technology: 'alertmanager',
  files: YAML_FILE,
  marks: /(?:webhook|slack|pagerduty|opsgenie|msteams|discord)_configs["']?[ \t]*:/,
  read: (text) => yamlRoots(text).flatMap((root) => itemsOf(get(root, 'receivers'))).flatMap((receiver) =>
    pairsOf(receiver).filter(({ key }) => key.text.endsWith('_configs')).flatMap(({ value }) => itemsOf(value)).flatMap((config) => ['url', 'api_url', 'webhook_url'].flatMap((key) => endpointsAt('sends', get(config, key))))),
};
