import { groupBy } from '../../model/collections.js';
import type { MessageConsumer } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isOwnProgram } from '../../model/services.js';
import { fill, valueOf, type Site } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { indexQueues, queueOf, type Queues } from './channels.js';

/** Messages under way above which a limit protects nobody: RabbitMQ's guide finds 100 to 300 enough for the best throughput. */
const MOST_UNDER_WAY = 1000;

/** Records of one poll of Kafka, ten times the default, above which a slow batch risks the place in the group. */
const MOST_POLLED = 5000;

/** What RabbitMQ calls the way back of a request: it is always acknowledged by itself. */
const REPLIES = 'amq.rabbitmq.reply-to';

type Gap = { readonly cause: 'forgets' | 'unlimited' | 'polls-too-much'; readonly site: Site; readonly limit?: number };

export const consumerWithoutBackpressure: Rule = {
  id: 'consumer-without-backpressure',
  severity: 'warning',
  preset: 'recommended',
  title: 'A consumer takes more than it can hold',
  why: 'RabbitMQ pushes messages as fast as it can. Without a limit of unacknowledged messages the whole backlog ends up in the memory of one consumer, out of reach of the others. With automatic acknowledgement no limit holds, and what was delivered is lost when the consumer crashes.',
  remedy: 'Acknowledge a message when the work is done, and limit how many may be under way: `basic.qos` with a prefetch count of some tens.',
  ignoreWhen: 'Messages are worth nothing after a moment, as measurements for a live display, or the limit is set where the channel is made.',
  sources: ['https://www.rabbitmq.com/docs/consumer-prefetch', 'https://www.rabbitmq.com/docs/confirms'],

  *check({ graph: { messaging } }) {
    const queues = indexQueues(messaging);
    const open = messaging.consumers.flatMap((consumer) => {
      const gap = isOwnProgram(consumer.element) ? gapOf(consumer, queues) : undefined;
      return gap === undefined ? [] : [{ consumer, gap }];
    });
    // A library that several services use is one place.
    for (const group of groupBy(open, ({ gap }) => siteKey(gap.site)).values()) yield toReport(group[0].gap, group.map(({ consumer }) => consumer));
  },
};

function gapOf(consumer: MessageConsumer, queues: Queues): Gap | undefined {
  const { use, settings: { acknowledges, prefetch, defaultPrefetch } } = consumer;
  const limit = valueOf(prefetch);
  if (use.protocol === 'kafka') return prefetch !== undefined && limit !== undefined && limit > MOST_POLLED ? { cause: 'polls-too-much', site: prefetch.site, limit } : undefined;
  if (use.protocol !== 'amqp' || acknowledges?.known !== true || queueOf(consumer) === REPLIES) return undefined;
  if (acknowledges.value === 'on-delivery') return forgets(consumer, queues) ? { cause: 'forgets', site: acknowledges.site } : undefined;
  if (prefetch === undefined) return defaultPrefetch === undefined ? { cause: 'unlimited', site: use.site } : undefined;
  return limit !== undefined && (limit === 0 || limit > MOST_UNDER_WAY) ? { cause: 'unlimited', site: prefetch.site, limit } : undefined;
}

/** A queue of its own, which is gone with its reader, has nothing to lose: replies, live updates. Of a nameless queue nobody knows that. */
function forgets(consumer: MessageConsumer, queues: Queues): boolean {
  const read = queues.readBy(consumer);
  return read.length > 0 ? read.every(({ fact }) => !fact.isTemporary) : queueOf(consumer) !== undefined;
}

function toReport({ cause, site, limit }: Gap, consumers: readonly MessageConsumer[]): Report {
  // How they take messages is their own doing, whatever broker hands them out.
  const elements = [...new Set(consumers.map(({ element }) => element))];
  const names = [...new Set(consumers.map(({ element }) => element.name))];
  const s = names.length === 1 ? 's' : '';
  const channels = new Set(consumers.map(({ channel }) => channel));
  const [channel] = channels;
  // Code that several services run reads a queue of each.
  const from = channel === undefined || channels.size > 1 ? '' : ` of ${channel}`;
  const message = {
    forgets: `${listOf(names)} lose${s} the messages${from} that are under way when ${names.length === 1 ? 'it crashes' : 'one of them crashes'}, and take${s} them without limit: the broker forgets each as soon as it is sent. Acknowledge after the work, and limit how many may be under way.`,
    unlimited: `${listOf(names)} take${s} all messages${from} at once, however long the queue is: ${limit === undefined || limit === 0 ? 'nothing limits' : `a limit of ${limit} hardly limits`} how many are under way. Set a prefetch count of some tens before consuming.`,
    'polls-too-much': `${listOf(names)} poll${s} up to ${limit ?? ''} messages${from} at once: a slow batch takes longer than the broker waits, and is then given to another consumer again. Poll fewer.`,
  }[cause];
  return { site, message, elements, fixes: fixesOf(cause, consumers) };
}

/** Where messages are forgotten the code has to say when it is done with one, which only its author knows. */
function fixesOf(cause: Gap['cause'], consumers: readonly MessageConsumer[]): Fix[] {
  const [first] = consumers;
  const fix = first?.settings.limitFix;
  return cause !== 'unlimited' || fix === undefined ? [] : [{ title: 'Limit how many messages may be under way to 20', edits: [fill(fix.slot, fix.item)], preferred: false }];
}
