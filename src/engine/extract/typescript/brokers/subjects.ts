import type { ConsumerSettings } from '../../../model/code-facts.js';
import { ts } from '../../../syntax/typescript.js';
import { argument, argumentOptions, argumentText, methodOf, type LibraryCall, type Recogniser, type Use } from '../library-call.js';
import { optionsOf, siteOf } from '../options.js';
import { literalStart, type Text } from '../text-values.js';
import { connectedTo, connection, connectionTarget, elementsOf, group, message, textAt } from './message.js';

/** Clients with `publish(subject)` and `subscribe(subject)`: NATS, MQTT, Redis. */
export function subjects(client: string, protocol: string): Recogniser {
  const broker = { client, protocol };
  return (call) => {
    const method = methodOf(call);
    if (/^(?:publish|sPublish|spublish|publishAsync)$/.test(method)) return [message(broker, 'publishes', argumentText(call, 0), connectedTo(call))];
    if (/^(?:p|s)?subscribe(?:Async)?$/i.test(method)) {
      return elementsOf(argument(call, 0)).map((subject) => message(broker, 'subscribes', textAt(subject), connectedTo(call), consumerOf(call, protocol)));
    }
    if (protocol === 'redis') return streamUse(call, client);
    if (protocol === 'nats' && method === 'request') return [{ ...message(broker, 'calls', argumentText(call, 0), connectedTo(call)), awaitsReply: true }];
    const isConnect = /^(?:connect|connectAsync)$/.test(method) && call.chain.calls.length === 0;
    return isConnect ? connection(broker, connectionTarget(call, call.node), call) : [];
  };
}

/** Core NATS and Redis forget a message once it is sent; JetStream, NATS streaming and MQTT wait for an answer. */
function consumerOf(call: LibraryCall, protocol: string): ConsumerSettings {
  const forgets = protocol === 'redis' || (protocol === 'nats' && call.chain.module !== 'node-nats-streaming' && !call.chain.names.some((name) => /jetstream/i.test(name)));
  const site = siteOf(call.path, call.node.expression);
  // NATS takes the queue group as an option, NATS streaming as the second argument.
  const second = argument(call, 1);
  const options = argumentOptions(call, 1);
  const isText = second !== undefined && ts.isStringLiteralLike(second.node);
  const named = protocol !== 'nats' ? {} : isText ? { group: [second.node.text] } : group(call, options, ['queue']);
  return { ...(forgets && { acknowledges: { known: true, value: 'on-delivery', site } }), hasDeadLetter: false, ...named };
}

/** Redis streams; lists only where somebody waits for their next element, for others are no queues. */
function streamUse(call: LibraryCall, client: string): readonly Use[] {
  const broker = { client, protocol: 'redis' };
  const target = connectedTo(call);
  const method = methodOf(call).toLowerCase();
  if (method === 'xadd') return [message(broker, 'publishes', argumentText(call, 0), target)];
  if (/^(?:blpop|brpop|blmove|brpoplpush)$/.test(method)) return [message(broker, 'subscribes', argumentText(call, 0), target)];
  if (method !== 'xread' && method !== 'xreadgroup') return [];
  return streamKeys(call).map((key) => message(broker, 'subscribes', key, target, { hasDeadLetter: false }));
}

/** ioredis: the key after 'STREAMS'; redis: `{ key, id }` as the last but one or only argument. */
function streamKeys(call: LibraryCall): readonly Text[] {
  const values = call.node.arguments ?? [];
  const marker = values.findIndex((value) => ts.isStringLiteralLike(value) && value.text.toUpperCase() === 'STREAMS');
  const afterMarker = marker < 0 ? undefined : textAt(argument(call, marker + 1));
  if (afterMarker !== undefined) return [afterMarker];
  for (let index = 0; index < values.length; index++) {
    const keys = elementsOf(argument(call, index)).flatMap((one) => {
      const key = optionsOf(one).object?.properties.find((property) => property.name?.getText() === 'key');
      return key !== undefined && ts.isPropertyAssignment(key) ? [textAt({ node: key.initializer, reader: one.reader })] : [];
    });
    const known = keys.filter((key) => key !== undefined && (literalStart(key) !== '' || key.parts.length > 0));
    if (known.length > 0) return known.filter((key) => key !== undefined);
  }
  return [];
}
