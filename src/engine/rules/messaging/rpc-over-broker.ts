import { groupBy, uniqueBy } from '../../model/collections.js';
import type { Element, MessageRequest } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';

export const rpcOverBroker: Rule = {
  id: 'rpc-over-broker',
  severity: 'info',
  preset: 'strict',
  title: 'A request through a broker that waits for its answer',
  why: 'Whoever waits for the reply to a message is as blocked as after a direct call: it answers only while the other service runs and keeps up, and the broker has to run, too. The messages keep nobody apart in time, and where the waiting ends is harder to see than in an HTTP call.',
  remedy: 'Send what happened and go on, and hear of the result by another message; or keep a copy of what is asked for. Where the answer is needed at once call the service directly, with a time-out and a circuit breaker.',
  ignoreWhen: 'The reply is only an acknowledgement of receipt, or requests through the broker are a choice that the team made for its routing and load balancing.',
  noFix: 'whether the answer is needed is known only to who wrote the request.',
  sources: ['https://www.rabbitmq.com/tutorials/tutorial-six-python', 'https://www.enterpriseintegrationpatterns.com/patterns/messaging/RequestReply.html'],

  *check({ graph }) {
    const requests = graph.messaging.requests.filter(({ element }) => isBusinessService(element));
    const readers = readersByChannel(graph.messaging.consumers);
    // All requests of a service over one broker are one decision.
    for (const group of groupBy(requests, ({ element, broker }) => `${element.id} ${broker?.id ?? ''}`).values()) yield toReport(group, readers);
  },
};

type Readers = ReadonlyMap<string, readonly Element[]>;

function readersByChannel(consumers: readonly { readonly channel?: string; readonly group?: string; readonly element: Element }[]): Readers {
  const named = consumers.flatMap(({ channel, group, element }) => [channel, group].flatMap((name) => (name === undefined ? [] : [{ name, element }])));
  return new Map([...groupBy(named, ({ name }) => name)].map(([name, all]) => [name, all.map(({ element }) => element)]));
}

function toReport(group: readonly [MessageRequest, ...MessageRequest[]], readers: Readers): Report {
  const [{ element, broker, use }] = group;
  const channels = [...new Set(group.flatMap(({ channel }) => channel ?? []))];
  const answering = uniqueBy([...group.flatMap(({ answering: named }) => named ?? []), ...channels.flatMap((channel) => readers.get(channel) ?? [])], ({ id }) => id).filter((reader) => reader !== element);
  const who = answering.length > 0 ? listOf(answering.map(({ name }) => name)) : channels.length > 0 ? `whoever reads ${listOf(channels)}` : 'another service';
  const places = uniqueBy(group, (request) => siteKey(request.use.site));
  return {
    site: use.site,
    message: `${element.name} sends a request through ${broker?.name ?? 'a broker'} and waits for the answer of ${who}: it can go on only while ${answering.length > 1 ? 'they and' : 'that one and'} the broker run. Send what happened and go on, or call directly with a time-out.`,
    related: places.slice(1).map((request) => ({ site: request.use.site, message: `${element.name} waits for an answer here, too` })),
    elements: [element, ...(broker ? [broker] : []), ...answering],
  };
}
