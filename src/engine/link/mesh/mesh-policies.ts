import type { EffectiveCare } from '../../model/graph.js';
import { ROOT_NAMESPACE, type Caller, type TrafficPolicyFact } from '../../model/mesh-facts.js';
import type { Draft } from '../draft.js';
import type { FindHost } from '../names/hosts.js';
import type { Inventory } from '../inventory.js';
import { append } from '../inventory.js';
import { selectsUnit } from '../deployables/selectors.js';

type Route = EffectiveCare['routes'][number];

/** The mesh resources that act on calls to an element. */
export interface MeshPolicies {
  /** Routes for calls inside the mesh from one element to another. */
  routesFor(caller: Draft, callee: Draft): readonly Route[];
  /** Rules that act on calls from one element to another, most specific first. */
  policiesFor(caller: Draft, callee: Draft): readonly TrafficPolicyFact[];
  /** The element that the host of a rule means. */
  targetOf(policy: TrafficPolicyFact): Draft | undefined;
}

/** Looks up the elements that routes and rules of meshes name. */
export function indexMeshPolicies(inventory: Inventory, findHost: FindHost): MeshPolicies {
  const { exact: routes, everywhere } = indexRoutes(inventory, findHost);
  const exact = new Map<Draft, TrafficPolicyFact[]>();
  const wildcards: TrafficPolicyFact[] = [];
  const targets = new Map<TrafficPolicyFact, Draft>();
  for (const policy of inventory.trafficPolicies) {
    if (policy.host.startsWith('*')) wildcards.push(policy);
    const target = findHost(policy.host, policy.namespace === undefined ? {} : { namespace: policy.namespace });
    if (target === undefined) continue;
    targets.set(policy, target);
    append(exact, target, policy);
  }
  // The longest pattern is the most specific.
  wildcards.sort((a, b) => b.host.length - a.host.length);

  return {
    routesFor: (caller, callee) => {
      const own = (routes.get(callee) ?? []).filter(({ fact }) => actsFor(fact.caller, caller, findHost));
      return own.length > 0 ? own : everywhere.filter(({ fact }) => actsFor(fact.caller, caller, findHost));
    },
    targetOf: (policy) => targets.get(policy),
    policiesFor: (caller, callee) => {
      const matching = [...(exact.get(callee) ?? []), ...wildcards.filter(({ host }) => matchesWildcard(host, callee))].filter((policy) => actsFor(policy.caller, caller, findHost));
      return matching.length === 0 ? [] : [...ofIstio(matching, caller, callee), ...matching.filter(({ mesh }) => mesh !== 'istio')];
    },
  };
}

/** The first namespace with a rule wins; rules of different namespaces are not merged. */
function ofIstio(matching: readonly TrafficPolicyFact[], caller: Draft, callee: Draft): TrafficPolicyFact[] {
  const rules = matching.filter(({ mesh }) => mesh === 'istio');
  for (const namespace of [namespaceOf(caller), namespaceOf(callee), ROOT_NAMESPACE]) {
    const found = rules.filter((policy) => policy.namespace === namespace || (policy.namespace === undefined && namespace !== ROOT_NAMESPACE));
    if (found.length > 0) return found;
  }
  return [];
}

function actsFor(meant: Caller | undefined, caller: Draft, findHost: FindHost): boolean {
  if (meant === undefined) return true;
  const { name, labels } = meant;
  if (labels !== undefined) return caller.units.some((unit) => selectsUnit(labels, unit));
  const namespace = namespaceOf(caller);
  return name !== undefined && findHost(name, namespace === undefined ? {} : { namespace }) === caller;
}

function indexRoutes(inventory: Inventory, findHost: FindHost): { readonly exact: Map<Draft, Route[]>; readonly everywhere: Route[] } {
  const exact = new Map<Draft, Route[]>();
  const everywhere: Route[] = [];
  for (const fact of inventory.trafficRoutes) {
    if (fact.gateways.length > 0 && !fact.gateways.includes('mesh')) continue;
    // In Istio this only makes sense at a gateway.
    if (fact.mesh !== 'istio' && fact.hosts.includes('*')) everywhere.push(...fact.routes.map((route) => ({ fact, route })));
    const place = fact.namespace === undefined ? {} : { namespace: fact.namespace };
    const hosts = new Set(fact.hosts.map((host) => findHost(host, place)));
    for (const route of fact.routes) {
      const reached = new Set(route.destinations.map(({ host }) => findHost(host, place)));
      for (const callee of reached) if (callee !== undefined && hosts.has(callee)) append(exact, callee, { fact, route });
    }
  }
  return { exact, everywhere };
}

function matchesWildcard(pattern: string, callee: Draft): boolean {
  const end = pattern.slice(1);
  return end === '' || callee.services.some(({ name, namespace }) => `${name}.${namespace ?? 'default'}.svc.cluster.local`.endsWith(end));
}

function namespaceOf({ units, services }: Draft): string | undefined {
  return units.find(({ namespace }) => namespace !== undefined)?.namespace ?? services.find(({ namespace }) => namespace !== undefined)?.namespace;
}
