import type { ChannelDeclarationFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Argument, Call, Value } from '../../../syntax/outline/outline.js';
import { isNothing, limitsOf, type QueueArgument } from '../queue-arguments.js';
import type { Reader } from '../reader.js';
import { isEmpty, isUnknown, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';

/** Steps of Spring's `QueueBuilder`, by the arguments of RabbitMQ that they set. */
const STEPS: Readonly<Record<string, string>> = {
  deadLetterExchange: 'x-dead-letter-exchange', deadLetterRoutingKey: 'x-dead-letter-routing-key', maxLength: 'x-max-length', maxLengthBytes: 'x-max-length-bytes',
  ttl: 'x-message-ttl', expires: 'x-expires', maxAge: 'x-max-age',
};

/** Queues that a file declares: `new Queue("orders")`, `QueueBuilder.durable("orders")…`, `channel.queueDeclare("orders", …)`. */
export function declaredQueues(file: Path, reader: Reader): ChannelDeclarationFact[] {
  return reader.outline.calls.flatMap((call): ChannelDeclarationFact[] => {
    const { path } = reader.chain(call.callee);
    if (/(?:^|\.)QueueBuilder\.(?:durable|nonDurable)$/.test(path)) return declaration(file, call, 'spring-rabbit', builtArguments(call, reader), /nonDurable$/.test(path), reader);
    // `@Queue("orders")` in an annotation has no arguments apart from its name.
    if (call.form === 'make' && call.nameSpan.end < call.span.end && /^(?:org\.springframework\.amqp\.core\.)?Queue$/.test(path)) return declaration(file, call, 'spring-rabbit', writtenArguments(argument(call, 4), reader), isTrue(argument(call, 2)) || isTrue(argument(call, 3)), reader);
    if (/^com\.rabbitmq\.client\.Channel\(\)\.queueDeclare$/.test(path)) return declaration(file, call, 'amqp-client', writtenArguments(argument(call, 4), reader), isTrue(argument(call, 2)) || isTrue(argument(call, 3)), reader);
    return [];
  });
}

function declaration(file: Path, call: Call, client: string, entries: readonly QueueArgument[] | undefined, isTemporary: boolean, reader: Reader): ChannelDeclarationFact[] {
  const name = argumentText({ call, reader }, 0);
  if (name === undefined || isEmpty(name)) return [];
  const boundTo = exchangeOf(name, reader);
  return [{
    kind: 'channel-declaration', client, protocol: 'amqp', channel: name.parts, ...(boundTo && { boundTo: boundTo.parts }),
    ...limitsOf(entries, reader), isTemporary, site: { path: file, span: call.span },
  }];
}

/** The steps of a builder that come after: `.deadLetterExchange("x").withArgument("x-max-length", 10).build()`. */
function builtArguments(made: Call, reader: Reader): QueueArgument[] | undefined {
  const later = reader.outline.calls.filter(({ span }) => span.start === made.span.start && span.end > made.span.end);
  const steps = later.map((call) => ({ name: call.callee.kind === 'member' ? call.callee.name : '', call }));
  // A builder that is kept may get more elsewhere; streams keep what nobody can process.
  if (!steps.some(({ name }) => name === 'build') || steps.some(({ name }) => name === 'withArguments' || name === 'stream')) return undefined;
  return allKnown(steps.flatMap(({ name, call }) => {
    if (name === 'withArgument') return [entry(call.arguments, reader)];
    const key = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined;
    return key === undefined ? [] : [{ key }];
  }));
}

/** The entries of a map: `Map.of("x-dead-letter-exchange", …)`, a variable that is filled with `put`. */
function writtenArguments(value: Value | undefined, reader: Reader): QueueArgument[] | undefined {
  if (value === undefined || isNothing(value)) return [];
  if (value.kind === 'call' && value.callee.kind === 'member' && /^(?:of|emptyMap)$/.test(value.callee.name)) {
    const { arguments: given } = value;
    return allKnown(given.flatMap((_, index) => (index % 2 === 0 ? [entry(given.slice(index, index + 2), reader)] : [])));
  }
  if (value.kind !== 'name') return undefined;
  const calls = reader.outline.calls.filter(({ callee }) => callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === value.name);
  const puts = calls.filter(({ callee }) => callee.kind === 'member' && callee.name === 'put');
  return puts.length === 0 || puts.length < calls.length ? undefined : allKnown(puts.map((call) => entry(call.arguments, reader)));
}

/** A key and its value; undefined where only the running program knows the key. */
function entry([key, value]: readonly Argument[], reader: Reader): QueueArgument | undefined {
  const text = key && reader.text(key.value);
  return text === undefined || text.parts.length !== 1 || typeof text.parts[0] !== 'string' ? undefined : { key: text.parts[0], ...(value && { value: value.value }) };
}

function allKnown(entries: readonly (QueueArgument | undefined)[]): QueueArgument[] | undefined {
  const known = entries.filter((one) => one !== undefined);
  return known.length === entries.length ? known : undefined;
}

/** The exchange that the file binds a queue to. */
function exchangeOf(queue: Text, reader: Reader): Text | undefined {
  for (const call of reader.outline.calls) {
    const { callee } = call;
    if (callee.kind !== 'member') continue;
    const bind = callee.name === 'to' && callee.object.kind === 'call' && /BindingBuilder\.bind$/.test(reader.chain(callee.object.callee).path) ? callee.object : undefined;
    const bound = bind !== undefined ? argumentText({ call: bind, reader }, 0) : callee.name === 'queueBind' ? argumentText({ call, reader }, 0) : undefined;
    if (bound === undefined || JSON.stringify(bound.parts) !== JSON.stringify(queue.parts)) continue;
    const exchange = argumentText({ call, reader }, bind !== undefined ? 0 : 1);
    if (exchange !== undefined && !isUnknown(exchange)) return exchange;
  }
  return undefined;
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value;
}
