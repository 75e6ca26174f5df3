import type { UnitFact } from '../../model/deployment-facts.js';
import type { Evidence, RelationKind } from '../../model/graph.js';
import type { Site } from '../../model/text.js';
import type { Address } from '../names/addresses.js';
import { addressesIn, addressesOf, hostList, isLoopback, portOf } from '../names/addresses.js';
import { databaseNamedIn } from '../data/databases.js';
import type { Draft } from '../draft.js';
import { mainContainers } from '../deployables/containers.js';
import { mountedSettings, sharedSettings } from './mounted-settings.js';
import { compact, words } from '../names/names.js';
import type { LinkContext, Runtime } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { kindByTarget } from '../calls/relation-kind.js';
import type { IsOfAnotherRole } from './roles.js';
import { sharedVariables } from './shared-variables.js';

/** Keys whose value is an address, even when it is a bare name. */
const ADDRESS_KEY = /(?:url|uri|host|hostnames?|addrs?|address|addresses|endpoint|endpoints|servers?|brokers?|service|nodes?|peers?|hosts|urls|upstream|backend|target|dsn|seeds?|contactpoints?|zookeeper_?connect)$/i;

/** Settings of clients that take a bare host: `Redis:Configuration` of StackExchange.Redis, `SESSION_REDIS`, `CASSANDRA_CLUSTER`. */
const SERVER_SETTING = /(?:REDIS|RABBIT(?:MQ)?|MONGO(?:DB)?|KAFKA|NATS)(?:_\w+)?_(?:CONFIGURATION|CONNECTION(?:_?STRING)?)$|CONNECTION_?STRINGS?_\w*(?:REDIS|RABBIT(?:MQ)?|MONGO(?:DB)?|KAFKA|NATS|CACHE)$|(?:^|_)(?:REDIS|RABBITMQ|MONGO(?:DB)?|KAFKA|NATS|CASSANDRA|ELASTICSEARCH|POSTGRES|MYSQL|MEMCACHED)(?:_CLUSTER)?$/i;

/** Keys whose value names who may call, or how others see the unit, not whom it calls. */
export const NOT_A_CALL = /cors|origin|allowed|redirect|callback|no_?proxy|advertised|listener|whitelist|trusted|public_?(?:url|host)|external_?(?:url|host)|virtual_?host|instance_?host|server_?name|image|version/i;

/** What the tokens that a program makes or takes must name, beside the key that it checks them with itself: `Jwt:Issuer`, `mp.jwt.verify.issuer`. */
const ISSUER_NAME = /JWT\w*_(?:VALID_?)?(?:ISSUER|AUDIENCE)S?(?:_\d+)?$/i;

/** Whom a program asks about tokens. */
const TOKEN_ISSUER = /OAUTH2.*(?:URI|URL)$|(?:ISSUER|JWKS?(?:_?SET)?|USER_?INFO|INTROSPECTION)_?(?:URI|URL)$/i;

/** Where a server of identities sends browsers back to: it knows its clients, and does not call them. */
const REGISTERED_CLIENT = /(?:client|spa|mvc|swagger|front_?end|web_?(?:ui|app|site|spa|mvc)|(?:^|_)ui)(?:_?(?:url|uri|host|origin))?$|callback/i;

/** The same, said by the key alone: the clients that a server of identities is configured with, as Duende, OpenIddict and ABP name them. */
const CLIENT_LIST = /(?:IDENTITY(?:_?SERVER)?|OPENIDDICT|OIDC|OAUTH2?|AUTH_?SERVER)_?(?:CLIENTS|APPLICATIONS)_\w*(?:ROOT_?|BASE_?|CLIENT_?)?UR[IL]$|(?:^|_)(?:CLIENTS|APPLICATIONS)_\w+_(?:ROOT|REDIRECT|POST_?LOGOUT\w*)_?UR[IL]S?$/i;

/** Commands that only wait until something answers. */
const WAITING = /\bwait|dockerize|\buntil\b|\bnc\s|healthcheck/i;

/** Relations that a program needs the client of an engine for. */
const NEEDS_CLIENT: ReadonlySet<RelationKind> = new Set(['stores', 'publishes', 'subscribes']);

/** Relations that values in deployment files make: the environment and the command of each unit. */
export function wireConfiguration(context: LinkContext, ownership: Ownership, isOfAnotherRole: IsOfAnotherRole): void {
  const shared = sharedVariables(context, ownership);
  for (const draft of context.drafts) {
    for (const runtime of runtimesOf(context, draft)) {
      wireEnvironment(context, draft, runtime, shared, isOfAnotherRole);
      wireMountedFiles(context, draft, runtime, isOfAnotherRole);
      wireSharedFiles(context, ownership, draft, runtime);
    }
    for (const unit of draft.units) wireCommands(context, draft, unit);
    for (const relation of context.wiring.from(draft)) if (NEEDS_CLIENT.has(relation.kind) && ownership.lacksDriver(draft, relation.to.engine ?? '')) context.wiring.remove(relation);
  }
}

function wireEnvironment(context: LinkContext, draft: Draft, runtime: Runtime, { isMeant, isOfCommonClients }: ReturnType<typeof sharedVariables>, isOfAnotherRole: IsOfAnotherRole): void {
  for (const [name, variable] of runtime.environment.variables) {
    const { value, site, key } = variable;
    if (value === undefined || NOT_A_CALL.test(name) || CLIENT_LIST.test(name) || ISSUER_NAME.test(name) || !isMeant(draft, name, variable)) continue;
    const { text } = context.resolve(value, site.path, runtime.environment);
    const service = key === undefined ? undefined : routedService(key, text) ?? keyedInEtcd(context, key, text);
    if (service !== undefined) {
      const host = registeredAs(context, service)?.name ?? service;
      wireAddress(context, draft, runtime, { host: host.toLowerCase() }, { name: key ?? name, site });
      continue;
    }
    const isAddress = ADDRESS_KEY.test(name.replace(/(?:__?|\[)\d+\]?$/, '')) || SERVER_SETTING.test(name);
    const addresses = isAddress ? addressesOf(text) : [...addressesIn(text), ...withPort(text)];
    for (const address of addresses) {
      if (isOfAnotherRole(draft, address.host, runtime, [site])) continue;
      const sharer = context.findHost(address.host, runtime.unit === undefined ? {} : { unit: runtime.unit });
      if (sharer !== undefined && isOfCommonClients(draft, sharer, name, variable)) continue;
      wireAddress(context, draft, runtime, isLoopback(address.host) ? withPortBeside(context, runtime, name, address) : address, { name, site });
    }
  }
}

/** Keys of files whose value is an address, even when it is a bare name: files hold more than variables do. */
const ADDRESS_IN_FILE = /(?:url|uri|host|hostname|addr|address|addresses|endpoints?|servers?|brokers?|dsn)$/i;

function wireMountedFiles(context: LinkContext, draft: Draft, runtime: Runtime, isOfAnotherRole: IsOfAnotherRole): void {
  for (const { key, text, site } of mountedSettings(context, draft, runtime)) {
    if (NOT_A_CALL.test(key) || CLIENT_LIST.test(key)) continue;
    const addresses = ADDRESS_IN_FILE.test(key) ? addressesOf(text) : [...addressesIn(text), ...withPort(text)];
    for (const address of addresses) if (!isLoopback(address.host) && !isOfAnotherRole(draft, address.host, runtime, [site])) wireAddress(context, draft, runtime, address, { name: key, site });
  }
}

/**
 * A file of settings that several programs of one module mount holds the addresses that any of them asks. Of those each program asks the ones that it waits
 * for before it starts, and the servers whose driver it has.
 */
function wireSharedFiles(context: LinkContext, ownership: Ownership, draft: Draft, runtime: Runtime): void {
  const { unit } = runtime;
  if (unit === undefined) return;
  const awaited = new Set(unit.startsAfter.map(({ target }) => context.findHost(target, { unit })));
  for (const { key, value, site } of sharedSettings(context, ownership, draft, unit)) {
    if (NOT_A_CALL.test(key)) continue;
    const { text } = context.resolve(value, site.path, runtime.environment);
    const name = key.slice(key.lastIndexOf('.') + 1);
    for (const address of ADDRESS_IN_FILE.test(name) ? addressesOf(text) : [...addressesIn(text), ...withPort(text)]) {
      const to = isLoopback(address.host) ? undefined : context.findHost(address.host, { unit });
      if (to !== undefined && (awaited.has(to) || ownership.hasDriver(draft, to.engine ?? ''))) wireAddress(context, draft, runtime, address, { name, site });
    }
  }
}

/** The program that a client of go-zero finds in etcd: the one that registers under the same key. */
function keyedInEtcd(context: LinkContext, key: string, text: string): string | undefined {
  if (!/\.Etcd\.Key$/.test(key) || text === '') return undefined;
  const [server, ...others] = context.drafts.filter((draft) => runtimesOf(context, draft).some(({ environment }) => {
    const own = environment.variables.get('ETCD_KEY');
    return own?.key === 'Etcd.Key' && own.value !== undefined && context.resolve(own.value, own.site.path, environment).text === text;
  }));
  return others.length > 0 ? undefined : server?.name;
}

/** The service that a route of Ocelot names, or one of Zuul leads to: its `serviceId`, else the name of the route. */
function routedService(key: string, text: string): string | undefined {
  if (/(?:^|:)Routes:\d+:ServiceName$/i.test(key)) return text.toLowerCase();
  const [, route, attribute] = /^zuul\.routes\.([\w-]+)(?:\.(path|service-?id))?$/i.exec(key) ?? [];
  if (route === undefined) return undefined;
  return attribute === undefined || attribute === 'path' ? route.toLowerCase() : text.toLowerCase();
}

/** A service by the name it registers with, which may be that of its code, in other letters, or the end of that of its image: `OrdersService` of `orders_service`, `kotlin-service` of `acme-kotlin-service`. */
function registeredAs({ drafts, findHost }: LinkContext, name: string): Draft | undefined {
  if (findHost(name, {}) !== undefined) return undefined;
  const wanted = compact(name);
  const only = (isNamed: (alias: string) => boolean): Draft | undefined => {
    const [found, ...others] = drafts.filter((draft) => [draft.name, ...draft.aliases].some(isNamed));
    return others.length > 0 ? undefined : found;
  };
  return only((alias) => compact(alias) === wanted) ?? only((alias) => words(name).length > 1 && alias.toLowerCase().endsWith(`-${name.toLowerCase()}`));
}

/** Protocols of what keys are called after: `spring.rabbitmq.host`. */
const NAMED_PROTOCOLS: readonly (readonly [RegExp, string])[] = [[/RABBIT/, 'amqp'], [/REDIS/, 'redis'], [/MONGO/, 'mongodb'], [/POSTGRES/, 'postgres'], [/MYSQL/, 'mysql'], [/NEO4J/, 'neo4j'], [/NATS/, 'nats']];

/** An address of this machine means nothing without its port: that of the setting beside it, else that of the protocol which its key is called after. */
function withPortBeside(context: LinkContext, { environment }: Runtime, name: string, address: Address): Address {
  if (address.port !== undefined || address.scheme !== undefined) return address;
  const [, section] = /^(.*_)HOST(?:NAME)?$/.exec(name) ?? [];
  if (section === undefined) return address.database === undefined ? address : withProtocol(address, protocolNamed(name));
  const variable = environment.variables.get(`${section}PORT`);
  const text = variable?.value === undefined ? '' : context.resolve(variable.value, variable.site.path, environment).text;
  if (/^\d{2,5}$/.test(text)) return { ...address, port: Number(text) };
  return withProtocol(address, variable === undefined ? protocolNamed(section) : undefined);
}

function protocolNamed(key: string): string | undefined {
  return NAMED_PROTOCOLS.find(([pattern]) => pattern.test(key))?.[1];
}

function withProtocol(address: Address, scheme: string | undefined): Address {
  return scheme === undefined ? address : { ...address, scheme };
}

/** Names of a map that is written as one text: `STOCK=stock:9000,ORDERS=orders:9000`. */
const NAMES_OF_MAP = /(^|[,;]\s*)[A-Za-z_][\w.-]{0,80}=(?=[\w.-]+:\d)/g;

/** `host:port` under any key; two digits at least, for `redis:7` is an image. */
function withPort(text: string): Address[] {
  return hostList(text.replace(NAMES_OF_MAP, '$1')).filter(({ port }) => port !== undefined && port >= 80);
}

function wireAddress(context: LinkContext, draft: Draft, runtime: Runtime, address: Address, key: { name: string; site: Site }): void {
  const unit = runtime.unit;
  const registered = address.scheme === 'lb' ? registeredAs(context, address.host) : undefined;
  const to = registered ?? context.findHost(address.host, unit === undefined ? {} : { unit }) ?? (FOR_USERS.test(key.name) ? undefined : context.local.at(address, runtime, key.site));
  if (to === undefined) {
    // A scheme says that it is meant as an address; a bare word may be anything.
    if (address.scheme !== undefined && isInternalName(address.host)) {
      context.wiring.looseEnds.push({ from: draft, target: address.host, reason: `no element answers to the name that ${key.name} gives`, site: key.site });
    }
    return;
  }
  if (draft.kind === 'auth' && REGISTERED_CLIENT.test(key.name)) return;
  // Nodes of one cluster, or a copy and its original, are told of each other: none keeps its data in another.
  if (draft.engine !== undefined && draft.engine === to.engine) return;
  const kind = kindOf(draft, to, key.name, runtime);
  if (kind === 'calls' && (draft.kind === 'datastore' || draft.kind === 'broker') && !ASKS_BACK.test(key.name)) return;
  const port = portOf(address);
  context.wiring.add({
    from: draft, to, kind, evidence: [{ site: key.site, extractor: extractorOf(unit), confidence: 'config' }],
    ...(address.scheme === undefined ? {} : { protocol: address.scheme }),
    ...(port === undefined ? {} : { port }),
    ...(kind === 'stores' ? { database: databaseNamedIn(context, runtime, to, address, key) } : {}),
  });
}

/** Databases and brokers are asked, and ask nobody: what their containers are told of others is for their start. But they may have users checked, and tell of changes. */
const ASKS_BACK = /auth|hook|callback/i;

/** Keys whose value is where users find the system: links in mails, where a browser goes back to. */
const FOR_USERS = /(?:client|front_?end|web_?site|web_?app|site|domain|home)_?(?:base_?)?(?:url|uri|host)$/i;

function kindOf(draft: Draft, to: Draft, name: string, runtime: Runtime): RelationKind {
  const kind = kindByTarget(draft, to);
  if (kind === 'publishes' && listensOnly(name, runtime)) return 'subscribes';
  // A gateway that checks tokens itself routes nothing there.
  return kind === 'routes' && TOKEN_ISSUER.test(name) ? 'calls' : kind;
}

/** Settings of a consumer beside the address of the broker: named so, or a queue that it binds to an exchange. */
function listensOnly(name: string, { environment: { variables } }: Runtime): boolean {
  const section = name.slice(0, name.lastIndexOf('_'));
  if (/(?:handler|consumer|subscriber|listener|receiver)s?$/i.test(section)) return true;
  const has = (...keys: readonly string[]): boolean => keys.some((key) => variables.has(`${section}_${key}`));
  // A queue of go-zero names the group that it consumes in beside brokers and topic.
  const [, queue] = /^(.+)_BROKERS?(?:_?\d+|\[\d+\])?$/i.exec(name) ?? [];
  if (queue !== undefined && variables.has(`${queue}_GROUP`) && (variables.has(`${queue}_TOPIC`) || variables.has(`${queue}_TOPICS_0`))) return true;
  return section !== '' && has('QUEUE', 'QUEUENAME', 'QUEUE_NAME') && has('EXCHANGE', 'EXCHANGENAME', 'EXCHANGE_NAME');
}

function isInternalName(host: string): boolean {
  return !host.includes('.') && !isLoopback(host) && /[a-z]/.test(host);
}

function wireCommands(context: LinkContext, draft: Draft, unit: UnitFact): void {
  for (const { command } of mainContainers(unit)) {
    if (command === undefined || WAITING.test(command.text)) continue;
    const evidence: Evidence = { site: command.site, extractor: extractorOf(unit), confidence: 'config' };
    for (const { host } of [...addressesIn(command.text), ...command.text.split(/[\s=,'"]+/).flatMap(withPort)]) {
      const to = context.findHost(host, { unit });
      if (to !== undefined && (draft.engine === undefined || draft.engine !== to.engine)) context.wiring.add({ from: draft, to, kind: kindByTarget(draft, to), evidence: [evidence] });
    }
  }
}

function extractorOf(unit: UnitFact | undefined): string {
  return unit?.technology ?? 'dotenv';
}
