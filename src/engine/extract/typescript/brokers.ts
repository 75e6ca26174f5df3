import type { UseRelation } from '../../model/code-facts.js';
import { ts } from '../../syntax/typescript.js';
import { NO_CARE } from './care.js';
import { endpointIn, endpointOf } from './endpoints.js';
import {
  argument, argumentOf, argumentOptions, argumentText, calleeOf, methodOf,
  type LibraryCall, type Recogniser, type Use,
} from './library-call.js';
import type { Call } from './origin.js';
import { option, optionText, optionsOf, type Located, type Options } from './options.js';
import { textOf, type Text } from './text.js';

/** Message brokers and queues by module. */
export const brokers: Readonly<Record<string, Recogniser>> = {
  amqplib: amqp('amqplib'),
  'amqplib/callback_api': amqp('amqplib'),
  'amqp-connection-manager': amqp('amqp-connection-manager'),
  '@golevelup/nestjs-rabbitmq': amqp('@golevelup/nestjs-rabbitmq'),
  kafkajs: kafka('kafkajs'),
  '@confluentinc/kafka-javascript': kafka('kafkajs'),
  'node-rdkafka': rdkafka,
  nats: subjects('nats', 'nats'),
  'node-nats-streaming': subjects('node-nats-streaming', 'nats'),
  mqtt: subjects('mqtt', 'mqtt'),
  redis: subjects('redis', 'redis'),
  ioredis: subjects('ioredis', 'redis'),
  rhea: amqp1('rhea'),
  'rhea-promise': amqp1('rhea-promise'),
  'rabbitmq-amqp-js-client': amqp1('rabbitmq-amqp-js-client'),
  bull: jobQueue('bull'),
  bullmq: jobQueue('bullmq'),
  'bee-queue': jobQueue('bee-queue'),
  '@nestjs/bull': nestQueue,
  '@nestjs/bullmq': nestQueue,
  '@aws-sdk/client-sqs': amazonQueue,
  '@aws-sdk/client-sns': amazonQueue,
  '@google-cloud/pubsub': cloudPubSub,
  '@azure/service-bus': serviceBus,
};

interface Broker {
  readonly client: string;
  readonly protocol: string;
}

function message(broker: Broker, relation: UseRelation, channel: Text | undefined, target: Text | undefined): Use {
  return { ...broker, relation, ...(channel && { channel }), ...(target && { target }), care: NO_CARE };
}

/**
 * A connection says where the broker is; it is a use of its own only when the file shows no message.
 * Which way messages then go is told by the words of the file: a connection that only listens mentions no sending.
 */
function connection(broker: Broker, target: Text | undefined, { node }: LibraryCall): readonly Use[] {
  if (target === undefined) return [];
  const { text } = node.getSourceFile();
  const onlyListens = /consum|subscri|\blisten/i.test(text) && !/publish|produc|\bsend/i.test(text);
  return [{ ...message(broker, onlyListens ? 'subscribes' : 'publishes', undefined, target), isInstance: true }];
}

/** Where the client of this call was told to connect. */
function connectedTo(call: LibraryCall): Text | undefined {
  for (const made of call.chain.calls) {
    const target = connectionTarget(call, made);
    if (target !== undefined) return target;
  }
  return undefined;
}

function connectionTarget(call: LibraryCall, made: Call): Text | undefined {
  // NATS streaming names a cluster and a client before its options.
  const value = argumentOf(made, call.reader, call.chain.module === 'node-nats-streaming' ? 2 : 0);
  return value && endpointOf(value);
}

function amqp(client: string): Recogniser {
  const broker = { client, protocol: 'amqp' };
  return (call) => {
    const target = connectedTo(call);
    switch (methodOf(call)) {
      case 'connect':
      case 'forRoot': {
        const value = argument(call, 0);
        return connection(broker, value && endpointOf(value), call);
      }
      case 'sendToQueue':
        return [message(broker, 'publishes', queueText(call, 0), target)];
      case 'publish':
        return [message(broker, 'publishes', publishedTo(call), target)];
      case 'consume':
        return [message(broker, 'subscribes', queueText(call, 0), target)];
      case 'bindQueue':
        return [message(broker, 'subscribes', argumentText(call, 1), target)];
      case 'RabbitSubscribe':
      case 'RabbitRPC':
        return [message(broker, 'subscribes', optionText(argumentOptions(call, 0), ['exchange', 'queue']), undefined)];
      default:
        return [];
    }
  };
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

/** AMQP 1.0: rhea opens links by address, RabbitMQ's client makes publishers and consumers of a queue. */
function amqp1(client: string): Recogniser {
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

function kafka(client: string): Recogniser {
  const broker = { client, protocol: 'kafka' };
  return (call) => {
    const options = argumentOptions(call, 0);
    const target = connectedTo(call);
    switch (methodOf(call)) {
      case 'Kafka':
        return connection(broker, endpointIn(options), call);
      case 'send':
        return topics(options).map((topic) => message(broker, 'publishes', topic, target));
      case 'sendBatch':
        return elementsOf(option(options, 'topicMessages'))
          .flatMap((one) => topics(optionsOf(one)))
          .map((topic) => message(broker, 'publishes', topic, target));
      case 'subscribe':
        return topics(options).map((topic) => message(broker, 'subscribes', topic, target));
      default:
        return [];
    }
  };
}

/** Topics named by `topic` or `topics`. */
function topics(options: Options): readonly Text[] {
  const single = optionText(options, ['topic']);
  return single ? [single] : elementsOf(option(options, 'topics')).map(({ node, reader }) => textOf(reader, node));
}

/** The elements of an array literal; a value that is none stands for itself. */
function elementsOf(value: Located | undefined): readonly Located[] {
  if (value === undefined) return [];
  const { root, path } = value.reader.origin(value.node);
  if (root.kind !== 'node' || path.length > 0 || !ts.isArrayLiteralExpression(root.node)) return [value];
  return root.node.elements.map((node) => ({ node, reader: root.reader }));
}

function rdkafka(call: LibraryCall): readonly Use[] {
  const broker = { client: 'node-rdkafka', protocol: 'kafka' };
  const method = methodOf(call);
  if (/^(?:Producer|KafkaConsumer|HighLevelProducer)$/.test(method)) return connection(broker, endpointIn(argumentOptions(call, 0)), call);
  if (method === 'produce') return [message(broker, 'publishes', argumentText(call, 0), connectedTo(call))];
  if (method !== 'subscribe') return [];
  return elementsOf(argument(call, 0)).map(({ node, reader }) => message(broker, 'subscribes', textOf(reader, node), connectedTo(call)));
}

/** Clients with `publish(subject)` and `subscribe(subject)`. */
function subjects(client: string, protocol: string): Recogniser {
  const broker = { client, protocol };
  return (call) => {
    const method = methodOf(call);
    if (/^(?:publish|sPublish|spublish)$/.test(method)) return [message(broker, 'publishes', argumentText(call, 0), connectedTo(call))];
    if (/^(?:p|s)?subscribe$/i.test(method)) {
      return elementsOf(argument(call, 0)).map(({ node, reader }) => message(broker, 'subscribes', textOf(reader, node), connectedTo(call)));
    }
    if (protocol === 'nats' && method === 'request') return [message(broker, 'calls', argumentText(call, 0), connectedTo(call))];
    const isConnect = protocol !== 'redis' && /^(?:connect|connectAsync)$/.test(method) && call.chain.calls.length === 0;
    return isConnect ? connection(broker, connectionTarget(call, call.node), call) : [];
  };
}

/** Job queues over Redis: who makes a queue adds jobs, who makes a worker takes them. */
function jobQueue(client: string): Recogniser {
  const broker = { client, protocol: 'redis' };
  return (call) => {
    const callee = calleeOf(call);
    const isQueue = callee === 'Queue' || callee === '';
    if ((isQueue || callee === 'Worker') && ts.isNewExpression(call.node)) {
      const relation = isQueue ? 'publishes' : 'subscribes';
      return [message(broker, relation, argumentText(call, 0), queueConnection(call, isQueue ? 1 : 2))];
    }
    const made = methodOf(call) === 'process' ? call.chain.calls.at(-1) : undefined;
    const name = made && argumentOf(made, call.reader, 0);
    return name ? [message(broker, 'subscribes', textOf(name.reader, name.node), undefined)] : [];
  };
}

function queueConnection(call: LibraryCall, index: number): Text | undefined {
  const value = argument(call, index);
  if (value === undefined) return undefined;
  const options = optionsOf(value);
  if (options.object === undefined) return endpointOf(value);
  const nested = option(options, 'connection') ?? option(options, 'redis');
  return nested && endpointOf(nested);
}

/** NestJS: `registerQueue({ name })` offers a queue to add to, `@Processor(name)` takes from it, `forRoot` says where Redis is. */
function nestQueue(call: LibraryCall): readonly Use[] {
  const broker = { client: call.chain.module, protocol: 'redis' };
  const options = argumentOptions(call, 0);
  switch (methodOf(call)) {
    case 'forRoot':
      return connection(broker, queueConnection(call, 0), call);
    case 'registerQueue':
    case 'registerQueueAsync':
      return (call.node.arguments ?? []).flatMap((node) => {
        const name = optionText(optionsOf({ node, reader: call.reader }), ['name']);
        return name ? [message(broker, 'publishes', name, undefined)] : [];
      });
    case 'Processor':
      return [message(broker, 'subscribes', options.object ? optionText(options, ['name']) : argumentText(call, 0), undefined)];
    default:
      return [];
  }
}

function amazonQueue(call: LibraryCall): readonly Use[] {
  const relations: Readonly<Record<string, UseRelation>> = {
    SendMessageCommand: 'publishes',
    SendMessageBatchCommand: 'publishes',
    PublishCommand: 'publishes',
    ReceiveMessageCommand: 'subscribes',
  };
  const relation = relations[methodOf(call)];
  const protocol = call.chain.module.endsWith('sns') ? 'sns' : 'sqs';
  const channel = optionText(argumentOptions(call, 0), ['QueueUrl', 'TopicArn']);
  return relation && channel ? [message({ client: 'aws-sdk', protocol }, relation, channel, undefined)] : [];
}

/** Google Cloud: `pubsub.topic(name).publishMessage()`, `pubsub.subscription(name).on('message')`. */
function cloudPubSub(call: LibraryCall): readonly Use[] {
  const broker = { client: '@google-cloud/pubsub', protocol: 'pubsub' };
  const made = call.chain.calls.at(-1);
  const name = made && argumentOf(made, call.reader, 0);
  const channel = name && textOf(name.reader, name.node);
  if (/topic\(\)\.publish\w*$/.test(calleeOf(call))) return [message(broker, 'publishes', channel, undefined)];
  return /subscription\(\)\.on$/.test(calleeOf(call)) ? [message(broker, 'subscribes', channel, undefined)] : [];
}

function serviceBus(call: LibraryCall): readonly Use[] {
  const broker = { client: '@azure/service-bus', protocol: 'amqp' };
  if (methodOf(call) === 'createSender') return [message(broker, 'publishes', argumentText(call, 0), connectedTo(call))];
  return methodOf(call) === 'createReceiver' ? [message(broker, 'subscribes', argumentText(call, 0), connectedTo(call))] : [];
}

/**
 * Messages on a channel that was made in another file. Only calls that no other library spells this way:
 * RabbitMQ's queue calls, and Kafka's `{ topic, messages }`.
 */
export function messageOfUnknownClient(call: Omit<LibraryCall, 'chain'>): readonly Use[] {
  const { expression } = call.node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const method = expression.name.text;
  const receiver = expression.expression.getText();
  const whole: LibraryCall = { ...call, chain: { module: '', names: [method], calls: [] } };
  if (method === 'sendToQueue' || method === 'bindQueue') return amqp('amqplib')(whole);
  if (method === 'consume' && (call.node.arguments?.length ?? 0) > 1 && /channel|\bch\b/i.test(receiver)) return amqp('amqplib')(whole);
  if (/redis/i.test(receiver) && /^p?(?:publish|subscribe)$/i.test(method)) return subjects('redis', 'redis')(whole);
  const options = argumentOptions(whole, 0);
  const isKafka = (method === 'send' && option(options, 'messages') !== undefined) || (method === 'subscribe' && /consumer/i.test(receiver));
  return isKafka ? kafka('kafkajs')(whole) : [];
}
