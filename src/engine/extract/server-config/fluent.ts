import type { Expression } from '../../model/expression.js';
import { get, itemsOf, textOf } from '../../syntax/yaml.js';
import { linesOf, type Word } from './lines.js';
import { endpointsAt, environmentHole, withEnvironment, withHoles, yamlRoots, YAML_FILE, type Endpoint, type ServerConfigReader } from './reader.js';

/** Plug-ins of inputs that fetch; the others listen, and their `host` is their own. */
const FETCHING = /^(?:kafka|kafka_group|rabbitmq|amqp|mqtt|redis|redis_pubsub|sql|elasticsearch|prometheus_scrape|nginx_metrics)$/i;
const ADDRESS_KEYS = /^(?:host|hosts|brokers|endpoint|endpoint_url|url|uri|server)$/i;

/** A section with what matters of it. */
interface Section {
  readonly isOutput: boolean;
  plugin: string;
  readonly addresses: Word[];
}

/** Fluentd and Fluent Bit, in the old formats and in YAML. */
export const fluentReader: ServerConfigReader = {
  technology: 'fluent',
  files: /(?:^|\/)[^/]*(?:fluent|td-agent)[^/]*\.(?:conf|ya?ml)[^/]*$|(?:^|\/)(?:fluent|td-agent)[^/]*\/(?:[^/]+\/)*[^/]+\.(?:conf|ya?ml)[^/]*$/i,
  marks: /<(?:match|source|store)\b|^[ \t]*\[(?:OUTPUT|INPUT)\]|\b(?:outputs|inputs)["']?[ \t]*:/im,
  read: (text, path) => (YAML_FILE.test(path) ? fromYaml(text) : fromLines(text)),
};

function fromLines(text: string): Endpoint[] {
  const sections: Section[] = [];
  let section: Section | undefined;
  for (const { words: [key, value] } of linesOf(text)) {
    const name = key?.text ?? '';
    // `<store>` and `<server>` stand inside of `<match>`.
    const opening = /^<(match|source|store)\b|^\[(OUTPUT|INPUT)\]$/i.exec(name);
    const isOther = /^<(?:filter|label|system|worker)\b|^<\/(?:match|source|filter)>|^\[/.test(name);
    if (opening !== null) sections.push((section = { isOutput: !/^(?:source|input)$/i.test(opening[1] ?? opening[2] ?? ''), plugin: '', addresses: [] }));
    else if (isOther) section = undefined;
    if (section === undefined || value === undefined) continue;
    if (/^(?:@type|type|name)$/i.test(name)) section.plugin ||= value.text;
    else if (ADDRESS_KEYS.test(name)) section.addresses.push(value);
  }
  return sections.filter(isConnection).flatMap(({ isOutput, addresses }) =>
    addresses.map(({ text: address, span }) => ({ purpose: isOutput ? 'sends' as const : 'reads' as const, target: expressionOf(address), span })));
}

/** What scrapes or listens has an address of its own. */
function isConnection({ isOutput, plugin }: Section): boolean {
  return isOutput ? !/prometheus_exporter|^(?:stdout|null|file|copy)$/i.test(plugin) : FETCHING.test(plugin);
}

function fromYaml(text: string): Endpoint[] {
  return yamlRoots(text).flatMap((root) => (['outputs', 'inputs'] as const).flatMap((kind) =>
    itemsOf(get(root, 'pipeline', kind)).flatMap((plugin) => {
      const section: Section = { isOutput: kind === 'outputs', plugin: textOf(get(plugin, 'name')) ?? '', addresses: [] };
      if (!isConnection(section)) return [];
      return ['host', 'brokers', 'endpoint', 'uri'].flatMap((key) => endpointsAt(section.isOutput ? 'sends' : 'reads', get(plugin, key)));
    })));
}

/** Fluentd runs Ruby in double quotes; Fluent Bit fills `${X}`, which in Fluentd is a place-holder of a record. */
function expressionOf(text: string): Expression {
  if (!text.includes('#{')) return withEnvironment(text);
  return withHoles(text, /#\{ENV\[["']([A-Za-z_][A-Za-z0-9_]*)["']\](?:[ \t]*\|\|[ \t]*["']([^"'{}]*)["'])?\}|#\{ENV\.fetch\(["']([A-Za-z_][A-Za-z0-9_]*)["'](?:,[ \t]*["']([^"'{}]*)["'])?\)\}|#\{[^{}]*\}/g,
    ([, index, either, fetched, fallback]) => {
      const name = index ?? fetched;
      return name === undefined ? { hole: 'unknown' } : environmentHole(name, either ?? fallback);
    });
}
