import type { Contract, CouplingGraph, Element, Relation, Release, Unresolved } from '../model/graph.js';
import { compareSites, compareText } from '../model/text.js';
import { linkAccessPolicies } from './mesh/access-policies.js';
import { careOf, NO_CARE } from './calls/care.js';
import type { ContractDraft, Contracts } from './calls/contracts.js';
import { linkConfigBlobs } from './settings/config-blobs.js';
import { collectDatabases } from './data/databases.js';
import { markFrameworkDatabases } from './data/framework-databases.js';
import type { Draft } from './draft.js';
import { linkDualWrites } from './data/dual-writes.js';
import { toElements } from './elements.js';
import { linkHostReferences } from './names/host-references.js';
import type { Inventory } from './inventory.js';
import type { LinkContext } from './link-context.js';
import { meshMemberships } from './mesh/mesh-membership.js';
import { linkLibraryEntities } from './ownership/library-entities.js';
import { linkMessaging } from './messaging/messaging.js';
import { linkPublicHosts } from './names/public-hosts.js';
import type { MeshPolicies } from './mesh/mesh-policies.js';
import { indexMeshPolicies } from './mesh/mesh-policies.js';
import { linkPeerAuthentications } from './mesh/peer-authentications.js';
import { indexPods } from './deployables/pods.js';
import { indexOwners } from './deployables/owners.js';
import { indexPolicies } from './deployables/policies.js';
import type { MeshInterface } from '../model/mesh-facts.js';
import type { Ownership } from './ownership/ownership.js';
import { linkProbes } from './probes/index.js';
import type { ReleaseDraft } from './deployables/releases.js';
import { indexReplicas } from './deployables/replicas.js';
import { findUserInterfaces } from './deployables/user-interfaces.js';
import { linkGlobalTransactions, linkTables } from './data/tables.js';
import type { LooseEnd, WiredRelation, Wiring } from './wiring.js';
import { viaOf } from './wiring.js';

/** Drafts and wires to the finished graph: unique ids, care and membership looked up, everything sorted. */
export function toGraph(context: LinkContext, { all }: Contracts, releases: readonly ReleaseDraft[], drafts: readonly Draft[], ownership: Ownership): CouplingGraph {
  const { inventory, findHost, wiring } = context;
  const { policyOf, problems } = indexPolicies(inventory.servicePolicies, drafts);
  const userInterfaces = findUserInterfaces(inventory, drafts, wiring);
  const elements = toElements(drafts, {
    meshOf: meshMemberships(inventory, drafts),
    replicasOf: indexReplicas(inventory),
    programOf: (draft) => ownership.programOf(draft),
    ownerOf: indexOwners(inventory),
    codeRoots: inventory.codeRoots,
    patchedServices: inventory.patchedServices,
    findHost, policyOf, userInterfaces,
  });
  const policies = indexMeshPolicies(inventory, findHost);
  const contracts = new Map(all.map((contract) => [contract, toContract(contract, elements)]));
  const wired = wiring.relations().map((relation) => {
    const contract = relation.contract && contracts.get(relation.contract);
    return { wired: relation, relation: toRelation(relation, elements, policies, wiring, contract) };
  });
  wired.sort((a, b) => compareText(a.relation.id, b.relation.id));
  const selectPods = indexPods([...elements.values()]);
  const tables = linkTables(context, ownership, elements);
  return {
    elements: new Map([...elements.values()].map((element) => [element.id, element])),
    relations: wired.map(({ relation }) => relation),
    contracts: [...contracts.values()],
    databases: markFrameworkDatabases(collectDatabases(wired.filter(({ relation }) => relation.kind === 'stores')), tables),
    tables,
    libraryEntities: linkLibraryEntities(inventory, elements),
    dualWrites: linkDualWrites(context, ownership, elements, wired.map(({ relation }) => relation)),
    globalTransactions: linkGlobalTransactions(context, ownership, elements),
    configBlobs: linkConfigBlobs(context, ownership, elements),
    trafficPolicies: inventory.trafficPolicies.filter(({ mesh }) => mesh === 'istio').map((fact) => {
      const target = elementOf(elements, policies.targetOf(fact));
      return { fact, ...(target === undefined ? {} : { target }) };
    }),
    peerAuthentications: linkPeerAuthentications(inventory.peerAuthentications, selectPods),
    hostReferences: linkHostReferences(inventory, findHost, elements),
    accessPolicies: linkAccessPolicies(inventory, [...elements.values()]),
    namespaces: inventory.namespaces,
    sidecars: inventory.sidecars.map((fact) => ({ fact, targets: selectPods(fact) })),
    serviceEntries: inventory.serviceEntries,
    meshModes: [...new Set(inventory.meshConfigs.map(({ outboundMode }) => outboundMode))],
    releases: releases.flatMap((release) => toRelease(release, elements)),
    unresolved: toUnresolved(wiring.looseEnds, elements),
    messaging: linkMessaging(context, ownership, elements),
    publicHosts: linkPublicHosts(context, elements),
    probes: linkProbes(context, ownership, elements),
    problems,
    disruptionBudgets: inventory.disruptionBudgets,
    suppressions: inventory.suppressions,
    baseline: inventory.baseline,
    policy: { edges: inventory.edgePolicies, exceptions: inventory.policyExceptions },
    witnesses: witnessesOf(inventory, elements),
    insides: new Map(),
  };
}

function toRelation(wired: WiredRelation, elements: ReadonlyMap<Draft, Element>, policies: MeshPolicies, wiring: Wiring, contract: Contract | undefined): Relation {
  const from = must(elements.get(wired.from));
  const to = must(elements.get(wired.to));
  const { kind, channel, protocol, uses, ports } = wired;
  const evidence = filled(wired.evidence);
  const isConfirmed = kind !== 'starts-after' && wiring.between(wired.from, wired.to).some((other) => other.kind === 'starts-after');
  // Filled in place: systems have several times as many relations as elements, and each spread is a copy.
  const relation: { -readonly [Key in keyof Relation]: Relation[Key] } = {
    id: channel === undefined ? `${from.id} -${kind}-> ${to.id}` : `${from.id} -${kind}-> ${to.id} ${channel}`,
    from, to, kind, uses,
    ports: ports.size < 2 ? [...ports] : [...ports].sort((a, b) => a - b),
    via: kind === 'calls' && from.mesh.state === 'in' && to.mesh.state === 'in' ? 'mesh' : viaOf(kind),
    // Whoever waits for a thing at start, and is given its address, uses it.
    confidence: evidence[0].confidence === 'config' && isConfirmed ? 'declared' : evidence[0].confidence,
    evidence,
    care: kind === 'calls' ? careOf(wired, policies, from.mesh, to.replicas) : NO_CARE,
  };
  if (protocol !== undefined) relation.protocol = protocol;
  if (channel !== undefined) relation.channel = channel;
  if (contract !== undefined) relation.contract = contract;
  return relation;
}

function filled<T>(list: readonly T[]): readonly [T, ...T[]] {
  if (!isFilled(list)) throw new Error('a relation without evidence');
  return list;
}

function isFilled<T>(list: readonly T[]): list is readonly [T, ...T[]] {
  return list.length > 0;
}

function toContract({ copies, heldBy, holders, servers, clients }: ContractDraft, elements: ReadonlyMap<Draft, Element>): Contract {
  const sorted = (drafts: Iterable<Draft>): Element[] => [...drafts].flatMap((draft) => elements.get(draft) ?? []).sort((a, b) => compareText(a.id, b.id));
  return {
    copies,
    isDiverging: copies.some(({ digest }) => digest !== copies[0].digest),
    heldBy: copies.map((copy) => sorted(heldBy.get(copy) ?? [])),
    holders: sorted(holders), providers: sorted(servers), consumers: sorted(clients),
  };
}

function toRelease({ trigger, drafts, sites, shipping }: ReleaseDraft, elements: ReadonlyMap<Draft, Element>): Release[] {
  const [element, ...others] = drafts.flatMap((draft) => elements.get(draft) ?? []).sort((a, b) => compareText(a.id, b.id));
  const [site, ...further] = sites;
  return element === undefined || site === undefined ? [] : [{ trigger, elements: [element, ...others], sites: [site, ...further], ...(shipping !== undefined && { shipping }) }];
}

function elementOf(elements: ReadonlyMap<Draft, Element>, draft: Draft | undefined): Element | undefined {
  return draft === undefined ? undefined : elements.get(draft);
}

function toUnresolved(looseEnds: readonly LooseEnd[], elements: ReadonlyMap<Draft, Element>): Unresolved[] {
  const byKey = new Map<string, Unresolved>();
  for (const { from, ...end } of looseEnds) {
    const element = elementOf(elements, from);
    byKey.set(`${element?.id ?? ''} ${end.target} ${end.site.path} ${end.site.span.start}`, { ...end, ...(element === undefined ? {} : { from: element }) });
  }
  return [...byKey.values()].sort((a, b) => compareSites(a.site, b.site) || compareText(a.target, b.target) || compareText(a.from?.id ?? '', b.from?.id ?? ''));
}

function witnessesOf(inventory: Inventory, elements: ReadonlyMap<Draft, Element>): CouplingGraph['witnesses'] {
  const { hasMeshResource, trafficPolicies, trafficRoutes, peerAuthentications, accessPolicies, linkerdServers, sidecars, serviceEntries, meshGateways } = inventory;
  const resources = [trafficPolicies, trafficRoutes, peerAuthentications, sidecars, serviceEntries, meshGateways].flatMap((facts) => facts.map(({ mesh }) => mesh));
  const access = accessPolicies.flatMap(({ technology }) => (technology === 'kubernetes' ? [] : technology));
  return {
    mesh: hasMeshResource || [...elements.values()].some(({ mesh }) => mesh.state === 'in'),
    meshes: new Set<MeshInterface>([...resources, ...access, ...(linkerdServers.length > 0 ? ['linkerd' as const] : [])]),
    trafficPolicies: [...trafficPolicies, ...trafficRoutes].some(({ mesh }) => mesh === 'istio'),
  };
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a relation without ends');
  return value;
}
