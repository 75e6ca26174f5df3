import type { ChannelDeclarationFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isEmpty, isUnknown, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';
import { isNamed } from './objects.js';

/** Arguments of a queue of RabbitMQ, by what they do. */
const DEAD_LETTER = /^x-dead-letter-(?:exchange|routing-key)$/;
const LIMIT = /^x-(?:max-length(?:-bytes)?|message-ttl|expires|max-age)$/;

/** Queues that a file declares: `channel.QueueDeclare("orders", durable: true, …)`. */
export function declaredQueues(file: Path, reader: Reader): ChannelDeclarationFact[] {
  return reader.outline.calls.filter((call) => isNamed(call, /^QueueDeclare(?:Async)?$/)).flatMap((call): ChannelDeclarationFact[] => {
    const name = argumentText({ call, reader }, 0, 'queue');
    // Without a name the broker gives one, for as long as the connection lasts.
    if (name === undefined || isEmpty(name)) return [];
    const keys = keysOf(argument(call, 4, 'arguments'), reader);
    const boundTo = exchangeOf(name, reader);
    const has = (pattern: RegExp): boolean | 'unknown' => (keys === 'unknown' ? 'unknown' : keys.some((key) => pattern.test(key)));
    return [{
      kind: 'channel-declaration', client: 'rabbitmq', protocol: 'amqp', channel: name.parts, ...(boundTo && { boundTo: boundTo.parts }),
      hasDeadLetter: has(DEAD_LETTER), isBounded: has(LIMIT), isTemporary: isTrue(argument(call, 2, 'exclusive')) || isTrue(argument(call, 3, 'autoDelete')), site: { path: file, span: call.nameSpan },
    }];
  });
}

/** The keys of `new Dictionary<string, object> { ["x-dead-letter-exchange"] = … }`, also through a variable. */
function keysOf(value: Value | undefined, reader: Reader): string[] | 'unknown' {
  if (value === undefined || value.kind === 'unknown' && value.span.end - value.span.start === 'null'.length) return [];
  if (value.kind === 'map') return value.entries.map(({ key }) => key);
  const made = reader.chain(value).calls.at(-1);
  return made?.form === 'make' ? made.arguments.flatMap(({ name }) => name ?? []) : 'unknown';
}

/** The exchange that the file binds a queue to. */
function exchangeOf(queue: Text, reader: Reader): Text | undefined {
  for (const call of reader.outline.calls) {
    if (!isNamed(call, /^QueueBind(?:Async)?$/)) continue;
    const [bound, exchange] = [argumentText({ call, reader }, 0, 'queue'), argumentText({ call, reader }, 1, 'exchange')];
    if (bound !== undefined && JSON.stringify(bound.parts) === JSON.stringify(queue.parts) && exchange !== undefined && !isUnknown(exchange)) return exchange;
  }
  return undefined;
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value;
}
