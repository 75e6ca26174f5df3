import { isUnknown, literalStart, type Text } from '../text.js';
import { argument, argumentText, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { optionOf, textOrList } from '../calls.js';
import { isNamed } from '../../../syntax/outline/callee.js';
import { channelTimeout, unknownTimeout } from './care.js';

/** `grpc.NewClient(target, …)`: names that a resolver looks up have its scheme in front, and maybe where it is: `consul://consul:8500/stock`. */
const channel = (index: number): Recogniser => (site) => {
  const target = withoutResolver(argumentText(site, index));
  return target === undefined || isUnknown(target) ? [] : [{ client: 'grpc', relation: 'calls', protocol: 'grpc', target, care: channelTimeout(site) }];
};

function withoutResolver(text: Text | undefined): Text | undefined {
  const [first, ...rest] = text?.parts ?? [];
  return text && typeof first === 'string' ? { ...text, parts: [first.replace(/^(?:dns|passthrough|discovery|consul|etcd|nacos|k8s|kubernetes|direct):(?:\/\/[^/]*)?\/?/, '').replace(/\?.*$/s, ''), ...rest].filter((part) => part !== '') } : text;
}

/** Kratos: `grpc.WithEndpoint("discovery:///stock")`, `http.WithEndpoint("127.0.0.1:8000")`. */
const kratos: Recogniser = (site, [protocol = 'http']) => called('kratos', protocol, argumentText(site, 0), unknownTimeout(site));

/** go-zero: `zrpc.RpcClientConf{Endpoints: …, Target: …}`. */
const goZero: Recogniser = (site) => called('zrpc', 'grpc', textOrList(argument(site.call, Infinity, 'Endpoints', 'Target'), site.reader), unknownTimeout(site));

/** go-kit: `grpctransport.NewClient(conn, "pb.Stock", …)` needs a connection that gRPC makes; over HTTP the URL is the second argument. */
const goKit: Recogniser = (site) => called('go-kit', 'http', argumentText(site, 1), unknownTimeout(site));

/** go-micro: `stock.NewStockService("stock", service.Client())` and `client.NewRequest("go.micro.srv.stock", …)` name what the registry knows. */
const goMicro: Recogniser = (site) => {
  const name = argumentText(site, 0);
  const isMicro = site.reader.outline.imports.some(({ path }) => /(?:^|\/)(?:go-micro|micro)(?:\.dev)?(?:\/|$)/.test(path));
  return isMicro && name?.parts.length === 1 ? called('go-micro', 'grpc', { ...name, parts: [literalStart(name).replace(/^.*\./, '')] }, unknownTimeout(site)) : [];
};

/** Kitex: `orderservice.NewClient("order", client.WithHostPorts(…))` of generated code names what the registry knows, unless it is told where that is. */
const kitex: Recogniser = (site) => {
  const hosts = site.call.arguments.flatMap(({ value }) => (value.kind === 'call' && isNamed(value, /^WithHostPorts$/) ? (textOrList(argument(value, 0), site.reader) ?? []) : []));
  const name = argumentText(site, 0);
  const registered = name?.parts.length === 1 ? { ...name, parts: [literalStart(name).replace(/^.*\./, '')].filter((part) => part !== '') } : name;
  return called('kitex', 'thrift', hosts[0] ?? registered, unknownTimeout(site));
};

function called(client: string, protocol: string, target: Text | undefined, care: Use['care']): Use[] {
  const resolved = withoutResolver(target);
  return resolved === undefined || resolved.parts.length === 0 || isUnknown(resolved) ? [] : [{ client, relation: 'calls', protocol, target: resolved, ...(care && { care }) }];
}

/** Spans, metrics and logs are sent behind the back of the program. */
function telemetry(client: string, target: Text | undefined): Use[] {
  return target === undefined || isUnknown(target) ? [] : [{ client, relation: 'calls', protocol: 'http', target, care: { defaultTimeout: 10_000, hasFallback: true } }];
}

const exporter = (client: string): Recogniser => (site) => telemetry(client, argumentText(site, 0));

/** An option of the object that configures an exporter. */
const configured = (client: string, ...names: readonly string[]): Recogniser => (site) => {
  const value = argument(site.call, Infinity, ...names);
  return telemetry(client, value && site.reader.text(value));
};

const sentry: Recogniser = (site) => {
  const dsn = optionOf(site, 0, 'Dsn');
  return telemetry('sentry', dsn && site.reader.text(dsn));
};

/** `smtp.SendMail(addr, …)`, `smtp.Dial(addr)`, `gomail.NewDialer(host, port, …)`. */
const mail: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target === undefined || isUnknown(target) ? [] : [{ client: 'smtp', relation: 'calls', protocol: 'smtp', target }];
};

/** `InvokeBinding(ctx, &InvokeBindingRequest{Name: …})`, `SaveState(ctx, "store", …)`, `PublishEvent(ctx, "pubsub", "topic", …)`: the component is the target. */
const daprComponent = (relation: Use['relation']): Recogniser => (site) => {
  const option = optionOf(site, 1, 'Name', 'StoreName');
  const target = option === undefined ? argumentText(site, 1) : site.reader.text(option);
  const topic = relation === 'publishes' ? argumentText(site, 2) : undefined;
  return target === undefined || isUnknown(target) ? [] : [{ client: 'dapr', relation, protocol: 'dapr', target, ...(topic && { channel: topic }) }];
};

const daprSubscription: Recogniser = (site) => {
  const [target, channelText] = [argumentText(site, Infinity, 'PubsubName'), argumentText(site, Infinity, 'Topic')];
  return target === undefined || channelText === undefined ? [] : [{ client: 'dapr', relation: 'subscribes', protocol: 'dapr', target, channel: channelText }];
};

/** gRPC, Thrift, mail, telemetry, Dapr. */
export const endpoints: SignatureTable = [
  [/^google\.golang\.org\/grpc\.(?:Dial|NewClient)$/, channel(0)],
  [/^google\.golang\.org\/grpc\.DialContext$/, channel(1)],
  [/\/thrift(?:\/\w+)*\.New(?:TSocket\w*|THttpClient\w*|TSSLSocket\w*)$/, (site) => called('thrift', 'thrift', argumentText(site, 0), unknownTimeout(site))],
  [/\/kratos(?:\/v\d+)?\/transport\/(grpc|http)\.WithEndpoint$/, kratos],
  [/\/zrpc\.RpcClientConf$/, goZero],
  [/\/kit(?:\/v\d+)?\/transport\/http\.New(?:Explicit)?Client$/, goKit],
  [/\/kitex_gen\/(?:[\w-]+\/)*\w+\.(?:Must)?NewClient$/, kitex],
  [/\.New\w+Service$|\/client\.NewRequest$/, goMicro],
  [/^net\/smtp\.(?:SendMail|Dial)$|\/gomail(?:\.v\d+)?\.New(?:Plain)?Dialer$/, mail],
  [/\/otlp\w+\.WithEndpoint(?:URL)?$/, exporter('opentelemetry')],
  [/\/exporters\/zipkin\.New$|\/reporter\/http\.NewReporter$/, exporter('zipkin')],
  [/\/exporters\/jaeger\.With(?:Endpoint|AgentHost)$/, exporter('jaeger')],
  [/jaeger-client-go(?:\/config)?\.ReporterConfig$/, configured('jaeger', 'LocalAgentHostPort', 'CollectorEndpoint')],
  [/\/fluent-logger-golang\/fluent\.Config$/, configured('fluentd', 'FluentHost')],
  [/\/datadog-go(?:\/v\d+)?\/statsd\.New\w*$/, exporter('statsd')],
  [/\/sentry-go\.Init$/, sentry],
  [/\/dapr\/go-sdk\/client\.(?:NewClient\w*\(\)|Client\(\))\.(?:Save|Get|GetBulk|Delete|Query)\w*State\w*$/, daprComponent('stores')],
  [/\/dapr\/go-sdk\/client\.(?:NewClient\w*\(\)|Client\(\))\.PublishEvent\w*$/, daprComponent('publishes')],
  [/\/dapr\/go-sdk\/client\.(?:NewClient\w*\(\)|Client\(\))\.(?:InvokeBinding|InvokeOutputBinding)$/, daprComponent('calls')],
  [/\/dapr\/go-sdk\/service\/common\.Subscription$/, daprSubscription],
];
