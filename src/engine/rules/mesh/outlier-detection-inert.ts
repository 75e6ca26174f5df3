import { groupBy } from '../../model/collections.js';
import { endpointsOf, indexPods, smallestUsefulPercent } from '../../model/endpoints.js';
import type { Element, Relation } from '../../model/graph.js';
import type { OutlierDetection, PolicyLevel, TrafficPolicyFact } from '../../model/mesh-facts.js';
import type { Report, Rule } from '../../model/rule.js';
import type { Setting, Site, TextEdit } from '../../model/text.js';
import { fill, folderOf, valueOf } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

/** Istio leaves Envoy's default when `maxEjectionPercent` is absent or 0. */
const DEFAULT_EJECTION_PERCENT = 10;

/** Istio's own default for `consecutive5xxErrors`. */
const USUAL_ERRORS = 5;

/** One reason why a breaker cannot act, with the edits that remove it. */
interface Flaw {
  readonly reason: string;
  readonly edits: readonly TextEdit[];
}

export const outlierDetectionInert: Rule = {
  id: 'outlier-detection-inert',
  severity: 'warning',
  preset: 'recommended',
  title: 'A circuit breaker that can never open',
  why: 'Since version 1.28 Envoy respects maxEjectionPercent for the first ejection too, so with the default of 10 % no service below ten instances ever ejects one. Error counters of 0 never trip, and a single instance has no other to shift to.',
  remedy: 'Set maxEjectionPercent to at least 100 divided by the number of instances, count errors, and run two instances or more.',
  ignoreWhen: 'The destination has a single endpoint by intention, so that there is nobody to fail over to.',

  *check({ graph }) {
    const podsOf = indexPods(graph);
    const alone = new Set<string>();
    const relationsByCallee = groupBy(graph.relations, ({ to }) => to.id);
    for (const { fact, target } of graph.trafficPolicies) {
      // Endpoints of other organisations' hosts and of wildcards are unknown.
      if (target === undefined || target.kind === 'external') continue;
      const routed = routedSubsets(relationsByCallee.get(target.id) ?? []);
      // Of pods that several elements have nobody knows which of them run side by side.
      const isKnown = podsOf(target).every((pod) => target.units.includes(pod));
      const breakers = fact.levels.flatMap((level): Breaker[] => {
        const { outlierDetection: outlier } = level;
        return outlier === undefined ? [] : [{ fact, outlier, target, cluster: isKnown ? smallestCluster(fact, level, target, routed) : {} }];
      });
      const [first, ...others] = breakers.filter(({ cluster }) => cluster.endpoints === 1);
      // Files with the same object are variants, of which people apply one.
      const object = `${folderOf(fact.site.path)} ${fact.namespace ?? ''}/${fact.name}`;
      if (first !== undefined && !alone.has(object)) yield aloneReport([first, ...others]);
      if (first !== undefined) alone.add(object);
      for (const breaker of breakers) {
        const report = breaker.cluster.endpoints === 1 ? undefined : inspect(breaker);
        if (report) yield report;
      }
    }
  },
};

/** The outlier detection of a rule, of one of its subsets or of a port, and whom it watches. */
interface Breaker {
  readonly fact: TrafficPolicyFact;
  readonly outlier: OutlierDetection;
  readonly target: Element;
  readonly cluster: Cluster;
}

/** Several workloads may be behind the host, of which none is called so. */
function nameOf({ fact: { host } }: Breaker): string {
  return host.split('.')[0] ?? host;
}

function baseOf({ outlier, target, cluster: { endpoints, subset } }: Breaker): Pick<Report, 'site' | 'elements' | 'related'> & { readonly site: Site } {
  return {
    site: outlier.maxEjectionPercent?.known ? outlier.maxEjectionPercent.site : outlier.site,
    elements: [target],
    related: target.replicas && endpoints !== undefined && subset === undefined ? [{ site: target.replicas.site, message: `${target.name} gets its instances here` }] : [],
  };
}

/** Subsets that run once each are one decision. */
function aloneReport(breakers: readonly [Breaker, ...Breaker[]]): Report {
  const [first] = breakers;
  const subsets = [...new Set(breakers.flatMap(({ cluster }) => cluster.subset ?? []))];
  const who = subsets.length === 0 ? 'it runs once' : subsets.length === 1 ? `its subset ${listOf(subsets)}, a pool of its own, runs once` : `its subsets ${listOf(subsets)}, each a pool of its own, run once`;
  return { ...baseOf(first), message: `This breaker cannot protect callers of ${nameOf(first)}: ${who}, so there is no other instance to shift to. Run at least two.` };
}

function inspect(breaker: Breaker): Report | undefined {
  const { outlier, cluster: { endpoints } } = breaker;
  const base = baseOf(breaker);
  const flaws = [percentFlaw(outlier, endpoints), counterFlaw(outlier)].filter((flaw) => flaw !== undefined);
  if (flaws.length === 0) return undefined;
  const edits = flaws.flatMap((flaw) => flaw.edits);
  // Without the number of instances there is only the default to go by.
  const isGuess = endpoints === undefined && flaws.length === 1 && counterFlaw(outlier) === undefined;
  return {
    ...base,
    ...(isGuess && { severity: 'info' as const }),
    message: `This breaker never opens for ${nameOf(breaker)}: ${flaws.map(({ reason }) => reason).join('; ')}.`,
    fixes: edits.length > 0 ? [{ title: `Let the breaker for ${nameOf(breaker)} open`, edits, preferred: true }] : [],
  };
}

function percentFlaw({ maxEjectionPercent, slot }: OutlierDetection, endpoints: number | undefined): Flaw | undefined {
  // A templated value may well be right.
  if (maxEjectionPercent?.known === false) return undefined;
  const percent = valueOf(maxEjectionPercent) || DEFAULT_EJECTION_PERCENT;
  if (endpoints === undefined) {
    if (maxEjectionPercent !== undefined) return undefined;
    return { reason: `unless it runs ${100 / DEFAULT_EJECTION_PERCENT} instances or more, the default maxEjectionPercent of ${percent} % is less than one of them`, edits: [] };
  }
  if (endpoints === 0 || 100 / endpoints <= percent) return undefined;
  const needed = smallestUsefulPercent(endpoints);
  const edits = maxEjectionPercent
    ? [replace(maxEjectionPercent, needed)]
    : slot ? [fill(slot, { maxEjectionPercent: needed })] : [];
  const which = maxEjectionPercent ? 'maxEjectionPercent' : 'the default maxEjectionPercent';
  return { reason: `${which} of ${percent} % is less than one of its ${endpoints} instances; set ${needed}`, edits };
}

function counterFlaw({ consecutive5xxErrors, consecutiveGatewayErrors }: OutlierDetection): Flaw | undefined {
  const countsGatewayErrors = consecutiveGatewayErrors !== undefined && valueOf(consecutiveGatewayErrors) !== 0;
  if (valueOf(consecutive5xxErrors) !== 0 || consecutive5xxErrors === undefined || countsGatewayErrors) return undefined;
  return { reason: `it counts no errors; set consecutive5xxErrors to ${USUAL_ERRORS}`, edits: [replace(consecutive5xxErrors, USUAL_ERRORS)] };
}

function replace({ site }: Setting<number>, value: number): TextEdit {
  return { site, newText: String(value) };
}

/** The instances that a breaker chooses among: undefined where nobody knows how many, of a subset where it is one. */
interface Cluster {
  readonly endpoints?: number;
  readonly subset?: string;
}

/** Each subset that routes use is a cluster of its own, and the smallest decides. */
function smallestCluster(fact: TrafficPolicyFact, level: PolicyLevel, target: Element, routed: ReadonlySet<string>): Cluster {
  const subsets = fact.subsets.filter(({ name }) => (level.level === 'subset' ? level.name === name : routed.has(name)));
  if (subsets.length === 0) return clusterOf(endpointsOf(target));
  const clusters = subsets.map(({ name, labels }) => clusterOf(endpointsOf(target, labels), name));
  return clusters.reduce((least, cluster) => (least.endpoints === undefined || cluster.endpoints === undefined ? {} : cluster.endpoints < least.endpoints ? cluster : least));
}

function clusterOf(endpoints: number | undefined, subset?: string): Cluster {
  return { ...(endpoints !== undefined && { endpoints }), ...(subset !== undefined && { subset }) };
}

function routedSubsets(relations: readonly Relation[]): Set<string> {
  const routes = relations.flatMap(({ care }) => care.routes);
  return new Set(routes.flatMap(({ route }) => route.destinations.flatMap(({ subset }) => subset ?? [])));
}
