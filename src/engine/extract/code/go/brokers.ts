import type { ConsumerSettings, UseRelation } from '../../../model/code-facts.js';
import type { Value } from '../../../syntax/outline/outline.js';
import { firstText, itemsOf, madeBy, onlyCall, optionOf, textOrList } from '../calls.js';
import type { Reader } from '../reader.js';
import { isUnknown, literalStart, type Text } from '../text.js';
import { amqpSettings, automatic, committing, fetchedOneByOne, groupNamed, known } from '../settings.js';
import { argument, argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

interface Broker {
  readonly client: string;
  readonly protocol: string;
}

const RABBITMQ: Broker = { client: 'amqp', protocol: 'amqp' };
const GO_AMQP: Broker = { client: 'go-amqp', protocol: 'amqp' };
const SERVICE_BUS: Broker = { client: 'azservicebus', protocol: 'amqp' };
const KAFKA_GO: Broker = { client: 'kafka-go', protocol: 'kafka' };
const SARAMA: Broker = { client: 'sarama', protocol: 'kafka' };
const CONFLUENT: Broker = { client: 'confluent-kafka', protocol: 'kafka' };
const NATS: Broker = { client: 'nats', protocol: 'nats' };
const MQTT: Broker = { client: 'paho', protocol: 'mqtt' };
const REDIS: Broker = { client: 'go-redis', protocol: 'redis' };
const NSQ: Broker = { client: 'go-nsq', protocol: 'nsq' };
const PULSAR: Broker = { client: 'pulsar', protocol: 'pulsar' };
const ASYNQ: Broker = { client: 'asynq', protocol: 'redis' };

function message(broker: Broker, relation: UseRelation, channel: Text | undefined, target: Text | undefined): Use {
  return { ...broker, relation, ...(channel && !isUnknown(channel) && { channel }), ...(target && !isUnknown(target) && { target }) };
}

/** A connection says where the broker is; the other calls of the file tell which way messages go. No use of its own when they name the broker. */
const connection = (broker: Broker, index = 0): Recogniser => (site) => {
  const target = textOrList(argument(site.call, index), site.reader);
  if (target === undefined) return [];
  const { calls } = site.reader.outline;
  const listens = calls.some((call) => isNamed(call, /^(?:\w*Consume\w*|\w*Subscribe\w*|FetchMessage|ReadMessage)$/));
  const sends = calls.some((call) => isNamed(call, /^(?:Publish\w*|Produce|SendMessages?|WriteMessages|Request)$/));
  return [{ ...message(broker, listens && !sends ? 'subscribes' : 'publishes', undefined, target), isInstance: true }];
};

/** The broker that a channel's connection was dialled to, or the only one that the file dials. */
function dialled(site: CallSite, name: RegExp): Text | undefined {
  return firstText(madeBy(site, name), site.reader);
}

/** The default exchange "" delivers to the queue that the routing key names. */
const rabbitPublish: Recogniser = (site, [withContext]) => {
  const first = withContext === undefined ? 0 : 1;
  const exchange = argumentText(site, first);
  const isDefault = exchange !== undefined && exchange.parts.every((part) => part === '');
  return [message(RABBITMQ, 'publishes', isDefault ? argumentText(site, first + 1) : exchange, dialled(site, /^Dial\w*$/))];
};

/** `Consume(queue, tag, autoAck, …)`, `Get(queue, autoAck)`: who fetches one by one limits himself. */
const rabbitConsume: Recogniser = (site, [name, withContext]) => {
  const first = withContext === undefined ? 0 : 1;
  const queue = queueText(site, first);
  const consumer = name === 'Get' ? fetchedOneByOne(automatic(argument(site.call, 1), site)) : amqpSettings(site, {
    acknowledges: automatic(argument(site.call, first + 2), site), limits: /^Qos$/, numberIn: (limit) => argument(limit, 0), opens: /^Channel$/,
  });
  return [{ ...message(RABBITMQ, 'subscribes', queue, dialled(site, /^Dial\w*$/)), consumer }];
};

/** A queue by its name, or by the answer of `QueueDeclare`. */
function queueText(site: CallSite, index: number): Text | undefined {
  const value = argument(site.call, index);
  const declared = value?.kind === 'member' && value.name === 'Name' ? site.reader.chain(value.object).calls.at(-1) : undefined;
  return declared !== undefined && isNamed(declared, /^QueueDeclare\w*$/) ? argumentText({ call: declared, reader: site.reader }, 0) : argumentText(site, index);
}

const rabbitBind: Recogniser = (site) => [message(RABBITMQ, 'subscribes', argumentText(site, 2), dialled(site, /^Dial\w*$/))];

/** AMQP 1.0: `session.NewSender(ctx, "orders", nil)` on what `Dial(ctx, url)` gave. */
const goAmqp = (relation: UseRelation): Recogniser => (site) => {
  const opened = madeBy(site, /^Dial$/);
  return [message(GO_AMQP, relation, argumentText(site, 1), opened && argumentText({ call: opened, reader: site.reader }, 1))];
};

/** `kafka.Writer{Addr: kafka.TCP(…), Topic: …}`, `kafka.NewReader(kafka.ReaderConfig{Brokers: …, Topic: …})`. */
const kafkaGo = (relation: UseRelation): Recogniser => (site) => {
  const servers = argument(site.call, Infinity, 'Addr', 'Brokers');
  const topics = itemsOf(argument(site.call, Infinity, 'GroupTopics') ?? argument(site.call, Infinity, 'Topic'));
  const target = textOrList(servers, site.reader);
  const consumer: ConsumerSettings | undefined = relation === 'subscribes' ? { hasDeadLetter: 'unknown', ...groupNamed(argument(site.call, Infinity, 'GroupID'), site) } : undefined;
  return (topics.length === 0 ? [undefined] : topics).map((topic) => ({ ...message(KAFKA_GO, relation, topic && site.reader.text(topic), target), ...(consumer && { consumer }) }));
};

/** `kafka.Message{Topic: …}` on its way to a writer. */
const kafkaGoMessage: Recogniser = (site) => {
  const topic = argument(site.call, Infinity, 'Topic');
  const writer = onlyCall(site.reader, /^Writer(?:Config)?$/);
  const servers = writer && argument(writer, Infinity, 'Addr', 'Brokers');
  return topic === undefined || writer === undefined ? [] : [message(KAFKA_GO, 'publishes', site.reader.text(topic), textOrList(servers, site.reader))];
};

/** `sarama.NewSyncProducer(addresses, config)`, `sarama.NewConsumerGroup(addresses, group, config)`. */
const saramaClient = (relation: UseRelation): Recogniser => (site) => {
  const target = textOrList(argument(site.call, 0), site.reader);
  return target === undefined ? [] : [message(SARAMA, relation, undefined, target)];
};

const saramaMessage: Recogniser = (site) => {
  const producer = onlyCall(site.reader, /^New(?:Sync|Async)Producer$/);
  const target = producer && textOrList(argument(producer, 0), site.reader);
  return [message(SARAMA, 'publishes', argumentText(site, Infinity, 'Topic'), target)];
};

const saramaConsume = (index: number): Recogniser => (site) => {
  const group = madeBy(site, /^NewConsumer(?:Group)?$/);
  const target = group && textOrList(argument(group, 0), site.reader);
  // Offsets are committed as far as the code has marked messages.
  const consumer: ConsumerSettings = { acknowledges: known('after-work', site.file, { span: site.call.nameSpan }), hasDeadLetter: 'unknown', ...(group && index === 1 && groupNamed(argument(group, 1), site)) };
  return topicsOf(argument(site.call, index), site.reader).map((topic) => ({ ...message(SARAMA, 'subscribes', topic, target), consumer }));
};

function topicsOf(value: Value | undefined, reader: Reader): (Text | undefined)[] {
  return itemsOf(value).map((item) => reader.text(item));
}

function confluentServers(site: CallSite, kind: RegExp): Text | undefined {
  const made = madeBy(site, kind);
  const servers = made && optionOf({ call: made, reader: site.reader }, 0, 'bootstrap.servers', 'metadata.broker.list');
  return servers && site.reader.text(servers);
}

const confluentClient = (relation: UseRelation): Recogniser => (site) => {
  const servers = optionOf(site, 0, 'bootstrap.servers', 'metadata.broker.list');
  return servers === undefined ? [] : [message(CONFLUENT, relation, undefined, site.reader.text(servers))];
};

const confluentSubscribe: Recogniser = (site) => {
  const made = madeBy(site, /^NewConsumer$/);
  const option = (name: string): Value | undefined => made && optionOf({ call: made, reader: site.reader }, 0, name);
  const consumer: ConsumerSettings = { ...(made && { acknowledges: committing(option('enable.auto.commit'), site) }), hasDeadLetter: 'unknown', ...groupNamed(option('group.id'), site) };
  return topicsOf(argument(site.call, 0), site.reader).map((topic) => ({ ...message(CONFLUENT, 'subscribes', topic, confluentServers(site, /^NewConsumer$/)), consumer }));
};

/** franz-go: a client that consumes topics listens, any other produces. */
const franz: Recogniser = (site) => {
  const consumed = onlyCall(site.reader, /^ConsumeTopics$/);
  const target = firstText(site.call, site.reader);
  const broker: Broker = { client: 'franz-go', protocol: 'kafka' };
  return consumed === undefined ? [message(broker, 'publishes', undefined, target)] : consumed.arguments.map(({ value }) => message(broker, 'subscribes', site.reader.text(value), target));
};

/** A channel as the argument at an index, on a connection that the chain or the file shows. */
const through = (broker: Broker, relation: UseRelation, opens: RegExp, index: number): Recogniser => (site) => [message(broker, relation, argumentText(site, index), dialled(site, opens))];

/** `QueueSubscribe("orders", "billing", handler)`: those that name the same queue group share the messages. */
const natsSubscribe: Recogniser = (site, [name = '']) => {
  const group = /Queue/.test(name) ? groupNamed(argument(site.call, 1), site) : {};
  return through(NATS, 'subscribes', /^Connect$/, 0)(site, []).map((use) => ({ ...use, consumer: { hasDeadLetter: 'unknown', ...group } }));
};

/** Redis: the options of the client name the server. */
const redisChannel = (relation: UseRelation): Recogniser => (site) => {
  const client = madeBy(site, /^New\w*Client$/);
  const server = client && optionOf({ call: client, reader: site.reader }, 0, 'Addr', 'Addrs');
  return [message(REDIS, relation, argumentText(site, 1), server && textOrList(server, site.reader))];
};

const asynq = (relation: UseRelation): Recogniser => (site) => {
  const server = optionOf(site, 0, 'Addr', 'Addrs');
  return server === undefined ? [] : [message(ASYNQ, relation, undefined, textOrList(server, site.reader))];
};

/** `nsq.NewConsumer("orders", "channel", config)`; the address follows in `ConnectToNSQD` or `ConnectToNSQLookupd`. */
const nsqConsumer: Recogniser = (site) => [message(NSQ, 'subscribes', argumentText(site, 0), firstText(onlyCall(site.reader, /^ConnectToNSQ\w+$/), site.reader))];

/** `client.Subscribe(pulsar.ConsumerOptions{Topic: "orders"})` on a client with a URL. */
const pulsarOptions: Recogniser = (site, [kind]) => {
  const client = onlyCall(site.reader, /^ClientOptions$/);
  const url = client && argument(client, Infinity, 'URL');
  const topics = itemsOf(argument(site.call, Infinity, 'Topics') ?? argument(site.call, Infinity, 'Topic'));
  return topics.map((topic) => message(PULSAR, kind === 'Producer' ? 'publishes' : 'subscribes', site.reader.text(topic), url && site.reader.text(url)));
};

/** machinery: `&config.Config{Broker: url, DefaultQueue: name}`; who starts a worker listens. */
const machinery: Recogniser = (site) => {
  const target = argumentText(site, Infinity, 'Broker');
  const listens = site.reader.outline.calls.some((call) => isNamed(call, /^(?:NewWorker|RegisterTasks?)$/));
  const broker: Broker = { client: 'machinery', protocol: /^rediss?:/.test(literalStart(target ?? { parts: [] })) ? 'redis' : 'amqp' };
  return target === undefined || isUnknown(target) ? [] : [message(broker, listens ? 'subscribes' : 'publishes', argumentText(site, Infinity, 'DefaultQueue'), target)];
};

const WATERMILL_PROTOCOLS: readonly (readonly [RegExp, string])[] = [[/watermill-kafka/, 'kafka'], [/watermill-amqp/, 'amqp'], [/watermill-nats/, 'nats'], [/watermill-redisstream/, 'redis'], [/watermill-googlecloud/, 'pubsub'], [/watermill-aws/, 'sqs']];

/** Watermill's broker is told by what the file imports. */
function watermill({ reader }: CallSite): Broker {
  const found = WATERMILL_PROTOCOLS.find(([pattern]) => reader.outline.imports.some(({ path }) => pattern.test(path)));
  return { client: 'watermill', protocol: found?.[1] ?? 'message' };
}

const watermillConfig: Recogniser = (site, [kind]) => {
  const servers = argument(site.call, Infinity, 'Brokers', 'URL');
  const target = textOrList(servers, site.reader);
  return target === undefined ? [] : [message(watermill(site), kind === 'Subscriber' ? 'subscribes' : 'publishes', undefined, target)];
};

const watermillMessage = (relation: UseRelation, index: number): Recogniser => (site) => [message(watermill(site), relation, argumentText(site, index), undefined)];

const watermillHandler: Recogniser = (site, [isLast]) => [
  message(watermill(site), 'subscribes', argumentText(site, 1), undefined),
  ...(isLast === undefined ? [message(watermill(site), 'publishes', argumentText(site, 3), undefined)] : []),
];

/** `SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: …})`. */
const amazon = (protocol: string, relation: UseRelation): Recogniser => (site) => {
  const value = argument(site.call, Infinity, 'QueueUrl', 'TopicArn');
  const channel = value && queueName(site.reader.text(value));
  return channel === undefined ? [] : [message({ client: 'aws-sdk', protocol }, relation, channel, undefined)];
};

/** The queue in `https://sqs.eu-west-1.amazonaws.com/1234/orders`, the topic in an ARN. */
function queueName(text: Text): Text {
  const whole = text.parts.length === 1 ? literalStart(text) : '';
  return whole === '' ? text : { ...text, parts: [/[^/:]*$/.exec(whole)?.[0] ?? whole] };
}

const pubsub = (relation: UseRelation): Recogniser => (site) => [message({ client: 'pubsub', protocol: 'pubsub' }, relation, argumentText(site, 0), undefined)];

const AMQP = 'amqp(?:091-go)?';
const AMQP_CHANNEL = `\\/${AMQP}\\.(?:Channel\\(\\)|.*\\.Channel\\(\\))`;
const NATS_CONNECTION = '\\/nats(?:\\.go)?\\.(?:Connect\\(\\)|Conn\\(\\)|EncodedConn\\(\\)|JetStreamContext\\(\\)|.*\\.JetStream\\(\\))';

/** Message brokers. */
export const brokers: SignatureTable = [
  [new RegExp(`\\/${AMQP}\\.Dial(?:Config|TLS\\w*)?$`), connection(RABBITMQ)],
  [new RegExp(`${AMQP_CHANNEL}\\.Publish(?:WithDeferredConfirm)?(WithContext)?$`), rabbitPublish],
  [new RegExp(`${AMQP_CHANNEL}\\.(Consume(WithContext)?|Get)$`), rabbitConsume],
  [new RegExp(`${AMQP_CHANNEL}\\.QueueBind$`), rabbitBind],
  [/\/go-amqp\.Dial$/, connection(GO_AMQP, 1)],
  [/\/go-amqp\.(?:Session|.*\.NewSession)\(\)\.NewSender$/, goAmqp('publishes')],
  [/\/go-amqp\.(?:Session|.*\.NewSession)\(\)\.NewReceiver$/, goAmqp('subscribes')],
  [/\/azservicebus\.(?:NewClient\w*|Client)\(\)\.NewSender$/, through(SERVICE_BUS, 'publishes', /^NewClient\w*$/, 0)],
  [/\/azservicebus\.(?:NewClient\w*|Client)\(\)\.NewReceiverFor\w+$/, through(SERVICE_BUS, 'subscribes', /^NewClient\w*$/, 0)],
  [/\/kafka-go\.Writer(?:Config)?$/, kafkaGo('publishes')],
  [/\/kafka-go\.ReaderConfig$/, kafkaGo('subscribes')],
  [/\/kafka-go\.Message$/, kafkaGoMessage],
  [/\/kafka-go\.DialLeader$/, (site) => [message(KAFKA_GO, 'publishes', argumentText(site, 3), argumentText(site, 2))]],
  [/\/sarama\.New(?:Sync|Async)Producer$/, saramaClient('publishes')],
  [/\/sarama\.NewConsumer(?:Group)?$/, saramaClient('subscribes')],
  [/\/sarama\.ProducerMessage$/, saramaMessage],
  [/\/sarama\.(?:NewConsumerGroup|ConsumerGroup)\(\)\.Consume$/, saramaConsume(1)],
  [/\/sarama\.(?:NewConsumer|Consumer)\(\)\.ConsumePartition$/, saramaConsume(0)],
  [/\/confluent-kafka-go(?:\/v\d+)?\/kafka\.NewProducer$/, confluentClient('publishes')],
  [/\/confluent-kafka-go(?:\/v\d+)?\/kafka\.NewConsumer$/, confluentClient('subscribes')],
  [/\/confluent-kafka-go(?:\/v\d+)?\/kafka\.(?:NewConsumer|Consumer)\(\)\.Subscribe(?:Topics)?$/, confluentSubscribe],
  [/\/confluent-kafka-go(?:\/v\d+)?\/kafka\.TopicPartition$/, (site) => (onlyCall(site.reader, /^NewProducer$/) === undefined ? [] : [message(CONFLUENT, 'publishes', argumentText(site, Infinity, 'Topic'), confluentServers(site, /^NewProducer$/))])],
  [/\/franz-go\/pkg\/kgo\.SeedBrokers$/, franz],
  [/\/nats(?:\.go)?\.Connect$/, connection(NATS)],
  [new RegExp(`${NATS_CONNECTION}\\.(?:Publish|PublishRequest|PublishAsync|Request|RequestWithContext)$`), through(NATS, 'publishes', /^Connect$/, 0)],
  [new RegExp(`${NATS_CONNECTION}\\.(Subscribe|QueueSubscribe|ChanSubscribe|SubscribeSync|QueueSubscribeSync|PullSubscribe|ChanQueueSubscribe)$`), natsSubscribe],
  [/\/stan(?:\.go)?\.NatsURL$/, connection({ client: 'stan', protocol: 'nats' })],
  [/\/stan(?:\.go)?\.(?:Connect|Conn)\(\)\.Publish(?:Async)?$/, through({ client: 'stan', protocol: 'nats' }, 'publishes', /^NatsURL$/, 0)],
  [/\/stan(?:\.go)?\.(?:Connect|Conn)\(\)\.(?:Queue)?Subscribe$/, through({ client: 'stan', protocol: 'nats' }, 'subscribes', /^NatsURL$/, 0)],
  [/\/(?:paho\.)?mqtt(?:\.golang)?\.(?:NewClient|Client)\(\)\.Publish$/, through(MQTT, 'publishes', /^AddBroker$/, 0)],
  [/\/(?:paho\.)?mqtt(?:\.golang)?\.(?:NewClient|Client)\(\)\.Subscribe$/, through(MQTT, 'subscribes', /^AddBroker$/, 0)],
  [/\/go-nsq\.(?:NewProducer|Producer)\(\)\.(?:Publish|MultiPublish|PublishAsync|DeferredPublish)$/, through(NSQ, 'publishes', /^NewProducer$/, 0)],
  [/\/go-nsq\.NewConsumer$/, nsqConsumer],
  [/\/pulsar\.(Producer|Consumer|Reader)Options$/, pulsarOptions],
  [/\/(?:go-redis\/redis|go-redis)(?:\/v\d+)?\.(?:New\w*Client|\w*Client)\(\)\.Publish$/, redisChannel('publishes')],
  [/\/(?:go-redis\/redis|go-redis)(?:\/v\d+)?\.(?:New\w*Client|\w*Client)\(\)\.P?Subscribe$/, redisChannel('subscribes')],
  [/\/machinery\/v\d+\/config\.Config$/, machinery],
  [/\/asynq\.NewClient$/, asynq('publishes')],
  [/\/asynq\.NewServer$/, asynq('subscribes')],
  [/\/watermill-\w+(?:\/v\d+)?\/pkg\/\w+\.(Publisher|Subscriber)Config$/, watermillConfig],
  [/\/watermill-amqp(?:\/v\d+)?\/pkg\/amqp\.New\w+Config$/, connection({ client: 'watermill', protocol: 'amqp' })],
  [/\/watermill\/message\.Publisher\(\)\.Publish$/, watermillMessage('publishes', 0)],
  [/\/watermill\/message\.Subscriber\(\)\.Subscribe$/, watermillMessage('subscribes', 1)],
  [/\/watermill\/message\.(?:NewRouter|Router)\(\)\.Add(?:(NoPublisher|Consumer)Handler|Handler)$/, watermillHandler],
  [/\/sqs\.SendMessage(?:Batch)?Input$/, amazon('sqs', 'publishes')],
  [/\/sqs\.ReceiveMessageInput$/, amazon('sqs', 'subscribes')],
  [/\/sns\.PublishInput$/, amazon('sns', 'publishes')],
  [/^cloud\.google\.com\/go\/pubsub(?:\.NewClient|\.Client)\(\)\.Topic\(\)\.Publish$/, (site) => pubsubOf(site, 'publishes', /^Topic$/)],
  [/^cloud\.google\.com\/go\/pubsub(?:\.NewClient|\.Client)\(\)\.Subscription\(\)\.Receive$/, (site) => pubsubOf(site, 'subscribes', /^Subscription$/)],
];

function pubsubOf(site: CallSite, relation: UseRelation, name: RegExp): readonly Use[] {
  const call = madeBy(site, name);
  return call === undefined ? [] : pubsub(relation)({ ...site, call }, []);
}
