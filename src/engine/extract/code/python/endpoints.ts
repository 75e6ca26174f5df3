import type { CallCare } from '../../../model/code-facts.js';
import { isUnknown, joinTexts, plainText, type Text } from '../text.js';
import { argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { ownTimeout, unknownTimeout } from './care.js';

/** `grpc.insecure_channel("host:port")`. */
const channel: Recogniser = (site) => {
  const target = argumentText(site, 0, 'target');
  return target === undefined ? [] : [{ client: 'grpc', relation: 'calls', protocol: 'grpc', target, care: channelTimeout(site) }];
};

/** Deadlines are set where stubs are called: they count when that happens in this file, and all calls have the same. */
function channelTimeout(site: CallSite): Pick<CallCare, 'timeout'> {
  const { reader, file } = site;
  const calls = reader.outline.calls.filter((call) => /\w+Stub\(\)\.[A-Z]\w*$/.test(reader.chain(call.callee).path));
  const [first, ...others] = calls.map((call) => ownTimeout({ call, file, reader })?.timeout);
  if (calls.length === 0 || others.some((one) => one?.known !== first?.known || (one?.known === true && first?.known === true && one.value !== first.value))) return unknownTimeout(site);
  return first === undefined ? {} : { timeout: first };
}

/** `TSocket.TSocket("stock", 9090)`, `THttpClient.THttpClient(url)`; thriftpy takes the service first. Time-outs may be set on the socket later. */
const thrift = (first: number): Recogniser => (site) => {
  const target = hostAndPort(argumentText(site, first, 'host', 'uri_or_host'), argumentText(site, first + 1, 'port'));
  return target === undefined || isUnknown(target) ? [] : [{ client: 'thrift', relation: 'calls', protocol: 'thrift', target, care: unknownTimeout(site) }];
};

/** Host, and port where it stands apart. */
export function hostAndPort(host: Text | undefined, port: Text | undefined): Text | undefined {
  return host === undefined || port === undefined || isUnknown(host) || isUnknown(port) ? host : joinTexts([host, plainText(':'), port]);
}

const mail: Recogniser = (site) => {
  const target = hostAndPort(argumentText(site, 0, 'host', 'hostname'), argumentText(site, 1, 'port'));
  return target === undefined || isUnknown(target) ? [] : [{ client: 'smtp', relation: 'calls', protocol: 'smtp', target, care: ownTimeout(site) ?? {} }];
};

/** Spans, logs and metrics are sent behind the back of the program. */
const telemetry = (client: string, index: number, ...names: readonly string[]): Recogniser => (site) => {
  const [first] = site.call.arguments;
  const text = first?.value.kind === 'list' ? first.value.items[0] && site.reader.text(first.value.items[0]) : argumentText(site, index, ...names);
  return text === undefined || isUnknown(text) ? [] : [{ client, relation: 'calls', protocol: 'http', target: text, care: { defaultTimeout: 10_000, hasFallback: true } }];
};

/** Dapr: the component is the target. */
const daprComponent = (relation: Use['relation']): Recogniser => (site) => {
  const target = argumentText(site, 0, 'store_name', 'pubsub_name', 'binding_name', 'pubsub', 'pubsub_name');
  const topic = relation === 'publishes' || relation === 'subscribes' ? argumentText(site, 1, 'topic_name', 'topic') : undefined;
  return target === undefined || isUnknown(target) ? [] : [{ client: 'dapr', relation, protocol: 'dapr', target, ...(topic && { channel: topic }) }];
};

const DAPR = '^dapr\\.(?:clients|aio\\.clients)\\.(?:\\w+\\.)*DaprClient\\(\\)\\.';

/** gRPC, Thrift, mail, telemetry, Dapr. */
export const endpoints: SignatureTable = [
  [/^grpc\.(?:aio\.)?(?:in)?secure_channel$|^grpc\.experimental\.aio\.insecure_channel$/, channel],
  [/^thrift\.transport\.(?:TSocket|TSSLSocket|THttpClient)\.\w+$/, thrift(0)],
  [/^thriftpy2?\.rpc\.(?:make_client|client_context)$/, thrift(1)],
  [/^(?:smtplib\.SMTP(?:_SSL)?|aiosmtplib\.(?:SMTP|send))$/, mail],
  [/^opentelemetry\.exporter\.[\w.]*(?:OTLP|Zipkin)\w*Exporter$/, telemetry('opentelemetry', 0, 'endpoint')],
  [/^opentelemetry\.exporter\.[\w.]*Jaeger\w*Exporter$/, telemetry('jaeger', Infinity, 'agent_host_name', 'collector_endpoint')],
  [/^logging\.handlers\.(?:SysLog|Socket|Datagram|HTTP)Handler$/, telemetry('logging', 0, 'address', 'host')],
  [/^(?:logstash|logstash_async\.handler)\.\w+Handler$/, telemetry('logstash', 0, 'host')],
  [/^fluent\.(?:sender\.FluentSender|handler\.FluentHandler)$/, telemetry('fluentd', Infinity, 'host')],
  [/^statsd\.(?:StatsClient|TCPStatsClient)$/, telemetry('statsd', 0, 'host')],
  [/^sentry_sdk\.init$/, telemetry('sentry', 0, 'dsn')],
  [/^prometheus_client\.push(?:add)?_to_gateway$/, telemetry('prometheus', 0, 'gateway')],
  [new RegExp(`${DAPR}(?:get|save|delete|query)_(?:bulk_)?state\\w*$`), daprComponent('stores')],
  [new RegExp(`${DAPR}publish_events?$`), daprComponent('publishes')],
  [new RegExp(`${DAPR}invoke_binding$`), daprComponent('calls')],
  [/^dapr\.ext\.(?:fastapi|grpc)\.\w+\(\)\.subscribe$/, daprComponent('subscribes')],
];
