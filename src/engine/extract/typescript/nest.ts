import { NO_CARE, type ConsumerSettings, type UseRelation } from '../../model/code-facts.js';
import { ts } from '../../syntax/typescript.js';
import { acknowledged, group } from './brokers/message.js';
import { endpointIn } from './endpoints.js';
import { argument, argumentOptions, argumentText, methodOf, type LibraryCall, type Recogniser, type Use } from './library-call.js';
import { factoryOptions, numberSetting, option, optionText, optionsOf, type Options } from './options.js';
import { memberText, type Text } from './text-values.js';

/** NestJS microservices: clients over several transports, and the patterns they send and listen to. */
export const nestMicroservices: Readonly<Record<string, Recogniser>> = {
  '@nestjs/microservices': microservices,
  '@nestjs/core': server,
};

interface Transport {
  readonly protocol: string;
  /** What a client of this transport does: it waits for an answer, or hands a message over. */
  readonly relation: UseRelation;
}

/** By the member of the `Transport` enumeration. */
const TRANSPORTS: Readonly<Record<string, Transport>> = {
  TCP: { protocol: 'tcp', relation: 'calls' },
  GRPC: { protocol: 'grpc', relation: 'calls' },
  REDIS: { protocol: 'redis', relation: 'publishes' },
  NATS: { protocol: 'nats', relation: 'publishes' },
  MQTT: { protocol: 'mqtt', relation: 'publishes' },
  RMQ: { protocol: 'amqp', relation: 'publishes' },
  KAFKA: { protocol: 'kafka', relation: 'publishes' },
};

function microservices(call: LibraryCall): readonly Use[] {
  const method = methodOf(call);
  switch (method) {
    case 'register':
    case 'registerAsync':
      return clientsIn(call).flatMap((options) => clientUse(call, options));
    case 'create':
    case 'Client':
      return clientUse(call, argumentOptions(call, 0));
    case 'MessagePattern':
    case 'EventPattern':
      return [{ ...pattern('subscribes', patternText(call)), protocol: patternProtocol(call) }];
    case 'emit':
      return [{ ...pattern('publishes', patternText(call)), protocol: patternProtocol(call) }];
    case 'send':
      return [{ ...pattern('calls', patternText(call)), awaitsReply: true }];
    default:
      return [];
  }
}

/** `ClientsModule.register([{ … }])`, `{ clients: [{ … }] }`, and the factories of `registerAsync`. */
function clientsIn(call: LibraryCall): readonly Options[] {
  const first = argument(call, 0);
  if (first === undefined) return [];
  const { root } = first.reader.origin(first.node);
  const list = root.kind === 'node' && ts.isArrayLiteralExpression(root.node) ? root.node : option(optionsOf(first), 'clients')?.node;
  if (list === undefined || !ts.isArrayLiteralExpression(list)) return [];
  return list.elements.map((element) => {
    const options = optionsOf({ node: element, reader: first.reader });
    return factoryOptions(options) ?? options;
  });
}

function transportOf(options: Options): Transport | undefined {
  const value = option(options, 'transport');
  return value && TRANSPORTS[/\w+$/.exec(value.node.getText())?.[0] ?? ''];
}

function clientUse(call: LibraryCall, options: Options): readonly Use[] {
  const transport = transportOf(options);
  if (transport) return [transportUse(call, options, transport, transport.relation)];
  return options.object === undefined ? importedClient(call) : [];
}

/** `@Client(options) private client: ClientGrpc` with options that another file exports: the type of the property tells the transport. */
function importedClient(call: LibraryCall): readonly Use[] {
  const decorated = ts.isDecorator(call.node.parent) ? call.node.parent.parent : undefined;
  const isGrpc = decorated !== undefined && ts.isPropertyDeclaration(decorated) && /\bClientGrpc\b/.test(decorated.type?.getText() ?? '');
  const options = isGrpc ? argumentText(call, 0) : undefined;
  return options ? [{ client: '@nestjs/microservices', relation: 'calls', protocol: 'grpc', target: memberText(options, 'options.url'), care: NO_CARE }] : [];
}

function transportUse(call: LibraryCall, options: Options, { protocol }: Transport, relation: UseRelation): Use {
  const inner = option(options, 'options');
  const nested = inner && optionsOf(inner);
  const broker = nested && option(nested, 'client');
  const target = nested && (endpointIn(nested) ?? (broker && endpointIn(optionsOf(broker))));
  const channel = nested && optionText(nested, ['queue']);
  const consumer = nested && relation === 'subscribes' ? consumerOf(call, nested, protocol) : undefined;
  return {
    client: '@nestjs/microservices', relation, protocol, care: NO_CARE,
    ...(target && { target }), ...(channel && { channel }), ...(consumer && { consumer }),
  };
}

/** Servers over RabbitMQ take messages as acknowledged when they are sent, and as many as come, unless told otherwise (NestJS's documentation: `noAck`, `prefetchCount`). */
function consumerOf(call: LibraryCall, options: Options, protocol: string): ConsumerSettings {
  if (protocol === 'kafka') {
    const run = option(options, 'run');
    const settings = run ? optionsOf(run) : { reader: options.reader, isOpen: options.isOpen };
    return { acknowledges: acknowledged(call, settings, 'autoCommit', { whenTrue: 'periodic', whenFalse: 'after-work', byDefault: true }), hasDeadLetter: false, ...group(call, options, ['consumer.groupId']) };
  }
  if (protocol !== 'amqp') return { hasDeadLetter: false, ...group(call, options, ['queue']) };
  const prefetch = option(options, 'prefetchCount');
  const deadLetter = ['queueOptions.deadLetterExchange', 'queueOptions.arguments.x-dead-letter-exchange'].some((name) => option(options, name) !== undefined);
  return {
    acknowledges: acknowledged(call, options, 'noAck', { whenTrue: 'on-delivery', whenFalse: 'after-work', byDefault: true }),
    ...(prefetch && { prefetch: numberSetting(call.path, prefetch) }),
    hasDeadLetter: deadLetter,
  };
}

/** A server over a broker listens there; one over TCP or gRPC is called, which is no use of its own. */
function server(call: LibraryCall): readonly Use[] {
  const index = { createMicroservice: 1, connectMicroservice: 0 }[methodOf(call)];
  if (index === undefined) return [];
  const options = argumentOptions(call, index);
  const transport = transportOf(options);
  return transport?.relation === 'publishes' ? [transportUse(call, options, transport, 'subscribes')] : [];
}

/** Said by the second argument, `Transport.RMQ`, or by the class of the client. */
function patternProtocol(call: LibraryCall): string {
  const transport = argument(call, 1)?.node.getText();
  const named = transport?.startsWith('Transport.') ? TRANSPORTS[transport.slice('Transport.'.length)]?.protocol : undefined;
  return named ?? (call.chain.names[0] === 'ClientKafka()' ? 'kafka' : 'message');
}

function pattern(relation: UseRelation, channel: Text | undefined): Use {
  return { client: '@nestjs/microservices', relation, protocol: 'message', ...(channel && { channel }), care: NO_CARE };
}

/** `'created'` or `{ cmd: 'created' }`. */
function patternText(call: LibraryCall): Text | undefined {
  const options = argumentOptions(call, 0);
  return options.object ? optionText(options, ['cmd', 'event', 'role', 'pattern']) : argumentText(call, 0);
}
