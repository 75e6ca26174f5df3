import { isCallerKnown, isHardCall } from '../../model/calls.js';
import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';

/** HTTP methods that tell the callee something, as a message would; the others ask it. */
const TELLING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** What one service tells another through a broker, both relations by their channel. */
interface Path {
  readonly channel: string;
  readonly publish: Relation;
  readonly consume: Relation;
}

export const brokerBypass: Rule = {
  id: 'broker-bypass',
  severity: 'warning',
  preset: 'strict',
  title: 'A direct call beside a channel',
  why: 'Two services that exchange messages are free of each other: one may be slow or down without the other. A direct call between them, in the same direction, takes that freedom back. Where the call only asks for data that the messages tell anyway, that is information.',
  remedy: 'Send a message over the channel that is already there, or put into the messages what the call asks for.',
  ignoreWhen: 'The caller cannot go on without the answer, and the answer cannot be told beforehand.',
  noFix: 'a message needs a form, a sender and a receiver that no edit of the call makes, and what the call answers has to come from somewhere else.',

  *check({ graph }) {
    const channels = channelsOf(graph);
    for (const call of graph.relations) {
      if (!isHardCall(call) || !isCallerKnown(call) || call.uses.length === 0) continue;
      const there = pathBetween(channels, call.from, call.to);
      const back = pathBetween(channels, call.to, call.from);
      const report = there !== undefined ? bypassReport(call, there) : back !== undefined ? pollReport(call, back) : undefined;
      if (report !== undefined) yield report;
    }
  },
};

/** What each service publishes and reads, by the broker and name of the channel. */
interface Channels {
  readonly published: ReadonlyMap<Element, ReadonlyMap<string, Relation>>;
  readonly read: ReadonlyMap<Element, ReadonlyMap<string, Relation>>;
}

/** Channels that more services publish to are a bus for everything: they tell nothing about two of them. */
const MOST_PUBLISHERS = 3;

function channelsOf({ relations }: CouplingGraph): Channels {
  const [published, read] = [new Map<Element, Map<string, Relation>>(), new Map<Element, Map<string, Relation>>()];
  const named = relations.filter(({ kind, channel, from, confidence }) => (kind === 'publishes' || kind === 'subscribes') && channel !== undefined && confidence !== 'inferred' && isBusinessService(from));
  for (const [key, group] of groupBy(named, ({ to, channel }) => `${to.id} ${channel ?? ''}`)) {
    if (group.filter(({ kind }) => kind === 'publishes').length > MOST_PUBLISHERS) continue;
    for (const relation of group) {
      const side = relation.kind === 'publishes' ? published : read;
      side.set(relation.from, (side.get(relation.from) ?? new Map<string, Relation>()).set(key, relation));
    }
  }
  return { published, read };
}

/** The first channel, by broker and name, over which one service hears from another. */
function pathBetween({ published, read }: Channels, sender: Element, receiver: Element): Path | undefined {
  const heard = read.get(receiver);
  if (heard === undefined) return undefined;
  for (const [key, publish] of published.get(sender) ?? []) {
    const consume = heard.get(key);
    if (consume !== undefined) return { channel: publish.channel ?? '', publish, consume };
  }
  return undefined;
}

/** The caller has a channel to the callee. */
function bypassReport(call: Relation, path: Path): Report | undefined {
  const telling = call.uses.find(({ method }) => method !== undefined && TELLING.has(method));
  if (telling === undefined) return undefined;
  const { from, to } = call;
  return toReport(call, path, telling.site, 'warning',
    `${from.name} calls ${to.name} (${telling.method ?? ''}) although it already sends it messages over ${path.channel}: it waits for ${to.name}, and fails when ${to.name} is down. Send a message instead.`);
}

/** The caller asks whom it hears from. */
function pollReport(call: Relation, path: Path): Report | undefined {
  const asking = call.uses.find(({ method }) => method === 'GET');
  if (asking === undefined) return undefined;
  const { from, to } = call;
  return toReport(call, path, asking.site, 'info',
    `${from.name} asks ${to.name} although ${to.name} already tells it by ${path.channel}: with the data in the messages ${from.name} would not need ${to.name} to be up.`);
}

function toReport(call: Relation, { publish, consume }: Path, site: Report['site'], severity: 'warning' | 'info', message: string): Report {
  return {
    site, severity, message,
    related: [
      { site: publish.evidence[0].site, message: `${publish.from.name} publishes here` },
      { site: consume.evidence[0].site, message: `${consume.from.name} listens here` },
    ],
    elements: [call.from, call.to, publish.to],
    relations: [call, publish, consume],
  };
}
