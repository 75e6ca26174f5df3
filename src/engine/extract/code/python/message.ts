import type { UseRelation } from '../../../model/code-facts.js';
import { isNamed } from '../../../syntax/outline/callee.js';
import { textOrList } from '../calls.js';
import { isUnknown, type Text } from '../text.js';
import { argument, type CallSite, type Recogniser, type Use } from '../uses.js';

/** A library that speaks to a broker. */
export interface Broker {
  readonly client: string;
  readonly protocol: string;
}

/** A message that a library sends or takes, with what is known of its channel and of where the broker is. */
export function message(broker: Broker, relation: UseRelation, channel: Text | undefined, target: Text | undefined): Use {
  return { ...broker, relation, ...(channel && !isUnknown(channel) && { channel }), ...(target && !isUnknown(target) && { target }) };
}

const LISTENS = /^(?:basic_consume|basic_get|start_consuming|consume|consume_from|Consumer|ConsumerMixin|subscribe|iterator|receive_messages?)$/;
const SENDS = /^(?:basic_publish|publish|send|send_task|produce|send_and_wait)$/;

/** A connection says where the broker is; the other calls of the file tell which way messages go. */
export function connected(broker: Broker, target: Text | undefined, { reader }: CallSite): Use[] {
  if (target === undefined || isUnknown(target)) return [];
  const listens = reader.outline.calls.some((call) => isNamed(call, LISTENS));
  const sends = reader.outline.calls.some((call) => isNamed(call, SENDS));
  return [{ ...message(broker, listens && !sends ? 'subscribes' : 'publishes', undefined, target), isInstance: true }];
}

/** A connection to a broker, whose address is the first argument or has one of these names. */
export const connection = (broker: Broker, ...names: readonly string[]): Recogniser => (site) => connected(broker, textOrList(argument(site.call, 0, ...names), site.reader), site);
