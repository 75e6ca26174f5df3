import type { ChannelDeclarationFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import { isNamed } from '../../../syntax/outline/callee.js';
import type { Call } from '../../../syntax/outline/outline.js';
import { onlyCall } from '../calls.js';
import { queueLimits } from '../queue-arguments.js';
import type { Reader } from '../reader.js';
import { amqpSettings, automatic } from '../settings.js';
import { isEmpty, type Text } from '../text.js';
import { argument, argumentText, step, type CallSite, type Recogniser, type SignatureTable } from '../uses.js';
import { hostAndPort } from './endpoints.js';
import { connected, connection, message, type Broker } from './message.js';

const PIKA: Broker = { client: 'pika', protocol: 'amqp' };

/** The host of RabbitMQ in the parameters of a connection. */
function pikaHost(site: Pick<CallSite, 'chain' | 'reader'>): Text | undefined {
  const made = parametersOf(site) ?? onlyCall(site.reader, PIKA_PARAMETERS);
  return made && textOfParameters(made, site.reader);
}

const PIKA_PARAMETERS = /^(?:ConnectionParameters|URLParameters|connect_robust|connect)$/;

function parametersOf({ chain, reader }: Pick<CallSite, 'chain' | 'reader'>): Call | undefined {
  const opened = chain.calls.find((call) => isNamed(call, /^\w*Connection$/));
  const [first] = opened?.arguments ?? [];
  return first && reader.chain(first.value).calls.find((call) => isNamed(call, PIKA_PARAMETERS));
}

function textOfParameters(made: Call, reader: Reader): Text | undefined {
  const site = { call: made, reader };
  return hostAndPort(argumentText(site, 0, 'host', 'url'), isNamed(made, /^URLParameters$/) ? undefined : argumentText(site, 1, 'port'));
}

const pikaParameters: Recogniser = (site) => connected(PIKA, textOfParameters(site.call, site.reader), site);

/** The default exchange '' delivers to the queue that the routing key names. */
const basicPublish: Recogniser = (site) => {
  const exchange = argumentText(site, 0, 'exchange');
  const isDefault = exchange === undefined || exchange.parts.every((part) => part === '');
  return [message(PIKA, 'publishes', isDefault ? argumentText(site, 1, 'routing_key') : exchange, pikaHost(site))];
};

/** The queue came second before pika 1.0, and `auto_ack` was called `no_ack`. */
const basicConsume: Recogniser = (site) => {
  const [first, second] = [argument(site.call, 0, 'queue'), argument(site.call, 1)];
  const queue = first?.kind === 'text' || second?.kind !== 'text' ? first : second;
  const consumer = amqpSettings(site, {
    acknowledges: automatic(argument(site.call, Infinity, 'auto_ack', 'no_ack'), site),
    limits: /^basic_qos$/, numberIn: (limit) => argument(limit, 1, 'prefetch_count'), opens: /^channel$/,
  });
  return [{ ...message(PIKA, 'subscribes', queue && site.reader.text(queue), pikaHost(site)), consumer }];
};

const queueBind: Recogniser = (site) => [message(PIKA, 'subscribes', argumentText(site, 1, 'exchange'), pikaHost(site))];

/** aio-pika: `await queue.consume(handler)` and `queue.iterator()`, on what `declare_queue` gave. */
const queueConsume: Recogniser = (site) => {
  const declared = step(site, /^(?:declare_queue|get_queue)$/);
  const consumer = amqpSettings(site, {
    acknowledges: automatic(argument(site.call, Infinity, 'no_ack'), site),
    limits: /^set_qos$/, numberIn: (limit) => argument(limit, 0, 'prefetch_count'), opens: /^channel$/,
  });
  return [{ ...message(PIKA, 'subscribes', declared && argumentText({ call: declared, reader: site.reader }, 0, 'name'), pikaHost(site)), consumer }];
};

/** Queues that a file declares: `channel.queue_declare(queue="orders", arguments={…})`, aio-pika's `channel.declare_queue("orders")`. */
export function declaredQueues(file: Path, reader: Reader): ChannelDeclarationFact[] {
  const isRabbit = reader.outline.imports.some(({ path }) => /^(?:pika|aio_pika)\b/.test(path));
  return reader.outline.calls.filter((call) => isNamed(call, /^queue_declare$/) || (isRabbit && isNamed(call, /^declare_queue$/))).flatMap((call): ChannelDeclarationFact[] => {
    const name = argumentText({ call, reader }, 0, 'queue', 'name');
    // Without a name the broker gives one, for as long as the connection lasts; a passive declaration only asks whether the queue is there.
    if (name === undefined || isEmpty(name) || isOn(call, 'passive')) return [];
    return [{
      kind: 'channel-declaration', client: 'pika', protocol: 'amqp', channel: name.parts, ...queueLimits(argument(call, 5, 'arguments'), reader),
      isTemporary: isOn(call, 'exclusive') || isOn(call, 'auto_delete'), site: { path: file, span: call.nameSpan },
    }];
  });
}

function isOn(call: Call, flag: string): boolean {
  const value = argument(call, Infinity, flag);
  return value?.kind === 'boolean' && value.value;
}

/** What pika calls a channel's work; the channel may have come from elsewhere. */
export const rabbitChannel: SignatureTable = [[/\.basic_publish$/, basicPublish], [/\.basic_consume$/, basicConsume], [/\.queue_bind$/, queueBind]];

/** RabbitMQ by pika and aio-pika. */
export const rabbit: SignatureTable = [
  [/^pika(?:\.connection)?\.(?:ConnectionParameters|URLParameters)$/, pikaParameters],
  [/^aio_pika\.(?:connect_robust|connect)$/, connection(PIKA, 'url')],
  [/^aio_pika\.(?:\w+\(\)\.)+(?:declare_queue|get_queue)\(\)\.(?:consume|iterator)$/, queueConsume],
  ...rabbitChannel,
];
