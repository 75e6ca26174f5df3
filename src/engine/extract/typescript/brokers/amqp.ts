import type { ConsumerSettings } from '../../../model/code-facts.js';
import { ts } from '../../../syntax/typescript.js';
import { endpointIn, endpointOf } from '../endpoints.js';
import { argument, argumentOf, argumentOptions, argumentText, calleeOf, methodOf, type LibraryCall, type Recogniser, type Use } from '../library-call.js';
import { factoryOptions, numberSetting, option, optionText, siteOf, type Options } from '../options.js';
import { textOf } from '../text.js';
import type { Text } from '../text-values.js';
import { limitFor } from './rabbit-fixes.js';
import { acknowledged, connectedTo, connection, message } from './message.js';

/** AMQP 0.9.1: amqplib and what is built on it. */
export function amqp(client: string): Recogniser {
  const broker = { client, protocol: 'amqp' };
  return (call) => {
    const target = connectedTo(call);
    switch (methodOf(call)) {
      case 'connect': {
        const value = argument(call, 0);
        return connection(broker, value && endpointOf(value), call);
      }
      case 'sendToQueue':
        return [{ ...message(broker, 'publishes', queueText(call, 0), target), ...reply(call, 2) }];
      case 'publish':
        return [{ ...message(broker, 'publishes', publishedTo(call), target), ...reply(call, 3) }];
      case 'consume':
        return [message(broker, 'subscribes', queueText(call, 0), target, consumerOf(call))];
      case 'bindQueue':
        return [message(broker, 'subscribes', argumentText(call, 1), target)];
      default:
        return [];
    }
  };
}

/** amqplib asks for acknowledgements unless told otherwise; how many may be open is set on the channel. */
function consumerOf(call: LibraryCall): ConsumerSettings {
  const acknowledges = acknowledged(call, argumentOptions(call, 2), 'noAck', { whenTrue: 'on-delivery', whenFalse: 'after-work', byDefault: false });
  const prefetch = call.reader.declarations.calls.find(({ expression }) => ts.isPropertyAccessExpression(expression) && expression.name.text === 'prefetch');
  const [count] = prefetch?.arguments ?? [];
  if (count !== undefined) return { acknowledges, prefetch: numberSetting(call.path, { node: count, reader: call.reader }), hasDeadLetter: false };
  // A channel from another file may have been limited there.
  const isOwn = /createC\w*Channel\(\)|createChannel\(\)/.test(calleeOf(call));
  const limitFix = isOwn ? limitFor(call) : undefined;
  return { acknowledges, ...(!isOwn && { prefetch: { known: false, site: acknowledges.site } as const }), hasDeadLetter: false, ...(limitFix && { limitFix }) };
}

/** Who names a queue for replies waits for one. */
function reply(call: LibraryCall, index: number): Pick<Use, 'awaitsReply'> {
  return option(argumentOptions(call, index), 'replyTo') === undefined ? {} : { awaitsReply: true };
}

/** The default exchange '' delivers to the queue that the routing key names. */
function publishedTo(call: LibraryCall): Text | undefined {
  const exchange = argumentText(call, 0);
  return exchange?.parts.length === 0 ? argumentText(call, 1) : exchange;
}

/** A queue by its name, or by the answer of `assertQueue`. */
function queueText(call: LibraryCall, index: number): Text | undefined {
  const value = argument(call, index);
  if (value === undefined) return undefined;
  const chain = call.reader.chain(value.node);
  const asserted = chain?.names.at(-1) === 'queue' && chain.names.at(-2) === 'assertQueue()' ? chain.calls.at(-1) : undefined;
  const named = asserted && argumentOf(asserted, call.reader, 0);
  return named ? textOf(named.reader, named.node) : textOf(value.reader, value.node);
}

/** @golevelup/nestjs-rabbitmq: a module that connects, a connection that publishes, decorators that listen. */
export function golevelup(call: LibraryCall): readonly Use[] {
  const broker = { client: '@golevelup/nestjs-rabbitmq', protocol: 'amqp' };
  const options = argumentOptions(call, 0);
  switch (methodOf(call)) {
    case 'forRoot':
    case 'forRootAsync': {
      const made = factoryOptions(options) ?? (options.object ? options : argumentOptions(call, 1));
      return connection(broker, endpointIn(made), call);
    }
    case 'publish':
      return [message(broker, 'publishes', publishedTo(call), undefined)];
    case 'request':
      return [{ ...message(broker, 'publishes', optionText(options, ['exchange']), undefined), awaitsReply: true }];
    case 'RabbitSubscribe':
    case 'RabbitRPC':
      return [message(broker, 'subscribes', optionText(options, ['exchange', 'queue']), undefined, decorated(call, options))];
    default:
      return [];
  }
}

/** Its handlers acknowledge when they end; what fails is put aside if the queue says so. */
function decorated(call: LibraryCall, options: Options): ConsumerSettings {
  const queue = optionText(options, ['queue']);
  const deadLetter = ['queueOptions.deadLetterExchange', 'queueOptions.arguments.x-dead-letter-exchange'].some((name) => option(options, name) !== undefined);
  return {
    acknowledges: acknowledged(call, options, 'noAck', { whenTrue: 'on-delivery', whenFalse: 'after-work', byDefault: false }),
    // Set for the whole connection, where the module is registered.
    prefetch: { known: false, site: siteOf(call.path, call.node.expression) },
    hasDeadLetter: deadLetter,
    ...(queue && { group: queue.parts }),
  };
}

/** AMQP 1.0: rhea opens links by address, RabbitMQ's client makes publishers and consumers of a queue. */
export function amqp1(client: string): Recogniser {
  const broker = { client, protocol: 'amqp' };
  return (call) => {
    const options = argumentOptions(call, 0);
    const named = optionText(options, ['target.address', 'source.address', 'target', 'source', 'queue.name', 'exchange.name']);
    const queue = options.object ? named : argumentText(call, 0);
    switch (methodOf(call)) {
      case 'connect':
      case 'createEnvironment':
        return connection(broker, endpointIn(options), call);
      case 'open_sender':
      case 'createPublisher':
        return [message(broker, 'publishes', queue, connectedTo(call))];
      case 'open_receiver':
      case 'createConsumer':
        return [message(broker, 'subscribes', queue, connectedTo(call))];
      default:
        return [];
    }
  };
}
