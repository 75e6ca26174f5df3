import type { ChannelDeclarationFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Value } from '../../../syntax/outline/outline.js';
import { queueLimits } from '../queue-arguments.js';
import type { Reader } from '../reader.js';
import { isEmpty, isUnknown, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Queues that a file declares: `channel.QueueDeclare("orders", durable: true, …)`. */
export function declaredQueues(file: Path, reader: Reader): ChannelDeclarationFact[] {
  return reader.outline.calls.filter((call) => isNamed(call, /^QueueDeclare(?:Async)?$/)).flatMap((call): ChannelDeclarationFact[] => {
    const name = argumentText({ call, reader }, 0, 'queue');
    // Without a name the broker gives one, for as long as the connection lasts.
    if (name === undefined || isEmpty(name)) return [];
    const boundTo = exchangeOf(name, reader);
    return [{
      kind: 'channel-declaration', client: 'rabbitmq', protocol: 'amqp', channel: name.parts, ...(boundTo && { boundTo: boundTo.parts }),
      ...queueLimits(argument(call, 4, 'arguments'), reader), isTemporary: isTrue(argument(call, 2, 'exclusive')) || isTrue(argument(call, 3, 'autoDelete')), site: { path: file, span: call.nameSpan },
    }];
  });
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
