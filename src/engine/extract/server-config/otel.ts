import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { scrapedBy } from './prometheus.js';
import { endpointsAt, yamlRoots, YAML_FILE, type Endpoint, type ServerConfigReader } from './reader.js';

/** Receivers that fetch from somewhere; the others listen. Names as in the collector's distributions. */
const WATCHERS = /^(?:activedirectoryds|aerospike|apache|bigip|couchdb|elasticsearch|expvar|flinkmetrics|haproxy|httpcheck|http_check|iis|jmx|kafkametrics|memcached|mongodb|mysql|nginx|nsxt|oracledb|postgresql|prometheus_simple|rabbitmq|redis|riak|saphana|snowflake|solace|sqlquery|sqlserver|tcpcheck|vcenter|zookeeper|chrony|couchbase)$/;
const CONSUMERS = /^(?:kafka|pulsar|rabbitmq|azureeventhub|googlecloudpubsub)$/;

/** Exporters that wait to be asked, or write to the disk or the screen. */
const LISTENERS = /^(?:prometheus|debug|logging|file|nop)$/;

const ENDPOINT_KEYS = ['endpoint', 'endpoints', 'traces_endpoint', 'metrics_endpoint', 'logs_endpoint', 'brokers', 'url', 'broker'] as const;

/** The OpenTelemetry collector: what it exports to and what its receivers fetch. */
export const otelReader: ServerConfigReader = {
  technology: 'otel',
  files: YAML_FILE,
  marks: /exporters[\"']?[ \t]*:|receivers[\"']?[ \t]*:/,
  read: (text) => yamlRoots(text).flatMap((root) => [...parts(root, 'exporters').flatMap(exported), ...parts(root, 'receivers').flatMap(received)]),
};

/** A component of the collector: `otlp/jaeger` is a second one of the type `otlp`. */
interface Component {
  readonly type: string;
  readonly settings: YamlNode | undefined;
}

/** The components of a section that a pipeline of the same file uses; all where the pipelines stand in another file. */
function parts(root: YamlNode, section: 'exporters' | 'receivers'): Component[] {
  const pipelines = pairsOf(get(root, 'service', 'pipelines'));
  const used = new Set(pipelines.flatMap(({ value }) => itemsOf(get(value, section)).map(textOf)));
  return pairsOf(get(root, section))
    .filter(({ key }) => pipelines.length === 0 || used.has(key.text))
    .map(({ key, value }) => ({ type: key.text.split('/')[0] ?? '', settings: value }));
}

function exported({ type, settings }: Component): Endpoint[] {
  return LISTENERS.test(type) ? [] : endpointsOf('sends', settings);
}

function received({ type, settings }: Component): Endpoint[] {
  if (type === 'prometheus') return scrapedBy(get(settings, 'config'));
  if (WATCHERS.test(type)) return [...endpointsOf('watches', settings), ...itemsOf(get(settings, 'targets')).flatMap((target) => endpointsOf('watches', target))];
  return CONSUMERS.test(type) ? endpointsOf('reads', settings) : [];
}

function endpointsOf(purpose: Endpoint['purpose'], settings: YamlNode | undefined): Endpoint[] {
  return ENDPOINT_KEYS.flatMap((key) => endpointsAt(purpose, get(settings, key)));
}
