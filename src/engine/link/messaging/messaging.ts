import type { ConsumerSettings, UseFact } from '../../model/code-facts.js';
import type { Expression } from '../../model/expression.js';
import type { DeclaredChannel, Element, MessageConsumer, MessageRequest, Messaging } from '../../model/graph.js';
import { compareSites, compareText, type Setting, type Site } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { kafkaTopics } from './kafka-topics.js';
import type { LinkContext } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { mostInstancesOf } from '../deployables/replicas.js';
import { UNKNOWN_MARK, type Resolved } from '../names/resolve.js';
import { hasStreamHandling } from './stream-failures.js';

/** What is asked for each piece of code: whose it is, and what it finds where it runs. */
interface Linked {
  readonly context: LinkContext;
  readonly ownership: Ownership;
  readonly elements: ReadonlyMap<Draft, Element>;
}

/** Who takes messages, and how; needs all relations. */
export function linkMessaging(context: LinkContext, ownership: Ownership, elements: ReadonlyMap<Draft, Element>): Messaging {
  const linked: Linked = { context, ownership, elements };
  const putAside = new Set(context.inventory.failureHandlings.flatMap(({ site }) => ownership.of(site.path).drafts));
  const consumers = context.inventory.uses.flatMap((use) => (use.consumer === undefined ? [] : consumersOf(use, use.consumer, putAside, linked)));
  return {
    consumers: consumers.sort((a, b) => compareSites(a.use.site, b.use.site) || compareText(a.element.id, b.element.id)),
    channels: channelsOf(linked).sort((a, b) => compareSites(a.fact.site, b.fact.site) || compareText(a.element.id, b.element.id)),
    requests: context.inventory.uses.flatMap((use) => (use.awaitsReply === true ? requestsOf(use, linked) : [])).sort((a, b) => compareSites(a.use.site, b.use.site) || compareText(a.element.id, b.element.id)),
    deadLetterPolicies: context.inventory.deadLetterPolicies,
    topics: kafkaTopics(context.inventory),
  };
}

/** Of those who have the code in their program, the ones that are known to listen to anything: a library may hold both ends. */
function consumersOf(use: UseFact, written: ConsumerSettings, putAside: ReadonlySet<Draft>, { context, ownership, elements }: Linked): MessageConsumer[] {
  return ownership.of(use.site.path).drafts.flatMap((draft) => {
    const element = elements.get(draft);
    const listening = context.wiring.from(draft).filter(({ kind }) => kind === 'subscribes');
    if (element === undefined || listening.length === 0) return [];
    const told = listening.filter(({ uses }) => uses.includes(use));
    const [broker, ...others] = new Set((told.length > 0 ? told : listening).map(({ to }) => to));
    const to = broker && others.length === 0 ? elements.get(broker) : undefined;
    const channel = nameOf(use.channel, use.site, draft, context);
    const group = nameOf(written.group, use.site, draft, context);
    const mostInstances = mostInstancesOf(draft, context.inventory);
    const groupSite = group === undefined ? undefined : written.groupSite ?? onlySource(written.group, use.site, draft, context);
    return [{
      use, element, settings: withFailureHandling(use, withConfiguration(use, written, draft, context), putAside.has(draft), hasStreamHandling(use, draft, context)),
      ...(to && { broker: to }), ...(channel !== undefined && { channel }), ...(group !== undefined && { group }), ...(groupSite && { groupSite }), ...(mostInstances && { mostInstances }),
    }];
  });
}

/** Of those who have the code in their program, the ones that are known to use a broker: NestJS sends over TCP, too. */
function requestsOf(use: UseFact, { context, ownership, elements }: Linked): MessageRequest[] {
  return ownership.of(use.site.path).drafts.flatMap((draft) => {
    const element = elements.get(draft);
    const out = context.wiring.from(draft);
    const told = out.filter(({ uses }) => uses.includes(use));
    const brokers = new Set([...told, ...out.filter(({ kind }) => kind === 'publishes' || kind === 'subscribes')].map(({ to }) => to).filter(({ kind }) => kind === 'broker' || kind === 'datastore'));
    const isDirect = use.client === NEST && out.some(({ uses }) => uses.some(({ client, relation, protocol }) => client === NEST && relation === 'calls' && protocol !== 'message'));
    const [broker, ...others] = brokers;
    // A proxy of nameko names the service, and not the queue in between.
    const [callee] = use.protocol === 'amqp' && use.relation === 'calls' ? told.map(({ to }) => to) : [];
    const answering = callee && elements.get(callee);
    if (element === undefined || (broker === undefined && answering === undefined) || isDirect) return [];
    const to = broker !== undefined && others.length === 0 ? elements.get(broker) : undefined;
    const channel = nameOf(use.channel ?? use.target, use.site, draft, context);
    return [{ use, element, ...(to && { broker: to }), ...(channel !== undefined && { channel }), ...(answering && { answering }) }];
  });
}

/** Its clients take patterns over whatever transport they were registered with. */
const NEST = '@nestjs/microservices';

function channelsOf({ context, ownership, elements }: Linked): DeclaredChannel[] {
  return context.inventory.channelDeclarations.flatMap((fact) => ownership.of(fact.site.path).drafts.flatMap((draft) => {
    const element = elements.get(draft);
    const name = nameOf(fact.channel, fact.site, draft, context);
    return element === undefined ? [] : [{ fact, element, ...(name !== undefined && { name }) }];
  }));
}

/** The text that an expression has wherever the code runs; undefined where it differs, or cannot be known. */
function nameOf(expression: Expression | undefined, site: Site, draft: Draft, context: LinkContext): string | undefined {
  const found = expression && everywhere(expression, site, draft, context);
  return found && found.text !== '' ? found.text : undefined;
}

/** The place outside of the code that gives an expression its whole text. */
function onlySource(expression: Expression | undefined, site: Site, draft: Draft, context: LinkContext): Site | undefined {
  const [source, ...others] = (expression?.length === 1 && everywhere(expression, site, draft, context)?.sources) || [];
  return others.length === 0 ? source : undefined;
}

function everywhere(expression: Expression, site: Site, draft: Draft, context: LinkContext): Resolved | undefined {
  const [first, ...others] = runtimesOf(context, draft).map(({ environment }) => context.resolve(expression, site.path, environment));
  if (first === undefined || first.text.includes(UNKNOWN_MARK)) return undefined;
  return others.every(({ text }) => text === first.text) ? first : undefined;
}

/** Keys of Spring Boot that set for all listeners of a program what annotations leave open: prefix, prefetch, mode of acknowledgement. */
const SPRING_SETTINGS: Readonly<Record<string, { readonly prefetch: readonly string[]; readonly mode: readonly string[] }>> = {
  'spring-rabbit': {
    prefetch: ['spring.rabbitmq.listener.simple.prefetch', 'spring.rabbitmq.listener.direct.prefetch'],
    mode: ['spring.rabbitmq.listener.simple.acknowledge-mode', 'spring.rabbitmq.listener.direct.acknowledge-mode'],
  },
  'spring-kafka': { prefetch: ['spring.kafka.consumer.max-poll-records'], mode: [] },
};

function withConfiguration(use: UseFact, settings: ConsumerSettings, draft: Draft, context: LinkContext): ConsumerSettings {
  const keys = Object.hasOwn(SPRING_SETTINGS, use.client) ? SPRING_SETTINGS[use.client] : undefined;
  if (keys === undefined) return settings;
  const prefetch = settings.prefetch ?? numberAt(keys.prefetch, use, draft, context);
  const mode = configured(keys.mode, use, draft, context);
  const forgets = mode !== undefined && mode.text.toLowerCase() === 'none' ? { known: true, value: 'on-delivery', site: mode.sources[0] ?? use.site } as const : undefined;
  return { ...settings, ...(prefetch && { prefetch }), ...(forgets && { acknowledges: forgets }) };
}

function numberAt(keys: readonly string[], use: UseFact, draft: Draft, context: LinkContext): Setting<number> | undefined {
  const found = configured(keys, use, draft, context);
  if (found === undefined) return undefined;
  const site = found.sources[0] ?? use.site;
  return /^\d{1,9}$/.test(found.text) ? { known: true, value: Number(found.text), site } : { known: false, site };
}

/** The value of the first of the keys that is set. */
function configured(keys: readonly string[], { site }: UseFact, draft: Draft, context: LinkContext): Resolved | undefined {
  for (const name of keys) {
    const found = everywhere([{ hole: 'config', name, fallback: [''] }], site, draft, context);
    if (found !== undefined && found.text !== '') return found;
  }
  return undefined;
}

/** Spring's listeners for Kafka give up on what fails again and again, unless the program has a bean that does something else with it; those of channels, unless their configuration has. */
function withFailureHandling({ client }: UseFact, settings: ConsumerSettings, isHandled: boolean, inConfiguration: boolean | undefined): ConsumerSettings {
  if (settings.hasDeadLetter !== 'unknown') return settings;
  if (client === 'spring-kafka') return { ...settings, hasDeadLetter: isHandled };
  return inConfiguration === undefined ? settings : { ...settings, hasDeadLetter: inConfiguration || isHandled };
}
