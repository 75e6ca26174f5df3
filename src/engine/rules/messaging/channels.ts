import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, DeclaredChannel, Element, MessageConsumer, Messaging } from '../../model/graph.js';
import type { Path } from '../../model/text.js';

/** Queues and topics for what failed, and for trying again: `orders.dlq`, `orders-retry`, `order.DLT`, `orders_error`. */
const FAILED = /(?:^|[._:/-])(?:dlq|dlt|dlx|dead|dead[._-]?letters?|poison|errors?|failed|failures?|parking(?:[._-]?lot)?|quarantine|retry|retries|delayed?)(?:$|[._:/-])|(?:Dlq|Dlt|DeadLetter|Poison|Retry)(?:$|[A-Z._-])/;

/** Whether a channel is one for failed messages. */
export function isForFailed(name: string): boolean {
  return FAILED.test(name) || FAILED.test(name.toLowerCase());
}

/** Elements that send what they fail on to a channel for it: what they read needs no other way out. */
export function sendersOfFailed({ relations }: CouplingGraph): ReadonlySet<Element> {
  return new Set(relations.flatMap(({ kind, channel, from }) => (kind === 'publishes' && channel !== undefined && isForFailed(channel) ? [from] : [])));
}

/** The queue that an AMQP consumer reads: `channel` is an exchange where the library names the queue apart. */
export function queueOf({ channel, group }: MessageConsumer): string | undefined {
  return group ?? channel;
}

/** A queue as programs know it: by its name, or as that of the file where only the running program knows the name. */
function queueKey(name: string | undefined, element: Element, path: Path): string {
  return name ?? `${element.id} ${path}`;
}

/** Which consumers read a queue that a program declares, and which queues a consumer reads. */
export interface Queues {
  readersOf(queue: DeclaredChannel): readonly MessageConsumer[];
  readBy(consumer: MessageConsumer): readonly DeclaredChannel[];
}

/** Brings together the queues of AMQP and those who read them. */
export function indexQueues({ consumers, channels }: Messaging): Queues {
  const keyOfReader = (consumer: MessageConsumer): string => queueKey(queueOf(consumer), consumer.element, consumer.use.site.path);
  const keyOfQueue = ({ name, element, fact }: DeclaredChannel): string => queueKey(name, element, fact.site.path);
  const readers = groupBy(consumers.filter(({ use }) => use.protocol === 'amqp'), keyOfReader);
  const declared = groupBy(channels, keyOfQueue);
  return { readersOf: (queue) => readers.get(keyOfQueue(queue)) ?? [], readBy: (consumer) => declared.get(keyOfReader(consumer)) ?? [] };
}
