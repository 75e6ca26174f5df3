import type { ConsumerSettings, UseRelation } from '../../../model/code-facts.js';
import { argument, argumentOf, argumentOptions, argumentText, calleeOf, methodOf, type LibraryCall, type Use } from '../library-call.js';
import { numberSetting, option, optionText, optionsOf } from '../options.js';
import { textOf } from '../text.js';
import type { Text } from '../text-values.js';
import { connectedTo, connection, elementsOf, message, textAt } from './message.js';

const AWS_COMMANDS: Readonly<Record<string, UseRelation>> = {
  SendMessageCommand: 'publishes', SendMessageBatchCommand: 'publishes', PublishCommand: 'publishes', PublishBatchCommand: 'publishes', ReceiveMessageCommand: 'subscribes',
};

/** SQS and SNS, version 3 of the SDK: a command for each request. */
export function amazonQueue(call: LibraryCall): readonly Use[] {
  const relation = AWS_COMMANDS[methodOf(call)];
  const protocol = call.chain.module.endsWith('sns') ? 'sns' : 'sqs';
  return relation ? amazonMessage(call, relation, protocol) : [];
}

const AWS_METHODS: Readonly<Record<string, readonly [protocol: string, relation: UseRelation]>> = {
  'SQS().sendMessage': ['sqs', 'publishes'], 'SQS().sendMessageBatch': ['sqs', 'publishes'], 'SQS().receiveMessage': ['sqs', 'subscribes'], 'SNS().publish': ['sns', 'publishes'],
};

/** SQS and SNS, version 2: a method for each request. */
export function amazonV2Queue(call: LibraryCall): readonly Use[] {
  const found = AWS_METHODS[calleeOf(call).replace(/^AWS\./, '')];
  return found ? amazonMessage(call, found[1], found[0]) : [];
}

function amazonMessage(call: LibraryCall, relation: UseRelation, protocol: string): readonly Use[] {
  const options = argumentOptions(call, 0);
  const channel = optionText(options, ['QueueUrl', 'TopicArn']);
  const count = option(options, 'MaxNumberOfMessages');
  // One message at a time unless told otherwise (API reference of ReceiveMessage); a queue puts aside what fails if its redrive policy says so.
  const consumer: ConsumerSettings = { defaultPrefetch: 1, hasDeadLetter: 'unknown', ...(count && { prefetch: numberSetting(call.path, count) }) };
  return channel ? [message({ client: 'aws-sdk', protocol }, relation, channel, undefined, relation === 'subscribes' ? consumer : undefined)] : [];
}

/** EventBridge: `PutEventsCommand({ Entries: [{ EventBusName, DetailType }] })`; the type of the event is what rules select by. */
export function eventBridge(call: LibraryCall): readonly Use[] {
  if (methodOf(call) !== 'PutEventsCommand') return [];
  return elementsOf(option(argumentOptions(call, 0), 'Entries')).flatMap((entry) => {
    const channel = optionText(optionsOf(entry), ['DetailType', 'EventBusName']);
    return channel ? [message({ client: 'aws-sdk', protocol: 'eventbridge' }, 'publishes', channel, undefined)] : [];
  });
}

/** sqs-consumer: `Consumer.create({ queueUrl, handleMessage })`; a message is deleted when its handler ends. */
export function sqsConsumer(call: LibraryCall): readonly Use[] {
  if (!/^(?:Consumer\.)?create$/.test(calleeOf(call))) return [];
  const channel = optionText(argumentOptions(call, 0), ['queueUrl']);
  return channel ? [message({ client: 'sqs-consumer', protocol: 'sqs' }, 'subscribes', channel, undefined, { defaultPrefetch: 1, hasDeadLetter: 'unknown' })] : [];
}

/** sqs-producer: `Producer.create({ queueUrl })`. */
export function sqsProducer(call: LibraryCall): readonly Use[] {
  const channel = /^(?:Producer\.)?create$/.test(calleeOf(call)) ? optionText(argumentOptions(call, 0), ['queueUrl']) : undefined;
  return channel ? [message({ client: 'sqs-producer', protocol: 'sqs' }, 'publishes', channel, undefined)] : [];
}

/** Google Cloud: `pubsub.topic(name).publishMessage()`, `pubsub.subscription(name).on('message')`. */
export function cloudPubSub(call: LibraryCall): readonly Use[] {
  const broker = { client: '@google-cloud/pubsub', protocol: 'pubsub' };
  const made = call.chain.calls.at(-1);
  const name = made && argumentOf(made, call.reader, 0);
  const channel = name && textOf(name.reader, name.node);
  if (/topic\(\)\.publish\w*$/.test(calleeOf(call))) return [message(broker, 'publishes', channel, undefined)];
  return /subscription\(\)\.on$/.test(calleeOf(call)) ? [message(broker, 'subscribes', channel, undefined, { hasDeadLetter: 'unknown', ...(channel && { group: channel.parts }) })] : [];
}

/** Azure Service Bus: queues and topics dead-letter by themselves after ten deliveries (its documentation, `MaxDeliveryCount`). */
export function serviceBus(call: LibraryCall): readonly Use[] {
  const broker = { client: '@azure/service-bus', protocol: 'amqp' };
  if (methodOf(call) === 'createSender') return [message(broker, 'publishes', argumentText(call, 0), connectedTo(call))];
  if (!/^(?:createReceiver|acceptSession|acceptNextSession)$/.test(methodOf(call))) return [];
  const subscription = argumentOptions(call, 1).object ? undefined : argumentText(call, 1);
  return [message(broker, 'subscribes', argumentText(call, 0), connectedTo(call), { hasDeadLetter: true, ...(subscription && { group: subscription.parts }) })];
}

/** Azure Event Hubs: `new EventHubProducerClient(connectionString, hub)`, `new EventHubConsumerClient(group, connectionString, hub)`. */
export function eventHubs(call: LibraryCall): readonly Use[] {
  const broker = { client: '@azure/event-hubs', protocol: 'amqp' };
  const [first, second, third] = [0, 1, 2].map((index): Text | undefined => textAt(argument(call, index)));
  if (methodOf(call) === 'EventHubProducerClient') return [message(broker, 'publishes', second, first)];
  if (methodOf(call) !== 'EventHubConsumerClient') return [];
  return [message(broker, 'subscribes', third, second, { hasDeadLetter: false, ...(first && { group: first.parts }) })];
}

/** Pulsar: `client.createProducer({ topic })`, `client.subscribe({ topic, subscription })`. */
export function pulsar(call: LibraryCall): readonly Use[] {
  const broker = { client: 'pulsar-client', protocol: 'pulsar' };
  const options = argumentOptions(call, 0);
  if (methodOf(call) === 'Client') return connection(broker, optionText(options, ['serviceUrl']), call);
  const made = call.chain.calls.at(-1);
  const client = made && argumentOf(made, call.reader, 0);
  const target = client && optionText(optionsOf(client), ['serviceUrl']);
  if (methodOf(call) === 'createProducer') return [message(broker, 'publishes', optionText(options, ['topic']), target)];
  if (methodOf(call) !== 'subscribe') return [];
  const subscription = optionText(options, ['subscription']);
  const hasDeadLetter = option(options, 'deadLetterPolicy') !== undefined;
  return [message(broker, 'subscribes', optionText(options, ['topic']), target, { hasDeadLetter, ...(subscription && { group: subscription.parts }) })];
}
