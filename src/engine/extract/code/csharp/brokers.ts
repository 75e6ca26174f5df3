import type { UseRelation } from '../../../model/code-facts.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, literalStart, type Text } from '../text.js';
import { argument, argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { kafkaSettings, rabbitSettings, serviceBusSettings } from './consumers.js';
import { propertyOf, surrounding } from './objects.js';
import { isNamed } from '../../../syntax/outline/callee.js';

interface Broker {
  readonly client: string;
  readonly protocol: string;
}

const RABBITMQ: Broker = { client: 'rabbitmq', protocol: 'amqp' };
const MASSTRANSIT: Broker = { client: 'masstransit', protocol: 'amqp' };
const KAFKA: Broker = { client: 'confluent-kafka', protocol: 'kafka' };
const SERVICE_BUS: Broker = { client: 'azure-service-bus', protocol: 'amqp' };
const REDIS: Broker = { client: 'redis', protocol: 'redis' };
const MQTT: Broker = { client: 'mqttnet', protocol: 'mqtt' };
const NATS: Broker = { client: 'nats', protocol: 'nats' };
const AWS: Broker = { client: 'aws-sdk', protocol: 'sqs' };

function message(broker: Broker, relation: UseRelation, channel: Text | undefined, target: Text | undefined): Use {
  return { ...broker, relation, ...(channel && !isUnknown(channel) && { channel }), ...(target && !isUnknown(target) && { target }) };
}

const LISTENS = /^(?:(?:Basic)?Consume\w*|Subscribe\w*|AddConsumers?\w*|ReceiveEndpoint|Create(?:Session)?Processor|CreateReceiver|AddRebusHandler\w*|AutoRegisterHandlers\w*)$/;
const SENDS = /^(?:(?:Basic)?Publish\w*|Produce\w*|Send\w*|CreateSender)$/;

/**
 * A connection says where the broker is. Which way messages then go is told by the other calls of the file:
 * a connection that only listens sends nothing. It is no use of its own when they name the broker themselves.
 */
function connection(broker: Broker, target: Text | undefined, { reader }: CallSite): Use[] {
  if (target === undefined || isUnknown(target)) return [];
  const listens = reader.outline.calls.some((call) => isNamed(call, LISTENS));
  const sends = reader.outline.calls.some((call) => isNamed(call, SENDS));
  return [{ ...message(broker, listens && !sends ? 'subscribes' : 'publishes', undefined, target), isInstance: true }];
}

/** The only call of this name in the file: what messages of the file go through. */
function only(reader: Reader, name: RegExp): Call | undefined {
  const [call, ...others] = reader.outline.calls.filter((one) => isNamed(one, name));
  return others.length === 0 ? call : undefined;
}

/** The host of RabbitMQ in `new ConnectionFactory { HostName = … }` or what is set later. */
function factoryHost(reader: Reader, factory: Call): Text | undefined {
  const set = argument(factory, Infinity, 'HostName', 'Uri', 'Endpoint') ?? setLater(reader, factory);
  return set && textOfHost(reader, set);
}

function setLater(reader: Reader, factory: Call): Value | undefined {
  const variable = reader.outline.bindings.find(({ value }) => value === factory);
  const object: Value | undefined = variable && { kind: 'name', name: variable.name, scope: factory.scope, span: variable.span };
  return object && (propertyOf(reader, object, 'HostName') ?? propertyOf(reader, object, 'Uri'));
}

function textOfHost(reader: Reader, value: Value): Text {
  return value.kind === 'call' && isNamed(value, /^AmqpTcpEndpoint$/) ? argumentText({ call: value, reader }, 0) ?? reader.text(value) : reader.text(value);
}

function rabbitHost({ reader, chain }: CallSite): Text | undefined {
  const factory = chain.calls.find((call) => isNamed(call, /^ConnectionFactory$/)) ?? only(reader, /^ConnectionFactory$/);
  return factory && factoryHost(reader, factory);
}

const rabbitFactory: Recogniser = (site) => connection(RABBITMQ, factoryHost(site.reader, site.call), site);

/** The default exchange '' delivers to the queue that the routing key names. */
const rabbitPublish: Recogniser = (site) => {
  const exchange = argumentText(site, 0, 'exchange');
  const isDefault = exchange !== undefined && exchange.parts.every((part) => part === '');
  return [message(RABBITMQ, 'publishes', isDefault ? argumentText(site, 1, 'routingKey') : exchange, rabbitHost(site))];
};

const rabbitConsume: Recogniser = (site, [kind]) => [{ ...message(RABBITMQ, 'subscribes', argumentText(site, 0, 'queue'), rabbitHost(site)), consumer: rabbitSettings(site, kind === 'Get') }];

const rabbitBind: Recogniser = (site) => [message(RABBITMQ, 'subscribes', argumentText(site, 1, 'exchange'), rabbitHost(site))];

/** `cfg.Host("rabbitmq", …)` inside `UsingRabbitMq`. */
const busHost: Recogniser = (site) => {
  const transport = surrounding(site.reader, site.call, /^(?:(?:Create)?Using(?:RabbitMq|AzureServiceBus|ActiveMq|Kafka|Grpc)|CreateUsing\w+)$/);
  if (transport === undefined) return [];
  return connection(isNamed(transport, /Kafka/) ? { ...MASSTRANSIT, protocol: 'kafka' } : MASSTRANSIT, argumentText(site, 0), site);
};

/** `RabbitHutch.CreateBus("host=rabbitmq;…")`. */
const easyNetQ: Recogniser = (site) => {
  const text = argumentText(site, 0);
  const host = text && /^\s*host=([^;,]+)/i.exec(literalStart(text))?.[1];
  return connection({ client: 'easynetq', protocol: 'amqp' }, host === undefined ? text : { ...text, parts: [host] }, site);
};

/** Transports of NServiceBus and Rebus: the connection string stands in one of the arguments. */
const transport = (index: number): Recogniser => (site) => connection({ client: 'bus', protocol: 'amqp' }, argumentText(site, index, 'connectionString'), site);

/** Brokers of the configurations that a file makes: `new ProducerConfig { BootstrapServers = … }`. */
function kafkaServers(site: CallSite, kind: RegExp): Text | undefined {
  const { reader } = site;
  const config = kafkaConfiguration(site, kind);
  const servers = config && (argument(config, Infinity, 'BootstrapServers', 'bootstrap.servers') ?? propertyOf(reader, config, 'BootstrapServers'));
  return servers && reader.text(servers);
}

/** What a client was made from, or the only such configuration of the file. */
function kafkaConfiguration({ reader, chain }: CallSite, kind: RegExp): Call | undefined {
  return chain.calls.flatMap((call) => call.arguments.flatMap(({ value }) => reader.chain(value).calls)).find((call) => isNamed(call, kind)) ?? only(reader, kind);
}

const kafkaConfig: Recogniser = (site, [kind]) => {
  const servers = argument(site.call, Infinity, 'BootstrapServers');
  return connection(KAFKA, servers && site.reader.text(servers), site).map((use) => ({ ...use, relation: kind === 'Consumer' ? 'subscribes' : 'publishes' }));
};

const kafkaProduce: Recogniser = (site) => [message(KAFKA, 'publishes', argumentText(site, 0, 'topic'), kafkaServers(site, /^(?:ProducerConfig|ClientConfig)$/))];

const kafkaSubscribe: Recogniser = (site) => {
  const [first] = site.call.arguments;
  const topics = first?.value.kind === 'list' ? first.value.items.map((item) => site.reader.text(item)) : [argumentText(site, 0, 'topic', 'topics')];
  const consumer = kafkaSettings(site, kafkaConfiguration(site, /^(?:ConsumerConfig|ClientConfig)$/));
  return topics.map((topic) => ({ ...message(KAFKA, 'subscribes', topic, kafkaServers(site, /^(?:ConsumerConfig|ClientConfig)$/)), consumer }));
};

/** A channel in an argument, on a connection that the chain or the file shows. */
const through = (broker: Broker, relation: UseRelation, opens: RegExp, channel: number, ...names: readonly string[]): Recogniser => (site) => {
  const opened = site.chain.calls.find((call) => isNamed(call, opens)) ?? only(site.reader, opens);
  const target = opened && argumentText({ call: opened, reader: site.reader }, 0, 'connectionString', 'Url', 'url');
  return [message(broker, relation, argumentText(site, channel, ...names), target)];
};

/** `PublishAsync(new MqttApplicationMessageBuilder().WithTopic("x").Build())`, or with the topic first. */
const mqttPublish: Recogniser = (site) => {
  const [first] = site.call.arguments;
  const named = first && site.reader.chain(first.value).calls.find((call) => isNamed(call, /^(?:WithTopic|MqttApplicationMessage)$/));
  const topic = named === undefined ? argumentText(site, 0) : argumentText({ call: named, reader: site.reader }, 0, 'Topic');
  return [message(MQTT, 'publishes', topic, mqttServer(site))];
};

const mqttSubscribe: Recogniser = (site) => {
  const topic = only(site.reader, /^WithTopic(?:Filter)?$/);
  const named = topic && argumentText({ call: topic, reader: site.reader }, 0);
  return [message(MQTT, 'subscribes', named ?? argumentText(site, 0), mqttServer(site))];
};

function mqttServer({ reader }: CallSite): Text | undefined {
  const server = only(reader, /^(?:WithTcpServer|WithWebSocketServer|WithConnectionUri)$/);
  return server && argumentText({ call: server, reader }, 0);
}

/** Message brokers. */
export const brokers: SignatureTable = [
  [/^(?:RabbitMQ\.Client\.)?ConnectionFactory$/, rabbitFactory],
  [/\.BasicPublish(?:Async)?$/, rabbitPublish],
  [/\.Basic(Consume|Get)(?:Async)?$/, rabbitConsume],
  [/\.QueueBind(?:Async)?$/, rabbitBind],
  [/\.Host$/, busHost],
  [/(?:^|\.)RabbitHutch\.CreateBus$|\.(?:AddEasyNetQ|RegisterEasyNetQ)$/, easyNetQ],
  [/\.UseTransport\(\)\.ConnectionString$|\.UseRabbitMq$/, transport(0)],
  [/(?:^|\.)RabbitMQTransport$/, transport(1)],
  [/(?:^|\.)(Producer|Consumer|Client)Config$/, kafkaConfig],
  [/(?:Producer|ProducerBuilder\(\)\.Build)\w*\(\)\.Produce(?:Async)?$/, kafkaProduce],
  [/(?:IConsumer|ConsumerBuilder\(\).*\.Build)\(\)\.Subscribe$/, kafkaSubscribe],
  [/\.CreateSender$/, through(SERVICE_BUS, 'publishes', /^ServiceBusClient$/, 0, 'queueOrTopicName')],
  [/\.Create(?:Session)?(?:Processor|Receiver)$/, (site) => through(SERVICE_BUS, 'subscribes', /^ServiceBusClient$/, 0, 'queueName', 'topicName')(site, []).map((use) => ({ ...use, consumer: serviceBusSettings(site) }))],
  [/(?:^|\.)EventHubProducerClient$/, (site) => [message(SERVICE_BUS, 'publishes', argumentText(site, 1), argumentText(site, 0))]],
  [/(?:^|\.)EventHubConsumerClient$/, (site) => [message(SERVICE_BUS, 'subscribes', argumentText(site, 2), argumentText(site, 1))]],
  [/(?:ISubscriber|\.GetSubscriber)\(\)\.Publish(?:Async)?$/, through(REDIS, 'publishes', /^Connect(?:Async)?$/, 0)],
  [/(?:ISubscriber|\.GetSubscriber)\(\)\.Subscribe(?:Async)?$/, through(REDIS, 'subscribes', /^Connect(?:Async)?$/, 0)],
  [/(?:IMqttClient|IManagedMqttClient|\.Create(?:Managed)?MqttClient)\(\)\.(?:Publish|Enqueue)\w*$/, mqttPublish],
  [/(?:IMqttClient|IManagedMqttClient|\.Create(?:Managed)?MqttClient)\(\)\.Subscribe\w*$/, mqttSubscribe],
  [/(?:NatsConnection|NatsClient)\(\)\.(?:Publish|Request)Async$/, through(NATS, 'publishes', /^(?:NatsOpts|NatsClient)$/, 0, 'subject')],
  [/(?:NatsConnection|NatsClient)\(\)\.SubscribeAsync$/, through(NATS, 'subscribes', /^(?:NatsOpts|NatsClient)$/, 0, 'subject')],
  [/(?:IAmazonSQS|AmazonSQSClient)\(\)\.SendMessage(?:Batch)?Async$/, through(AWS, 'publishes', /^$/, 0)],
  [/(?:IAmazonSQS|AmazonSQSClient)\(\)\.ReceiveMessageAsync$/, through(AWS, 'subscribes', /^$/, 0)],
];
