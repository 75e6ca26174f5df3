import type { CallCare } from '../../../model/code-facts.js';
import type { Setting } from '../../../model/text.js';
import { isUnknown, joinTexts, type Text } from '../text.js';
import { argument, argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { invokedApplication } from './http-clients.js';
import { duration, propertyOf, surrounding } from './objects.js';

/** Timeout of `System.Net.Mail.SmtpClient` in milliseconds where nobody sets it. */
const SMTP_TIMEOUT = 100_000;

/** The same of MailKit's client, which connects in a call of its own. */
const MAILKIT_TIMEOUT = 120_000;

/** `GrpcChannel.ForAddress(url)`, `new Channel("host:port", …)`. Deadlines are set at each call, mostly elsewhere. */
const grpcChannel: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target === undefined ? [] : [grpcUse(target, site)];
};

/** `AddGrpcClient<T>(o => o.Address = new Uri(…))`. */
const grpcRegistration: Recogniser = (site) => {
  const target = argumentText(site, 0);
  const registration = surrounding(site.reader, site.call, /^AddGrpcClient$/);
  return target === undefined || registration === undefined ? [] : [grpcUse(target, site)];
};

/** `new TSocketTransport("stock", 9090, configuration)` of Thrift. */
const thrift: Recogniser = (site) => {
  const [host, port] = [argumentText(site, 0, 'host'), argumentText(site, 1, 'port')];
  return host === undefined || port === undefined || isUnknown(host) || isUnknown(port) ? [] : [{ client: 'thrift', relation: 'calls', protocol: 'thrift', target: joinTexts([host, port], ':'), care: unknownTimeout(site) }];
};

function grpcUse(target: Text, site: CallSite): Use {
  return { client: 'grpc', relation: 'calls', protocol: 'grpc', target, care: unknownTimeout(site) };
}

/** One may be set elsewhere. */
function unknownTimeout({ file, call }: CallSite): Partial<CallCare> {
  const timeout: Setting<number> = { known: false, site: { path: file, span: call.nameSpan } };
  return { timeout };
}

/** `new SmtpClient(host, port)` of .NET, `client.Connect(host, port)` of MailKit. */
const mail: Recogniser = (site) => {
  const object = site.call.callee.kind === 'member' ? site.call.callee.object : undefined;
  const isMailKit = site.call.callee.kind === 'member' && /^Connect(?:Async)?$/.test(site.call.callee.name);
  const host = argumentText(site, 0, 'Host', 'host');
  const timeout = duration(object && propertyOf(site.reader, object, 'Timeout'), site) ?? duration(argument(site.call, Infinity, 'Timeout'), site);
  const care: Partial<CallCare> = timeout ? { timeout } : { defaultTimeout: isMailKit ? MAILKIT_TIMEOUT : SMTP_TIMEOUT };
  return host === undefined || isUnknown(host) ? [] : [{ client: 'smtp', relation: 'calls', protocol: 'smtp', target: host, care }];
};

/** `new HubConnectionBuilder().WithUrl("http://orders/hub")`: a connection that stays open. */
const hub: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target === undefined || isUnknown(target) ? [] : [{ client: 'signalr', relation: 'calls', protocol: 'http', target, care: { isStream: true } }];
};

/** Sinks of Serilog and NLog, exporters of OpenTelemetry. */
const sink: Recogniser = (site) => {
  const target = argumentText(site, 0, 'serverUrl', 'requestUri', 'nodeUris', 'hostnameOrAddress', 'endpoint');
  return target === undefined || isUnknown(target) ? [] : [telemetry('serilog', target)];
};

const exporter: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target === undefined || surrounding(site.reader, site.call, /^(?:AddOtlpExporter|AddZipkinExporter|AddJaegerExporter|UseOtlpExporter)$/) === undefined ? [] : [telemetry('opentelemetry', target)];
};

/** Written behind the back of the program, with a limit of its own. */
function telemetry(client: string, target: Text): Use {
  return { client, relation: 'calls', protocol: 'http', target, care: { defaultTimeout: 10_000, hasFallback: true } };
}

/** Dapr's client, which names the application that the sidecar finds: the id stands before the method's name, and after the verb. */
const daprInvocation: Recogniser = (site) => {
  const [first, second] = site.call.arguments;
  const verb = first && /(?:^|\.)HttpMethod\.(\w+)$/.exec(site.reader.chain(first.value).path)?.[1];
  const application = verb === undefined ? first : second;
  const target = application && invokedApplication(site.reader.text(application.value));
  if (target === undefined || isUnknown(target)) return [];
  return [{ client: 'dapr', relation: 'calls', protocol: 'http', target, method: (verb ?? 'POST').toUpperCase(), care: unknownTimeout(site) }];
};

/** A client whose calls all go to one application. */
const daprClient: Recogniser = (site) => {
  const target = invokedApplication(argumentText(site, 0, 'appId'));
  return target === undefined || isUnknown(target) ? [] : [{ client: 'dapr', relation: 'calls', protocol: 'http', target, care: unknownTimeout(site), isInstance: true }];
};

/** `PublishEventAsync("topic", data)`, as before version 1.0: the component is the one that the system has for messages. */
const daprEvent: Recogniser = (site, match) => {
  const [topic, data, ...others] = site.call.arguments;
  const second = data && site.reader.text(data.value);
  const isTopicFirst = topic !== undefined && data !== undefined && others.length === 0 && (second === undefined || isUnknown(second));
  const channel = isTopicFirst ? argumentText(site, 0) : undefined;
  return isTopicFirst ? [{ client: 'dapr', relation: 'publishes', protocol: 'dapr', ...(channel && { channel }) }] : daprComponent('publishes')(site, match);
};

/** `PublishEventAsync("pubsub", "topic", …)`, `SaveStateAsync("store", …)`, `InvokeBindingAsync("binding", …)`: the component is the target. */
const daprComponent = (relation: Use['relation']): Recogniser => (site) => {
  const target = argumentText(site, 0, 'pubsubName', 'storeName', 'bindingName');
  const channel = relation === 'publishes' ? argumentText(site, 1, 'topicName') : undefined;
  return target === undefined ? [] : [{ client: 'dapr', relation, protocol: 'dapr', target, ...(channel && { channel }) }];
};

/** `options.Authority = "https://identity"` of a check of tokens or of a login: keys are fetched now and then, and kept. */
const issuer: Recogniser = (site) => {
  const target = argumentText(site, 0);
  const registration = surrounding(site.reader, site.call, /^(?:AddJwtBearer|AddOpenIdConnect|AddIdentityServerAuthentication|AddOAuth2Introspection|AddMicrosoftIdentityWebApi|AddKeycloakJwtBearer)$/);
  return target === undefined || registration === undefined ? [] : [{ client: 'oidc', relation: 'calls', protocol: 'http', target, care: { ...unknownTimeout(site), hasFallback: true } }];
};

/** `app.MapForwarder("/orders/{**rest}", "http://orders")` of YARP, `MapRemoteBffApiEndpoint` of Duende. */
const forwarder: Recogniser = (site) => {
  const target = argumentText(site, 1, 'destinationPrefix', 'apiAddress');
  return target === undefined || isUnknown(target) ? [] : [{ client: 'yarp', relation: 'calls', protocol: 'http', target, forwards: true, care: unknownTimeout(site) }];
};

/** gRPC, Thrift, mail, telemetry, Dapr. */
export const endpoints: SignatureTable = [
  [/(?:^|\.)GrpcChannel\.ForAddress$|^(?:Grpc\.Core\.)?Channel$/, grpcChannel],
  [/(?:^|\.)Address=$/, grpcRegistration],
  [/(?:^|\.)TSocketTransport$/, thrift],
  [/(?:^|\.)HubConnectionBuilder\(\)(?:\.\w+\(\))*\.WithUrl$/, hub],
  [/(?:^|\.)SmtpClient$|(?:^|\.)I?SmtpClient\(\)\.(?:Connect(?:Async)?|Host=)$/, mail],
  [/\.WriteTo\.(?:Async\(\)\.)?(?:Seq|Http|DurableHttp\w+|Elasticsearch|Graylog|GrafanaLoki|OpenTelemetry|Fluentd|TCPSink|Syslog|UdpSyslog)$/, sink],
  [/(?:^|\.)(?:Endpoint|AgentHost)=$/, exporter],
  [/(?:^|\.)(?:Authority|MetadataAddress)=$/, issuer],
  [/\.Map(?:Forwarder|RemoteBffApiEndpoint)$/, forwarder],
  [/(?:^|\.)DaprClient(?:\(\)|Builder\(\).*\.Build\(\))\.(?:InvokeMethod\w*Async|CreateInvokeMethodRequest)$/, daprInvocation],
  [/(?:^|\.)DaprClient(?:\(\))?\.CreateInvokeHttpClient$/, daprClient],
  [/(?:^|\.)DaprClient(?:\(\)|Builder\(\).*\.Build\(\))\.(?:PublishEvent|BulkPublishEvent|PublishByteEvent)Async$/, daprEvent],
  [/(?:^|\.)DaprClient(?:\(\)|Builder\(\).*\.Build\(\))\.\w*State\w*Async$/, daprComponent('stores')],
  [/(?:^|\.)DaprClient(?:\(\)|Builder\(\).*\.Build\(\))\.InvokeBindingAsync$/, daprComponent('calls')],
  [/(?:^|\.)DaprClient(?:\(\)|Builder\(\).*\.Build\(\))\.Get(?:Bulk)?SecretAsync$/, daprComponent('calls')],
];
