import type { CallCare } from '../../../model/code-facts.js';
import type { Setting } from '../../../model/text.js';
import type { Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, joinTexts, literalStart, underBase, type Text } from '../text.js';
import { argument, argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

function httpUse(client: string, target: Text | undefined, method: string | undefined, care: Partial<CallCare> = {}): Use[] {
  if (target === undefined || isUnknown(target) || /^[/?]/.test(literalStart(target))) return [];
  return [{ client, relation: 'calls', protocol: 'http', target, ...(method !== undefined && { method: method.toUpperCase() }), care }];
}

/** The value of a key in an array of options. */
function optionIn(options: Value | undefined, ...keys: readonly string[]): Value | undefined {
  return options?.kind === 'map' ? options.entries.find(({ key }) => keys.includes(key))?.value : undefined;
}

function optionText(reader: Reader, options: Value | undefined, ...keys: readonly string[]): Text | undefined {
  const value = optionIn(options, ...keys);
  return value && reader.text(value);
}

/** Seconds in an array of options, as milliseconds. */
function timeoutIn(site: CallSite, ...options: readonly (Value | undefined)[]): Partial<CallCare> {
  const value = options.map((one) => optionIn(one, 'timeout')).find((one) => one !== undefined);
  if (value === undefined) return {};
  const place = { path: site.file, span: value.span };
  const timeout: Setting<number> = value.kind === 'number' ? { known: true, value: value.value * 1000, site: place } : { known: false, site: place };
  return { timeout };
}

/** Guzzle: `$client->get($url, $options)`, `$client->request('GET', $url, $options)`. */
const guzzle: Recogniser = (site, [verb = '']) => {
  const isRequest = verb.startsWith('request');
  const settings = site.chain.calls.find((call) => call.form === 'make')?.arguments[0]?.value;
  const method = isRequest ? argument(site.call, 0, 'method') : undefined;
  const target = underBase(optionText(site.reader, settings, 'base_uri'), argumentText(site, isRequest ? 1 : 0, 'uri'));
  const care = timeoutIn(site, argument(site.call, isRequest ? 2 : 1, 'options'), settings);
  return httpUse('guzzle', target, isRequest ? (method?.kind === 'text' ? method.text : undefined) : verb.replace(/Async$/, ''), care);
};

/** Symfony waits `default_socket_timeout` seconds without data. */
const symfony: Recogniser = (site) => {
  const settings = site.chain.calls.flatMap((call) => (isNamed(call, /^(?:create|withOptions)$/) ? [argument(call, 0)] : [])).at(-1);
  const method = argument(site.call, 0, 'method');
  const target = underBase(optionText(site.reader, settings, 'base_uri'), argumentText(site, 1, 'url'));
  return httpUse('symfony', target, method?.kind === 'text' ? method.text : undefined, { defaultTimeout: SOCKET_TIMEOUT, ...timeoutIn(site, argument(site.call, 2, 'options'), settings) });
};

/** `default_socket_timeout` of php.ini in milliseconds, where nobody sets it; Laravel sets half of it. */
const SOCKET_TIMEOUT = 60_000;
const LARAVEL_TIMEOUT = 30_000;

/** Laravel: `Http::baseUrl($base)->timeout(3)->get($url)`. */
const laravel: Recogniser = (site, [verb = '']) => {
  const base = site.chain.calls.find((call) => isNamed(call, /^baseUrl$/));
  const limit = site.chain.calls.find((call) => isNamed(call, /^timeout$/));
  const retry = site.chain.calls.find((call) => isNamed(call, /^retry$/));
  const care: Partial<CallCare> = {
    ...(limit?.arguments[0]?.value ? timeoutIn(site, { kind: 'map', entries: [{ key: 'timeout', value: limit.arguments[0].value }], span: limit.span }) : { defaultTimeout: LARAVEL_TIMEOUT }),
    ...(retry?.arguments[0]?.value.kind === 'number' && { retries: { known: true, value: retry.arguments[0].value.value, site: { path: site.file, span: retry.nameSpan } } }),
  };
  return httpUse('laravel-http', underBase(base && argumentText({ call: base, reader: site.reader }, 0), argumentText(site, 0)), verb, care);
};

/** `curl_init($url)`; limits are set by options somewhere below. */
const curl: Recogniser = (site) => httpUse('curl', argumentText(site, 0), undefined, curlCare(site));

const curlOption: Recogniser = (site) => {
  const option = argument(site.call, 1);
  return option?.kind === 'name' && option.name === 'CURLOPT_URL' ? httpUse('curl', argumentText(site, 2), undefined, curlCare(site)) : [];
};

function curlCare(site: CallSite): Partial<CallCare> {
  const { function: around } = site.call.scope;
  for (const call of site.reader.outline.calls) {
    if (call.scope.function !== around || !isNamed(call, /^curl_setopt(?:_array)?$/)) continue;
    const [, second, third] = call.arguments.map(({ value }) => value);
    const value = second?.kind === 'map' ? optionIn(second, 'CURLOPT_TIMEOUT') : second?.kind === 'name' && second.name === 'CURLOPT_TIMEOUT' ? third : undefined;
    if (value !== undefined) return timeoutIn(site, { kind: 'map', entries: [{ key: 'timeout', value }], span: value.span });
  }
  return {};
}

/** Also reads files: only what is an address by its scheme is a call. */
const streamed: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target !== undefined && /^https?:\/\//.test(literalStart(target)) ? httpUse('php-streams', target, 'GET', { defaultTimeout: SOCKET_TIMEOUT }) : [];
};

/** `new StockClient('stock:50051', ['credentials' => ChannelCredentials::createInsecure()])`. */
const grpc: Recogniser = (site) => {
  const target = argumentText(site, 0);
  const isGrpc = site.call.form === 'make' && optionIn(argument(site.call, 1), 'credentials') !== undefined;
  return !isGrpc || target === undefined || isUnknown(target) ? [] : [{ client: 'grpc', relation: 'calls', protocol: 'grpc', target, care: { timeout: { known: false, site: { path: site.file, span: site.call.nameSpan } } } }];
};

function storeUse(client: string, protocol: string, target: Text | undefined, database?: Text): Use[] {
  return target === undefined || isUnknown(target) ? [] : [{ client, relation: 'stores', protocol, target, ...(database && !isUnknown(database) && { database }) }];
}

/** Host and port as the first two arguments. */
const hostAndPort = (client: string, protocol: string, database?: number): Recogniser => (site) => storeUse(client, protocol, argumentText(site, 0), database === undefined ? undefined : argumentText(site, database));

/** A URL, or an array with `host` or `url`. */
const optionsOrUrl = (client: string, protocol: string): Recogniser => (site) => {
  const first = argument(site.call, 0);
  const target = first?.kind === 'map' ? optionText(site.reader, first, 'url', 'host') : first && site.reader.text(first);
  return storeUse(client, protocol, target, optionText(site.reader, first, 'dbname', 'database'));
};

/** `$container->setParameter('orders.url', getenv('ORDERS_URL') ?: 'http://orders')`: what it is for shows in the address. */
const containerParameter: Recogniser = (site) => {
  const value = argumentText(site, 1);
  const [part] = value?.parts ?? [];
  const sample = typeof part === 'object' && 'fallback' in part ? literalStart({ parts: part.fallback ?? [] }) : value === undefined ? '' : literalStart(value);
  if (/^https?:\/\//.test(sample)) return httpUse('symfony', value, undefined, { timeout: { known: false, site: { path: site.file, span: site.call.nameSpan } } });
  return /^(?:mysql|pgsql|sqlsrv|postgres(?:ql)?):/.test(sample) ? storeUse('symfony', 'sql', value) : [];
};

function amqp(site: CallSite, relation: Use['relation'], channel: Text | undefined): Use[] {
  const opened = site.chain.calls.find((call) => isNamed(call, /^AMQP\w*Connection$/)) ?? site.reader.outline.calls.find((call) => isNamed(call, /^AMQP\w*Connection$/));
  const target = opened && argumentText({ call: opened, reader: site.reader }, 0);
  return [{ client: 'php-amqplib', relation, protocol: 'amqp', ...(channel && !isUnknown(channel) && { channel }), ...(target && !isUnknown(target) && { target }) }];
}

/** The default exchange '' delivers to the queue that the routing key names. */
const amqpPublish: Recogniser = (site) => {
  const exchange = argumentText(site, 1);
  const isDefault = exchange === undefined || exchange.parts.every((part) => part === '');
  return amqp(site, 'publishes', isDefault ? argumentText(site, 2) : exchange);
};

const kafka = (relation: Use['relation']): Recogniser => (site) => {
  const set = site.reader.outline.calls.find((call) => isNamed(call, /^set$/) && /^(?:metadata\.broker\.list|bootstrap\.servers)$/.test(textIn(argument(call, 0))));
  const target = set && argumentText({ call: set, reader: site.reader }, 1);
  const first = argument(site.call, 0);
  const channel = first?.kind === 'list' && first.items[0] ? site.reader.text(first.items[0]) : argumentText(site, 0);
  return [{ client: 'rdkafka', relation, protocol: 'kafka', ...(channel && { channel }), ...(target && { target }) }];
};

function textIn(value: Value | undefined): string {
  return value?.kind === 'text' ? value.text : '';
}

/** Thrift: `new TSocket('stock', 9090)`; time-outs are set on the socket later. */
const thrift: Recogniser = (site) => {
  const [host, port] = [argumentText(site, 0), argumentText(site, 1)];
  if (site.call.form !== 'make' || host === undefined || isUnknown(host)) return [];
  const target = port === undefined || isUnknown(port) ? host : joinTexts([host, port], ':');
  return [{ client: 'thrift', relation: 'calls', protocol: 'thrift', target, care: { timeout: { known: false, site: { path: site.file, span: site.call.nameSpan } } } }];
};

/** HTTP clients, databases and brokers of PHP. */
export const clients: SignatureTable = [
  [/(?:^|\.)GuzzleHttp\.Client(?:Interface)?\(\)\.(get|post|put|patch|delete|head|options|(?:get|post|put|patch|delete)Async|request|requestAsync)$/, guzzle],
  [/(?:^|\.)HttpClient(?:Interface\(\)|\.create\(\)(?:\.withOptions\(\))?)\.request$/, symfony],
  [/(?:^|\.)Http(?:\.\w+\(\))*\.(get|post|put|patch|delete|head)$/, laravel],
  [/^curl_init$/, curl],
  [/^curl_setopt$/, curlOption],
  [/^(?:file_get_contents|fopen|get_headers)$/, streamed],
  [/(?:^|\.)SoapClient$/, (site) => httpUse('soap', argumentText(site, 0), 'POST', { defaultTimeout: SOCKET_TIMEOUT })],
  [/(?:^|\.)\w+Client$/, grpc],
  [/(?:^|\.)(?:TSocket|THttpClient|TCurlClient)$/, thrift],
  [/(?:^|\.)PDO$/, (site) => storeUse('pdo', 'sql', argumentText(site, 0))],
  [/(?:^|\.)mysqli$|^mysqli_connect$/, hostAndPort('mysqli', 'sql', 3)],
  [/^pg_p?connect$/, (site) => storeUse('pgsql', 'sql', argumentText(site, 0))],
  [/(?:^|\.)DriverManager\.getConnection$/, optionsOrUrl('doctrine', 'sql')],
  [/\.addConnection$/, optionsOrUrl('eloquent', 'sql')],
  [/^(?:Redis|RedisCluster)\(\)\.p?connect$/, hostAndPort('redis', 'redis')],
  [/(?:^|\.)Predis\.Client$/, optionsOrUrl('predis', 'redis')],
  [/^Memcached?\(\)\.(?:addServer|connect)$/, hostAndPort('memcached', 'memcached')],
  [/(?:^|\.)MongoDB\.(?:Client|Driver\.Manager)$/, (site) => storeUse('mongodb', 'mongodb', argumentText(site, 0))],
  [/\.setHosts$/, (site) => {
    const first = argument(site.call, 0);
    return storeUse('elasticsearch', 'elasticsearch', first?.kind === 'list' && first.items[0] ? site.reader.text(first.items[0]) : undefined);
  }],
  [/\.setParameter$/, containerParameter],
  [/\.basic_publish$/, amqpPublish],
  [/\.basic_consume$/, (site) => amqp(site, 'subscribes', argumentText(site, 0))],
  [/(?:^|\.)RdKafka\.Producer\(\)\.newTopic$/, kafka('publishes')],
  [/(?:^|\.)RdKafka\.KafkaConsumer\(\)\.subscribe$/, kafka('subscribes')],
];
