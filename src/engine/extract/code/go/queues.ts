import type { ChannelDeclarationFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import { queueLimits } from '../queue-arguments.js';
import type { Reader } from '../reader.js';
import { isEmpty } from '../text.js';
import { argument, argumentText } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Queues that a file declares: `channel.QueueDeclare("orders", durable, autoDelete, exclusive, noWait, args)`. */
export function declaredQueues(file: Path, reader: Reader): ChannelDeclarationFact[] {
  return reader.outline.calls.filter((call) => isNamed(call, /^QueueDeclare$/) && call.arguments.length === 6).flatMap((call): ChannelDeclarationFact[] => {
    const name = argumentText({ call, reader }, 0);
    // Without a name the broker gives one, for as long as the connection lasts.
    if (name === undefined || isEmpty(name)) return [];
    const isTemporary = [2, 3].some((index) => { const flag = argument(call, index); return flag?.kind === 'boolean' && flag.value; });
    return [{ kind: 'channel-declaration', client: 'amqp', protocol: 'amqp', channel: name.parts, ...queueLimits(argument(call, 5), reader), isTemporary, site: { path: file, span: call.nameSpan } }];
  });
}
