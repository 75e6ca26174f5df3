import type { Span } from '../../model/text.js';
import { get, itemsOf, pairsOf, type YamlNode } from '../../syntax/yaml.js';
import { endpointsAt, withEnvironment, yamlRoots, type Endpoint, type ServerConfigReader } from './reader.js';

/** Inputs of Logstash that fetch; the others listen, and their `host` is their own. */
const FETCHING = /^(?:kafka|rabbitmq|redis|jdbc|elasticsearch|http_poller|jms|stomp|sqs|mongodb)$/;
const ADDRESS_KEYS = /^(?:hosts?|url|uri|servers?|bootstrap_servers|jdbc_connection_string|broker_url)$/;

const TOKEN = /#[^\n]*|"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|=>|[{}[\]]|[^\s"'{}[\],=#]+/g;

/** A setting of a plug-in; `within` are the names of the blocks around it: section, conditions, plug-in, hashes. */
interface Setting {
  readonly key: string;
  readonly value: string;
  readonly within: readonly string[];
  readonly span: Span;
}

/** Logstash pipelines: where events come from and go to. */
export const logstashReader: ServerConfigReader = {
  technology: 'logstash',
  files: /\.(?:conf|config|cfg|logstash)(?:[._-][^/]*)?$/i,
  marks: /^[ \t]*(?:output|input)\s*\{/m,
  read: (text) => settingsOf(text).flatMap((setting) => {
    const { value, span } = setting;
    const purpose = purposeOf(setting);
    return purpose === undefined ? [] : [{ purpose, target: withEnvironment(value), span }];
  }),
};

function settingsOf(text: string): Setting[] {
  const settings: Setting[] = [];
  const open: string[] = [];
  let name = '';
  let key: string | undefined;
  let isList = false;
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    if (token.startsWith('#')) continue;
    if (token === '{') open.push(key ?? name);
    if (token === '}') open.pop();
    if (token === '=>') key = name;
    else if (token === '[') isList = key !== undefined;
    else if (/^[{}\]]$/.test(token)) [key, isList] = [undefined, false];
    else {
      const quote = /^["']/.test(token) ? 1 : 0;
      const value = token.slice(quote, token.length - quote);
      const start = match.index + quote;
      if (key === undefined) name = value;
      else settings.push({ key, value, within: [...open], span: { start, end: start + value.length } });
      if (!isList) key = undefined;
    }
  }
  return settings;
}

function purposeOf({ key, within }: Setting): Endpoint['purpose'] | undefined {
  // `urls => { orders => "http://orders" }` of http_poller.
  const hash = within.indexOf('urls');
  const isAddress = hash < 0 ? ADDRESS_KEYS.test(key) || key === 'urls' : key === 'url' || hash === within.length - 1;
  const plugin = within.at(hash < 0 ? -1 : hash - 1) ?? '';
  if (!isAddress) return undefined;
  if (within[0] === 'output') return 'sends';
  if (within[0] !== 'input' || !FETCHING.test(plugin)) return undefined;
  return plugin === 'http_poller' ? 'watches' : 'reads';
}

/** Settings of Elastic's own programs, dotted as they may be written, and what they are for. */
const SETTINGS: readonly (readonly [Endpoint['purpose'], string])[] = [
  ['sends', 'output.elasticsearch.hosts'], ['sends', 'output.logstash.hosts'], ['sends', 'output.kafka.hosts'], ['sends', 'output.redis.hosts'],
  ['sends', 'setup.kibana.host'], ['sends', 'xpack.monitoring.elasticsearch.hosts'], ['sends', 'monitoring.elasticsearch.hosts'],
  ['reads', 'elasticsearch.hosts'], ['reads', 'elasticsearch.url'],
];

/** Kibana, Beats, APM Server, and Logstash's own settings. */
export const elasticReader: ServerConfigReader = {
  technology: 'elastic',
  files: /(?:^|\/)[^/]*(?:kibana|(?:file|metric|heart|packet|audit)beat|logstash|apm-server)[^/]*\.ya?ml[^/]*$/i,
  marks: /elasticsearch|output\.|output:|metricbeat|heartbeat/,
  read: (text) => yamlRoots(text).flatMap((root) => [
    ...SETTINGS.flatMap(([purpose, key]) => endpointsAt(purpose, under(root, key))),
    ...itemsOf(under(root, 'metricbeat.modules')).flatMap((module) => endpointsAt('watches', get(module, 'hosts'))),
    ...itemsOf(under(root, 'heartbeat.monitors')).flatMap((monitor) => [...endpointsAt('watches', get(monitor, 'hosts')), ...endpointsAt('watches', get(monitor, 'urls'))]),
  ]),
};

/** The node under a dotted key, however its parts are nested. */
function under(node: YamlNode | undefined, key: string): YamlNode | undefined {
  for (const pair of pairsOf(node)) {
    if (pair.key.text === key) return pair.value;
    if (key.startsWith(`${pair.key.text}.`)) {
      const found = under(pair.value, key.slice(pair.key.text.length + 1));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
