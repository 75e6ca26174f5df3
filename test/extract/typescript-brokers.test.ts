import { expect, test } from 'vitest';
import { typescriptExtractor } from '../../src/engine/extract/typescript/index.js';
import type { ConsumerSettings } from '../../src/engine/model/code-facts.js';
import { write } from '../support/code-facts.js';

/** Messages as `subscribes q: acknowledged after-work, 10 at once, group g`. */
function messages(text: string): string[] {
  return typescriptExtractor.extract('src/a.ts', text).facts.flatMap((fact) =>
    fact.kind === 'use' && fact.channel !== undefined ? [`${fact.relation} ${write(fact.channel)}${fact.consumer === undefined ? '' : settings(fact.consumer)}`] : [],
  );
}

function settings({ acknowledges, prefetch, hasDeadLetter, group }: ConsumerSettings): string {
  const words = [
    acknowledges && `acknowledged ${acknowledges.known ? acknowledges.value : '?'}`,
    prefetch && `${prefetch.known ? prefetch.value : '?'} at once`,
    hasDeadLetter !== false && `dead letters ${hasDeadLetter === true ? 'kept' : '?'}`,
    group && `group ${write(group)}`,
  ];
  return `: ${words.filter((word) => typeof word === 'string').join(', ')}`;
}

test('amqplib asks for acknowledgements unless told otherwise; its prefetch may be set where the channel was made', () => {
  const open = "import amqp from 'amqplib';\nconst channel = await (await amqp.connect('amqp://r')).createChannel();\n";
  expect(messages(`${open}channel.consume('q', f);`)).toEqual(['subscribes q: acknowledged after-work']);
  expect(messages(`${open}channel.prefetch(10);\nchannel.consume('q', f, { noAck: true });`)).toEqual(['subscribes q: acknowledged on-delivery, 10 at once']);
  expect(messages(`${open}channel.consume('q', f, options);`)).toEqual(['subscribes q: acknowledged ?']);
  expect(messages("import { Channel } from 'amqplib';\nexport const listen = (channel: Channel) => channel.consume('q', f);")).toEqual(['subscribes q: acknowledged after-work, ? at once']);
});

test('kafkajs commits by itself unless told otherwise', () => {
  const open = "import { Kafka } from 'kafkajs';\nconst consumer = new Kafka({ brokers: ['k:9092'] }).consumer({ groupId: 'mail' });\nconsumer.subscribe({ topic: 't' });\n";
  expect(messages(`${open}consumer.run({ eachMessage });`)).toEqual(['subscribes t: acknowledged periodic, group mail']);
  expect(messages(`${open}consumer.run({ autoCommit: false, eachMessage });`)).toEqual(['subscribes t: acknowledged after-work, group mail']);
});

test('core NATS forgets what it sent, queue groups share; Redis has streams and blocking lists', () => {
  expect(messages("import { connect } from 'nats';\nconst nc = await connect({ servers: 'nats' });\nnc.subscribe('s', { queue: 'workers' });")).toEqual(['subscribes s: acknowledged on-delivery, group workers']);
  expect(messages("import Redis from 'ioredis';\nconst r = new Redis('redis://r');\nr.xadd('s', '*', 'a', 'b');\nr.xreadgroup('GROUP', 'g', 'c', 'STREAMS', 's', '>');\nr.brpop('jobs', 0);\nr.lpush('recent', 'x');"))
    .toEqual(['publishes s', 'subscribes s: ', 'subscribes jobs']);
});

test('NestJS servers over RabbitMQ', () => {
  const server = (options: string): string => `import { NestFactory } from '@nestjs/core';\nimport { Transport } from '@nestjs/microservices';\nNestFactory.createMicroservice(App, { transport: Transport.RMQ, options: { urls: ['amqp://r'], queue: 'q', ${options} } });`;
  expect(messages(server(''))).toEqual(['subscribes q: acknowledged on-delivery']);
  expect(messages(server("noAck: false, prefetchCount: 5, queueOptions: { deadLetterExchange: 'dlx' }"))).toEqual(['subscribes q: acknowledged after-work, 5 at once, dead letters kept']);
});

test('queues of clouds', () => {
  expect(messages("import { Consumer } from 'sqs-consumer';\nConsumer.create({ queueUrl: process.env.Q_URL, handleMessage });")).toEqual(['subscribes ${env:Q_URL}: dead letters ?']);
  expect(messages("import AWS from 'aws-sdk';\nnew AWS.SNS().publish({ TopicArn: 'orders' });")).toEqual(['publishes orders']);
  expect(messages("import { PutEventsCommand } from '@aws-sdk/client-eventbridge';\nnew PutEventsCommand({ Entries: [{ DetailType: 'OrderPlaced' }] });")).toEqual(['publishes OrderPlaced']);
  expect(messages("import { EventHubConsumerClient } from '@azure/event-hubs';\nnew EventHubConsumerClient('g', process.env.EH, 'hub');")).toEqual(['subscribes hub: group g']);
});
