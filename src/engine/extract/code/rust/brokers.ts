import type { UseRelation } from '../../../model/code-facts.js';
import { itemsOf, madeBy, textOrList } from '../calls.js';
import { isUnknown, literalStart, type Text } from '../text.js';
import { argument, argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

interface Broker {
  readonly client: string;
  readonly protocol: string;
  /** Makes the connection that the messages of a file go through. */
  readonly opens: RegExp;
}

const LAPIN: Broker = { client: 'lapin', protocol: 'amqp', opens: /^(?:connect|create_pool)$/ };
const NATS: Broker = { client: 'async-nats', protocol: 'nats', opens: /^connect$/ };
const RDKAFKA: Broker = { client: 'rdkafka', protocol: 'kafka', opens: /^set$/ };
const KAFKA: Broker = { client: 'kafka', protocol: 'kafka', opens: /^from_hosts$/ };
const MQTT: Broker = { client: 'rumqttc', protocol: 'mqtt', opens: /^new$/ };
const PULSAR: Broker = { client: 'pulsar', protocol: 'pulsar', opens: /^builder$/ };
const REDIS: Broker = { client: 'redis', protocol: 'redis', opens: /^open$/ };

function message({ client, protocol }: Broker, relation: UseRelation, channel: Text | undefined, target: Text | undefined): Use {
  return { client, protocol, relation, ...(channel && !isUnknown(channel) && { channel }), ...(target && !isUnknown(target) && { target }) };
}

/** A connection says where the broker is; the other calls of the file tell which way messages go. */
function connected(broker: Broker, target: Text | undefined, { reader }: CallSite): Use[] {
  if (target === undefined || isUnknown(target)) return [];
  const listens = reader.outline.calls.some((call) => isNamed(call, /^(?:basic_consume|subscribe|queue_subscribe|recv|consumer|with_topic|pull_subscribe)$/));
  const sends = reader.outline.calls.some((call) => isNamed(call, /^(?:basic_publish|publish|send|send_result|producer|request)$/));
  return [{ ...message(broker, listens && !sends ? 'subscribes' : 'publishes', undefined, target), isInstance: true }];
}

const connection = (broker: Broker): Recogniser => (site) => connected(broker, textOrList(argument(site.call, 0), site.reader), site);

function opened(site: CallSite, broker: Broker): Text | undefined {
  const made = madeBy(site, broker.opens);
  return made && textOrList(argument(made, 0), site.reader);
}

/** A channel as the argument at an index, on a connection that the chain or the file shows. */
const through = (broker: Broker, relation: UseRelation, index = 0): Recogniser => (site) =>
  itemsOf(argument(site.call, index)).map((channel) => message(broker, relation, site.reader.text(channel), opened(site, broker)));

/** The default exchange "" delivers to the queue that the routing key names. */
const lapinPublish: Recogniser = (site) => {
  const exchange = argumentText(site, 0);
  const isDefault = exchange !== undefined && exchange.parts.every((part) => part === '');
  return [message(LAPIN, 'publishes', isDefault ? argumentText(site, 1) : exchange, opened(site, LAPIN))];
};

/** `ClientConfig::new().set("bootstrap.servers", brokers)`, where no topic of the file says it. */
const kafkaServers: Recogniser = (site) => {
  const key = argumentText(site, 0);
  if (site.reader.outline.calls.some((call) => /Record\.to$|\.subscribe$/.test(site.reader.chain(call.callee).path))) return [];
  return key !== undefined && /^(?:bootstrap\.servers|metadata\.broker\.list)$/.test(literalStart(key)) ? connected(RDKAFKA, textOrList(argument(site.call, 1), site.reader), site) : [];
};

/** The setting stands in a chain that makes the client, or alone in the file. */
function serversOf({ reader }: CallSite): Text | undefined {
  const settings = reader.outline.calls.filter((call) => isNamed(call, /^set$/) && /^(?:bootstrap\.servers|metadata\.broker\.list)$/.test(literalStart(argumentText({ call, reader }, 0) ?? { parts: [] })));
  const [only, ...others] = settings;
  return only === undefined || others.length > 0 ? undefined : textOrList(argument(only, 1), reader);
}

const rdkafka = (relation: UseRelation): Recogniser => (site) => itemsOf(argument(site.call, 0)).map((topic) => message(RDKAFKA, relation, site.reader.text(topic), serversOf(site)));

/** `Consumer::from_hosts(hosts).with_topic("orders")`. */
const kafkaTopic: Recogniser = (site) => [message(KAFKA, 'subscribes', argumentText(site, 0), opened(site, KAFKA))];

/** `MqttOptions::new("id", "host", 1883)`. */
const mqttOptions: Recogniser = (site) => connected(MQTT, argumentText(site, 1), site);

function mqttServer({ reader }: CallSite): Text | undefined {
  const made = reader.outline.calls.find((call) => /\.MqttOptions\.new$/.test(reader.chain(call.callee).path));
  return made && argumentText({ call: made, reader }, 1);
}

const mqtt = (relation: UseRelation): Recogniser => (site) => [message(MQTT, relation, argumentText(site, 0), mqttServer(site))];

const pulsar: Recogniser = (site, [kind]) => [message(PULSAR, kind === 'consumer' ? 'subscribes' : 'publishes', argumentText(site, 0), opened(site, PULSAR))];

/** `client.send_message().queue_url(url)`: the last part of a URL or ARN names the queue. */
const amazon = (protocol: string, relation: UseRelation): Recogniser => (site) => {
  const text = argumentText(site, 0);
  const whole = text?.parts.length === 1 ? literalStart(text) : '';
  const channel = whole === '' ? text : { parts: [/[^/:]*$/.exec(whole)?.[0] ?? whole] };
  return [message({ client: 'aws-sdk', protocol, opens: LAPIN.opens }, relation, channel, undefined)];
};

/** Dapr's client: the component is the target. */
const daprPublish: Recogniser = (site) => {
  const target = argumentText(site, 0);
  const channel = argumentText(site, 1);
  return target === undefined || isUnknown(target) ? [] : [{ client: 'dapr', protocol: 'dapr', relation: 'publishes', target, ...(channel && { channel }) }];
};

const CHANNEL = '(?:^lapin\\..*|\\?.*|(?:^|\\.)Channel\\(\\))';
const NATS_CLIENT = '^(?:async_nats|nats)\\.(?:\\w+\\.)*(?:connect\\(\\)|ConnectOptions[\\w.()]*\\.connect\\(\\)|Client\\(\\)|Connection\\(\\)|Context\\(\\)|jetstream\\.new\\(\\))';
const REDIS_CONNECTION = '^redis\\.(?:\\w+\\.)*(?:Client\\.open\\(\\)[\\w.()]*|Client\\(\\)[\\w.()]*|\\w*Connection\\(\\)|ConnectionManager\\(\\)|PubSub\\(\\))';

const LAPIN_CHANNEL: SignatureTable = [
  [new RegExp(`${CHANNEL}\\.basic_publish$`), lapinPublish],
  [new RegExp(`${CHANNEL}\\.basic_(?:consume|get)$`), through(LAPIN, 'subscribes')],
  [new RegExp(`${CHANNEL}\\.queue_bind$`), through(LAPIN, 'subscribes', 1)],
];

/** Message brokers. */
export const brokers: SignatureTable = [
  [/^lapin\.(?:\w+\.)*Connection\.connect$|^deadpool_lapin\.Config\(\)\.url=$/, connection(LAPIN)],
  ...LAPIN_CHANNEL,
  [/^rdkafka\.(?:\w+\.)*ClientConfig\.new\(\)(?:\.\w+\(\))*\.set$/, kafkaServers],
  [/^rdkafka\.(?:\w+\.)*(?:FutureRecord|BaseRecord)\.to$/, rdkafka('publishes')],
  [/^rdkafka\.(?:\w+\.)*(?:\w*Consumer\(\)|ClientConfig[\w.()]*\.create(?:_with_context)?\(\))\.subscribe$/, rdkafka('subscribes')],
  [/^kafka\.(?:\w+\.)*(?:Producer|Consumer)\.from_hosts$/, connection(KAFKA)],
  [/^kafka\.(?:\w+\.)*Consumer\.from_hosts\(\)(?:\.\w+\(\))*\.with_topic$/, kafkaTopic],
  [/^kafka\.(?:\w+\.)*Record\.from_(?:value|key_value)$/, (site) => [message(KAFKA, 'publishes', argumentText(site, 0), opened(site, KAFKA))]],
  [/^(?:async_nats|nats)\.(?:connect|ConnectOptions[\w.()]*\.connect)$/, connection(NATS)],
  [new RegExp(`${NATS_CLIENT}\\.(?:publish|publish_with_headers|request|send_request)$`), through(NATS, 'publishes')],
  [new RegExp(`${NATS_CLIENT}\\.(?:subscribe|queue_subscribe)$`), through(NATS, 'subscribes')],
  [/^rumqttc\.(?:\w+\.)*MqttOptions\.new$/, mqttOptions],
  [/^rumqttc\.(?:\w+\.)*(?:Async)?Client(?:\(\)|\.new\(\))?.*\.publish$/, mqtt('publishes')],
  [/^rumqttc\.(?:\w+\.)*(?:Async)?Client(?:\(\)|\.new\(\))?.*\.subscribe$/, mqtt('subscribes')],
  [/^pulsar\.Pulsar\.builder$/, connection(PULSAR)],
  [/^pulsar\.Pulsar[\w.()]*\.(producer|consumer)\(\)(?:\.\w+\(\))*\.with_topic$/, pulsar],
  [new RegExp(`${REDIS_CONNECTION}\\.publish$`), through(REDIS, 'publishes')],
  [new RegExp(`${REDIS_CONNECTION}\\.p?subscribe$`), through(REDIS, 'subscribes')],
  [/^aws_sdk_sqs\.Client(?:\(\)|\.new\(\))\.send_message(?:_batch)?\(\)(?:\.\w+\(\))*\.queue_url$/, amazon('sqs', 'publishes')],
  [/^aws_sdk_sqs\.Client(?:\(\)|\.new\(\))\.receive_message\(\)(?:\.\w+\(\))*\.queue_url$/, amazon('sqs', 'subscribes')],
  [/^aws_sdk_sns\.Client(?:\(\)|\.new\(\))\.publish\(\)(?:\.\w+\(\))*\.topic_arn$/, amazon('sns', 'publishes')],
  [/^dapr\.(?:client\.)?(?:Dapr)?Client[\w.()]*\.publish_event$/, daprPublish],
];

/** Methods that only RabbitMQ's channels have, on objects that were passed in. */
export const untypedBrokers: SignatureTable = LAPIN_CHANNEL;

