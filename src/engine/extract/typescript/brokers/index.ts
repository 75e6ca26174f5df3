import { ts } from '../../../syntax/typescript.js';
import { argumentOptions, type LibraryCall, type Recogniser, type Use } from '../library-call.js';
import { option } from '../options.js';
import { amqp, amqp1, golevelup } from './amqp.js';
import { amazonQueue, amazonV2Queue, cloudPubSub, eventBridge, eventHubs, pulsar, serviceBus, sqsConsumer, sqsProducer } from './cloud-queues.js';
import { jobQueue, nestQueue } from './job-queues.js';
import { kafka, kafkaNode, rdkafka } from './kafka.js';
import { subjects } from './subjects.js';

/** Message brokers and queues by module. */
export const brokers: Readonly<Record<string, Recogniser>> = {
  amqplib: amqp('amqplib'),
  'amqplib/callback_api': amqp('amqplib'),
  'amqp-connection-manager': amqp('amqp-connection-manager'),
  '@golevelup/nestjs-rabbitmq': golevelup,
  kafkajs: kafka('kafkajs'),
  '@confluentinc/kafka-javascript': kafka('kafkajs'),
  'node-rdkafka': rdkafka,
  'kafka-node': kafkaNode,
  nats: subjects('nats', 'nats'),
  '@nats-io/transport-node': subjects('nats', 'nats'),
  'node-nats-streaming': subjects('node-nats-streaming', 'nats'),
  mqtt: subjects('mqtt', 'mqtt'),
  'async-mqtt': subjects('mqtt', 'mqtt'),
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
  '@aws-sdk/client-eventbridge': eventBridge,
  'aws-sdk': amazonV2Queue,
  'sqs-consumer': sqsConsumer,
  'sqs-producer': sqsProducer,
  '@google-cloud/pubsub': cloudPubSub,
  '@azure/service-bus': serviceBus,
  '@azure/event-hubs': eventHubs,
  'pulsar-client': pulsar,
};

/**
 * Messages on a channel that was made in another file. Only calls that no other library spells this way:
 * RabbitMQ's queue calls, and Kafka's `{ topic, messages }`.
 */
export function messageOfUnknownClient(call: Omit<LibraryCall, 'chain'>): readonly Use[] {
  const { expression } = call.node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const method = expression.name.text;
  const receiver = expression.expression.getText();
  const count = call.node.arguments?.length ?? 0;
  const isChannel = /channel|\bch\b/i.test(receiver);
  const whole: LibraryCall = { ...call, chain: { module: '', names: [method], calls: [] } };
  if (method === 'sendToQueue' || method === 'bindQueue') return amqp('amqplib')(whole);
  if (isChannel && ((method === 'consume' && count > 1) || (method === 'publish' && count > 2))) return amqp('amqplib')(whole);
  if (/redis/i.test(receiver) && /^p?(?:publish|subscribe)$/i.test(method)) return subjects('redis', 'redis')(whole);
  const options = argumentOptions(whole, 0);
  const isKafka = (method === 'send' && option(options, 'messages') !== undefined) || (method === 'subscribe' && /consumer/i.test(receiver));
  return isKafka ? kafka('kafkajs')(whole) : [];
}
