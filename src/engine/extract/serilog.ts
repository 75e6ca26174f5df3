import type { UseFact } from '../model/code-facts.js';
import { literal } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';
import { parseJson } from '../syntax/json.js';
import { scalarsIn } from '../syntax/yaml-scalars.js';
import { textSlot } from '../syntax/yaml-slots.js';
import { get, itemsOf, textOf, type YamlNode } from '../syntax/yaml.js';

const SETTINGS = /(?:^|\/)appsettings(?:\.(?!(?:dev|development|local|test|testing)\.)[^/]+)?\.json$/i;
const NOT_IN_PRODUCTION = /(?:^|\/)(?:(?:[^/]*[._-])?[Tt]ests?|[^/]*[a-zA-Z0-9]Tests?|bin|obj)\//;

/** Sinks of Serilog that send over the network, by the names of their methods. */
const NETWORK_SINK = /^(?:Seq|Elasticsearch|OpenSearch|Splunk\w*|EventCollector|Graylog|Http\w*|GrafanaLoki|LokiHttp|TCPSink|UDPSink|Udp|TcpSyslog|UdpSyslog|Fluentd|Logstash\w*)$/i;
const SINK = /^(Serilog:(?:WriteTo|AuditTo):.{1,200}):Name$/i;
const ADDRESS = /^(?:serverUrl|nodeUris|requestUri|uri|url|splunkHost|eventCollectorUrl|hostnameOrAddress|host|remoteAddress|endpoint)$/i;
/** With a file between, lines survive the absence of the server. */
const BUFFER = /^(?:bufferBaseFilename|bufferBaseFileName|bufferPath)$/i;
/** A developer's own machine. */
const LOOPBACK = /\/\/(?:localhost|127\.0\.0\.1)\b|^(?:localhost|127\.0\.0\.1)\b/i;

type ScalarAt = ReturnType<typeof scalarsIn>[number];

/** Reads where the logging of .NET programs sends their logs to, as their settings say. */
export const serilogExtractor: Extractor = {
  id: 'serilog',
  coverage: {
    title: 'Serilog',
    readings: [{ technology: 'Serilog settings', reads: 'sinks of `appsettings.json` that send over the network without a file between, other than to the own machine', yields: 'use' }],
    notRead: ['sinks that code sets up'],
  },
  version: 2,
  accepts: (path) => SETTINGS.test(path) && !NOT_IN_PRODUCTION.test(path),
  mayMatch: (text) => /"(?:WriteTo|AuditTo)/i.test(text),
  extract(path, text) {
    const { documents } = parseJson(text);
    const scalars = documents.flatMap(({ root }) => scalarsIn(root, (before, step) => (before === '' ? String(step) : `${before}:${step}`)));
    return { facts: sinksIn({ path, text }, scalars, documents[0]?.root), problems: [] };
  },
};

function sinksIn({ path, text: file }: { readonly path: Path; readonly text: string }, scalars: readonly ScalarAt[], root: YamlNode | undefined): UseFact[] {
  const sinks = new Set(scalars.flatMap(({ key, text }) => (NETWORK_SINK.test(text) ? (SINK.exec(key)?.[1] ?? []) : [])));
  if (sinks.size === 0) return [];
  const args = scalars.map((scalar) => ({ ...scalar, argument: /^(.+):Args:(\w+)$/i.exec(scalar.key) })).filter(({ argument }) => sinks.has(argument?.[1] ?? ''));
  const buffered = new Set(args.flatMap(({ argument }) => (BUFFER.test(argument?.[2] ?? '') ? [argument?.[1]] : [])));
  return args.flatMap(({ argument, text, span }) =>
    ADDRESS.test(argument?.[2] ?? '') && !buffered.has(argument?.[1]) && !LOOPBACK.test(text) ? [toUse(path, text, span, removalOf(argument?.[1] ?? '', sinks, file, root, path))] : []);
}

/** Takes a sink out of a list that also has the console. */
function removalOf(key: string, sinks: ReadonlySet<string>, text: string, root: YamlNode | undefined, path: Path): UseFact['outputFix'] {
  const [, section = '', list = '', index = ''] = /^(Serilog):(WriteTo|AuditTo):(\d+)$/.exec(key) ?? [];
  const items = itemsIn(get(root, section, list));
  const hasConsole = items.some((item) => textOf(get(item, 'Name')) === 'Console');
  const isOnly = [...sinks].filter((sink) => sink.startsWith(`${section}:${list}:`)).length === 1;
  const [sink, before, after] = [items[Number(index)], items[Number(index) - 1], items[Number(index) + 1]];
  const span = sink === undefined ? undefined : before !== undefined ? { start: before.span.end, end: sink.span.end } : after && { start: sink.span.start, end: after.span.start };
  if (!hasConsole || !isOnly || sink === undefined || span === undefined) return undefined;
  // A comment would get lost.
  const between = text.slice(...(before === undefined ? [sink.span.end, span.end] : [span.start, sink.span.start]));
  return /^\s*,\s*$/.test(between) ? [{ slot: textSlot(path, span), item: '' }] : undefined;
}

function itemsIn(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? itemsOf(node) : [];
}

function toUse(path: Path, address: string, span: Span, outputFix: UseFact['outputFix']): UseFact {
  const site = { path, span };
  return {
    kind: 'use', client: 'log-appender', relation: 'calls', protocol: 'http', target: literal(address),
    care: { hasBreaker: false, hasFallback: false, isStream: true }, ...(outputFix && { outputFix }), site, targetSite: site,
  };
}
