import type { ConstantFact } from '../../model/code-facts.js';
import type { Site } from '../../model/text.js';
import { addressesOf, hostList, isLoopback } from '../names/addresses.js';
import { mainContainers } from '../deployables/containers.js';
import { bareDraft, type Draft } from '../draft.js';
import type { Externals } from '../calls/externals.js';
import { extractorOf } from '../settings/extractor-names.js';
import { runtimesOf, type LinkContext, type Runtime } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { UNKNOWN_MARK } from '../names/resolve.js';

/** Drivers of Laravel's queues that lead to a server: the settings that name it, in the order of their weight, and the engines that may be meant. */
const DRIVERS: Readonly<Record<string, { readonly protocol: string; readonly addresses: readonly string[]; readonly engines: readonly string[] }>> = {
  rabbitmq: { protocol: 'amqp', addresses: ['hosts.0.host', 'host'], engines: ['rabbitmq'] },
  amqp: { protocol: 'amqp', addresses: ['hosts.0.host', 'host'], engines: ['rabbitmq'] },
  kafka: { protocol: 'kafka', addresses: ['bootstrap_servers', 'brokers'], engines: ['kafka', 'redpanda'] },
  sqs: { protocol: 'sqs', addresses: ['endpoint', 'prefix'], engines: [] },
  beanstalkd: { protocol: 'beanstalkd', addresses: ['host'], engines: ['beanstalkd'] },
};

/** What only works off jobs: `php artisan queue:work`, `queue:listen`, Horizon; a connection may follow. */
const WORKER = /\bartisan["',\s]+(?:queue:(?:work|listen)|horizon)\b(?:["',\s]+(?!--)([\w-]+))?/;

interface QueueSettings {
  readonly file: string;
  readonly settings: ReadonlyMap<string, ConstantFact>;
}

/**
 * Jobs of Laravel go through the connection of `config/queue.php` that the environment chooses: a program hands them over, and its worker, the same code under
 * another command, takes them. Drivers that keep them in the program or its own database lead nowhere.
 * @returns the brokers that no file of the workspace starts or names.
 */
export function wireJobQueues(context: LinkContext, ownership: Ownership, externals: Externals): Draft[] {
  const elsewhere = new Map<string, Draft>();
  for (const [file, all] of context.inventory.constants) {
    if (!/(?:^|\/)config\/queue\.php$/.test(file)) continue;
    const queues: QueueSettings = { file, settings: new Map([...all].flatMap(([name, [fact]]) => (fact === undefined ? [] : [[name, fact] as const]))) };
    for (const draft of ownership.of(file).drafts) for (const runtime of runtimesOf(context, draft)) wireQueue(context, draft, runtime, queues, externals, elsewhere);
  }
  return [...elsewhere.values()];
}

function wireQueue(context: LinkContext, draft: Draft, runtime: Runtime, { file, settings }: QueueSettings, externals: Externals, elsewhere: Map<string, Draft>): void {
  const textOf = (name: string): string => {
    const fact = settings.get(name);
    return fact === undefined ? '' : context.resolve(fact.value, file, runtime.environment).text;
  };
  const containers = runtime.unit === undefined ? [] : mainContainers(runtime.unit);
  const worker = WORKER.exec(containers.map(({ command }) => command?.text ?? '').join(' '));
  const connection = worker?.[1] ?? textOf('queue.default');
  const setting = (key: string): string => `queue.connections.${connection}.${key}`;
  const name = textOf(setting('driver'));
  const driver = Object.hasOwn(DRIVERS, name) ? DRIVERS[name] : undefined;
  const key = driver?.addresses.map(setting).find((one) => settings.has(one));
  const site = settings.get(key ?? setting('driver'))?.site;
  if (driver === undefined || site === undefined) return;
  const to = serverAt(context, runtime, key === undefined ? '' : textOf(key), externals, site) ?? onlyOf(context, driver.engines, elsewhere, site);
  if (to === undefined) return;
  const evidence = [{ site, extractor: extractorOf(file), confidence: 'declared' }] as const;
  if (worker === null) return context.wiring.add({ from: draft, to, kind: 'publishes', protocol: driver.protocol, evidence });
  // The address in its environment only says that it is connected.
  const connected = context.wiring.between(draft, to).filter(({ kind, channel, uses }) => kind === 'publishes' && channel === undefined && uses.length === 0);
  for (const relation of connected) context.wiring.remove(relation);
  context.wiring.add({ from: draft, to, kind: 'subscribes', protocol: driver.protocol, evidence: [...evidence, ...connected.flatMap((relation) => relation.evidence)] });
}

function serverAt(context: LinkContext, runtime: Runtime, text: string, externals: Externals, site: Site): Draft | undefined {
  if (text.includes(UNKNOWN_MARK)) return undefined;
  const [address] = [...addressesOf(text), ...hostList(text)];
  if (address === undefined) return undefined;
  if (isLoopback(address.host)) return context.local.at(address, runtime, site);
  return context.findHost(address.host, runtime.unit === undefined ? {} : { unit: runtime.unit }) ?? externals.at(address.host, site);
}

/** An address that nobody knows leads to the only server that there is; where the workspace has none, to one that somebody else runs. */
function onlyOf({ drafts }: LinkContext, engines: readonly string[], elsewhere: Map<string, Draft>, site: Site): Draft | undefined {
  const [found, ...others] = drafts.filter(({ engine }) => engine !== undefined && engines.includes(engine));
  const [engine] = engines;
  if (found !== undefined || engine === undefined) return others.length === 0 ? found : undefined;
  const known = elsewhere.get(engine);
  if (known !== undefined) known.definedAt.push(site);
  else elsewhere.set(engine, { ...bareDraft('broker', engine, [site]), engine });
  return elsewhere.get(engine);
}
