import type { CouplingGraph, Element } from '../../model/graph.js';
import type { PolicyLevel, TrafficPolicyFact } from '../../model/mesh-facts.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import type { Setting } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

type KnownMode = Extract<Setting<string>, { known: true }>;

/** A service whose mTLS mode refuses what its clients are told to send. */
interface Conflict {
  readonly target: Element;
  readonly server: KnownMode;
}

export const meshMtlsConflict: Rule = {
  id: 'mesh-mtls-conflict',
  severity: 'error',
  preset: 'recommended',
  title: 'Client and server disagree about mTLS',
  why: 'A DestinationRule tells clients what to send, a PeerAuthentication tells the server what to accept. Where they contradict each other every call fails.',
  remedy: 'Use ISTIO_MUTUAL on the client side of a STRICT server, or drop the tls block: Istio then chooses by itself.',
  ignoreWhen: 'The policy is for clients outside of this repository.',

  *check({ graph }) {
    for (const { fact, target } of graph.trafficPolicies) {
      const targets = targetsOf(graph, fact, target);
      for (const level of fact.levels) {
        const report = inspect(graph, fact, level, targets);
        if (report) yield report;
      }
    }
  },
};

/** A wildcard host has no element of its own; it applies where no more specific rule does. */
function targetsOf(graph: CouplingGraph, fact: TrafficPolicyFact, target: Element | undefined): Element[] {
  const candidates = target ? [target] : graph.relations.filter(({ care }) => care.policies[0] === fact).map(({ to }) => to);
  // Hosts outside the mesh rightly get plain TLS, and workloads without a proxy obey no PeerAuthentication.
  return [...new Set(candidates)].filter(({ kind, mesh }) => kind !== 'external' && mesh.state !== 'out');
}

function inspect(graph: CouplingGraph, { name }: TrafficPolicyFact, level: PolicyLevel, targets: readonly Element[]): Report | undefined {
  const client = level.tlsMode;
  // A templated value may well be right.
  if (!client?.known) return undefined;
  const conflicts = targets.flatMap((target): Conflict[] => {
    const server = serverMode(graph, target, level);
    return server && contradicts(client.value, server.value) ? [{ target, server }] : [];
  });
  const [first] = conflicts;
  if (first === undefined) return undefined;
  const names = listOf(conflicts.map(({ target }) => target.name));
  const advice = first.server.value === 'STRICT' ? 'Use ISTIO_MUTUAL, or drop the tls block.' : 'Let the server accept both with PERMISSIVE, or drop the tls block.';
  return {
    site: client.site,
    message: `Calls to ${names} fail: the DestinationRule ${name} makes clients send ${sent(client.value)}, but the mTLS mode of ${names} is ${first.server.value}. ${advice}`,
    related: conflicts.map(({ target, server }) => ({ site: server.site, message: `${target.name} gets mTLS mode ${server.value} here` })),
    elements: conflicts.map(({ target }) => target),
    fixes: fixesOf(client, conflicts),
  };
}

/** The mode of the most specific PeerAuthentication that sets one; undefined when none does or a template hides it. */
function serverMode({ peerAuthentications }: CouplingGraph, target: Element, level: PolicyLevel): KnownMode | undefined {
  const facts = peerAuthentications.filter(({ fact, targets }) => fact.mesh === 'istio' && targets.includes(target)).map(({ fact }) => fact);
  const modes = facts.flatMap((fact) => {
    const ofPort = fact.portModes.find(({ port }) => level.level === 'port' && String(port) === level.name)?.mode;
    return ofPort ?? fact.mode ?? [];
  });
  const mode = modes.filter((candidate) => !candidate.known || candidate.value !== 'UNSET').at(-1);
  return mode?.known ? mode : undefined;
}

function contradicts(client: string, server: string): boolean {
  return server === 'STRICT' ? client === 'DISABLE' || client === 'SIMPLE' : server === 'DISABLE' && client === 'ISTIO_MUTUAL';
}

function sent(clientMode: string): string {
  return clientMode === 'DISABLE' ? 'plain text' : clientMode === 'SIMPLE' ? 'TLS without a client certificate' : 'mTLS';
}

function fixesOf(client: KnownMode, conflicts: readonly Conflict[]): Fix[] {
  // SIMPLE may come with certificates and server names that ISTIO_MUTUAL does not allow.
  if (client.value === 'DISABLE') return [{ title: 'Use mTLS: ISTIO_MUTUAL', edits: [{ site: client.site, newText: 'ISTIO_MUTUAL' }], preferred: true }];
  const servers = [...new Set(conflicts.map(({ server }) => server))];
  if (client.value !== 'ISTIO_MUTUAL') return [];
  return [{ title: 'Accept mTLS too: PERMISSIVE', edits: servers.map(({ site }) => ({ site, newText: 'PERMISSIVE' })), preferred: false }];
}
