import type { ConsumerSettings, UseFact } from '../../../model/code-facts.js';
import type { Expression } from '../../../model/expression.js';
import type { Path } from '../../../model/text.js';
import type { Annotation, FunctionOutline, TypeOutline, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { joinTexts, type Text } from '../text.js';
import { argument, argumentText, toUseFact, type Use } from '../uses.js';
import { bound, message } from './brokers.js';
import { listenerSettings } from './consumers.js';
import { placeholders } from './placeholders.js';

/** Listeners by annotation: client, protocol, and the attributes that name channels. */
const LISTENERS: Readonly<Record<string, readonly [client: string, protocol: string, attributes: readonly string[]]>> = {
  KafkaListener: ['spring-kafka', 'kafka', ['topics', 'topicPattern', 'topicPartitions']],
  RabbitListener: ['spring-rabbit', 'amqp', ['queues', 'queuesToDeclare', 'bindings']],
  JmsListener: ['spring-jms', 'jms', ['destination']],
  PulsarListener: ['spring-pulsar', 'pulsar', ['topics', 'value']],
  SqsListener: ['spring-sqs', 'sqs', ['value', 'queueNames']],
};

/** Micronaut: an annotation on the type makes it a client or listener, one on the method names the channel. */
const MICRONAUT: Readonly<Record<string, readonly [client: string, protocol: string, relation: Use['relation'], channel: RegExp]>> = {
  KafkaClient: ['micronaut-kafka', 'kafka', 'publishes', /^Topic$/],
  KafkaListener: ['micronaut-kafka', 'kafka', 'subscribes', /^Topics?$/],
  RabbitClient: ['micronaut-rabbitmq', 'amqp', 'publishes', /^Binding$/],
  RabbitListener: ['micronaut-rabbitmq', 'amqp', 'subscribes', /^Queue$/],
  NatsClient: ['micronaut-nats', 'nats', 'publishes', /^Subject$/],
  NatsListener: ['micronaut-nats', 'nats', 'subscribes', /^Subject$/],
  JMSProducer: ['micronaut-jms', 'jms', 'publishes', /^(?:Queue|Topic)$/],
  JMSListener: ['micronaut-jms', 'jms', 'subscribes', /^(?:Queue|Topic)$/],
  PulsarProducerClient: ['micronaut-pulsar', 'pulsar', 'publishes', /^PulsarProducer$/],
  MqttPublisher: ['micronaut-mqtt', 'mqtt', 'publishes', /^Topic$/],
  MqttSubscriber: ['micronaut-mqtt', 'mqtt', 'subscribes', /^Topic$/],
};

/** How messages of a channel are taken says configuration. */
export const CONFIGURED: ConsumerSettings = { hasDeadLetter: 'unknown' };

interface Place {
  readonly annotations: readonly Annotation[];
  readonly method?: FunctionOutline;
  readonly declaredType?: string;
}

/** Listeners and senders that annotations declare: `@KafkaListener(topics = "orders")`, `@Incoming("orders")`. */
export function annotatedMessages(file: Path, reader: Reader): UseFact[] {
  const { types, functions, bindings } = reader.outline;
  const isMicronaut = reader.outline.imports.some(({ path }) => path.startsWith('io.micronaut.'));
  const places: readonly Place[] = [...(isMicronaut ? [] : types), ...functions.map((method) => ({ annotations: method.annotations, method })), ...bindings, ...functions.flatMap(({ parameters }) => parameters)];
  return [
    ...places.flatMap((place) => place.annotations.flatMap((annotation) => usesOfAnnotation(annotation, place, file, reader).map((use) => toUseFact(file, use, { path: file, span: annotation.span })))),
    ...(isMicronaut ? micronautMessages(file, reader) : []),
  ];
}

function usesOfAnnotation(annotation: Annotation, { method, declaredType }: Place, file: Path, reader: Reader): Use[] {
  const listener = Object.hasOwn(LISTENERS, annotation.name) ? LISTENERS[annotation.name] : undefined;
  if (listener !== undefined) {
    const [client, protocol, attributes] = listener;
    const channels = attributes.flatMap((name) => namesIn(argument(annotation, name === 'value' ? 0 : -1, name), reader));
    const consumer = listenerSettings(annotation, method, file, reader);
    return (channels.length > 0 ? channels : [undefined]).map((channel) => ({ ...message(client, protocol, 'subscribes', channel), ...(consumer && { consumer }) }));
  }
  const name = () => argumentText({ call: annotation, reader }, 0, 'value', 'target');
  switch (annotation.name) {
    case 'StreamListener': return [{ ...message('spring-cloud-stream', 'stream', 'subscribes', bound('spring.cloud.stream.bindings.', '.destination', name())), consumer: CONFIGURED }];
    case 'Incoming': return [reactive('subscribes', name())];
    case 'Outgoing': return [reactive('publishes', name())];
    case 'Channel': return declaredType === undefined ? [] : [reactive(/Emitter$/.test(declaredType) ? 'publishes' : 'subscribes', name())];
    default: return [];
  }
}

/** A channel of MicroProfile Reactive Messaging: each connector calls its end at the broker otherwise, and all take the channel's own name where nothing is set. */
function reactive(relation: 'publishes' | 'subscribes', name: Text | undefined): Use {
  const [part] = name?.parts ?? [];
  const prefix = typeof part === 'string' ? `mp.messaging.${relation === 'publishes' ? 'outgoing' : 'incoming'}.${part}` : '';
  const attributes = ['topic', relation === 'publishes' ? 'exchange.name' : 'queue.name', 'address'];
  const channel = typeof part === 'string' && name?.parts.length === 1 ? attributes.reduceRight<Expression>((fallback, attribute) => [{ hole: 'config', name: `${prefix}.${attribute}`, fallback }], [part]) : undefined;
  return { ...message('reactive-messaging', 'stream', relation, channel && { parts: channel }), ...(relation === 'subscribes' && { consumer: CONFIGURED }) };
}

/** Names in an attribute: a text, a list, `@Queue("orders")`, `@QueueBinding(value = @Queue("orders"), exchange = …)`. */
function namesIn(value: Value | undefined, reader: Reader): Text[] {
  if (value === undefined) return [];
  if (value.kind === 'list') return value.items.flatMap((item) => namesIn(item, reader));
  if (value.kind !== 'call') return [placeholders(reader.text(value))];
  return namesIn(argument(value, 0, 'value', 'name', 'queues', 'topic'), reader).map((text) => joinTexts([text]));
}

function micronautMessages(file: Path, reader: Reader): UseFact[] {
  return reader.outline.types.flatMap((type) => type.annotations.flatMap(({ name }) => {
    const kind = Object.hasOwn(MICRONAUT, name) ? MICRONAUT[name] : undefined;
    return kind === undefined ? [] : channelAnnotations(type, kind[3], reader).flatMap((annotation) => {
      const [client, protocol, relation] = kind;
      return namesIn(argument(annotation, 0, 'value', 'patterns'), reader).map((channel) => toUseFact(file, message(client, protocol, relation, channel), { path: file, span: annotation.span }));
    });
  }));
}

/** On the methods of a type, their parameters, or on the type itself. */
function channelAnnotations(type: TypeOutline, channel: RegExp, { outline }: Reader): Annotation[] {
  const methods = outline.functions.filter((one) => one.type === type);
  return [type, ...methods, ...methods.flatMap(({ parameters }) => parameters)].flatMap(({ annotations }) => annotations.filter(({ name }) => channel.test(name)));
}
