import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, DeclaredChannel, Element, MessageConsumer, Relation } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isOwnProgram } from '../../model/services.js';
import { fill } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { indexQueues, isForFailed, sendersOfFailed } from './channels.js';
import { mayConcern } from './dead-letter-policies.js';

/** A queue, and who reads it. */
interface Queue {
  readonly declared: DeclaredChannel;
  readonly readers: readonly [MessageConsumer, ...MessageConsumer[]];
}

export const queueWithoutDeadLetter: Rule = {
  id: 'queue-without-dead-letter',
  severity: 'warning',
  preset: 'recommended',
  title: 'Messages that fail have nowhere to go',
  why: 'A message that its consumer cannot process comes back again and again and holds up those behind it, or it is given up and lost. A dead-letter queue keeps it for somebody to look at. Only queues that the workspace declares and reads are judged, and listeners of Spring Kafka and Spring Cloud Stream, which give up after some attempts, and those of SmallRye, which stop, where nothing sets what else to do.',
  remedy: 'Give the queue an `x-dead-letter-exchange`, or the listeners of Spring Kafka a `DefaultErrorHandler` with a `DeadLetterPublishingRecoverer`; set `enable-dlq` or `auto-bind-dlq` of bindings of Spring Cloud Stream, `failure-strategy` of channels of Quarkus.',
  ignoreWhen: 'A policy of the broker, set elsewhere, names a dead-letter exchange; or a lost message does no harm.',
  sources: ['https://www.rabbitmq.com/docs/dlx', 'https://docs.spring.io/spring-kafka/reference/kafka/annotation-error-handling.html', 'https://docs.spring.io/spring-cloud-stream/reference/spring-cloud-stream/overview-error-handling.html', 'https://quarkus.io/guides/kafka#error-handling-strategies'],

  *check({ graph }) {
    const senders = sendersOfFailed(graph);
    yield* queueReports(graph, senders);
    yield* listenerReports(graph, senders);
  },
};

function* queueReports(graph: CouplingGraph, senders: ReadonlySet<Element>): Iterable<Report> {
  const { readersOf } = indexQueues(graph.messaging);
  const queues = graph.messaging.channels.flatMap((declared): Queue[] => {
    const [first, ...others] = readersOf(declared).filter(({ element, settings }) => isOwnProgram(element) && settings.hasDeadLetter !== true && !senders.has(element));
    return first === undefined || !isWithoutWayOut(declared) || graph.messaging.deadLetterPolicies.some((policy) => mayConcern(policy, declared.name)) ? [] : [{ declared, readers: [first, ...others] }];
  });
  // One more declaration of the same queue may say more: publishers declare it too.
  const complete = new Set(graph.messaging.channels.flatMap(({ name, fact }) => (name !== undefined && fact.hasDeadLetter !== false ? [name] : [])));
  const open = queues.filter(({ declared: { name } }) => name === undefined || !complete.has(name));
  // A queue that several programs declare is one queue; code that declares several for several programs is one place.
  const bySite = groupBy(open, ({ declared }) => siteKey(declared.fact.site));
  for (const group of groupBy(bySite.values(), ([{ declared: { name, fact } }]) => name ?? siteKey(fact.site)).values()) yield queueReport(group.flat(), graph);
}

function isWithoutWayOut({ fact, name }: DeclaredChannel): boolean {
  // Of a name that only the running program knows, its written end may say what the queue is for: `queue + ".dlq"`.
  const known = name ?? fact.channel.at(-1);
  return fact.protocol === 'amqp' && fact.hasDeadLetter === false && !fact.isTemporary && !(typeof known === 'string' && isForFailed(known));
}

function queueReport(group: readonly Queue[], graph: CouplingGraph): Report {
  const { declared } = group[0] as Queue;
  const readers = uniqueBy(group.flatMap((queue) => queue.readers), ({ element, use }) => `${element.id} ${siteKey(use.site)}`);
  const names = [...new Set(readers.map(({ element }) => element.name))];
  const queues = [...new Set(group.map(({ declared: { name } }) => name))];
  const queue = queues.length > 1 ? 'their queues have' : declared.name === undefined ? 'the queue has' : `the queue ${declared.name} has`;
  const declaration = queues.length > 1 ? 'Declare them with x-dead-letter-exchange, and queues behind that exchange.' : 'Declare it with x-dead-letter-exchange, and a queue behind that exchange.';
  const forgets = readers.every(({ settings: { acknowledges } }) => acknowledges?.known === true && acknowledges.value === 'on-delivery');
  const fate = forgets ? 'is lost' : 'comes back again and again or is lost';
  return {
    site: declared.fact.site,
    message: `A message that ${listOf(names)} cannot process ${fate}: ${queue} no dead-letter exchange. ${declaration}`,
    related: [
      ...uniqueBy(group.slice(1), ({ declared: { fact } }) => siteKey(fact.site)).filter(({ declared: { fact } }) => siteKey(fact.site) !== siteKey(declared.fact.site)).map(({ declared: { fact, element } }) => ({ site: fact.site, message: `${element.name} declares it too` })),
      ...uniqueBy(readers, ({ use }) => siteKey(use.site)).map(({ use, element }) => ({ site: use.site, message: `${element.name} reads it here` })),
    ],
    ...about(readers, graph),
    fixes: fixesOf(group, queues),
  };
}

/** RabbitMQ refuses a declaration that differs from the queue there is: nobody but its owner can delete it. */
function fixesOf(group: readonly Queue[], queues: readonly (string | undefined)[]): Fix[] {
  const places = uniqueBy(group, ({ declared: { fact } }) => siteKey(fact.site)).map(({ declared: { fact } }) => fact.deadLetterFix);
  if (!places.every((edits) => edits !== undefined)) return [];
  const [queue] = queues;
  const title = queues.length > 1 || queue === undefined ? 'Send what fails to a queue of its own (delete the existing queue first)' : `Send what fails to ${queue}.dlq (delete an existing queue ${queue} first)`;
  return [{ title, edits: places.flat().map(({ slot, item }) => fill(slot, item)), preferred: false }];
}

/** Listeners that their library lets fail: what becomes of a message, and what helps. `engines`: brokers that it is so with; absent: with all. */
const LISTENERS: Readonly<Record<string, { readonly engines?: RegExp; readonly fate: (name: string) => string; readonly advice: string }>> = {
  'spring-kafka': {
    fate: (name) => `is given up after some attempts and lost: ${name} has no error handler that puts it aside`,
    advice: 'Give its listeners a DefaultErrorHandler with a DeadLetterPublishingRecoverer, or @RetryableTopic',
  },
  'spring-cloud-stream': {
    engines: /^(?:kafka|redpanda|rabbitmq)$/,
    fate: (name) => `is given up after some attempts and lost: no binding of ${name} has a dead-letter queue`,
    advice: 'Set enable-dlq of the bindings of Kafka, or auto-bind-dlq of those of RabbitMQ',
  },
  'reactive-messaging': {
    engines: /^(?:kafka|redpanda)$/,
    fate: (name) => `stops ${name} from taking any more: its channels have no other failure-strategy`,
    advice: 'Set the failure-strategy of its incoming channels to dead-letter-queue',
  },
};

function* listenerReports(graph: CouplingGraph, senders: ReadonlySet<Element>): Iterable<Report> {
  const open = graph.messaging.consumers.filter(({ use, element, settings, channel, broker }) => {
    const kind = Object.hasOwn(LISTENERS, use.client) ? LISTENERS[use.client] : undefined;
    return kind !== undefined && (kind.engines === undefined || kind.engines.test(broker?.engine ?? '')) && settings.hasDeadLetter === false && isOwnProgram(element) && !senders.has(element) && !(channel !== undefined && isForFailed(channel));
  });
  // One error handler would serve all listeners of a program.
  for (const listeners of groupBy(open, ({ element, use }) => `${element.id} ${use.client}`).values()) {
    const [{ element, use }] = listeners;
    const topics = [...new Set(listeners.flatMap(({ channel }) => channel ?? []))];
    const kind = LISTENERS[use.client];
    if (kind === undefined) continue;
    yield {
      site: use.site,
      message: `A message${topics.length > 0 ? ` of ${listOf(topics)}` : ''} that ${element.name} cannot process ${kind.fate(element.name)}. ${kind.advice}.`,
      related: uniqueBy(listeners.slice(1), (other) => siteKey(other.use.site)).filter((other) => siteKey(other.use.site) !== siteKey(use.site)).map((other) => ({ site: other.use.site, message: 'This listener fails so, too' })),
      ...about(listeners, graph),
    };
  }
}

/** The elements and relations that consumers are of. */
function about(consumers: readonly MessageConsumer[], { relations }: CouplingGraph): { elements: Element[]; relations: Relation[] } {
  const uses = new Set(consumers.map(({ use }) => use));
  const elements = new Set(consumers.flatMap(({ element, broker }) => [element, ...(broker ? [broker] : [])]));
  return { elements: [...elements], relations: relations.filter((relation) => relation.kind === 'subscribes' && relation.uses.some((use) => uses.has(use))) };
}
