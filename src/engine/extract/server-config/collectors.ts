import { hclEntries } from '../../syntax/hcl.js';
import { tomlEntries, tomlStrings } from '../../syntax/toml.js';
import { get, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { endpointsAt, withEnvironment, yamlRoots, type Endpoint, type ServerConfigReader } from './reader.js';

const ADDRESS_KEYS = ['endpoint', 'endpoints', 'uri', 'url', 'urls', 'address', 'bootstrap_servers', 'host', 'server'] as const;

/** Sources of Vector that fetch; the others listen, and their `address` is their own. */
const FETCHING: ReadonlyMap<string, Endpoint['purpose']> = new Map([
  ['prometheus_scrape', 'watches'], ['http_client', 'watches'], ['nginx_metrics', 'watches'], ['apache_metrics', 'watches'], ['mongodb_metrics', 'watches'],
  ['postgresql_metrics', 'watches'], ['kafka', 'reads'], ['nats', 'reads'], ['redis', 'reads'], ['amqp', 'reads'], ['mqtt', 'reads'], ['pulsar', 'reads'],
]);

/** Sinks of Vector that wait to be asked, or write to the disk or the screen. */
const LISTENING = /^(?:console|file|blackhole|prometheus_exporter)$/;

/** Vector: what its sinks send to and its sources fetch. */
export const vectorReader: ServerConfigReader = {
  technology: 'vector',
  files: /(?:^|\/)[^/]*vector[^/]*\.(?:ya?ml|toml|json)$|(?:^|\/)vector\/(?:[^/]+\/)*[^/]+\.(?:ya?ml|toml|json)$/i,
  marks: /\bsinks\b|\bsources\b/,
  read: (text, path) => (/\.toml$/i.test(path) ? fromToml(text) : yamlRoots(text).flatMap((root) => ['sources', 'sinks'].flatMap((section) =>
    pairsOf(get(root, section)).flatMap(({ value }) => component(section, value))))),
};

function purposeOf(section: string, type: string): Endpoint['purpose'] | undefined {
  if (section === 'sinks') return LISTENING.test(type) ? undefined : 'sends';
  return FETCHING.get(type);
}

function component(section: string, node: YamlNode | undefined): Endpoint[] {
  const purpose = purposeOf(section, textOf(get(node, 'type')) ?? '');
  return purpose === undefined ? [] : ADDRESS_KEYS.flatMap((key) => endpointsAt(purpose, get(node, key)));
}

function fromToml(text: string): Endpoint[] {
  const entries = tomlEntries(text);
  const types = new Map(entries.filter(({ key }) => key === 'type').map((entry) => [entry.table, tomlStrings(entry)[0]?.text ?? '']));
  return entries.filter(({ key }) => ADDRESS_KEYS.some((one) => one === key)).flatMap((entry) => {
    const section = /^(sources|sinks)\.[^.]+$/.exec(entry.table)?.[1];
    const purpose = section === undefined ? undefined : purposeOf(section, types.get(entry.table) ?? '');
    return purpose === undefined ? [] : strings(entry, purpose);
  });
}

function strings(entry: Parameters<typeof tomlStrings>[0], purpose: Endpoint['purpose']): Endpoint[] {
  return tomlStrings(entry).map(({ text, span }) => ({ purpose, target: withEnvironment(text), span }));
}

/** Telegraf: what its outputs send to and its inputs ask. */
export const telegrafReader: ServerConfigReader = {
  technology: 'telegraf',
  files: /(?:^|\/)[^/]*telegraf[^/]*\.(?:conf|toml)[^/]*$|(?:^|\/)telegraf(?:\.d)?\/[^/]+\.conf$/i,
  marks: /\[\[(?:outputs|inputs)\./,
  read: (text) => tomlEntries(text).flatMap((entry) => {
    const [, section, plugin = ''] = /^(outputs|inputs)\.([\w]+)\[\]$/.exec(entry.table) ?? [];
    if (section === undefined || !/^(?:urls?|servers?|brokers|address|uris?)$/.test(entry.key) || /listener|statsd/.test(plugin)) return [];
    return strings(entry, section === 'outputs' ? 'sends' : plugin.endsWith('_consumer') ? 'reads' : 'watches');
  }),
};

/** Components of Grafana Alloy by what they are for. */
const ALLOY: readonly (readonly [component: RegExp, setting: RegExp, purpose: Endpoint['purpose']])[] = [
  [/^(?:loki\.write|prometheus\.remote_write|pyroscope\.write|otelcol\.exporter\.\w+|mimir\.rules\.kubernetes|loki\.rules\.kubernetes)\//, /\/(?:url|endpoint|address)$/, 'sends'],
  [/^(?:prometheus|pyroscope)\.scrape\//, /\/targets.*\/?__address__$/, 'watches'],
  [/^prometheus\.exporter\.\w+\//, /\/(?:data_source_names?|redis_addr|uri|address|mongodb_uri|kafka_uris)$/, 'watches'],
];

/** Grafana Alloy, and the agent before it in its flow mode. */
export const alloyReader: ServerConfigReader = {
  technology: 'alloy',
  files: /\.(?:alloy|river)$/i,
  marks: /\b(?:url|endpoint|address|__address__|uri|redis_addr|data_source_names?)\b/,
  read: (text) => hclEntries(text).flatMap((entry): Endpoint[] => {
    const purpose = ALLOY.find(([component, setting]) => component.test(entry.path) && setting.test(entry.path))?.[2];
    return purpose === undefined ? [] : [{ purpose, target: withEnvironment(entry.text), span: entry.span }];
  }),
};
