import { groupBy } from '../../model/collections.js';
import type { DualWrite } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { listOf } from '../../model/wording.js';

export const dualWriteWithoutOutbox: Rule = {
  id: 'dual-write-without-outbox',
  severity: 'warning',
  preset: 'strict',
  title: 'A function writes to the database and publishes, and nothing holds the two together',
  why: 'Between the commit and the message the program may stop, or the broker refuse: then the others never learn of what was stored, or hear of what was not. No retry in the function mends it. It counts where one function, or another of its file that it calls, writes to the database of the service and publishes to a broker, and nothing in the code of the service knows of an outbox.',
  remedy: 'Write the message into an outbox table in the same transaction, and let a relay publish it: Debezium, the outboxes of MassTransit, Wolverine or CAP, Spring Modulith.',
  ignoreWhen: 'A lost message does no harm, or the consumers compare with the database now and then.',
  noFix: 'an outbox needs a table, a relay and another interface to publish by, which no edit of the call makes.',
  sources: ['https://microservices.io/patterns/data/transactional-outbox.html'],

  *check({ graph }) {
    const writes = graph.dualWrites.filter(({ element }) => isBusinessService(element));
    for (const group of groupBy(writes.sort((a, b) => gapOf(a) - gapOf(b)), ({ element }) => element.id).values()) yield toReport(group);
  },
};

/** Characters from the write to the message behind it; those whose write stands elsewhere come last. */
function gapOf({ write, publish }: DualWrite): number {
  const gap = publish.span.start - write.span.start;
  return gap > 0 ? gap : Number.MAX_SAFE_INTEGER;
}

function toReport(writes: readonly [DualWrite, ...DualWrite[]]): Report {
  const [{ element, publish, relation, datastore, write }, ...others] = writes;
  const channels = [...new Set(writes.flatMap(({ relation: { channel } }) => channel ?? []))];
  return {
    site: publish,
    message:
      `${element.name} writes to ${datastore.name} and publishes ${channels.length > 0 ? `to ${listOf(channels)} ` : ''}at ${relation.to.name} in one go: whatever happens in between, the two do not agree any more. ` +
      'Write the message into an outbox in the same transaction, and let a relay publish it.',
    related: [
      { site: write, message: `The write to ${datastore.name}` },
      ...others.flatMap((other) => [{ site: other.publish, message: 'Here, too' }]),
    ],
    elements: [element, datastore, relation.to],
    relations: [...new Set(writes.map((one) => one.relation))],
  };
}
