import type { UseFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { plainText, type Text } from '../text.js';
import { argument, argumentText, toUseFact, type Recogniser, type SignatureTable } from '../uses.js';
import { message } from './brokers.js';

/*
 * Eventuate Tram: domain events go over a channel with the full name of the aggregate's class, commands over a channel that the saga names.
 * The broker behind it is chosen by a dependency: Kafka, RabbitMQ, ActiveMQ, Redis.
 */
const CLIENT = 'eventuate-tram';

/** The channel of an aggregate: `Order.class`, or its full name as text. */
function aggregateChannel(value: Value | undefined, reader: Reader): Text | undefined {
  if (value === undefined) return undefined;
  if (value.kind !== 'member' || value.name !== 'class' || value.object.kind !== 'name') return reader.text(value);
  return plainText(fullName(value.object.name, reader));
}

/** The full name of a class that the file imports, or that stands in its package. */
function fullName(name: string, reader: Reader): string {
  const qualified = reader.qualified(name);
  const home = reader.outline.package;
  return qualified === name && home !== undefined ? `${home}.${name}` : qualified;
}

const publishesEvents: Recogniser = ({ call, reader }) => [message(CLIENT, 'stream', 'publishes', aggregateChannel(argument(call, 0), reader))];
const handlesEvents: Recogniser = ({ call, reader }) => [message(CLIENT, 'stream', 'subscribes', aggregateChannel(argument(call, 0), reader))];
const channelAt = (relation: 'publishes' | 'subscribes', index: number): Recogniser => (site) => [message(CLIENT, 'stream', relation, argumentText(site, index))];

/** Calls of Eventuate Tram. */
export const tram: SignatureTable = [
  [/(?:^|\.)DomainEventPublisher\(\)\.publish$/, publishesEvents],
  [/(?:^|\.)DomainEventHandlersBuilder\.forAggregateType$|(?:^|\.)DomainEventHandlersBuilder\..*\.andForAggregateType$/, handlesEvents],
  [/(?:^|\.)(?:Saga)?CommandHandlersBuilder\.fromChannel$/, channelAt('subscribes', 0)],
  [/(?:^|\.)CommandWithDestinationBuilder\.send\(\)\.to$|(?:^|\.)CommandEndpointBuilder\.forCommand\(\)(?:\.\w+\(\))*\.withChannel$|(?:^|\.)CommandProducer\(\)\.send$/, channelAt('publishes', 0)],
  [/(?:^|\.)CommandWithDestination$/, channelAt('publishes', 0)],
  [/^io\.eventuate\.tram\..*MessageProducer\(\)\.send$/, channelAt('publishes', 0)],
];

/** Publishers by type: `class OrderEvents extends AbstractAggregateDomainEventPublisher<Order, OrderEvent>`. */
export function aggregatePublishers(file: Path, reader: Reader): UseFact[] {
  return reader.outline.types.flatMap(({ generics = [], span, name }) => generics.flatMap(({ of, types: [aggregate] }) => {
    if (of !== 'AbstractAggregateDomainEventPublisher' || aggregate === undefined) return [];
    return [toUseFact(file, message(CLIENT, 'stream', 'publishes', plainText(fullName(aggregate, reader))), { path: file, span: { start: span.start, end: span.start + name.length } })];
  }));
}
