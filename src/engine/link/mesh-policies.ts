import type { EffectiveCare } from '../model/graph.js';
import type { TrafficPolicyFact } from '../model/mesh-facts.js';
import type { Draft } from './draft.js';
import type { FindHost } from './hosts.js';
import type { Inventory } from './inventory.js';
import { append } from './inventory.js';

type Route = EffectiveCare['routes'][number];

/** The mesh resources that act on calls to an element. */
export interface MeshPolicies {
  /** Routes for calls inside the mesh that reach the callee. */
  routesTo(callee: Draft): readonly Route[];
  /** DestinationRules that act on calls from one element to another, most specific first. */
  policiesFor(caller: Draft, callee: Draft): readonly TrafficPolicyFact[];
  /** The element that the host of a DestinationRule means. */
  targetOf(policy: TrafficPolicyFact): Draft | undefined;
}

/** Istio's namespace for rules that hold everywhere, unless the mesh is configured otherwise. */
const ROOT_NAMESPACE = 'istio-system';

/** Looks up the elements that VirtualServices and DestinationRules name. */
export function indexMeshPolicies(inventory: Inventory, findHost: FindHost): MeshPolicies {
  const routes = indexRoutes(inventory, findHost);
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
    routesTo: (callee) => routes.get(callee) ?? [],
    targetOf: (policy) => targets.get(policy),
    policiesFor: (caller, callee) => {
      const matching = [...(exact.get(callee) ?? []), ...wildcards.filter(({ host }) => matchesWildcard(host, callee))];
      if (matching.length === 0) return [];
      // The first namespace with a rule wins; rules of different namespaces are not merged.
      for (const namespace of [namespaceOf(caller), namespaceOf(callee), ROOT_NAMESPACE]) {
        const found = matching.filter((policy) => policy.namespace === namespace || (policy.namespace === undefined && namespace !== ROOT_NAMESPACE));
        if (found.length > 0) return found;
      }
      return [];
    },
  };
}

function indexRoutes(inventory: Inventory, findHost: FindHost): Map<Draft, Route[]> {
  const routes = new Map<Draft, Route[]>();
  for (const fact of inventory.trafficRoutes) {
    if (fact.gateways.length > 0 && !fact.gateways.includes('mesh')) continue;
    const place = fact.namespace === undefined ? {} : { namespace: fact.namespace };
    const hosts = new Set(fact.hosts.map((host) => findHost(host, place)));
    for (const route of fact.routes) {
      const reached = new Set(route.destinations.map(({ host }) => findHost(host, place)));
      for (const callee of reached) if (callee !== undefined && hosts.has(callee)) append(routes, callee, { fact, route });
    }
  }
  return routes;
}

function matchesWildcard(pattern: string, callee: Draft): boolean {
  const end = pattern.slice(1);
  return end === '' || callee.services.some(({ name, namespace }) => `${name}.${namespace ?? 'default'}.svc.cluster.local`.endsWith(end));
}

function namespaceOf({ units, services }: Draft): string | undefined {
  return units.find(({ namespace }) => namespace !== undefined)?.namespace ?? services.find(({ namespace }) => namespace !== undefined)?.namespace;
}
