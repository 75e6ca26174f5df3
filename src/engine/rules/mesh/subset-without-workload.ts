import { groupBy } from '../../model/collections.js';
import { indexPods } from '../../model/endpoints.js';
import type { UnitFact } from '../../model/deployment-facts.js';
import type { CouplingGraph, Element, HostReference } from '../../model/graph.js';
import type { PolicySubset } from '../../model/mesh-facts.js';
import { isBeside } from '../../model/paths.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { listOf } from '../../model/wording.js';
import { respelled } from './spelling.js';
import { isKnownText } from './templates.js';

/** Labels that nodes or controllers give to endpoints: no manifest of a workload has them. */
const GIVEN_LATER = /^topology\.(?:kubernetes|istio)\.io\/|^failure-domain\.|^rollouts-pod-template-hash$|^pod-template-hash$|^security\.istio\.io\/|^istio\.io\//;

export const subsetWithoutWorkload: Rule = {
  id: 'subset-without-workload',
  severity: 'error',
  preset: 'recommended',
  title: 'A subset without pods',
  why: 'A route to a subset that no pod belongs to, or that no DestinationRule defines, answers every request with 503. The manifests apply without a complaint.',
  remedy: 'Give the pods of the version the labels of the subset, define the subset, or drop the route to it.',
  ignoreWhen: 'Another repository deploys the pods of the subset, or defines it.',
  sources: ['https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset', 'https://istio.io/latest/docs/ops/common-problems/network-issues/'],

  *check({ graph }) {
    const routes = graph.hostReferences.filter(({ fact, destination, target }) => fact.mesh === 'istio' && destination?.subset !== undefined && target !== undefined);
    const routesByTarget = groupBy(routes, ({ target }) => target?.id ?? '');
    const definedByTarget = definitionsByTarget(graph);
    const podsOf = indexPods(graph);
    for (const { fact, target } of graph.trafficPolicies) {
      if (target === undefined) continue;
      for (const subset of fact.subsets) {
        if (isEmpty(subset, fact.subsets, podsOf(target))) yield emptySubset(subset, target, (routesByTarget.get(target.id) ?? []).filter(({ destination }) => destination?.subset === subset.name));
      }
    }
    for (const reference of routes) {
      const report = undefinedSubset(reference, definedByTarget);
      if (report) yield report;
    }
  },
};

/** Names of subsets by the element they are of. */
function definitionsByTarget({ trafficPolicies }: CouplingGraph): Map<string, Set<string>> {
  const defined = new Map<string, Set<string>>();
  for (const { fact, target } of trafficPolicies) {
    if (target === undefined) continue;
    const names = defined.get(target.id) ?? new Set();
    defined.set(target.id, names);
    for (const { name } of fact.subsets) names.add(name);
  }
  return defined;
}

/**
 * Whether pods of a service are known, and none of them can carry the labels. Pods without any version, in another part of the
 * workspace, may be those of another system, or get the label when they are installed.
 */
function isEmpty(subset: PolicySubset, subsets: readonly PolicySubset[], pods: readonly UnitFact[]): boolean {
  const wanted = wantedBy(subset);
  // A template may write the very labels that there are.
  if (wanted.length === 0 || !wanted.every(([key, value]) => isKnownText(key + value))) return false;
  if (pods.length === 0 || pods.some((unit) => mayBelong(unit, wanted))) return false;
  const others = subsets.filter((other) => other !== subset).map(wantedBy);
  return pods.filter((unit) => !others.some((other) => mayBelong(unit, other))).every(({ site }) => isBeside(site.path, subset.site.path));
}

function wantedBy({ labels }: PolicySubset): [key: string, value: string][] {
  return Object.entries(labels).filter(([key]) => !GIVEN_LATER.test(key));
}

function mayBelong(unit: UnitFact, wanted: readonly (readonly [key: string, value: string])[]): boolean {
  return wanted.every(([key, value]) => mayCarry(unit, key, value));
}

function mayCarry({ labels, site }: UnitFact, key: string, value: string): boolean {
  const label = labels.find((own) => own.key === key)?.value;
  // In a chart a helper may write labels that nobody sees here.
  return label === undefined ? /\/templates\//.test(site.path) : !label.known || label.value === value;
}

function emptySubset({ name, labels, site }: PolicySubset, target: Element, routes: readonly HostReference[]): Report {
  const wanted = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  const pods = target.units.filter(({ technology }) => technology === 'kubernetes');
  const consequence = routes.length > 0 ? 'Routes lead there: those requests fail with 503.' : 'A route to it would fail with 503.';
  return {
    site,
    ...(routes.length > 0 ? {} : { severity: 'warning' as const }),
    message: `No pod of ${target.name} belongs to the subset ${name}: none has the label${wanted.length === 1 ? '' : 's'} ${listOf(wanted)}. ${consequence} Label the pods of that version, or drop the subset.`,
    related: [
      ...routes.map((route) => ({ site: route.destination?.subsetSite ?? route.site, message: `a route leads to ${name}` })),
      ...pods.map((unit) => ({ site: unit.site, message: `${unit.name} has pods of ${target.name}` })),
    ],
    elements: [target],
  };
}

function undefinedSubset({ destination, target }: HostReference, definedByTarget: ReadonlyMap<string, ReadonlySet<string>>): Report | undefined {
  const { subset, subsetSite: site } = destination ?? {};
  const known = target && definedByTarget.get(target.id);
  // Without any rule for the host the workspace does not hold its rules.
  if (target === undefined || site === undefined || subset === undefined || known === undefined || known.size === 0 || known.has(subset) || !isKnownText(subset)) return undefined;
  return {
    site,
    message: `No DestinationRule defines the subset ${subset} of ${target.name}: requests on this route fail with 503. It has ${listOf([...known].sort())}.`,
    elements: [target],
    fixes: fixesOf(subset, site, known),
  };
}

function fixesOf(subset: string, site: Report['site'], known: ReadonlySet<string>): Fix[] {
  const name = respelled(subset, known);
  return name === undefined ? [] : [{ title: `Route to ${name}`, edits: [{ site, newText: name }], preferred: true }];
}
