import type { UseFact } from '../../model/code-facts.js';
import type { Evidence } from '../../model/graph.js';
import { databaseChosen } from '../data/databases.js';
import type { Draft } from '../draft.js';
import { extractorOf } from '../settings/extractor-names.js';
import type { LinkContext, Runtime } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import { UNKNOWN_MARK } from '../names/resolve.js';

/** Engines that speak a protocol; a use without target can only mean one of these. */
const SPEAKERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['amqp', ['rabbitmq', 'activemq']], ['kafka', ['kafka', 'redpanda']], ['nats', ['nats']], ['mqtt', ['mosquitto', 'emqx', 'vernemq', 'hivemq', 'activemq', 'rabbitmq']],
  ['jms', ['activemq', 'artemis']], ['stream', ['rabbitmq', 'kafka', 'redpanda', 'pulsar', 'nats']], ['pulsar', ['pulsar']], ['stomp', ['activemq', 'rabbitmq']], ['redis', ['redis']], ['mongodb', ['mongodb']],
  ['sql', ['postgres', 'mysql', 'mariadb', 'mssql', 'oracle', 'cockroachdb']], ['postgres', ['postgres', 'cockroachdb']], ['mysql', ['mysql', 'mariadb']], ['mssql', ['mssql']],
]);

/** Protocols of databases that tell their engine: a program that speaks one of them does not mean the file or the memory of a test. */
const TELLING = ['mongodb', 'redis', 'postgres', 'mysql', 'mssql'];

/** A use that says neither where it goes nor how: the library keeps messages apart from the transport. */
const ANY_TRANSPORT = 'message';

/** Single sign-on by OAuth 2 or OpenID Connect, with a server that configuration names elsewhere. */
const SIGN_ON = 'oauth2';

/** A base class of the team's own tells nothing of its transport: it may be any broker. */
const BROKERS = ['nats', 'rabbitmq', 'kafka', 'redpanda', 'pulsar', 'activemq', 'artemis', 'mosquitto', 'emqx', 'vernemq', 'hivemq'];

/** Uses that do not say where they go, of one element. */
export interface Loose {
  readonly draft: Draft;
  readonly use: UseFact;
}

/** Gives uses without target to the only fitting connection of their element; connections must be wired before. */
export function wireByConnections(context: LinkContext, loose: readonly Loose[], all: readonly Loose[]): void {
  const transports = new Map<Draft, Map<string, Set<string>>>();
  for (const { draft, use } of all) {
    if (use.protocol === ANY_TRANSPORT) continue;
    const own = transports.get(draft) ?? new Map<string, Set<string>>();
    transports.set(draft, own);
    own.set(sideOf(use), (own.get(sideOf(use)) ?? new Set()).add(use.protocol));
  }
  for (const { draft, use } of loose) wireByConnection(context, draft, use, enginesOf(use, transports.get(draft)));
}

/** A server listens and a client publishes: each over the transports that its side was set up with. */
function sideOf({ client, relation }: UseFact): string {
  return `${client} ${relation}`;
}

function enginesOf(use: UseFact, transports: ReadonlyMap<string, ReadonlySet<string>> | undefined): readonly string[] | undefined {
  if (use.protocol !== ANY_TRANSPORT) return SPEAKERS.get(use.protocol);
  if (use.client === 'class' || use.client === 'moleculer') return BROKERS;
  const [protocol, ...others] = transports?.get(sideOf(use)) ?? [];
  return protocol === undefined || others.length > 0 ? undefined : SPEAKERS.get(protocol);
}

/** A use belongs to the fitting connection of its element; a message, without one, to the only broker or database of its engine that there is. */
function wireByConnection(context: LinkContext, draft: Draft, use: UseFact, engines: readonly string[] | undefined): void {
  if (use.protocol === SIGN_ON) wireSignOn(context, draft, use);
  if (engines === undefined || use.relation === 'calls') return;
  const channels = new Set(runtimesOf(context, draft).flatMap((runtime) => channelOf(context, runtime, use)));
  // A function or bean only is a channel when configuration binds it to one.
  if (use.protocol === 'stream' && use.channel !== undefined && channels.size === 0) return;
  const isFitting = ({ engine }: Draft): boolean => engine !== undefined && engines.includes(engine);
  const certain = context.wiring.from(draft).filter(({ evidence }) => evidence.some(({ confidence }) => confidence !== 'inferred'));
  const connected = [...new Set(certain.map(({ to }) => to).filter(isFitting))];
  const isStore = use.relation === 'stores';
  const isOnlyOne = (!isStore || TELLING.includes(use.protocol)) && use.protocol !== ANY_TRANSPORT && connected.length === 0;
  const targets = isOnlyOne ? context.drafts.filter((one) => one.kind === (isStore ? 'datastore' : 'broker') && isFitting(one)) : connected;
  if (!areAlternatives(targets)) return;
  const evidence: Evidence = { site: use.site, extractor: extractorOf(use.site.path), confidence: isOnlyOne ? 'inferred' : 'declared' };
  const database = isStore ? databaseChosen(context, draft, use) : undefined;
  for (const to of targets) {
    for (const channel of channels.size > 0 ? channels : [undefined]) {
      context.wiring.add({ from: draft, to, kind: use.relation, protocol: use.protocol, use, evidence: [evidence], ...(channel === undefined ? {} : { channel }), ...(database && { database }) });
    }
  }
}

/** A program that lets the authorization server sign its users on asks it for tokens: the only one that there is, where no setting names it. */
function wireSignOn({ drafts, wiring }: LinkContext, draft: Draft, use: UseFact): void {
  const [server, ...others] = drafts.filter(({ kind }) => kind === 'auth');
  if (server === undefined || others.length > 0 || wiring.between(draft, server).some(({ kind }) => kind === 'calls')) return;
  wiring.add({ from: draft, to: server, kind: 'calls', protocol: 'http', use, evidence: [{ site: use.site, extractor: extractorOf(use.site.path), confidence: 'inferred' }] });
}

/** Whether only one of the elements can be there at a time: each belongs to another way of deploying the system. */
function areAlternatives(drafts: readonly Draft[]): boolean {
  const ways = drafts.map(({ units }) => new Set(units.map(({ technology }) => technology)));
  return ways.every((one, index) => ways.slice(index + 1).every((other) => one.size > 0 && other.size > 0 && [...one].every((way) => !other.has(way))));
}

/** The name of the channel that a use means, if it can be told. */
export function channelOf(context: LinkContext, runtime: Runtime, { channel, site }: UseFact): string[] {
  if (channel === undefined) return [];
  const { text } = context.resolve(channel, site.path, runtime.environment);
  if (text === '') return [];
  if (!text.includes(UNKNOWN_MARK)) return [text];
  // A constant of a published package: its value is unknown here, but the same constant is the same channel everywhere.
  const [part] = channel;
  const isForeign = channel.length === 1 && typeof part === 'object' && part.hole === 'constant' && !/^(?:[./~#]|@\/)/.test(part.specifier);
  if (!isForeign) return [];
  // What stands in a class is called after it; and what looks like no constant there may be a setting.
  if (/\.(?:java|kt|cs)$/.test(site.path)) return /^[A-Z][A-Z0-9_]*$/.test(part.name) ? [`${part.specifier.slice(part.specifier.lastIndexOf('.') + 1)}.${part.name}`] : [];
  return [part.name];
}
