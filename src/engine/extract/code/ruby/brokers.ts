import type { UseFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Value } from '../../../syntax/outline/outline.js';
import { onlyCall } from '../calls.js';
import type { Reader } from '../reader.js';
import { isUnknown, literalStart, type Text } from '../text.js';
import { argument, argumentText, callsAround, toUseFact, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

interface Broker {
  readonly client: string;
  readonly protocol: string;
}

const SIDEKIQ: Broker = { client: 'sidekiq', protocol: 'redis' };
const KARAFKA: Broker = { client: 'karafka', protocol: 'kafka' };
const SNEAKERS: Broker = { client: 'sneakers', protocol: 'amqp' };
const HUTCH: Broker = { client: 'hutch', protocol: 'amqp' };
const NATS: Broker = { client: 'nats', protocol: 'nats' };

function message(broker: Broker, relation: Use['relation'], channel: Text | undefined, target?: Text): Use {
  return { ...broker, relation, ...(channel && !isUnknown(channel) && { channel }), ...(target && !isUnknown(target) && { target }) };
}

function entry(value: Value | undefined, key: string, reader: Reader): Text | undefined {
  const found = value?.kind === 'map' ? value.entries.find((one) => one.key === key)?.value : undefined;
  return found && reader.text(found);
}

/** `Sidekiq.configure_server { |config| config.redis = { url: … } }`: a server listens, a client sends. */
const sidekiqRedis: Recogniser = (site) => {
  const around = callsAround(site.call, site.reader).find((call) => isNamed(call, /^configure_(?:server|client)$/));
  const target = entry(argument(site.call, 0), 'url', site.reader);
  return around === undefined || target === undefined || isUnknown(target) ? [] : [message(SIDEKIQ, isNamed(around, /server$/) ? 'subscribes' : 'publishes', undefined, target)];
};

/** Karafka: `config.kafka = { 'bootstrap.servers': … }` beside `topic :orders do … end`. */
const karafkaTopic: Recogniser = (site) => {
  const servers = onlyCall(site.reader, /^kafka=$/);
  return servers === undefined ? [] : [message(KARAFKA, 'subscribes', argumentText(site, 0), entry(argument(servers, 0), 'bootstrap.servers', site.reader))];
};

const named = (broker: Broker, relation: Use['relation'], index: number, ...names: readonly string[]): Recogniser => (site) => [message(broker, relation, argumentText(site, index, ...names))];

/** Methods of classes that include a module: `from_queue 'orders'`, `consume 'orders.created'`. */
const inClass = (module: string, broker: Broker): Recogniser => (site) => (site.call.scope.type?.supertypes.includes(module) === true ? [message(broker, 'subscribes', argumentText(site, 0))] : []);

/** `NATS.connect('nats://…')` shows the server to the messages of the file. */
const nats = (relation: Use['relation']): Recogniser => (site) => {
  const opened = onlyCall(site.reader, /^connect$/);
  return [message(NATS, relation, argumentText(site, 0), opened && argumentText({ call: opened, reader: site.reader }, 0))];
};

/** The last part of a URL or ARN names the queue or topic. */
const amazon = (protocol: string, relation: Use['relation'], name: string): Recogniser => (site: CallSite) => {
  const text = argumentText(site, Infinity, name);
  const whole = text?.parts.length === 1 ? literalStart(text) : '';
  return text === undefined ? [] : [message({ client: 'aws-sdk', protocol }, relation, whole === '' ? text : { parts: [/[^/:]*$/.exec(whole)?.[0] ?? whole] })];
};

/** Frameworks of messages and jobs. */
export const brokers: SignatureTable = [
  [/^config\.redis=$/, sidekiqRedis],
  [/\.perform_(?:async|in|at)$/, () => [message(SIDEKIQ, 'publishes', undefined)]],
  [/^topic$/, karafkaTopic],
  [/^Karafka\.producer\.produce_(?:a?sync)$|^WaterDrop\.Producer\(\)\.produce_(?:a?sync)$/, named(KARAFKA, 'publishes', Infinity, 'topic')],
  [/^from_queue$/, inClass('Sneakers.Worker', SNEAKERS)],
  [/^consume$/, inClass('Hutch.Consumer', HUTCH)],
  [/^Hutch\.publish$/, named(HUTCH, 'publishes', 0)],
  [/^Sneakers\.publish$/, named(SNEAKERS, 'publishes', Infinity, 'to_queue', 'routing_key')],
  [/^NATS\.(?:connect\(\)|IO\.Client\(\))(?:\.jetstream\(\))?\.(?:publish|request)$/, nats('publishes')],
  [/^NATS\.(?:connect\(\)|IO\.Client\(\))(?:\.jetstream\(\))?\.(?:subscribe|pull_subscribe)$/, nats('subscribes')],
  [/^Aws\.SQS\.Client\(\)\.send_message(?:_batch)?$/, amazon('sqs', 'publishes', 'queue_url')],
  [/^Aws\.SQS\.Client\(\)\.receive_message$/, amazon('sqs', 'subscribes', 'queue_url')],
  [/^Aws\.SNS\.Client\(\)\.publish$/, amazon('sns', 'publishes', 'topic_arn')],
];

/** Classes that Sidekiq runs: they take jobs from Redis. */
export function jobsIn(file: Path, { outline }: Reader): UseFact[] {
  const job = outline.types.find(({ supertypes }) => supertypes.some((name) => /^Sidekiq\.(?:Worker|Job)$/.test(name)));
  return job === undefined ? [] : [toUseFact(file, message(SIDEKIQ, 'subscribes', undefined), { path: file, span: { start: job.span.start, end: job.span.start } })];
}
