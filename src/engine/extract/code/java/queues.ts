import type { ChannelDeclarationFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isEmpty, isUnknown, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';

/** Arguments of a queue by what they do: names of RabbitMQ, methods of Spring's `QueueBuilder`. */
const DEAD_LETTER = /^(?:x-dead-letter-exchange|deadLetterExchange|x-dead-letter-routing-key|deadLetterRoutingKey)$/;
const LIMIT = /^(?:x-max-length(?:-bytes)?|x-message-ttl|x-expires|maxLength(?:Bytes)?|ttl|expires|maxAge|x-max-age)$/;

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

function declaration(file: Path, call: Call, client: string, keys: readonly string[] | 'unknown', isTemporary: boolean, reader: Reader): ChannelDeclarationFact[] {
  const name = argumentText({ call, reader }, 0);
  if (name === undefined || isEmpty(name)) return [];
  const boundTo = exchangeOf(name, reader);
  const has = (pattern: RegExp): boolean | 'unknown' => (keys === 'unknown' ? 'unknown' : keys.some((key) => pattern.test(key)));
  return [{
    kind: 'channel-declaration', client, protocol: 'amqp', channel: name.parts, ...(boundTo && { boundTo: boundTo.parts }),
    hasDeadLetter: has(DEAD_LETTER), isBounded: has(LIMIT), isTemporary, site: { path: file, span: call.span },
  }];
}

/** The steps of a builder that come after: `.deadLetterExchange("x").withArgument("x-max-length", 10).build()`. */
function builtArguments(made: Call, reader: Reader): string[] | 'unknown' {
  const later = reader.outline.calls.filter(({ span }) => span.start === made.span.start && span.end > made.span.end);
  const names = later.flatMap((call) => {
    const { callee } = call;
    const name = callee.kind === 'member' ? callee.name : '';
    const first = argument(call, 0);
    return name === 'withArgument' && first?.kind === 'text' ? [first.text] : [name];
  });
  return names.includes('withArguments') ? 'unknown' : names;
}

/** The keys of a map: `Map.of("x-dead-letter-exchange", …)`, a variable that is filled with `put`. */
function writtenArguments(value: Value | undefined, reader: Reader): string[] | 'unknown' {
  if (value === undefined || (value.kind === 'unknown' && value.span.end - value.span.start === 'null'.length)) return [];
  if (value.kind === 'call' && value.callee.kind === 'member' && /^(?:of|ofEntries|emptyMap)$/.test(value.callee.name)) return value.arguments.flatMap((one) => (one.value.kind === 'text' ? [one.value.text] : []));
  if (value.kind !== 'name') return 'unknown';
  const puts = reader.outline.calls.filter(({ callee }) => callee.kind === 'member' && callee.name === 'put' && callee.object.kind === 'name' && callee.object.name === value.name);
  return puts.length === 0 ? 'unknown' : puts.flatMap((call) => {
    const key = argument(call, 0);
    return key?.kind === 'text' ? [key.text] : [];
  });
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
