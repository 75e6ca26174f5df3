import type { CallCare } from '../../../model/code-facts.js';
import type { Setting } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, literalStart, underBase, type Text } from '../text.js';
import { argument, argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Read time-out of Net::HTTP, and of what is built on it, in milliseconds (documentation of `read_timeout`). */
const NET_HTTP_TIMEOUT = 60_000;

function httpUse(client: string, target: Text | undefined, method: string | undefined, care: Partial<CallCare>): Use[] {
  if (target === undefined || isUnknown(target) || /^[/?]/.test(literalStart(target))) return [];
  return [{ client, relation: 'calls', protocol: 'http', target, ...(method !== undefined && { method: method.toUpperCase() }), care }];
}

function seconds(value: Value | undefined, { file }: CallSite): Partial<CallCare> {
  if (value === undefined) return { defaultTimeout: NET_HTTP_TIMEOUT };
  const place = { path: file, span: value.span };
  const timeout: Setting<number> = value.kind === 'number' ? { known: true, value: value.value * 1000, site: place } : { known: false, site: place };
  return { timeout };
}

/** `http.read_timeout = 5` on the object that a call made, in the same function. */
function setLater(site: CallSite, name: RegExp): Value | undefined {
  return site.reader.outline.calls.find((call) => isNamed(call, name) && call.callee.kind === 'member' && site.reader.chain(call.callee.object).calls.includes(site.call))?.arguments[0]?.value;
}

/** `Net::HTTP.new(host, port)`, `Net::HTTP.start(host, port, read_timeout: 5)`. */
const connection: Recogniser = (site) => httpUse('net-http', argumentText(site, 0), undefined, seconds(argument(site.call, Infinity, 'read_timeout') ?? setLater(site, /^read_timeout=$/), site));

/** `Net::HTTP.get(uri)`: nothing can be set. */
const plain: Recogniser = (site, [verb = '']) => httpUse('net-http', argumentText(site, 0), /^(?:get|post|put)/.exec(verb)?.[0], { defaultTimeout: NET_HTTP_TIMEOUT });

/** `HTTParty.get(url, timeout: 2)`; a class that includes it may have a `base_uri`. */
const httparty: Recogniser = (site, [verb]) => httpUse('httparty', underBase(ownBase(site), argumentText(site, 0)), verb, seconds(argument(site.call, Infinity, 'timeout', 'read_timeout'), site));

function ownBase({ call, reader }: CallSite): Text | undefined {
  const set = reader.outline.calls.find((one) => isNamed(one, /^base_uri$/) && one.scope.type !== undefined && one.scope.type === call.scope.type);
  return set && argumentText({ call: set, reader }, 0);
}

/** `get('/items')` or `self.class.get('/items')` in a class that includes HTTParty. */
const ownMethod: Recogniser = (site, [verb]) => (site.call.scope.type?.supertypes.includes('HTTParty') === true ? httparty(site, verb === undefined ? [] : [verb]) : []);

/** `Faraday.new(url: base).get('/items')`. */
const faraday: Recogniser = (site, [verb]) => {
  const made = site.chain.calls.find((call) => call.form === 'make');
  const base = made && argumentText({ call: made, reader: site.reader }, 0, 'url');
  return httpUse('faraday', underBase(base, argumentText(site, 0)), verb, seconds(made && timeoutIn(made), site));
};

function timeoutIn(made: Call): Value | undefined {
  const request = argument(made, Infinity, 'request');
  return request?.kind === 'map' ? request.entries.find(({ key }) => key === 'timeout')?.value : undefined;
}

/** Clients with a method per verb, and the URL first. */
const simple = (client: string): Recogniser => (site, [verb]) => httpUse(client, argumentText(site, 0), verb, seconds(argument(site.call, Infinity, 'timeout', 'read_timeout', 'timeout_ms'), site));

/** `RestClient::Request.execute(method: :get, url: url, timeout: 5)`. */
const execute: Recogniser = (site) => {
  const method = argument(site.call, Infinity, 'method');
  return httpUse('rest-client', argumentText(site, Infinity, 'url'), method?.kind === 'text' ? method.text : undefined, seconds(argument(site.call, Infinity, 'timeout', 'read_timeout'), site));
};

/** `Orders::Stub.new('orders:50051', :this_channel_is_insecure, timeout: 5)`. */
const grpc: Recogniser = (site) => {
  const target = argumentText(site, 0);
  const timeout = argument(site.call, Infinity, 'timeout');
  return target === undefined || isUnknown(target) ? [] : [{ client: 'grpc', relation: 'calls', protocol: 'grpc', target, care: timeout === undefined ? {} : seconds(timeout, site) }];
};

/** A connection string, or `host:` or `url:` among the options. */
const store = (client: string, protocol: string): Recogniser => (site) => {
  const first = argument(site.call, 0);
  const hosts = first?.kind === 'list' ? first.items[0] : first;
  const named = argument(site.call, Infinity, 'url', 'host', 'hosts', 'uri') ?? entryIn(first, 'url', 'host');
  const value = named ?? hosts;
  const target = value && textOf(site.reader, value);
  const database = argument(site.call, Infinity, 'dbname', 'database') ?? entryIn(first, 'database', 'dbname');
  if (target === undefined || isUnknown(target)) return [];
  const name = database && site.reader.text(database);
  return [{ client, relation: 'stores', protocol, target, ...(name && !isUnknown(name) && { database: name }) }];
};

function entryIn(value: Value | undefined, ...keys: readonly string[]): Value | undefined {
  return value?.kind === 'map' ? value.entries.find(({ key }) => keys.includes(key))?.value : undefined;
}

function textOf(reader: Reader, value: Value): Text {
  return reader.text(value.kind === 'list' && value.items[0] ? value.items[0] : value);
}

interface Broker {
  readonly client: string;
  readonly protocol: string;
  /** Makes the connection that the messages of a file go through. */
  readonly opens: RegExp;
}

const BUNNY: Broker = { client: 'bunny', protocol: 'amqp', opens: /(?:^|\.)Bunny$/ };
const KAFKA: Broker = { client: 'kafka', protocol: 'kafka', opens: /^(?:Kafka|Rdkafka\.Config)$/ };

function message(broker: Broker, relation: Use['relation'], channel: Value | undefined, { reader }: CallSite): Use[] {
  const opened = reader.outline.calls.find((call) => call.form === 'make' && broker.opens.test(reader.chain(call.callee).path));
  const value = opened && (argument(opened, Infinity, 'hostname', 'host', 'bootstrap.servers', 'seed_brokers') ?? entryIn(argument(opened, 0), 'host', 'hostname', 'bootstrap.servers') ?? argument(opened, 0));
  const [target, name] = [value && textOf(reader, value), channel && reader.text(channel)];
  return [{ client: broker.client, protocol: broker.protocol, relation, ...(name && !isUnknown(name) && { channel: name }), ...(target && !isUnknown(target) && { target }) }];
}

/** `channel.queue('orders').subscribe`, `channel.default_exchange.publish(body, routing_key: 'orders')`. */
const bunny = (relation: Use['relation']): Recogniser => (site) => {
  const named = site.chain.calls.filter((call) => isNamed(call, /^(?:queue|topic|fanout|direct|exchange)$/)).at(-1)?.arguments[0]?.value;
  return message(BUNNY, relation, named ?? argument(site.call, Infinity, 'routing_key'), site);
};

/** HTTP and gRPC clients, databases and brokers of Ruby. */
export const clients: SignatureTable = [
  [/^Net\.HTTP(?:\.start)?$/, connection],
  [/^Net\.HTTP\.(get|get_response|get_print|post|post_form|put)$/, plain],
  [/^HTTParty\.(get|post|put|patch|delete|head)$/, httparty],
  [/^(?:class\(\)\.)?(get|post|put|patch|delete|head)$/, ownMethod],
  [/^Faraday(?:\(\))?\.(get|post|put|patch|delete|head)$/, faraday],
  [/^RestClient\.(get|post|put|patch|delete|head)$/, simple('rest-client')],
  [/^RestClient\.Request\.execute$/, execute],
  [/^(?:HTTP|HTTPX|Typhoeus|Excon)(?:\.(?:timeout|headers|auth)\(\))*\.(get|post|put|patch|delete|head)$/, simple('http')],
  [/^URI\.open$/, (site) => simple('open-uri')(site, ['get'])],
  [/\.Stub$/, grpc],
  [/^PG(?:\.connect|\.Connection)?$/, store('pg', 'sql')],
  [/^Mysql2\.Client$/, store('mysql2', 'sql')],
  [/^Sequel\.connect$/, store('sequel', 'sql')],
  [/\.establish_connection$/, store('activerecord', 'sql')],
  [/^Redis$/, store('redis', 'redis')],
  [/^Mongo\.Client$/, store('mongo', 'mongodb')],
  [/^Dalli\.Client$/, store('dalli', 'memcached')],
  [/^(?:Elasticsearch|OpenSearch)\.Client$/, store('elasticsearch', 'elasticsearch')],
  [/Bunny.*\.publish$/, bunny('publishes')],
  [/Bunny.*\.subscribe$/, bunny('subscribes')],
  [/^(?:Kafka|Rdkafka\.Config)\(\)\.(?:\w+\(\)\.)?(?:produce|deliver_message)$/, (site) => message(KAFKA, 'publishes', argument(site.call, Infinity, 'topic'), site)],
  [/^(?:Kafka|Rdkafka\.Config)\(\)\.(?:\w+\(\)\.)?(?:subscribe|each_message)$/, (site) => message(KAFKA, 'subscribes', argument(site.call, 0, 'topic'), site)],
];
