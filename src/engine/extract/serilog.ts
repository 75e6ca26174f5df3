import type { UseFact } from '../model/code-facts.js';
import { literal } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';
import { parseJson } from '../syntax/json.js';
import { scalarsIn } from '../syntax/yaml-scalars.js';

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
  version: 1,
  accepts: (path) => SETTINGS.test(path) && !NOT_IN_PRODUCTION.test(path),
  mayMatch: (text) => /"(?:WriteTo|AuditTo)/i.test(text),
  extract(path, text) {
    const scalars = parseJson(text).documents.flatMap(({ root }) => scalarsIn(root, (before, step) => (before === '' ? String(step) : `${before}:${step}`)));
    return { facts: sinksIn(path, scalars), problems: [] };
  },
};

function sinksIn(path: Path, scalars: readonly ScalarAt[]): UseFact[] {
  const sinks = new Set(scalars.flatMap(({ key, text }) => (NETWORK_SINK.test(text) ? (SINK.exec(key)?.[1] ?? []) : [])));
  if (sinks.size === 0) return [];
  const args = scalars.map((scalar) => ({ ...scalar, argument: /^(.+):Args:(\w+)$/i.exec(scalar.key) })).filter(({ argument }) => sinks.has(argument?.[1] ?? ''));
  const buffered = new Set(args.flatMap(({ argument }) => (BUFFER.test(argument?.[2] ?? '') ? [argument?.[1]] : [])));
  return args.flatMap(({ argument, text, span }) =>
    ADDRESS.test(argument?.[2] ?? '') && !buffered.has(argument?.[1]) && !LOOPBACK.test(text) ? [toUse(path, text, span)] : []);
}

function toUse(path: Path, address: string, span: Span): UseFact {
  const site = { path, span };
  return {
    kind: 'use', client: 'log-appender', relation: 'calls', protocol: 'http', target: literal(address),
    care: { hasBreaker: false, hasFallback: false, isStream: true }, site, targetSite: site,
  };
}
