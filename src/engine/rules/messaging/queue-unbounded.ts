import { groupBy, uniqueBy } from '../../model/collections.js';
import type { DeclaredChannel } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isOwnProgram } from '../../model/services.js';
import { compareSites, compareText } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { indexQueues, isForFailed } from './channels.js';

export const queueUnbounded: Rule = {
  id: 'queue-unbounded',
  severity: 'info',
  preset: 'all',
  title: 'A queue may grow without limit',
  why: 'While its consumer is down or too slow a queue without a limit keeps what comes, until the broker has no memory or disk left; then it blocks the publishers of all queues, and whoever shares the broker stops with them. Reported are queues of RabbitMQ that the code of a service declares, and that some service reads, with neither a limit of length or size nor an age of their messages. Queues for what failed should be long, and queues for replies go with their consumer.',
  remedy: 'Declare the queue with `x-max-length` or `x-max-length-bytes`, and `x-overflow: reject-publish` where the publisher has to learn of it; or set a policy at the broker.',
  ignoreWhen: 'A policy of the broker, which is not in the workspace, limits its queues.',
  noFix: 'how many messages are too many only the team knows, and an existing queue cannot be declared with other arguments.',
  sources: ['https://www.rabbitmq.com/docs/maxlength', 'https://www.rabbitmq.com/docs/ttl'],

  *check({ graph: { messaging } }) {
    const queues = indexQueues(messaging);
    const open = messaging.channels.filter((queue) => isUnbounded(queue) && queues.readersOf(queue).length > 0);
    // Several programs may declare the queue that one of them reads; the first of them tells.
    const once = uniqueBy([...open].sort(byPlace), ({ name, element, fact }) => name ?? `${element.id} ${siteKey(fact.site)}`);
    // How a program declares its queues is one habit, and a library that several are built with is one place (rules.md, G8).
    const places = [...groupBy(once, ({ fact }) => siteKey(fact.site)).values()];
    for (const group of groupBy(places, (place) => place.map(({ element }) => element.id).join(' ')).values()) yield toReport(group.flat());
  },
};

function isUnbounded({ element, fact, name }: DeclaredChannel): boolean {
  return isOwnProgram(element) && fact.protocol === 'amqp' && fact.isBounded === false && !fact.isTemporary && !(name !== undefined && isForFailed(name));
}

function byPlace(one: DeclaredChannel, other: DeclaredChannel): number {
  return compareSites(one.fact.site, other.fact.site) || compareText(one.element.id, other.element.id);
}

function toReport(queues: readonly DeclaredChannel[]): Report {
  const [first, ...others] = uniqueBy(queues, ({ fact }) => siteKey(fact.site));
  if (first === undefined) throw new Error('a report about no queue');
  const elements = [...new Set(queues.map(({ element }) => element))];
  const owners = listOf(elements.map(({ name }) => name));
  const names = [...new Set(queues.flatMap(({ name }) => name ?? []))];
  const which = names.length === 0 ? `${queues.length === 1 ? 'A queue' : 'Queues'} of ${owners}` : `The ${names.length === 1 ? 'queue' : 'queues'} ${listOf(names)} of ${owners}`;
  return {
    site: first.fact.site,
    message: `${which} may grow without limit while nobody reads ${queues.length === 1 ? 'it' : 'them'}, until the broker blocks all who publish. Limit the length, or the age of the messages, here or by a policy of the broker.`,
    related: others.map((other) => ({ site: other.fact.site, message: `${other.name ?? 'Another queue'} is declared here` })),
    elements,
  };
}
