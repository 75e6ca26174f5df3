import type { FileFacts } from '../model/facts.js';
import type { CouplingGraph, Element, Relation, Unresolved } from '../model/graph.js';
import { isBusinessService } from '../model/services.js';
import { compareSites, compareText } from '../model/text.js';
import { careOf, NO_CARE } from './care.js';
import { indexCodeFolders } from './code-folders.js';
import { settleBrokerDirections, wireCode } from './code-relations.js';
import { indexConfigurations } from './configurations.js';
import { wireConfiguration } from './config-relations.js';
import { indexConstants } from './constants.js';
import { collectDatabases } from './databases.js';
import { groupUnits } from './deployables.js';
import type { Draft } from './draft.js';
import { draftElements } from './drafts.js';
import { toElements } from './elements.js';
import { indexConfigMaps, indexEnvironments } from './environment.js';
import { indexHosts } from './hosts.js';
import type { Inventory } from './inventory.js';
import { takeInventory } from './inventory.js';
import { wireLibraries } from './library-relations.js';
import type { LinkContext } from './link-context.js';
import { meshMemberships } from './mesh-membership.js';
import type { MeshPolicies } from './mesh-policies.js';
import { indexMeshPolicies } from './mesh-policies.js';
import { indexOwnership } from './ownership.js';
import { linkPeerAuthentications } from './peer-authentications.js';
import { modulesOf } from './modules.js';
import { composeProjects } from './projects.js';
import { indexReplicas } from './replicas.js';
import { createResolver } from './resolve.js';
import { wireRoutes } from './route-relations.js';
import { wireUnits } from './unit-relations.js';
import type { LooseEnd, WiredRelation } from './wiring.js';
import { viaOf, Wiring } from './wiring.js';

/** Facts of all files to the coupling graph: the only place where names meet. The order of the files does not matter. */
export function link(files: Iterable<FileFacts>): CouplingGraph {
  const all = [...files];
  const inventory = takeInventory(all);
  const code = indexCodeFolders(inventory);
  const projects = composeProjects(inventory, code);
  const drafts = draftElements(inventory, projects, code, groupUnits(inventory, projects, code));
  const constants = indexConstants(inventory);
  const configMaps = indexConfigMaps(inventory);
  const ownership = indexOwnership(inventory, constants, drafts);
  const configurations = indexConfigurations(inventory, drafts, ownership, code);
  for (const draft of drafts) draft.aliases.add(configurations.nameOf(draft) ?? draft.name);
  const findHost = indexHosts(inventory, projects, drafts, configurations.nameOf);
  const context: LinkContext = {
    inventory, drafts, findHost, configurations,
    environments: indexEnvironments(inventory, projects, configMaps.map, code.of),
    resolve: createResolver(inventory, constants, configMaps.entry),
    wiring: new Wiring(),
  };

  wireConfiguration(context);
  wireUnits(context);
  const gateways = wireRoutes(context);
  const externals = wireCode(context, ownership);
  const libraries = wireLibraries(context, ownership);
  settleBrokerDirections(context);
  return withModules(toGraph(context, [...drafts, ...gateways, ...externals, ...libraries]), all);
}

/** A system of one deployable is also shown by what is inside it; with several, the services are the parts. */
function withModules(graph: CouplingGraph, files: readonly FileFacts[]): CouplingGraph {
  const services = [...graph.elements.values()].filter(isBusinessService);
  const [only] = services;
  if (only === undefined || services.length > 1) return graph;
  const modules = modulesOf(only, files);
  return {
    ...graph,
    elements: new Map([...graph.elements, ...modules.elements.map((element) => [element.id, element] as const)]),
    relations: [...graph.relations, ...modules.relations].sort((a, b) => compareText(a.id, b.id)),
  };
}

function toGraph(context: LinkContext, drafts: readonly Draft[]): CouplingGraph {
  const { inventory, findHost, wiring } = context;
  const elements = toElements(drafts, { meshOf: meshMemberships(inventory, drafts), replicasOf: indexReplicas(inventory), findHost });
  const policies = indexMeshPolicies(inventory, findHost);
  const wired = wiring.relations().map((relation) => ({ wired: relation, relation: toRelation(relation, elements, policies, wiring) }));
  wired.sort((a, b) => compareText(a.relation.id, b.relation.id));
  return {
    elements: new Map([...elements.values()].map((element) => [element.id, element])),
    relations: wired.map(({ relation }) => relation),
    databases: collectDatabases(wired.filter(({ relation }) => relation.kind === 'stores')),
    trafficPolicies: inventory.trafficPolicies.map((fact) => {
      const target = elementOf(elements, policies.targetOf(fact));
      return { fact, ...(target === undefined ? {} : { target }) };
    }),
    peerAuthentications: linkPeerAuthentications(inventory.peerAuthentications, [...elements.values()]),
    unresolved: toUnresolved(wiring.looseEnds, elements),
    suppressions: inventory.suppressions,
    witnesses: witnessesOf(inventory, elements),
  };
}

function toRelation(wired: WiredRelation, elements: ReadonlyMap<Draft, Element>, policies: MeshPolicies, wiring: Wiring): Relation {
  const from = must(elements.get(wired.from));
  const to = must(elements.get(wired.to));
  const { kind, channel, protocol, uses } = wired;
  const [first, ...rest] = wired.evidence;
  const evidence = [must(first), ...rest] as const;
  const isConfirmed = kind !== 'starts-after' && wiring.between(wired.from, wired.to).some((other) => other.kind === 'starts-after');
  return {
    id: `${from.id} -${kind}-> ${to.id}${channel === undefined ? '' : ` ${channel}`}`,
    from, to, kind, uses,
    via: kind === 'calls' && from.mesh.state === 'in' && to.mesh.state === 'in' ? 'mesh' : viaOf(kind),
    // Whoever waits for a thing at start, and is given its address, uses it.
    confidence: evidence[0].confidence === 'config' && isConfirmed ? 'declared' : evidence[0].confidence,
    evidence: [evidence[0], ...rest],
    care: kind === 'calls' ? careOf(wired, policies, from.mesh, to.replicas) : NO_CARE,
    ...(protocol === undefined ? {} : { protocol }),
    ...(channel === undefined ? {} : { channel }),
  };
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

function witnessesOf({ hasMeshResource, trafficPolicies, trafficRoutes }: Inventory, elements: ReadonlyMap<Draft, Element>): CouplingGraph['witnesses'] {
  return {
    mesh: hasMeshResource || [...elements.values()].some(({ mesh }) => mesh.state === 'in'),
    trafficPolicies: trafficPolicies.length > 0 || trafficRoutes.length > 0,
  };
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a relation without ends or evidence');
  return value;
}
