import type { ConsumerSettings } from '../../../model/code-facts.js';
import type { Path, Setting } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import { groupWritten } from '../settings.js';
import { isUnknown } from '../text.js';
import { argument, argumentText, type CallSite } from '../uses.js';
import { propertyOf } from './objects.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Largest number of messages that a call of librdkafka's consumer buffers, `queued.min.messages` (its configuration reference). */
const KAFKA_QUEUED_MESSAGES = 100_000;

/** `ServiceBusProcessorOptions.MaxConcurrentCalls` where nobody sets it. */
const SERVICE_BUS_CALLS = 1;

/** `channel.BasicConsume(queue, autoAck, consumer)`, with the limit that `BasicQos` sets in the same file; a channel that is made elsewhere may have one from there. */
export function rabbitSettings({ call, file, reader }: CallSite, isFetched: boolean): ConsumerSettings {
  const flag = argument(call, 1, 'autoAck', 'noAck');
  const qos = reader.outline.calls.find((one) => isNamed(one, /^BasicQos(?:Async)?$/));
  const limit = qos && argument(qos, 1, 'prefetchCount');
  const isMade = reader.outline.calls.some((one) => isNamed(one, /^Create(?:Model|Channel)(?:Async)?$/));
  const prefetch = qos === undefined ? (isMade ? undefined : unknown(file, call)) : limit?.kind === 'number' ? known(limit.value, file, limit) : unknown(file, qos);
  return {
    acknowledges: flag?.kind === 'boolean' ? known(flag.value ? 'on-delivery' : 'after-work', file, flag) : unknown(file, call),
    // `BasicGet` takes one message for each call.
    ...(isFetched ? { defaultPrefetch: 1 } : prefetch && { prefetch }),
    hasDeadLetter: false,
  };
}

/** `new ConsumerConfig { GroupId = "orders", EnableAutoCommit = false }`. */
export function kafkaSettings({ call, file, reader }: CallSite, config: Call | undefined): ConsumerSettings {
  const property = (name: string): Value | undefined => config && (argument(config, Infinity, name) ?? propertyOf(reader, config, name));
  const group = property('GroupId');
  const commits = property('EnableAutoCommit');
  const name = group && reader.text(group);
  return {
    acknowledges: commits?.kind === 'boolean' ? known(commits.value ? 'periodic' : 'after-work', file, commits) : config !== undefined && commits === undefined ? known('periodic', file, call) : unknown(file, call),
    defaultPrefetch: KAFKA_QUEUED_MESSAGES,
    hasDeadLetter: false,
    ...(name && !isUnknown(name) && groupWritten(name, file)),
  };
}

/** Azure Service Bus moves what fails ten times to the dead-letter queue by itself. */
export function serviceBusSettings(site: CallSite): ConsumerSettings {
  const { call, file } = site;
  const subscription = argument(call, 1, 'subscriptionName')?.kind === 'call' ? undefined : argumentText(site, 1, 'subscriptionName');
  return { acknowledges: known('after-work', file, call), defaultPrefetch: SERVICE_BUS_CALLS, hasDeadLetter: true, ...(subscription && !isUnknown(subscription) && { group: subscription.parts }) };
}

function known<T>(value: T, path: Path, { span }: { readonly span: Call['span'] }): Setting<T> {
  return { known: true, value, site: { path, span } };
}

function unknown(path: Path, { span }: { readonly span: Call['span'] }): Setting<never> {
  return { known: false, site: { path, span } };
}
