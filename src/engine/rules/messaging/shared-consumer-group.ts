import { groupBy } from '../../model/collections.js';
import type { Element, MessageConsumer, Relation } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isBusinessService, logicalServices } from '../../model/services.js';
import { compareSites, compareText } from '../../model/text.js';
import { editValue, siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { queueOf } from './channels.js';

/** Protocols whose consumers of one queue share its messages, whatever they call themselves. */
const QUEUES: ReadonlySet<string> = new Set(['amqp', 'sqs']);

/** A queue name with these is a pattern of topics. */
const PATTERN = /[*#>]/;

export const sharedConsumerGroup: Rule = {
  id: 'shared-consumer-group',
  severity: 'error',
  preset: 'recommended',
  title: 'Services take each other\'s messages',
  why: 'Consumers of one queue, or of one topic in the same consumer group, get each message once among them. Instances of one service share the work in this way; two different services each miss the part that the other one gets.',
  remedy: 'Give each service a queue or a consumer group of its own.',
  ignoreWhen: 'The services do the same work on purpose, as during a migration from one to the other.',
  sources: ['https://kafka.apache.org/documentation/#intro_consumers', 'https://www.rabbitmq.com/tutorials/tutorial-two-python'],

  *check({ graph }) {
    const known = graph.messaging.consumers.filter(({ element }) => isBusinessService(element));
    const shared = groupBy(known.filter((consumer) => keyOf(consumer) !== undefined), (consumer) => keyOf(consumer) ?? '');
    for (const consumers of shared.values()) {
      const report = toReport(consumers, graph.relations);
      if (report !== undefined) yield report;
    }
  },
};

/** What tells whether consumers share messages; undefined where they do not, or nobody knows. */
function keyOf(consumer: MessageConsumer): string | undefined {
  const { use, channel, group, broker } = consumer;
  if (broker === undefined && use.protocol !== 'sqs') return undefined;
  const queue = QUEUES.has(use.protocol) ? queueOf(consumer) : undefined;
  const name = queue ?? (group !== undefined && channel !== undefined ? `${channel} ${group}` : undefined);
  return name === undefined || PATTERN.test(name) || name.startsWith('amq.') ? undefined : `${use.protocol} ${broker?.id ?? ''} ${name}`;
}

function toReport(consumers: readonly MessageConsumer[], relations: readonly Relation[]): Report | undefined {
  const sorted = [...consumers].sort((a, b) => compareText(a.element.name, b.element.name) || compareSites(a.use.site, b.use.site));
  const services = logicalServices(sorted, ({ element }) => element).map(([first]) => first);
  const [first, ...others] = services;
  const last = others.at(-1);
  if (first === undefined || last === undefined || others.some(({ element }) => isAlternative(first.element, element))) return undefined;
  const uses = new Set(consumers.map(({ use }) => use));
  const own = relations.filter((relation) => relation.kind === 'subscribes' && relation.uses.some((use) => uses.has(use)));
  const { channel = '', group, use, broker } = last;
  const isQueue = QUEUES.has(use.protocol);
  const what = isQueue ? `the queue ${queueOf(last) ?? channel}` : `${channel} in the consumer group ${group ?? ''}`;
  const names = services.map(({ element }) => element.name);
  return {
    site: use.site,
    // A guess never makes an error.
    severity: own.length === 0 || own.some(({ confidence }) => confidence === 'inferred') ? 'info' : 'error',
    message: `${listOf(names)} read ${what}: each message reaches only one of them, and the ${names.length === 2 ? 'other misses' : 'others miss'} it. Give each a ${isQueue ? 'queue' : 'group'} of its own.`,
    related: services.filter((one) => one !== last).map(({ element, use: { site } }) => ({ site, message: `${element.name} reads it here` })),
    elements: [...services.map(({ element }) => element), ...(broker ? [broker] : [])],
    relations: own,
    fixes: others.length === 1 ? ownGroup(last, first, consumers) : [],
  };
}

/** Another group for the second service. A queue of AMQP has to be declared and bound, too, which no edit of its reader does. */
function ownGroup(last: MessageConsumer, first: MessageConsumer, consumers: readonly MessageConsumer[]): Fix[] {
  const { group, groupSite, element, use } = last;
  if (QUEUES.has(use.protocol) || group === undefined || groupSite === undefined) return [];
  // Where one place names the group for both, another name there would be one for both again.
  const places = (service: Element): Set<string> => new Set(consumers.flatMap((one) => (one.element === service ? [one.groupSite === undefined ? '' : siteKey(one.groupSite)] : [])));
  const own = places(element);
  if (own.size !== 1 || places(first.element).has(siteKey(groupSite))) return [];
  const name = group === element.name ? `${group}-events` : element.name;
  const edit = editValue(groupSite, group, { start: 0, end: group.length }, name);
  return edit === undefined ? [] : [{ title: `Let ${element.name} read in a group of its own, ${name} (it starts where its client's offset reset says)`, edits: [edit], preferred: false }];
}

/** Services that no way of deploying the system runs side by side. */
function isAlternative(one: Element, other: Element): boolean {
  if (one.units.length === 0 || other.units.length === 0) return false;
  const ways = new Set(one.units.map(({ technology }) => technology));
  return !other.units.some(({ technology }) => ways.has(technology));
}
