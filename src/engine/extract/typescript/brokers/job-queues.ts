import { ts } from '../../../syntax/typescript.js';
import { endpointOf } from '../endpoints.js';
import { argument, argumentOf, argumentOptions, argumentText, calleeOf, methodOf, type LibraryCall, type Recogniser, type Use } from '../library-call.js';
import { factoryOptions, option, optionText, optionsOf } from '../options.js';
import { textOf } from '../text.js';
import type { Text } from '../text-values.js';
import { connection, message } from './message.js';

/** Job queues over Redis: who makes a queue adds jobs, who makes a worker takes them. */
export function jobQueue(client: string): Recogniser {
  const broker = { client, protocol: 'redis' };
  return (call) => {
    const callee = calleeOf(call);
    const isQueue = callee === 'Queue' || callee === 'FlowProducer' || callee === '';
    if ((isQueue || callee === 'Worker') && ts.isNewExpression(call.node)) {
      const relation = isQueue ? 'publishes' : 'subscribes';
      // What a job throws is tried again and kept as failed.
      const consumer = isQueue ? undefined : { hasDeadLetter: true };
      return [message(broker, relation, argumentText(call, 0), queueConnection(call, isQueue ? 1 : 2), consumer)];
    }
    const made = methodOf(call) === 'process' ? call.chain.calls.at(-1) : undefined;
    const name = made && argumentOf(made, call.reader, 0);
    return name ? [message(broker, 'subscribes', textOf(name.reader, name.node), undefined, { hasDeadLetter: true })] : [];
  };
}

function queueConnection(call: LibraryCall, index: number): Text | undefined {
  const value = argument(call, index);
  if (value === undefined) return undefined;
  const options = optionsOf(value);
  if (options.object === undefined) return endpointOf(value);
  const made = factoryOptions(options) ?? options;
  const nested = option(made, 'connection') ?? option(made, 'redis') ?? option(made, 'url');
  return nested && endpointOf(nested);
}

/** NestJS: `registerQueue({ name })` offers a queue to add to, `@Processor(name)` takes from it, `forRoot` says where Redis is. */
export function nestQueue(call: LibraryCall): readonly Use[] {
  const broker = { client: call.chain.module, protocol: 'redis' };
  const options = argumentOptions(call, 0);
  switch (methodOf(call)) {
    case 'forRoot':
    case 'forRootAsync':
      return connection(broker, queueConnection(call, 0), call);
    case 'registerQueue':
    case 'registerQueueAsync':
      return (call.node.arguments ?? []).flatMap((node) => {
        const name = optionText(optionsOf({ node, reader: call.reader }), ['name']);
        return name ? [message(broker, 'publishes', name, undefined)] : [];
      });
    case 'Processor':
      return [message(broker, 'subscribes', options.object ? optionText(options, ['name']) : argumentText(call, 0), undefined, { hasDeadLetter: true })];
    default:
      return [];
  }
}
