import type { UseRelation } from '../../../model/code-facts.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, type Text } from '../text.js';
import { argument, argumentText, step, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { amqpConsumer, kafkaConsumer } from './consumers.js';

/** A message that goes over a channel, when its name is known. */
export function message(client: string, protocol: string, relation: UseRelation, channel: Text | undefined): Use {
  return { client, protocol, relation, ...(channel && !isUnknown(channel) && { channel }) };
}

const sends = (client: string, protocol: string, index = 0): Recogniser => (site) => [message(client, protocol, 'publishes', argumentText(site, index))];
const receives = (client: string, protocol: string, index = 0): Recogniser => (site) => channelsIn(site, index).map((channel) => message(client, protocol, 'subscribes', channel));

/** One or several names: `List.of("a", "b")`, `"a"`. */
function channelsIn({ call, reader }: CallSite, index: number): (Text | undefined)[] {
  const value = argument(call, index);
  const items = value === undefined ? [] : namesIn(value);
  return items.length === 0 ? [undefined] : items.map((item) => reader.text(item));
}

function namesIn(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items;
  const isCollection = value.kind === 'call' && value.callee.kind === 'member' && /^(?:of|asList|singleton(?:List)?|listOf|setOf)$/.test(value.callee.name);
  return isCollection ? value.arguments.map((one) => one.value) : [value];
}

/** `send(topic, …)` or `send(record)`, which says its topic itself. */
const kafkaSend: Recogniser = (site) => (site.call.arguments.length > 1 ? sends('spring-kafka', 'kafka')(site, []) : []);

/** `convertAndSend(exchange, routingKey, message)`, or `(routingKey, message)`: the default exchange leads to the queue of that name. */
const rabbitSend: Recogniser = (site) => {
  const index = site.call.arguments.length >= 3 && argumentText(site, 0)?.parts.join('') !== '' ? 0 : site.call.arguments.length >= 3 ? 1 : 0;
  return site.call.arguments.length < 2 ? [message('spring-rabbit', 'amqp', 'publishes', undefined)] : sends('spring-rabbit', 'amqp', index)(site, []);
};

const basicPublish: Recogniser = (site) => sends('amqp-client', 'amqp', argumentText(site, 0)?.parts.join('') === '' ? 1 : 0)(site, []);

const basicConsume: Recogniser = (site) => receives('amqp-client', 'amqp')(site, []).map((use) => ({ ...use, consumer: amqpConsumer(site) }));

const kafkaSubscribe: Recogniser = (site) => receives('kafka-clients', 'kafka')(site, []).map((use) => ({ ...use, consumer: kafkaConsumer(site) }));

/** The connection itself: whoever opens it uses the broker, in whichever direction. */
const connects = (client: string, protocol: string): Recogniser => (site) => {
  const target = argumentText(site, 0);
  return target ? [{ client, protocol, relation: 'publishes', target }] : [];
};

/** A binding of Spring Cloud Stream or channel of MicroProfile, which configuration gives a destination. */
export function bound(prefix: string, suffix: string, name: Text | undefined): Text | undefined {
  const [part, ...rest] = name?.parts ?? [];
  return typeof part === 'string' && rest.length === 0 ? { parts: [{ hole: 'config', name: `${prefix}${part}${suffix}`, fallback: [part] }] } : undefined;
}

const streamBridge: Recogniser = (site) => [message('spring-cloud-stream', 'stream', 'publishes', bound('spring.cloud.stream.bindings.', '.destination', argumentText(site, 0)))];

/** Setters of a request that is built on the way: `SendMessageRequest.builder().queueUrl(url)`, `new SendMessageRequest(url, body)`. */
const inRequest = (client: string, protocol: string, relation: UseRelation, setter: RegExp): Recogniser => (site) => {
  const first = argument(site.call, 0);
  if (first === undefined) return [];
  const calls = requestCalls(first, site.reader);
  const set = calls.find(({ callee }) => callee.kind === 'member' && setter.test(callee.name)) ?? calls.find(({ form, arguments: passed }) => form === 'make' && passed.length > 0);
  const plain = first.kind === 'text' || calls.length === 0 ? site.reader.text(first) : undefined;
  return [message(client, protocol, relation, set === undefined ? plain : argumentText({ call: set, reader: site.reader }, 0))];
};

/** The calls that made a request: in a chain, or in the lambda that version 2 of the AWS SDK passes a builder to. */
function requestCalls(value: Value, reader: Reader): readonly Call[] {
  if (value.kind !== 'function') return reader.chain(value).calls;
  return reader.outline.calls.filter(({ span }) => value.span.start <= span.start && span.end <= value.span.end);
}

/** `new ServiceBusClientBuilder().….sender().queueName("orders")`; `processor()` and `receiver()` listen. */
const serviceBus: Recogniser = (site) => {
  const relation = step(site, /^(?:sender|producer)$/) === undefined ? 'subscribes' : 'publishes';
  const connection = step(site, /^connectionString$/);
  const target = connection && argumentText({ call: connection, reader: site.reader }, 0);
  return [{ ...message('azure-service-bus', 'amqp', relation, argumentText(site, 0)), ...(target && { target }) }];
};

/** Clients of message brokers of Java and Kotlin. */
export const brokers: SignatureTable = [
  [/(?:^|\.)(?:Reactive)?KafkaTemplate\(\)\.send$|(?:^|\.)KafkaOperations\(\)\.send$/, kafkaSend],
  [/(?:^|\.)(?:ReplyingKafkaTemplate|ReactiveKafkaProducerTemplate)\(\)\.send$/, kafkaSend],
  [/(?:^|\.)(?:ProducerRecord|KafkaProducerRecord\.create)$/, sends('kafka-clients', 'kafka')],
  [/(?:^|\.)(?:KafkaConsumer|Consumer)\(\)\.subscribe$/, kafkaSubscribe],
  [/(?:^|\.)StreamsBuilder\(\)\.(?:stream|table|globalTable)$/, receives('kafka-streams', 'kafka')],
  [/(?:^|\.)StreamsBuilder\(\)\..*\.to$|(?:^|\.)K(?:Stream|Table)\(\).*\.to$/, sends('kafka-streams', 'kafka')],
  [/(?:^|\.)ReceiverOptions(?:\.create)?\(\)(?:\.\w+\(\))*\.subscription$/, receives('reactor-kafka', 'kafka')],
  [/(?:^|\.)(?:RabbitTemplate|AmqpTemplate|RabbitOperations|RabbitMessagingTemplate|AsyncRabbitTemplate)\(\)\.(?:convertAndSend|send|convertSendAndReceive\w*|sendAndReceive)$/, rabbitSend],
  [/(?:^|\.)(?:RabbitTemplate|AmqpTemplate)\(\)\.receive\w*$/, receives('spring-rabbit', 'amqp')],
  [/(?:^|\.)(?:Simple|Direct)MessageListenerContainer\(\)\.(?:setQueueNames|addQueueNames)$/, receives('spring-rabbit', 'amqp')],
  [/^com\.rabbitmq\.client\.Channel\(\)\.basicPublish$/, basicPublish],
  [/^com\.rabbitmq\.client\.Channel\(\)\.basic(?:Consume|Get)$/, basicConsume],
  [/(?:^|\.)(?:Caching)?ConnectionFactory\(\)\.(?:setHost|setUri|setAddresses)$/, connects('amqp-client', 'amqp')],
  [/(?:^|\.)CachingConnectionFactory$/, connects('spring-rabbit', 'amqp')],
  [/(?:^|\.)(?:Jms\w*Template|JmsOperations)\(\)\.(?:convertAndSend|send|convertSendAndReceive|sendAndReceive)$/, sends('spring-jms', 'jms')],
  [/(?:^|\.)(?:Session|JMSContext)\(\)\.create(?:Queue|Topic)$/, (site) => jmsDestination(site)],
  [/(?:^|\.)ActiveMQ\w*ConnectionFactory$/, connects('activemq', 'jms')],
  [/(?:^|\.)StreamBridge\(\)\.send$/, streamBridge],
  [/(?:^|\.)(?:Reactive)?PulsarTemplate\(\)\.send(?:Async)?$/, sends('spring-pulsar', 'pulsar')],
  [/(?:^|\.)PulsarClient\.builder\(\)(?:\.\w+\(\))*\.serviceUrl$/, connects('pulsar-client', 'pulsar')],
  [/(?:^|\.)PulsarClient(?:\(\)|\.builder\(\).*)\.newProducer\(\)(?:\.\w+\(\))*\.topic$/, sends('pulsar-client', 'pulsar')],
  [/(?:^|\.)PulsarClient(?:\(\)|\.builder\(\).*)\.newConsumer\(\)(?:\.\w+\(\))*\.topics?$/, receives('pulsar-client', 'pulsar')],
  [/(?:^|\.)Mqtt(?:Async)?Client$/, connects('paho', 'mqtt')],
  [/(?:^|\.)I?Mqtt(?:Async)?Client\(\)\.publish$/, sends('paho', 'mqtt')],
  [/(?:^|\.)I?Mqtt(?:Async)?Client\(\)\.subscribe$/, receives('paho', 'mqtt')],
  [/(?:^|\.)MqttClient\.builder\(\)(?:\.\w+\(\))*\.serverHost$/, connects('hivemq', 'mqtt')],
  [/(?:^|\.)io\.nats\.client\.Nats\.connect$/, connects('jnats', 'nats')],
  [/(?:^|\.)io\.nats\.client\.(?:Connection|JetStream)\(\)\.(?:publish|request)(?:Async)?$/, sends('jnats', 'nats')],
  [/(?:^|\.)io\.nats\.client\.(?:(?:Connection|JetStream)\(\)\.subscribe|Dispatcher\(\)\.subscribe|Connection\(\)\.createDispatcher\(\)\.subscribe)$/, receives('jnats', 'nats')],
  [/(?:^|\.)(?:Reactive)?(?:String)?RedisTemplate\(\)\.convertAndSend$/, sends('spring-redis', 'redis')],
  [/(?:^|\.)(?:ChannelTopic|PatternTopic)(?:\.of)?$/, (site) => (site.reader.outline.calls.some(({ callee }) => callee.kind === 'member' && callee.name === 'addMessageListener') ? receives('spring-redis', 'redis')(site, []) : [])],
  [/(?:^|\.)(?:Jedis|JedisPooled)\(\)\.publish$/, sends('jedis', 'redis')],
  [/(?:^|\.)(?:Jedis|JedisPooled)\(\)\.p?subscribe$/, receives('jedis', 'redis', 1)],
  [/(?:^|\.)(?:Sqs(?:Async)?Template|SqsOperations)\(\)\.send(?:Async)?$|(?:^|\.)QueueMessagingTemplate\(\)\.convertAndSend$/, sends('spring-sqs', 'sqs')],
  [/(?:^|\.)(?:SnsTemplate|NotificationMessagingTemplate)\(\)\.(?:convertAndSend|send|sendNotification)$/, sends('spring-sns', 'sns')],
  [/(?:^|\.)(?:SqsClient|SqsAsyncClient|AmazonSQS(?:Async)?)\(\)\.sendMessage(?:Batch)?$/, inRequest('aws-sdk', 'sqs', 'publishes', /^(?:with)?queueUrl$/i)],
  [/(?:^|\.)(?:SqsClient|SqsAsyncClient|AmazonSQS(?:Async)?)\(\)\.receiveMessage$/, inRequest('aws-sdk', 'sqs', 'subscribes', /^(?:with)?queueUrl$/i)],
  [/(?:^|\.)(?:SnsClient|SnsAsyncClient|AmazonSNS(?:Async)?)\(\)\.publish$/, inRequest('aws-sdk', 'sns', 'publishes', /^(?:with)?topicArn$/i)],
  [/(?:^|\.)ServiceBusClientBuilder\(\)(?:\.\w+\(\))*\.(?:sender|processor|receiver|sessionProcessor|sessionReceiver)\(\)(?:\.\w+\(\))*\.(?:queueName|topicName)$/, serviceBus],
  [/(?:^|\.)PubSubTemplate\(\)\.publish$/, sends('spring-pubsub', 'pubsub')],
  [/(?:^|\.)PubSubTemplate\(\)\.(?:subscribe\w*|pull\w*)$/, receives('spring-pubsub', 'pubsub')],
  [/(?:^|\.)(?:ProjectTopicName|TopicName)\.of$/, sends('google-pubsub', 'pubsub', 1)],
  [/(?:^|\.)(?:ProjectSubscriptionName|SubscriptionName)\.of$/, receives('google-pubsub', 'pubsub', 1)],
];

/** `session.createConsumer(session.createQueue("orders"))`: what the destination is for tells the direction. */
function jmsDestination(site: CallSite): Use[] {
  const { calls } = site.reader.outline;
  const listens = calls.some(({ callee }) => callee.kind === 'member' && /^create(?:Durable|Shared\w*)?(?:Consumer|Subscriber|Browser)$/.test(callee.name));
  const produces = calls.some(({ callee }) => callee.kind === 'member' && /^create(?:Producer|Publisher|Sender)$/.test(callee.name));
  return listens === produces ? [] : [message('jms', 'jms', listens ? 'subscribes' : 'publishes', argumentText(site, 0))];
}
