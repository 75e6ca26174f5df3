import type { UseFact, UseRelation } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Annotation, FunctionOutline, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, joinTexts, type Text } from '../text.js';
import { argument, argumentText, toUseFact, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { placeholders } from './placeholders.js';

function message(client: string, protocol: string, relation: UseRelation, channel: Text | undefined): Use {
  return { client, protocol, relation, ...(channel && !isUnknown(channel) && { channel }) };
}

const sends = (client: string, protocol: string, index = 0): Recogniser => (site) => [message(client, protocol, 'publishes', argumentText(site, index))];
const receives = (client: string, protocol: string, index = 0): Recogniser => (site) => channelsIn(site, index).map((channel) => message(client, protocol, 'subscribes', channel));

/** One or several names: `List.of("a", "b")`, `"a"`. */
function channelsIn({ call, reader }: CallSite, index: number): (Text | undefined)[] {
  const value = argument(call, index);
  const items = value?.kind === 'call' ? value.arguments.map((one) => one.value) : value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  return items.length === 0 ? [undefined] : items.map((item) => reader.text(item));
}

/** `send(topic, …)` or `send(record)`, which says its topic itself. */
const kafkaSend: Recogniser = (site) => (site.call.arguments.length > 1 ? sends('spring-kafka', 'kafka')(site, []) : []);

/** `convertAndSend(exchange, routingKey, message)`, or `(routingKey, message)`: the default exchange leads to the queue of that name. */
const rabbitSend: Recogniser = (site) => {
  const index = site.call.arguments.length >= 3 && argumentText(site, 0)?.parts.join('') !== '' ? 0 : site.call.arguments.length >= 3 ? 1 : 0;
  return site.call.arguments.length < 2 ? [message('spring-rabbit', 'amqp', 'publishes', undefined)] : sends('spring-rabbit', 'amqp', index)(site, []);
};

const basicPublish: Recogniser = (site) => sends('amqp-client', 'amqp', argumentText(site, 0)?.parts.join('') === '' ? 1 : 0)(site, []);

/** The connection itself: whoever opens it uses the broker, in whichever direction. */
const connects = (client: string, protocol: string): Recogniser => (site) => {
  const target = argumentText(site, 0);
  return target ? [{ client, protocol, relation: 'publishes', target }] : [];
};

/** A binding of Spring Cloud Stream or channel of MicroProfile, which configuration gives a destination. */
function bound(prefix: string, suffix: string, name: Text | undefined): Text | undefined {
  const [part, ...rest] = name?.parts ?? [];
  return typeof part === 'string' && rest.length === 0 ? { parts: [{ hole: 'config', name: `${prefix}${part}${suffix}`, fallback: [part] }] } : undefined;
}

const streamBridge: Recogniser = (site) => [message('spring-cloud-stream', 'stream', 'publishes', bound('spring.cloud.stream.bindings.', '.destination', argumentText(site, 0)))];

/** Clients of message brokers of Java and Kotlin. */
export const brokers: SignatureTable = [
  [/(?:^|\.)(?:Reactive)?KafkaTemplate\(\)\.send$/, kafkaSend],
  [/(?:^|\.)ProducerRecord$/, sends('kafka-clients', 'kafka')],
  [/(?:^|\.)(?:KafkaConsumer|Consumer)\(\)\.subscribe$/, receives('kafka-clients', 'kafka')],
  [/(?:^|\.)StreamsBuilder\(\)\.(?:stream|table|globalTable)$/, receives('kafka-streams', 'kafka')],
  [/(?:^|\.)StreamsBuilder\(\)\..*\.to$|(?:^|\.)K(?:Stream|Table)\(\).*\.to$/, sends('kafka-streams', 'kafka')],
  [/(?:^|\.)(?:RabbitTemplate|AmqpTemplate|RabbitOperations|RabbitMessagingTemplate|AsyncRabbitTemplate)\(\)\.(?:convertAndSend|send|convertSendAndReceive\w*|sendAndReceive)$/, rabbitSend],
  [/(?:^|\.)(?:RabbitTemplate|AmqpTemplate)\(\)\.receive\w*$/, receives('spring-rabbit', 'amqp')],
  [/^com\.rabbitmq\.client\.Channel\(\)\.basicPublish$/, basicPublish],
  [/^com\.rabbitmq\.client\.Channel\(\)\.basicConsume$/, receives('amqp-client', 'amqp')],
  [/(?:^|\.)(?:Caching)?ConnectionFactory\(\)\.(?:setHost|setUri|setAddresses)$/, connects('amqp-client', 'amqp')],
  [/(?:^|\.)CachingConnectionFactory$/, connects('spring-rabbit', 'amqp')],
  [/(?:^|\.)(?:Jms\w*Template|JmsOperations)\(\)\.(?:convertAndSend|send|sendAndReceive)$/, sends('spring-jms', 'jms')],
  [/(?:^|\.)ActiveMQ\w*ConnectionFactory$/, connects('activemq', 'jms')],
  [/(?:^|\.)StreamBridge\(\)\.send$/, streamBridge],
  [/(?:^|\.)(?:Reactive)?PulsarTemplate\(\)\.send(?:Async)?$/, sends('spring-pulsar', 'pulsar')],
  [/(?:^|\.)PulsarClient\.builder\(\)(?:\.\w+\(\))*\.serviceUrl$/, connects('pulsar-client', 'pulsar')],
  [/(?:^|\.)Mqtt(?:Async)?Client$/, connects('paho', 'mqtt')],
  [/(?:^|\.)Mqtt(?:Async)?Client\(\)\.publish$/, sends('paho', 'mqtt')],
  [/(?:^|\.)Mqtt(?:Async)?Client\(\)\.subscribe$/, receives('paho', 'mqtt')],
  [/(?:^|\.)io\.nats\.client\.Nats\.connect$/, connects('jnats', 'nats')],
  [/(?:^|\.)io\.nats\.client\.Connection\(\)\.(?:publish|request)$/, sends('jnats', 'nats')],
  [/(?:^|\.)io\.nats\.client\.(?:Connection\(\)\.(?:subscribe|createDispatcher)|Dispatcher\(\)\.subscribe)$/, receives('jnats', 'nats')],
  [/(?:^|\.)(?:Reactive)?(?:String)?RedisTemplate\(\)\.convertAndSend$/, sends('spring-redis', 'redis')],
  [/(?:^|\.)Sqs(?:Async)?Template\(\)\.send$|(?:^|\.)QueueMessagingTemplate\(\)\.convertAndSend$/, sends('spring-sqs', 'sqs')],
];

/** Listeners by annotation: client, protocol, and the attributes that name channels. */
const LISTENERS: Readonly<Record<string, readonly [client: string, protocol: string, attributes: readonly string[]]>> = {
  KafkaListener: ['spring-kafka', 'kafka', ['topics', 'topicPattern']],
  RabbitListener: ['spring-rabbit', 'amqp', ['queues', 'queuesToDeclare', 'bindings']],
  JmsListener: ['spring-jms', 'jms', ['destination']],
  PulsarListener: ['spring-pulsar', 'pulsar', ['topics', 'value']],
  SqsListener: ['spring-sqs', 'sqs', ['value', 'queueNames']],
  KafkaStreamsStateStore: ['spring-kafka', 'kafka', []],
};

/** Listeners and senders that annotations declare: `@KafkaListener(topics = "orders")`, `@Incoming("orders")`. */
export function annotatedMessages(file: Path, reader: Reader): UseFact[] {
  const places: readonly { readonly annotations: readonly Annotation[]; readonly method?: FunctionOutline }[] = [
    ...reader.outline.types, ...reader.outline.functions.map((method) => ({ annotations: method.annotations, method })), ...reader.outline.bindings,
  ];
  return places.flatMap(({ annotations }) => annotations).flatMap((annotation) =>
    usesOfAnnotation(annotation, reader).map((use) => toUseFact(file, use, { path: file, span: annotation.span })));
}

function usesOfAnnotation(annotation: Annotation, reader: Reader): Use[] {
  const listener = Object.hasOwn(LISTENERS, annotation.name) ? LISTENERS[annotation.name] : undefined;
  if (listener !== undefined) {
    const [client, protocol, attributes] = listener;
    const channels = attributes.flatMap((name) => namesIn(argument(annotation, attributes.includes('value') ? 0 : -1, name), reader));
    return (channels.length > 0 ? channels : [undefined]).map((channel) => message(client, protocol, 'subscribes', channel));
  }
  const name = () => argumentText({ call: annotation, reader }, 0, 'value', 'target');
  switch (annotation.name) {
    case 'StreamListener': return [message('spring-cloud-stream', 'stream', 'subscribes', bound('spring.cloud.stream.bindings.', '.destination', name()))];
    case 'SendTo': return [];
    case 'Incoming': return [message('reactive-messaging', 'stream', 'subscribes', bound('mp.messaging.incoming.', '.topic', name()))];
    case 'Outgoing': return [message('reactive-messaging', 'stream', 'publishes', bound('mp.messaging.outgoing.', '.topic', name()))];
    default: return [];
  }
}

/** Names in an attribute: a text, a list, `@Queue("orders")`, `@QueueBinding(value = @Queue("orders"), exchange = …)`. */
function namesIn(value: Value | undefined, reader: Reader): Text[] {
  if (value === undefined) return [];
  if (value.kind === 'list') return value.items.flatMap((item) => namesIn(item, reader));
  if (value.kind !== 'call') return [placeholders(reader.text(value))];
  return namesIn(argument(value, 0, 'value', 'name', 'queues'), reader).map((text) => joinTexts([text]));
}
