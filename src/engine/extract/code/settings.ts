import type { ConsumerSettings } from '../../model/code-facts.js';
import type { Path, Setting } from '../../model/text.js';
import type { Call, Value } from '../../syntax/outline/outline.js';
import type { Reader } from './reader.js';
import { isUnknown, type Text } from './text.js';
import type { CallSite } from './uses.js';
import { isNamed } from '../../syntax/outline/callee.js';

type Acknowledges = NonNullable<ConsumerSettings['acknowledges']>;

/** A setting that code writes down. */
export function known<T>(value: T, path: Path, { span }: Pick<Value, 'span'>): Setting<T> {
  return { known: true, value, site: { path, span } };
}

/** A setting that is there, with a value that nobody can know. */
function unknown(path: Path, { span }: Pick<Value, 'span'>): Setting<never> {
  return { known: false, site: { path, span } };
}

/** A number as a setting; unknown where the code does not write one. */
function numberSetting(value: Value, path: Path, reader: Reader): Setting<number> {
  const text = value.kind === 'number' ? String(value.value) : reader.text(value).parts.join('');
  return /^\d{1,9}$/.test(text) ? known(Number(text), path, value) : unknown(path, value);
}

/** What a flag means for when the broker may forget: `autoAck`, `no_ack`. Absent, it has the client's default. */
export function automatic(flag: Value | undefined, { file, call }: Pick<CallSite, 'file' | 'call'>, byDefault = false): Acknowledges {
  const site = { span: call.nameSpan };
  if (flag === undefined) return known(byDefault ? 'on-delivery' : 'after-work', file, site);
  return flag.kind === 'boolean' ? known(flag.value ? 'on-delivery' : 'after-work', file, flag) : unknown(file, flag);
}

/** What Kafka's `enable.auto.commit` means; every client commits by itself where nobody says otherwise. */
export function committing(flag: Value | undefined, { file, call }: Pick<CallSite, 'file' | 'call'>): Acknowledges {
  if (flag === undefined) return known('periodic', file, { span: call.nameSpan });
  const text = flag.kind === 'boolean' ? String(flag.value) : flag.kind === 'text' ? flag.text.toLowerCase() : '';
  return text === 'true' ? known('periodic', file, flag) : text === 'false' ? known('after-work', file, flag) : unknown(file, flag);
}

/** What a file shows of a consumer of RabbitMQ beside the call that starts it. */
export interface AmqpConsumer {
  readonly acknowledges: Acknowledges;
  /** The call that limits the channel, `basic.qos`, and the number in it. */
  readonly limits: RegExp;
  readonly numberIn: (limit: Call) => Value | undefined;
  /** The call that makes a channel: one that comes from elsewhere may have its limit from there. */
  readonly opens: RegExp;
}

/** Settings of a consumer of RabbitMQ; the protocol itself has no limit of messages under way. */
export function amqpSettings({ file, call, reader }: CallSite, { acknowledges, limits, numberIn, opens }: AmqpConsumer): ConsumerSettings {
  const limit = reader.outline.calls.find((one) => isNamed(one, limits));
  const number = limit && numberIn(limit);
  const isOpenedHere = reader.outline.calls.some((one) => isNamed(one, opens));
  const site = { span: call.nameSpan };
  const prefetch = number !== undefined ? numberSetting(number, file, reader) : limit !== undefined || !isOpenedHere ? unknown(file, site) : undefined;
  return { acknowledges, ...(prefetch && { prefetch }), hasDeadLetter: false };
}

/** The name of a group as a part of settings; nothing where it is not known. */
export function groupNamed(value: Value | undefined, { reader, file }: Pick<CallSite, 'reader' | 'file'>): Pick<ConsumerSettings, 'group' | 'groupSite'> {
  const text = value && reader.text(value);
  return text === undefined || isUnknown(text) ? {} : groupWritten(text, file);
}

/** A text as the name of a group, with the place that writes all of it. */
export function groupWritten({ parts, literal }: Text, path: Path): Pick<ConsumerSettings, 'group' | 'groupSite'> {
  return { group: parts, ...(literal && parts.length === 1 && { groupSite: { path, span: literal } }) };
}

/** A consumer that asks for each message has one under way. */
export function fetchedOneByOne(acknowledges: Acknowledges): ConsumerSettings {
  return { acknowledges, defaultPrefetch: 1, hasDeadLetter: false };
}
