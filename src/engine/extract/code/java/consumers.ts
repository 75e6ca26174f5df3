import type { ConsumerSettings } from '../../../model/code-facts.js';
import type { Path, Setting } from '../../../model/text.js';
import type { Annotation, Call, FunctionOutline, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { groupWritten } from '../settings.js';
import { isUnknown } from '../text.js';
import { argument, type CallSite } from '../uses.js';
import { placeholders } from './placeholders.js';

/** `max.poll.records` of Kafka's consumer where nobody sets it (its configuration reference). */
const KAFKA_POLL_RECORDS = 500;

/** Prefetch of Spring AMQP's containers (`AbstractMessageListenerContainer.DEFAULT_PREFETCH_COUNT`). */
const SPRING_RABBIT_PREFETCH = 250;

/** Messages under way of an `@SqsListener` (Spring Cloud AWS, `maxConcurrentMessages`). */
const SPRING_SQS_MESSAGES = 10;

/** `basicConsume(queue, autoAck, …)`; without the flag the code acknowledges. A channel that comes from elsewhere may have its limit from there. */
export function amqpConsumer({ call, file, reader }: CallSite): ConsumerSettings {
  const flag = argument(call, 1);
  const [qos] = reader.outline.calls.filter(({ callee }) => callee.kind === 'member' && callee.name === 'basicQos');
  const isMade = reader.outline.calls.some(({ callee }) => callee.kind === 'member' && callee.name === 'createChannel');
  const limit = qos?.arguments.length === 2 ? argument(qos, 0) : qos?.arguments.at(qos.arguments.length > 2 ? 1 : 0)?.value;
  const prefetch = qos === undefined ? (isMade ? undefined : unknown(file, call)) : numberOf(limit, file, reader) ?? unknown(file, qos);
  return {
    acknowledges: flag?.kind === 'boolean' ? known(flag.value ? 'on-delivery' : 'after-work', file, flag) : flag?.kind === 'name' || flag?.kind === 'member' ? unknown(file, call) : known('after-work', file, call),
    ...(prefetch && { prefetch }),
    hasDeadLetter: false,
  };
}

/** What the properties of a consumer that the same file makes say; else they are unknown. */
export function kafkaConsumer({ call, file, reader, chain }: CallSite): ConsumerSettings {
  const isMade = chain.calls.some(({ form }) => form === 'make');
  const commit = property(reader, /^(?:enable\.auto\.commit|ENABLE_AUTO_COMMIT_CONFIG)$/);
  const records = property(reader, /^(?:max\.poll\.records|MAX_POLL_RECORDS_CONFIG)$/);
  const group = property(reader, /^(?:group\.id|GROUP_ID_CONFIG)$/);
  const name = group && reader.text(group);
  const commits = commit === undefined ? undefined : reader.text(commit).parts.join('');
  return {
    acknowledges: commits === 'false' ? known('after-work', file, call) : commits === 'true' || isMade ? known('periodic', file, call) : unknown(file, call),
    ...(records ? { prefetch: numberOf(records, file, reader) ?? unknown(file, call) } : isMade ? {} : { prefetch: unknown(file, call) }),
    defaultPrefetch: KAFKA_POLL_RECORDS,
    hasDeadLetter: 'unknown',
    ...(name && !isUnknown(name) && groupWritten(name, file)),
  };
}

/** `properties.put("group.id", "orders")`, `setProperty(ConsumerConfig.GROUP_ID_CONFIG, …)`. */
function property(reader: Reader, key: RegExp): Value | undefined {
  for (const { callee, arguments: [name, value] } of reader.outline.calls) {
    if (callee.kind !== 'member' || !/^(?:put|setProperty|consumerProperty)$/.test(callee.name) || name === undefined) continue;
    const text = name.value.kind === 'text' ? name.value.text : name.value.kind === 'member' || name.value.kind === 'name' ? name.value.name : '';
    if (key.test(text)) return value?.value;
  }
  return undefined;
}

/** What an annotation on a listener, and the framework behind it, say. Spring's containers acknowledge when the method has returned. */
export function listenerSettings(annotation: Annotation, method: FunctionOutline | undefined, file: Path, reader: Reader): ConsumerSettings | undefined {
  switch (annotation.name) {
    case 'KafkaListener': return {
      acknowledges: known('after-work', file, annotation), defaultPrefetch: KAFKA_POLL_RECORDS, ...groupOf(annotation, file, reader),
      // An error handler that sends on to a dead-letter topic is a bean of any file.
      hasDeadLetter: method?.annotations.some(({ name }) => name === 'RetryableTopic') === true || 'unknown',
    };
    case 'RabbitListener': return { acknowledges: rabbitMode(annotation, file, reader), defaultPrefetch: SPRING_RABBIT_PREFETCH, hasDeadLetter: false };
    case 'JmsListener': return { acknowledges: known('after-work', file, annotation), hasDeadLetter: 'unknown', ...groupOf(annotation, file, reader) };
    case 'SqsListener': return { acknowledges: known('after-work', file, annotation), defaultPrefetch: SPRING_SQS_MESSAGES, hasDeadLetter: false };
    case 'PulsarListener': return { acknowledges: known('after-work', file, annotation), hasDeadLetter: argument(annotation, -1, 'deadLetterPolicy') !== undefined, ...groupOf(annotation, file, reader) };
    default: return undefined;
  }
}

function groupOf(annotation: Annotation, file: Path, reader: Reader): Pick<ConsumerSettings, 'group' | 'groupSite'> {
  const value = argument(annotation, -1, 'groupId', 'subscription', 'subscriptionName');
  if (value !== undefined) {
    const text = placeholders(reader.text(value));
    return isUnknown(text) ? {} : groupWritten(text, file);
  }
  return annotation.name === 'KafkaListener' ? { group: [{ hole: 'config', name: 'spring.kafka.consumer.group-id' }] } : {};
}

/** `ackMode = "NONE"`; what the container factory says otherwise stands elsewhere. */
function rabbitMode(annotation: Annotation, file: Path, reader: Reader): NonNullable<ConsumerSettings['acknowledges']> {
  const mode = argument(annotation, -1, 'ackMode');
  if (mode === undefined) return argument(annotation, -1, 'containerFactory') === undefined ? known('after-work', file, annotation) : unknown(file, annotation);
  const text = reader.text(mode).parts.join('').toUpperCase();
  return text === 'NONE' ? known('on-delivery', file, mode) : /^(?:AUTO|MANUAL)$/.test(text) ? known('after-work', file, mode) : unknown(file, mode);
}

function known<T>(value: T, path: Path, { span }: { readonly span: Call['span'] }): Setting<T> {
  return { known: true, value, site: { path, span } };
}

function unknown(path: Path, { span }: { readonly span: Call['span'] }): Setting<never> {
  return { known: false, site: { path, span } };
}

function numberOf(value: Value | undefined, path: Path, reader: Reader): Setting<number> | undefined {
  if (value === undefined) return undefined;
  const text = reader.text(value).parts.join('');
  return /^\d{1,9}$/.test(text) ? known(Number(text), path, value) : undefined;
}
