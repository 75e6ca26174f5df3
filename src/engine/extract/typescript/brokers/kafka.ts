import type { ConsumerSettings } from '../../../model/code-facts.js';
import { ts } from '../../../syntax/typescript.js';
import { endpointIn } from '../endpoints.js';
import { argument, argumentOf, argumentOptions, argumentText, methodOf, type LibraryCall, type Recogniser, type Use } from '../library-call.js';
import { option, optionText, optionsOf, type Options } from '../options.js';
import { textOf } from '../text.js';
import type { Text } from '../text-values.js';
import { acknowledged, connectedTo, connection, elementsOf, group, message, textAt } from './message.js';

/** kafkajs, and Confluent's client that looks like it. */
export function kafka(client: string): Recogniser {
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
        return topics(options).map((topic) => message(broker, 'subscribes', topic, target, consumerOf(call)));
      default:
        return [];
    }
  };
}

/** kafkajs commits every few seconds unless `run` is told otherwise; the group is named where the consumer is made. */
function consumerOf(call: LibraryCall): ConsumerSettings {
  const made = call.chain.calls.at(-1);
  const own = made && argumentOf(made, call.reader, 0);
  const run = call.reader.declarations.calls.find(({ expression }) => ts.isPropertyAccessExpression(expression) && expression.name.text === 'run');
  const [settings] = run?.arguments ?? [];
  const running = settings === undefined ? { reader: call.reader, isOpen: true } : optionsOf({ node: settings, reader: call.reader });
  return {
    acknowledges: acknowledged(call, running, 'autoCommit', { whenTrue: 'periodic', whenFalse: 'after-work', byDefault: true }),
    hasDeadLetter: false,
    ...(own && group(call, optionsOf(own), ['groupId', 'kafkaJS.groupId', 'group.id'])),
  };
}

/** Topics named by `topic` or `topics`. */
function topics(options: Options): readonly Text[] {
  const single = optionText(options, ['topic']);
  return single ? [single] : elementsOf(option(options, 'topics')).map(({ node, reader }) => textOf(reader, node));
}

/** node-rdkafka: librdkafka's own settings, with dots in their names. */
export function rdkafka(call: LibraryCall): readonly Use[] {
  const broker = { client: 'node-rdkafka', protocol: 'kafka' };
  const method = methodOf(call);
  if (/^(?:Producer|KafkaConsumer|HighLevelProducer)$/.test(method)) return connection(broker, endpointIn(argumentOptions(call, 0)), call);
  if (method === 'produce') return [message(broker, 'publishes', argumentText(call, 0), connectedTo(call))];
  if (method !== 'subscribe') return [];
  const made = call.chain.calls.at(-1);
  const settings = made && argumentOf(made, call.reader, 0);
  const options = settings ? optionsOf(settings) : { reader: call.reader, isOpen: true };
  const consumer: ConsumerSettings = {
    acknowledges: acknowledged(call, options, 'enable.auto.commit', { whenTrue: 'periodic', whenFalse: 'after-work', byDefault: true }),
    hasDeadLetter: false,
    ...group(call, options, ['group.id']),
  };
  return elementsOf(argument(call, 0)).map((topic) => message(broker, 'subscribes', textAt(topic), connectedTo(call), consumer));
}

/** kafka-node: producers send lists of payloads, consumers are made with the topics they read. */
export function kafkaNode(call: LibraryCall): readonly Use[] {
  const broker = { client: 'kafka-node', protocol: 'kafka' };
  const topicOf = (text: Text | undefined): Text => text ?? { parts: [] };
  switch (methodOf(call)) {
    case 'KafkaClient':
      return connection(broker, optionText(argumentOptions(call, 0), ['kafkaHost']), call);
    case 'send':
      return elementsOf(argument(call, 0)).map((payload) => message(broker, 'publishes', topicOf(optionText(optionsOf(payload), ['topic'])), undefined));
    case 'Consumer':
      return elementsOf(argument(call, 1)).map((payload) => message(broker, 'subscribes', topicOf(optionText(optionsOf(payload), ['topic'])), undefined));
    case 'ConsumerGroup':
    case 'ConsumerGroupStream': {
      const options = argumentOptions(call, 0);
      return elementsOf(argument(call, 1)).map((topic) => message(broker, 'subscribes', textAt(topic), optionText(options, ['kafkaHost']), { hasDeadLetter: false, ...group(call, options, ['groupId']) }));
    }
    default:
      return [];
  }
}
