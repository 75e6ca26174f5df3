import type { CallCare } from '../../../model/code-facts.js';
import { optionOf } from '../calls.js';
import { isUnknown, literalStart, type Text } from '../text.js';
import { argument, argumentText, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { durationSetting, laterIn, middlewareRetries, requestTimeout, unknownTimeout } from './care.js';

/** A blocking client of reqwest gives up after 30 s (its documentation), an asynchronous one never. */
const BLOCKING_TIMEOUT = 30_000;

function httpUse(client: string, target: Text | undefined, method: string | undefined, care: Partial<CallCare>): Use[] {
  if (target === undefined || isUnknown(target) || /^[/?]/.test(literalStart(target))) return [];
  return [{ client, relation: 'calls', protocol: 'http', target, ...(method !== undefined && { method: method.toUpperCase() }), care }];
}

/** `client.get(url)`, `client.request(Method::GET, url)`. */
const reqwest: Recogniser = (site, [verb = 'get']) => {
  const method = verb === 'request' ? argument(site.call, 0) : undefined;
  const care = { ...requestTimeout(site, site.chain.path.includes('.blocking.') ? BLOCKING_TIMEOUT : undefined), ...middlewareRetries(site) };
  return httpUse('reqwest', argumentText(site, verb === 'request' ? 1 : 0), verb === 'request' ? (method?.kind === 'member' ? method.name : undefined) : verb, care);
};

/** Clients with a function per verb. */
const simple = (client: string): Recogniser => (site, [verb]) => httpUse(client, argumentText(site, 0), verb, requestTimeout(site));

/** `Request::builder().method("POST").uri(url)`: of hyper, `http` and others, also behind `Request::get(url)`. */
const built: Recogniser = (site, [verb]) => httpUse('hyper', argumentText(site, 0), verb === 'uri' ? undefined : verb, unknownTimeout(site));

const socket: Recogniser = (site) => httpUse('websocket', argumentText(site, 0), undefined, { isStream: true });

/** `OrdersClient::connect("http://orders:50051")`, `Channel::from_static(…)`: what follows in the chain may set a time-out. */
const tonic: Recogniser = (site) => {
  const target = argumentText(site, 0);
  const limit = laterIn(site, /^timeout$/);
  const care = limit === undefined ? unknownTimeout(site) : { timeout: durationSetting(argument(limit, 0), site.file, site.reader, limit) };
  return target === undefined || isUnknown(target) ? [] : [{ client: 'tonic', relation: 'calls', protocol: 'grpc', target, care }];
};

/** A generated client has the name of its service; other things that are called so have a crate of their own. */
const generatedClient: Recogniser = (site, names) => (/^(?:redis|mongodb|async_nats|reqwest|nats|tokio_postgres)\./.test(site.chain.path) ? [] : tonic(site, names));

/** Spans and metrics are sent behind the back of the program. */
const exporter: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target === undefined || isUnknown(target) ? [] : [{ client: 'opentelemetry', relation: 'calls', protocol: 'http', target, care: { defaultTimeout: 10_000, hasFallback: true } }];
};

/** lettre: `SmtpTransport::relay(host)`, `builder_dangerous(host)`. */
const mail: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target === undefined || isUnknown(target) ? [] : [{ client: 'lettre', relation: 'calls', protocol: 'smtp', target }];
};

/** HTTP and gRPC clients, telemetry and mail. */
export const httpClients: SignatureTable = [
  [/^reqwest(?:_middleware)?\.(?:blocking\.)?(?:(?:Client|ClientBuilder|ClientWithMiddleware)(?:\(\)|\.\w+\(\))(?:\.\w+\(\))*\.)?(get|post|put|patch|delete|head|request)$/, reqwest],
  [/^(?:ureq|ureq\.(?:Agent|AgentBuilder)(?:\(\)|\.\w+\(\))(?:\.\w+\(\))*|ureq\.agent\(\))\.(get|post|put|patch|delete|head)$/, simple('ureq')],
  [/^surf(?:\.Client\(\)|\.Client\.new\(\)|\.client\(\))?\.(get|post|put|patch|delete|head)$/, simple('surf')],
  [/^isahc(?:\.HttpClient(?:\(\)|\.\w+\(\))(?:\.\w+\(\))*)?\.(get|post|put|delete|head)$/, simple('isahc')],
  [/^awc\.Client(?:\(\)|\.\w+\(\))(?:\.\w+\(\))*\.(get|post|put|patch|delete|head)$/, simple('awc')],
  [/^(?:hyper|http|isahc|axum\.http)\.(?:\w+\.)*Request\.builder\(\)(?:\.\w+\(\))*\.(uri)$|^(?:hyper|http|isahc)\.(?:\w+\.)*Request\.(get|post|put|delete|head|patch)$/, (site, names) => built(site, names.filter((name) => name !== undefined))],
  [/^(?:tokio_tungstenite|tungstenite)\.(?:connect_async|connect)$/, socket],
  [/\w+Client\.connect$/, generatedClient],
  [/^tonic\.transport\.(?:Channel|Endpoint|channel\.Channel)\.(?:from_static|from_shared|builder|new)$/, tonic],
  [/^opentelemetry_(?:otlp|zipkin|jaeger)\.[\w.()]*\.with_(?:endpoint|collector_endpoint|agent_endpoint)$/, exporter],
  [/^sentry\.init$/, (site) => { const dsn = optionOf(site, 0, 'dsn') ?? argument(site.call, 0); return dsn === undefined ? [] : exporter({ ...site, call: { ...site.call, arguments: [{ value: dsn }] } }, []); }],
  [/^lettre\.(?:\w+\.)*(?:Async)?SmtpTransport\.(?:relay|starttls_relay|builder_dangerous)$/, mail],
];
