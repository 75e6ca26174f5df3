import type { UseRelation } from '../../../model/code-facts.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import { itemsOf, madeBy, onlyCall, optionOf, textOrList } from '../calls.js';
import type { Reader } from '../reader.js';
import { isUnknown, literalStart, plainText, type Text } from '../text.js';
import { argument, argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { hostAndPort } from './endpoints.js';
import { connection, message, type Broker } from './message.js';
import { rabbit, rabbitChannel } from './rabbit.js';
import { isNamed } from '../../../syntax/outline/callee.js';

const KOMBU: Broker = { client: 'kombu', protocol: 'amqp' };
const KAFKA: Broker = { client: 'kafka-python', protocol: 'kafka' };
const CONFLUENT: Broker = { client: 'confluent-kafka', protocol: 'kafka' };
const FAUST: Broker = { client: 'faust', protocol: 'kafka' };
const NATS: Broker = { client: 'nats', protocol: 'nats' };
const MQTT: Broker = { client: 'paho', protocol: 'mqtt' };
const REDIS: Broker = { client: 'redis', protocol: 'redis' };
const PULSAR: Broker = { client: 'pulsar', protocol: 'pulsar' };
const SERVICE_BUS: Broker = { client: 'azure-service-bus', protocol: 'amqp' };

/** kombu: `producer.publish(body, exchange=…, routing_key=…)`. */
const kombuPublish: Recogniser = (site) => {
  const exchange = argument(site.call, Infinity, 'exchange');
  const named = exchange && textOfEntity(exchange, site.reader);
  return [message(KOMBU, 'publishes', named ?? argumentText(site, Infinity, 'routing_key'), kombuBroker(site))];
};

const kombuConsumer: Recogniser = (site) => itemsOf(argument(site.call, site.chain.path.endsWith('.Consumer') ? 1 : 0, 'queues')).map((queue) => message(KOMBU, 'subscribes', textOfEntity(queue, site.reader), kombuBroker(site)));

/** The name of an `Exchange('orders')` or `Queue('orders')`, or a bare name. */
function textOfEntity(value: Value, reader: Reader): Text {
  const made = reader.chain(value).calls.find((call) => isNamed(call, /^(?:Exchange|Queue)$/));
  return made === undefined ? reader.text(value) : (argumentText({ call: made, reader }, 0, 'name') ?? plainText(''));
}

function kombuBroker({ reader }: CallSite): Text | undefined {
  const made = onlyCall(reader, /^(?:Broker)?Connection$/);
  return made && argumentText({ call: made, reader }, 0, 'hostname');
}

/** Celery's broker may be RabbitMQ or Redis: the URL says which. */
const celeryApp: Recogniser = (site) => {
  const broker = argumentText(site, Infinity, 'broker', 'broker_url');
  return broker === undefined ? [] : celeryUses(broker, site);
};

const celerySetting: Recogniser = (site) => {
  const value = site.call.arguments.at(-1)?.value;
  return value === undefined ? [] : celeryUses(site.reader.text(value), site);
};

function celeryUses(broker: Text, { reader }: CallSite): Use[] {
  const listens = reader.outline.functions.some(({ annotations }) => annotations.some(({ name }) => /(?:^|\.)(?:shared_)?task$/.test(name)));
  const sends = reader.outline.calls.some((call) => isNamed(call, /^(?:delay|apply_async|send_task)$/));
  const one = { client: 'celery', protocol: /^rediss?:/.test(literalStart(broker)) ? 'redis' : 'amqp' };
  return [...(listens || !sends ? [message(one, 'subscribes', undefined, broker)] : []), ...(sends ? [message(one, 'publishes', undefined, broker)] : [])].filter(({ target }) => target !== undefined);
}

/** `send_task("orders.bill")` names its task; `queue=` the queue. */
const celerySend: Recogniser = (site) => [message({ client: 'celery', protocol: 'message' }, 'publishes', argumentText(site, Infinity, 'queue'), undefined)];

/** Dramatiq: `RabbitmqBroker(url=…)`; actors of the file listen. */
const dramatiq: Recogniser = (site, [kind]) => {
  const target = hostAndPort(argumentText(site, Infinity, 'url', 'host'), argumentText(site, Infinity, 'port'));
  const listens = site.reader.outline.functions.some(({ annotations }) => annotations.some(({ name }) => /(?:^|\.)actor$/.test(name)));
  return target === undefined || isUnknown(target) ? [] : [message({ client: 'dramatiq', protocol: kind === 'Redis' ? 'redis' : 'amqp' }, listens ? 'subscribes' : 'publishes', undefined, target)];
};

/** arq: a class with these settings is a worker's; elsewhere jobs are enqueued. */
const arq: Recogniser = (site, [isUrl]) => {
  const target = isUrl === undefined ? hostAndPort(argumentText(site, 0, 'host'), argumentText(site, 1, 'port')) : argumentText(site, 0);
  const listens = site.call.scope.type?.name.includes('Worker') === true;
  return target === undefined || isUnknown(target) ? [] : [message({ client: 'arq', protocol: 'redis' }, listens ? 'subscribes' : 'publishes', undefined, target)];
};

/** RQ: `Queue("mails", connection=redis)`, `Worker(["mails"], connection=redis)`. */
const rq: Recogniser = (site) => {
  const opened = madeBy(site, /^(?:(?:Strict)?Redis|from_url)$/);
  const target = opened && textOrList(argument(opened, 0, 'host', 'url'), site.reader);
  const relation = site.chain.path.endsWith('Worker') ? 'subscribes' : 'publishes';
  return itemsOf(argument(site.call, 0, 'name', 'queues')).map((queue) => message({ client: 'rq', protocol: 'redis' }, relation, site.reader.text(queue), target));
};

function serversOf(site: CallSite, name: RegExp): Text | undefined {
  const made = madeBy(site, name);
  return made && textOrList(argument(made, Infinity, 'bootstrap_servers'), site.reader);
}

const kafkaProducer: Recogniser = (site) => {
  const target = textOrList(argument(site.call, Infinity, 'bootstrap_servers'), site.reader);
  return target === undefined ? [] : [{ ...message(KAFKA, 'publishes', undefined, target), isInstance: true }];
};

const kafkaSend: Recogniser = (site) => [message(KAFKA, 'publishes', argumentText(site, 0, 'topic'), serversOf(site, /^(?:Kafka|AIOKafka)Producer$/))];

/** `KafkaConsumer("orders", "payments", bootstrap_servers=…)`. */
const kafkaConsumer: Recogniser = (site) => {
  const topics = site.call.arguments.filter(({ name }) => name === undefined).map(({ value }) => site.reader.text(value));
  const target = textOrList(argument(site.call, Infinity, 'bootstrap_servers'), site.reader);
  if (topics.length === 0) return target === undefined ? [] : [{ ...message(KAFKA, 'subscribes', undefined, target), isInstance: true }];
  return topics.map((topic) => message(KAFKA, 'subscribes', topic, target));
};

const kafkaSubscribe: Recogniser = (site) => itemsOf(argument(site.call, 0, 'topics')).map((topic) => message(KAFKA, 'subscribes', site.reader.text(topic), serversOf(site, /^(?:Kafka|AIOKafka)Consumer$/)));

function confluentServers(site: CallSite, name: RegExp): Text | undefined {
  const made = madeBy(site, name);
  const servers = made && confluentOption(made, site.reader);
  return servers && site.reader.text(servers);
}

/** The configuration is a dictionary, maybe in a variable. */
function confluentOption(call: Call, reader: Reader): Value | undefined {
  const value = argument(call, 0);
  const config = value?.kind === 'name' ? reader.outline.bindings.find((one) => one.name === value.name && one.value?.kind === 'map')?.value : value;
  return config?.kind === 'map' ? config.entries.find(({ key }) => /^(?:bootstrap\.servers|metadata\.broker\.list)$/.test(key))?.value : optionOf({ call, reader }, 0, 'bootstrap.servers');
}

const confluentClient = (relation: UseRelation): Recogniser => (site) => {
  const servers = confluentOption(site.call, site.reader);
  return servers === undefined ? [] : [{ ...message(CONFLUENT, relation, undefined, site.reader.text(servers)), isInstance: true }];
};

const confluentSubscribe: Recogniser = (site) => itemsOf(argument(site.call, 0, 'topics')).map((topic) => message(CONFLUENT, 'subscribes', site.reader.text(topic), confluentServers(site, /Consumer$/)));

/** faust: what an agent reads is a topic of the application, `app.topic("orders")`. */
const faustTopic: Recogniser = (site) => {
  const app = madeBy(site, /^App$/);
  const listens = site.reader.outline.functions.some(({ annotations }) => annotations.some(({ name }) => name.endsWith('.agent')));
  const target = app && argumentText({ call: app, reader: site.reader }, Infinity, 'broker');
  return [message(FAUST, listens ? 'subscribes' : 'publishes', argumentText(site, 0), target)];
};

/** A channel as the first argument, on a connection that the chain or the file shows. */
const through = (broker: Broker, relation: UseRelation, opens: RegExp, ...names: readonly string[]): Recogniser => (site) => {
  const opened = madeBy(site, opens);
  const target = opened && textOrList(argument(opened, 0, 'servers', 'host', 'url', 'service_url'), site.reader);
  return itemsOf(argument(site.call, 0, ...names)).map((channel) => message(broker, relation, site.reader.text(channel), target));
};

/** boto3: `client.send_message(QueueUrl=…)`, `sns.publish(TopicArn=…)`. */
const amazon = (relation: UseRelation, ...names: readonly string[]): Recogniser => (site) => {
  const service = madeBy(site, /^(?:client|resource)$/);
  const protocol = service && literalStart(argumentText({ call: service, reader: site.reader }, 0, 'service_name') ?? plainText(''));
  const channel = argumentText(site, Infinity, ...names);
  return protocol !== 'sqs' && protocol !== 'sns' ? [] : [message({ client: 'boto3', protocol }, relation, channel && lastSegment(channel), undefined)];
};

/** The queue in a URL, the topic in an ARN. */
function lastSegment(text: Text): Text {
  const whole = text.parts.length === 1 ? literalStart(text) : '';
  return whole === '' ? text : { ...text, parts: [/[^/:]*$/.exec(whole)?.[0] ?? whole] };
}

/** Google: `publisher.topic_path(project, "orders")`, `subscriber.subscription_path(project, "orders")`. */
const pubsub = (relation: UseRelation): Recogniser => (site) => [message({ client: 'pubsub', protocol: 'pubsub' }, relation, argumentText(site, 1, 'topic', 'subscription'), undefined)];

const serviceBus = (relation: UseRelation): Recogniser => (site) => {
  const client = madeBy(site, /^from_connection_string$/);
  return [message(SERVICE_BUS, relation, argumentText(site, 0, 'queue_name', 'topic_name'), client && argumentText({ call: client, reader: site.reader }, 0, 'conn_str'))];
};

const REDIS_CLIENT = '^redis(?:\\.asyncio|\\.client)?\\.(?:(?:Strict)?Redis(?:\\.from_url)?|from_url)\\(\\)';

/** Message brokers. */
export const brokers: SignatureTable = [
  ...rabbit,
  [/^kombu(?:\.connection)?\.(?:Broker)?Connection$/, connection(KOMBU, 'hostname')],
  [/^kombu\.(?:[\w.()]*\.)?Producer\(\)\.publish$/, kombuPublish],
  [/^kombu\.(?:[\w.()]*\.)?Consumer$/, kombuConsumer],
  [/^celery\.Celery$/, celeryApp],
  [/^celery\.Celery\(\)\.conf\.(?:broker_url=|BROKER_URL=)$/, celerySetting],
  [/^celery\.Celery\(\)\.conf\.update$/, celeryApp],
  [/\.(?:apply_async|send_task)$/, celerySend],
  [/(?:^|\.)\w*tasks?\.\w+\.delay$/, celerySend],
  [/^dramatiq\.brokers\.(?:rabbitmq|redis)\.(Rabbitmq|Redis)Broker$/, dramatiq],
  [/^arq\.(?:connections\.)?RedisSettings(\.from_dsn)?$/, arq],
  [/^rq\.(?:Queue|Worker)$/, rq],
  [/^pulsar\.Client\(\)\.create_producer$/, through(PULSAR, 'publishes', /^Client$/, 'topic')],
  [/^pulsar\.Client\(\)\.(?:subscribe|create_reader)$/, through(PULSAR, 'subscribes', /^Client$/, 'topic')],
  [/^(?:kafka|aiokafka)\.(?:Kafka|AIOKafka)Producer$/, kafkaProducer],
  [/^(?:kafka|aiokafka)\.(?:Kafka|AIOKafka)Producer\(\)\.(?:send|send_and_wait)$/, kafkaSend],
  [/^(?:kafka|aiokafka)\.(?:Kafka|AIOKafka)Consumer$/, kafkaConsumer],
  [/^(?:kafka|aiokafka)\.(?:Kafka|AIOKafka)Consumer\(\)\.subscribe$/, kafkaSubscribe],
  [/^confluent_kafka\.(?:\w*Producer)$/, confluentClient('publishes')],
  [/^confluent_kafka\.(?:\w*Consumer)$/, confluentClient('subscribes')],
  [/^confluent_kafka\.\w*Producer\(\)\.produce$/, (site) => [message(CONFLUENT, 'publishes', argumentText(site, 0, 'topic'), confluentServers(site, /Producer$/))]],
  [/^confluent_kafka\.\w*Consumer\(\)\.subscribe$/, confluentSubscribe],
  [/^faust\.App\(\)\.topic$/, faustTopic],
  [/^nats\.(?:aio\.client\.)?(?:connect\(\)|NATS\(\)|Client\(\))(?:\.jetstream\(\))?\.(?:publish|request)$/, through(NATS, 'publishes', /^connect$/, 'subject')],
  [/^nats\.(?:aio\.client\.)?(?:connect\(\)|NATS\(\)|Client\(\))(?:\.jetstream\(\))?\.(?:subscribe|pull_subscribe)$/, through(NATS, 'subscribes', /^connect$/, 'subject')],
  [/^paho\.mqtt\.client\.Client\(\)\.publish$/, through(MQTT, 'publishes', /^connect(?:_async)?$/, 'topic')],
  [/^paho\.mqtt\.client\.Client\(\)\.subscribe$/, through(MQTT, 'subscribes', /^connect(?:_async)?$/, 'topic')],
  [new RegExp(`${REDIS_CLIENT}\\.publish$`), through(REDIS, 'publishes', /^(?:(?:Strict)?Redis|from_url)$/, 'channel')],
  [new RegExp(`${REDIS_CLIENT}\\.pubsub\\(\\)\\.p?subscribe$`), through(REDIS, 'subscribes', /^(?:(?:Strict)?Redis|from_url)$/)],
  [/^boto3\.client\(\)\.send_message(?:_batch)?$/, amazon('publishes', 'QueueUrl')],
  [/^boto3\.client\(\)\.receive_message$/, amazon('subscribes', 'QueueUrl')],
  [/^boto3\.client\(\)\.publish(?:_batch)?$/, amazon('publishes', 'TopicArn', 'TargetArn')],
  [/^google\.cloud\.pubsub(?:_v1)?\.PublisherClient\(\)\.topic_path$/, pubsub('publishes')],
  [/^google\.cloud\.pubsub(?:_v1)?\.SubscriberClient\(\)\.subscription_path$/, pubsub('subscribes')],
  [/^azure\.servicebus\.(?:aio\.)?ServiceBusClient(?:\.from_connection_string)?\(\)\.get_(?:queue|topic)_sender$/, serviceBus('publishes')],
  [/^azure\.servicebus\.(?:aio\.)?ServiceBusClient(?:\.from_connection_string)?\(\)\.get_(?:queue|subscription)_receiver$/, serviceBus('subscribes')],
];

/** Methods that only brokers have, on objects that were passed in. */
export const untypedBrokers: SignatureTable = [...rabbitChannel, [/\.(?:apply_async|send_task)$/, celerySend]];
