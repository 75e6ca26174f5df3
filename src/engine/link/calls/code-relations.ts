import type { UseFact } from '../../model/code-facts.js';
import type { Evidence, RelationKind } from '../../model/graph.js';
import { hostedServiceAt, hostedServiceOf } from '../../model/hosted-services/index.js';
import { compareSites, type Path, type Site } from '../../model/text.js';
import { withBreakerSwitches } from './breaker-switches.js';
import { withClientDefaults, withInjectedClients } from './client-defaults.js';
import type { Address } from '../names/addresses.js';
import { addressesOf, isLoopback, portOf } from '../names/addresses.js';
import { databaseOfUse } from '../data/databases.js';
import { indexClientUsers, type FindClientUsers } from '../ownership/declared-clients.js';
import { indexFeignTimeouts } from './feign-timeouts.js';
import { channelOf, wireByConnections, type Loose } from './connections.js';
import type { Draft } from '../draft.js';
import { extractorOf } from '../settings/extractor-names.js';
import { withEventsThatNobodyAwaits } from './fire-and-forget.js';
import type { Externals } from './externals.js';
import { wireHostedServices, withEndpointVariable } from './hosted-services.js';
import { append } from '../inventory.js';
import type { LinkContext, Runtime } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import type { Owners, Ownership } from '../ownership/ownership.js';
import { kindByUse } from './relation-kind.js';
import { UNKNOWN_MARK, type Resolved } from '../names/resolve.js';
import type { IsOfAnotherRole } from '../settings/roles.js';

/** Code that developers run by hand: it says nothing about the running system. */
const DEVELOPER_CODE = /(?:^|\/)(?:scripts?|tools|examples?|hack)\//;

/** Folders that are packages of the JVM: `com.example` is the name that generators give. */
const PACKAGES = /(?<=\/src\/main\/)(?:java|kotlin|scala|groovy)\/.*$/;

function isDeveloperCode(path: Path): boolean {
  return DEVELOPER_CODE.test(path) && DEVELOPER_CODE.test(path.replace(PACKAGES, ''));
}

/** Relations that clients in code make, also with external systems. Gives the gRPC connections of which nothing tells where they lead. */
export function wireCode(context: LinkContext, ownership: Ownership, externals: Externals, isOfAnotherRole: IsOfAnotherRole): readonly Loose[] {
  const all: Loose[] = [];
  const loose: Loose[] = [];
  const channels: Loose[] = [];
  const usersOf = indexClientUsers(context.inventory, ownership);
  const withFeignTimeout = indexFeignTimeouts(context, ownership);
  for (const written of withEventsThatNobodyAwaits(withInjectedClients(withClientDefaults(context.inventory, ownership), context.inventory, ownership), ownership)) {
    // What goes through a sidecar needs its components.
    if (written.protocol === 'dapr' || isDeveloperCode(written.site.path)) continue;
    const owners = ownership.of(written.site.path);
    for (const { draft, runtimes, calledAt } of concerned(context, owners, written, usersOf)) {
      const use = withFeignTimeout(draft, runtimes, withBreakerSwitches(context, ownership, draft, runtimes, written));
      const one = { draft, use };
      all.push(one);
      // A client that a common package declares is called where it is taken; what it names is read where it is declared.
      const call = calledAt && { ...use, site: calledAt };
      const told = runtimes.map((runtime) => wireUse(context, draft, runtime, withEndpointVariable(use, runtime), externals, isOfAnotherRole, call));
      if (use.target === undefined || (use.relation === 'stores' && !told.includes(true))) loose.push(one);
      if (use.protocol === 'grpc' && use.relation === 'calls' && !told.includes(true)) channels.push(one);
    }
  }
  // A channel on a connection made elsewhere: needs to know first where the connections lead.
  wireByConnections(context, loose, all);
  wireHostedServices(context, all, externals);
  return channels;
}

/** The owners that a use concerns: of shared code only those that take the client it declares, whose environment supplies every variable it reads, or that start after what it names; what sends telemetry concerns all. */
function concerned(context: LinkContext, { drafts, isShared }: Owners, use: UseFact, usersOf: FindClientUsers): { draft: Draft; runtimes: readonly Runtime[]; calledAt?: Site }[] {
  const all = drafts.filter((draft) => !isShared || !context.switches.isOff(draft, use.site)).map((draft) => ({ draft, runtimes: runtimesOf(context, draft) }));
  const { target } = use;
  if (!isShared) return all;
  if (target === undefined || isBareConnection(use)) return [];
  const users = usersOf(use);
  if (users !== undefined && users.size > 0) {
    return all.flatMap((one) => {
      const calledAt = users.get(one.draft);
      return calledAt === undefined ? [] : [{ ...one, calledAt }];
    });
  }
  const supplied = all.map(({ draft, runtimes }) => ({ draft, runtimes: runtimes.filter((runtime) => {
    const resolved = context.resolve(target, use.site.path, runtime.environment);
    const { variables } = resolved;
    return variables.length > 0 ? variables.every((name) => runtime.environment.variables.has(name)) : startsAfter(context, runtime, clearAddresses(use, resolved)) || isWatched(context, runtime, clearAddresses(use, resolved));
  }) }));
  return supplied.filter(({ runtimes }) => runtimes.length > 0);
}

/** One program with several roles names all that any of them asks; the start order tells which role asks whom. */
function startsAfter(context: LinkContext, { unit }: Runtime, addresses: readonly Address[]): boolean {
  if (unit === undefined || unit.startsAfter.length === 0) return false;
  const first = new Set(unit.startsAfter.map(({ target }) => context.findHost(target, { unit })));
  return addresses.some(({ host }) => {
    const to = context.findHost(host, { unit });
    return to !== undefined && first.has(to);
  });
}

/** Telemetry that common code sets up is that of all who run the code: nobody calls it by choice. */
function isWatched(context: LinkContext, { unit }: Runtime, addresses: readonly Address[]): boolean {
  return unit !== undefined && addresses.some(({ host }) => context.findHost(host, { unit })?.kind === 'telemetry');
}

/** In shared code a connection to a broker does not tell which way its users' messages go; the setting that it reads is a relation of its own. */
function isBareConnection({ relation, channel }: UseFact): boolean {
  return (relation === 'publishes' || relation === 'subscribes') && channel === undefined;
}

/** Wires what a use names; false when nothing in the workspace tells what that is. */
function wireUse(context: LinkContext, draft: Draft, runtime: Runtime, use: UseFact, externals: Externals, isOfAnotherRole: IsOfAnotherRole, call = use): boolean {
  if (use.target === undefined) return false;
  const resolved = context.resolve(use.target, use.site.path, runtime.environment);
  const addresses = clearAddresses(use, resolved);
  for (const address of addresses) {
    if (isOfAnotherRole(draft, address.host, runtime, resolved.sources, use.site)) continue;
    const to = context.findHost(address.host, runtime.unit === undefined ? {} : { unit: runtime.unit }) ?? context.local.at(address, runtime, resolved.sources[0] ?? use.targetSite ?? use.site) ?? external(externals, address, use, resolved);
    if (to === undefined) looseEnd(context, draft, address, use, resolved);
    else wireTo(context, draft, runtime, to, call, resolved, address);
  }
  return addresses.length > 0 || (resolved.text !== '' && !resolved.text.includes(UNKNOWN_MARK));
}

/** Addresses that are certain: `users/1` in an HTTP call is a path, and only looks like a host. */
function clearAddresses(use: UseFact, { text, sources }: Resolved): Address[] {
  if (text === '' || text.startsWith('/')) return [];
  const isHttp = use.protocol === 'http' || use.protocol === 'https';
  return addressesOf(text).filter(({ scheme, port }) => !isHttp || scheme !== undefined || port !== undefined || sources.length > 0);
}

function wireTo(context: LinkContext, draft: Draft, runtime: Runtime, to: Draft, use: UseFact, resolved: Resolved, address: Address): void {
  const kind = to.kind === 'external' ? kindWith(address, use) : kindByUse(use, draft, to);
  const port = portOf(address);
  const [channel] = kind === 'publishes' || kind === 'subscribes' ? channelOf(context, runtime, use) : [];
  context.wiring.add({
    from: draft, to, kind, protocol: use.protocol, use,
    ...(channel === undefined ? {} : { channel }),
    ...(port === undefined ? {} : { port }),
    evidence: [evidenceOf(use), ...resolved.sources.map((site): Evidence => ({ site, extractor: extractorOf(site.path), confidence: 'config' }))],
    ...(kind === 'stores' ? { database: databaseOfUse(context, runtime, to, address, use, resolved) } : {}),
  });
}

/** Kind of a relation with an external system. */
function kindWith({ host }: Address, use: UseFact): RelationKind {
  const service = hostedServiceOf(use) ?? hostedServiceAt(host);
  return service?.relation === 'telemetry' ? 'telemetry' : use.relation;
}

/** The external system behind a public host that is meant as one. */
function external(externals: Externals, { host, scheme, port }: Address, use: UseFact, { sources }: Resolved): Draft | undefined {
  const isMeant = scheme !== undefined || port !== undefined || sources.length > 0 || use.hosted !== undefined;
  return isMeant ? externals.at(host, sources[0] ?? use.targetSite ?? use.site) : undefined;
}

function looseEnd({ wiring }: LinkContext, from: Draft, { host, scheme }: Address, use: UseFact, { sources }: Resolved): void {
  // A bare number may be anything; in a URL it is the address of a machine.
  if (isLoopback(host) || (scheme === undefined && /^[\d.]+$/.test(host))) return;
  wiring.looseEnds.push({ from, target: host, reason: 'no element answers to this name', site: sources.at(-1) ?? use.targetSite ?? use.site });
}

function evidenceOf({ site }: { readonly site: Site }): Evidence {
  return { site, extractor: extractorOf(site.path), confidence: 'declared' };
}

/** An address that a gateway's settings give seems to be a route; where its own code takes that very address to call, there is no other. */
export function settleGatewayCalls({ wiring, drafts }: LinkContext): void {
  for (const draft of drafts) {
    if (draft.kind !== 'gateway') continue;
    for (const route of wiring.from(draft)) {
      const taken = wiring.between(draft, route.to).filter(({ kind }) => kind === 'calls').flatMap(({ evidence }) => evidence);
      if (route.kind === 'routes' && route.evidence.every(({ site }) => taken.some((other) => compareSites(site, other.site) === 0))) wiring.remove(route);
    }
  }
}

/** Configuration alone cannot tell who publishes and who subscribes: where code can, its relations take over. */
export function settleBrokerDirections({ wiring, drafts }: LinkContext): void {
  for (const draft of drafts) {
    const byTarget = new Map<Draft, ReturnType<typeof wiring.from>[number][]>();
    for (const relation of wiring.from(draft)) if (relation.kind === 'publishes' || relation.kind === 'subscribes') append(byTarget, relation.to, relation);
    for (const relations of byTarget.values()) {
      const vague = relations.filter(({ channel, uses }) => channel === undefined && uses.every((use) => use.channel === undefined));
      const clear = relations.filter((relation) => !vague.includes(relation) || relation.uses.length > 0);
      const named = clear.filter(({ channel }) => channel !== undefined);
      const winners = named.length > 0 ? named : clear;
      if (winners.length === 0) continue;
      for (const loser of vague) {
        if (winners.includes(loser)) continue;
        for (const winner of winners) winner.evidence.push(...loser.evidence.filter(({ confidence }) => confidence !== 'declared'));
        wiring.remove(loser);
      }
    }
  }
}
