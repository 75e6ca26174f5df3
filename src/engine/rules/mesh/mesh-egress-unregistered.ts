import { podsOf } from '../../model/access-match.js';
import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import { ROOT_NAMESPACE, type ServiceEntryFact, type SidecarFact } from '../../model/mesh-facts.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { fill } from '../../model/text.js';
import { matchesWildcard } from '../../model/wildcard.js';
import { listOf } from '../../model/wording.js';
import { siteKey } from '../../model/value-edit.js';

const CLOSED = 'REGISTRY_ONLY';

export const meshEgressUnregistered: Rule = {
  id: 'mesh-egress-unregistered',
  severity: 'error',
  preset: 'recommended',
  title: 'A call that the mesh does not know',
  why: 'Under REGISTRY_ONLY the proxy answers 502 to a call of a host that is neither a service of the cluster nor in a ServiceEntry. A Sidecar that leaves a called service out has the same effect; where the mesh is open the call passes by its time-outs, retries and mTLS.',
  remedy: 'Declare the host in a ServiceEntry, or add the service to the egress hosts of the Sidecar.',
  ignoreWhen: 'Another repository declares the host.',
  sources: ['https://istio.io/latest/docs/tasks/traffic-management/egress/egress-control/', 'https://istio.io/latest/docs/reference/config/networking/sidecar/'],

  *check({ graph }) {
    const sidecarOf = sidecarsByElement(graph);
    const calls = graph.relations.filter(({ kind, confidence, from }) => kind === 'calls' && confidence !== 'inferred' && from.mesh.state !== 'out' && podsOf(from).length > 0);
    yield* leftOut(calls, sidecarOf);
    yield* undeclared(calls, graph, sidecarOf);
  },
};

type SidecarOf = (element: Element) => SidecarFact | undefined;

/** The Sidecar of an element: one that selects it, else that of its namespace, else that of the mesh. Where several could be, nobody knows. */
function sidecarsByElement({ sidecars }: CouplingGraph): SidecarOf {
  const byElement = new Map<Element, SidecarFact[]>();
  for (const { fact, targets } of sidecars) for (const target of targets) byElement.set(target, [...(byElement.get(target) ?? []), fact]);
  return (element) => {
    const own = byElement.get(element) ?? [];
    for (const rank of [0, 1, 2]) {
      const found = own.filter((fact) => rankOf(fact) === rank);
      if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    }
    return undefined;
  };
}

function rankOf({ selector, namespace }: SidecarFact): number {
  return Object.keys(selector).length > 0 ? 0 : namespace === ROOT_NAMESPACE ? 2 : 1;
}

/** Calls of services in the cluster that the caller's Sidecar does not list. */
function* leftOut(calls: readonly Relation[], sidecarOf: SidecarOf): Generator<Report> {
  const missing = calls.flatMap((relation) => {
    const sidecar = sidecarOf(relation.from);
    return sidecar !== undefined && isLeftOut(relation, sidecar) ? [{ relation, sidecar }] : [];
  });
  for (const group of groupBy(missing, ({ sidecar }) => siteKey(sidecar.site)).values()) {
    const [{ sidecar }] = group;
    const relations = group.map(({ relation }) => relation);
    const isClosed = sidecar.outboundMode === CLOSED;
    yield {
      site: sidecar.site,
      ...(!isClosed && { severity: 'warning' as const }),
      message: `The Sidecar ${sidecar.name} does not list ${listOf([...new Set(relations.map(({ to }) => to.name))])}, which ${listOf([...new Set(relations.map(({ from }) => from.name))])} ${new Set(relations.map(({ from }) => from.id)).size === 1 ? 'calls' : 'call'}: ${isClosed ? 'the proxy refuses those calls' : 'those calls pass by the rules of the mesh, and fail where mTLS is required'}. Add it to the egress hosts.`,
      related: relations.map(({ from, to, evidence }) => ({ site: evidence[0].site, message: `${from.name} calls ${to.name}` })),
      elements: [...new Set(relations.flatMap(({ from, to }) => [from, to]))],
      relations,
    };
  }
}

function isLeftOut({ from, to }: Relation, { egressHosts, namespace: home }: SidecarFact): boolean {
  const own = namespaceOf(from);
  const hosts = to.services.map(({ name, namespace }) => (namespace === undefined ? undefined : { namespace, host: `${name}.${namespace}.svc.cluster.local` }));
  // Templates, and names without a namespace, may mean anything.
  if (own === undefined || hosts.length === 0 || egressHosts.length === 0 || egressHosts.some((entry) => !/^[\w.*~-]+\/[\w.*-]+$/.test(entry))) return false;
  return hosts.every((service) => service !== undefined && !egressHosts.some((entry) => {
    const [place = '', host = ''] = entry.split('/');
    const isThere = place === '*' || (place === '.' ? service.namespace === (home ?? own) || service.namespace === own : place === service.namespace);
    return isThere && matchesWildcard(host, service.host);
  }));
}

function namespaceOf(element: Element): string | undefined {
  const namespaces = new Set(podsOf(element).map(({ namespace }) => namespace));
  return namespaces.size === 1 ? [...namespaces][0] : undefined;
}

/** Calls of the outside from where the mesh lets out only what is registered. */
function* undeclared(calls: readonly Relation[], { serviceEntries, meshModes }: CouplingGraph, sidecarOf: SidecarOf): Generator<Report> {
  const meshMode = meshModes.length === 1 ? meshModes[0] : undefined;
  const hidden = calls.filter(({ from, to }) => to.kind === 'external' && (sidecarOf(from)?.outboundMode ?? meshMode) === CLOSED && hostsOf(to).length > 0 && !isDeclared(hostsOf(to), from, serviceEntries));
  for (const group of groupBy(hidden, ({ to }) => to.id).values()) {
    const [{ to, from, evidence }] = group;
    const callers = listOf([...new Set(group.map((relation) => relation.from.name))]);
    yield {
      site: evidence[0].site,
      message: `The mesh refuses calls to ${to.name}: it lets out only to hosts that are registered, and no ServiceEntry declares this one, which ${callers} ${group.length === 1 ? 'calls' : 'call'}. Declare it.`,
      related: group.slice(1).map((relation) => ({ site: relation.evidence[0].site, message: `${relation.from.name} calls ${to.name}` })),
      elements: [...new Set(group.flatMap((relation) => [relation.from, relation.to]))],
      relations: group,
      fixes: fixesOf(to, sidecarOf(from)),
    };
  }
}

/** Host names it is reached by; names of hosted services are none. */
function hostsOf({ name, aliases }: Element): string[] {
  const names = [name, ...aliases].filter((text) => /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i.test(text));
  // `api.example.com` is what is called where the domain is only what it belongs to.
  return names.filter((host) => !names.some((other) => other.endsWith(`.${host}`)));
}

function isDeclared(hosts: readonly string[], from: Element, entries: readonly ServiceEntryFact[]): boolean {
  const own = namespaceOf(from);
  return hosts.some((host) => entries.some((entry) => {
    const isSeen = entry.exportTo === undefined || own === undefined || entry.exportTo.some((item) => item === '*' || item === own || (item === '.' && (entry.namespace ?? own) === own));
    // Templates may write any host.
    return isSeen && entry.hosts.some((declared) => /[{}$<]/.test(declared) || matchesWildcard(declared, host));
  }));
}

/** A ServiceEntry behind the Sidecar that closes the mesh. */
function fixesOf(to: Element, sidecar: SidecarFact | undefined): Fix[] {
  const hosts = hostsOf(to);
  const [host] = hosts;
  if (sidecar?.documents === undefined || host === undefined) return [];
  const entry = {
    apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry',
    metadata: { name: host.replaceAll('.', '-').toLowerCase(), ...(sidecar.namespace !== undefined && { namespace: sidecar.namespace }) },
    spec: { hosts: `[${hosts.join(', ')}]`, location: 'MESH_EXTERNAL', resolution: 'DNS', ports: '[{ number: 443, name: tls, protocol: TLS }]' },
  };
  return [{ title: `Declare ${host} in a ServiceEntry`, edits: [fill(sidecar.documents, entry)], preferred: false }];
}
