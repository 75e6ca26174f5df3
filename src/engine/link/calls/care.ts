import type { CallCare, UseFact } from '../../model/code-facts.js';
import type { EffectiveCare, MeshMembership } from '../../model/graph.js';
import type { MeshTechnology, OutlierDetection, TrafficPolicyFact, TrafficRouteFact } from '../../model/mesh-facts.js';
import type { Setting } from '../../model/text.js';
import { valueOf } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { append } from '../inventory.js';
import type { MeshPolicies } from '../mesh/mesh-policies.js';
import type { WiredRelation } from '../wiring.js';

/** A relation without care: everything but calls. */
export const NO_CARE: EffectiveCare = { hasBreaker: false, hasFallback: false, routes: [], policies: [] };

/** A client's own time-out above this does not protect a chained call (rules.md, call-without-timeout). Milliseconds. */
const LONGEST_DEFAULT_TIMEOUT = 30_000;

/** Istio's `maxEjectionPercent` when it is absent or 0. Percent. */
const DEFAULT_MAX_EJECTION = 10;

/** The care that holds for a call after code and mesh were looked up. */
export function careOf(relation: WiredRelation, policies: MeshPolicies, caller: MeshMembership, calleeReplicas: Setting<number> | undefined): EffectiveCare {
  const { from, to, uses } = relation;
  // The caller's proxy applies routes and rules: without a proxy they do nothing.
  const isMeshed = caller.state === 'in' || caller.state === 'unknown';
  const routes = isMeshed ? policies.routesFor(from, to) : [];
  const rules = isMeshed ? policies.policiesFor(from, to) : [];
  const timeout = timeoutOf(uses, meshTimeout(routes) ?? defaultTimeoutOf(caller, to));
  return {
    ...(timeout === undefined ? {} : { timeout }),
    hasBreaker: rules.some((rule) => canBreak(rule, calleeReplicas)) || codeBreaker(uses),
    hasFallback: uses.length > 0 && uses.every(({ care }) => care.hasFallback),
    routes,
    policies: rules,
  };
}

/** One call without a breaker is enough to keep calling what fails. */
function codeBreaker(uses: readonly UseFact[]): boolean | 'unknown' {
  if (uses.length === 0 || uses.some(({ care }) => care.hasBreaker === false)) return false;
  return uses.every(({ care }) => care.hasBreaker === true) || 'unknown';
}

/** The bound that every call keeps: each call site has the smaller of its own and the mesh's, and the largest of these holds for all. */
function timeoutOf(uses: readonly UseFact[], mesh: Setting<number> | undefined): Setting<number> | undefined {
  const sites = uses.filter(({ care }) => !care.isStream).map((use) => smaller(codeTimeout(use.care, use), mesh));
  if (sites.length === 0) return mesh;
  return sites.some((site) => site === undefined) ? undefined : sites.reduce(larger);
}

function codeTimeout({ timeout, defaultTimeout }: CallCare, { site }: UseFact): Setting<number> | undefined {
  if (timeout !== undefined) return timeout.known && timeout.value <= 0 ? undefined : timeout;
  if (defaultTimeout === undefined || defaultTimeout > LONGEST_DEFAULT_TIMEOUT) return undefined;
  return { known: true, value: defaultTimeout, site };
}

/** Milliseconds that a request gets in meshes which keep Envoy's limit, or set one of that length for everybody; Istio and Linkerd set none. */
const MESH_TIMEOUTS: Partial<Record<MeshTechnology, number>> = { consul: 15_000, kuma: 15_000, 'app-mesh': 15_000 };

function defaultTimeoutOf({ state, mesh, site }: MeshMembership, callee: Draft): Setting<number> | undefined {
  const value = mesh === undefined ? undefined : MESH_TIMEOUTS[mesh];
  return state !== 'in' || value === undefined || site === undefined || callee.kind === 'external' ? undefined : { known: true, value, site };
}

/** What each resource of the mesh allows; of several that hold for one call the smallest counts. */
function meshTimeout(routes: EffectiveCare['routes']): Setting<number> | undefined {
  const byFact = new Map<TrafficRouteFact, EffectiveCare['routes'][number][]>();
  // VirtualServices of one host are read together: nobody knows which of them wins.
  const [first] = routes;
  for (const route of routes) append(byFact, route.fact.mesh === 'istio' && first !== undefined ? first.fact : route.fact, route);
  const limits = [...byFact.values()].map(timeoutOfRoutes).filter((limit) => limit !== undefined);
  return limits.length === 0 ? undefined : limits.reduce((a, b) => smaller(a, b) ?? a);
}

function timeoutOfRoutes(routes: EffectiveCare['routes']): Setting<number> | undefined {
  const http = routes.map(({ route }) => route).filter(({ protocol }) => protocol === 'http');
  const set = http.map(({ timeout }) => timeout).filter((timeout) => timeout !== undefined && valueOf(timeout) !== 0);
  const [first] = set;
  if (first === undefined) return undefined;
  // Which of several routes a call takes depends on the request.
  if (set.length < http.length) return { known: false, site: first.site };
  return set.reduce(larger);
}

function smaller(a: Setting<number> | undefined, b: Setting<number> | undefined): Setting<number> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (!a.known || !b.known) return a.known ? b : a;
  return a.value <= b.value ? a : b;
}

function larger(a: Setting<number> | undefined, b: Setting<number> | undefined): Setting<number> | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (!a.known || !b.known) return a.known ? b : a;
  return a.value >= b.value ? a : b;
}

function canBreak({ levels }: TrafficPolicyFact, replicas: Setting<number> | undefined): boolean {
  return levels.some(({ limitsLoad, outlierDetection }) => limitsLoad || (outlierDetection !== undefined && canEject(outlierDetection, replicas)));
}

/** Envoy ejects only while the ejected share stays within the limit, so a small service with a low limit is never protected. */
function canEject({ consecutive5xxErrors, consecutiveGatewayErrors, maxEjectionPercent }: OutlierDetection, replicas: Setting<number> | undefined): boolean {
  if (valueOf(consecutive5xxErrors) === 0 && (consecutiveGatewayErrors === undefined || valueOf(consecutiveGatewayErrors) === 0)) return false;
  const count = valueOf(replicas);
  if (count === undefined || (maxEjectionPercent !== undefined && !maxEjectionPercent.known)) return true;
  return count > 1 && 100 / count <= (valueOf(maxEjectionPercent) || DEFAULT_MAX_EJECTION);
}
