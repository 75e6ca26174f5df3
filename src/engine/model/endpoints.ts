import type { UnitFact } from './deployment-facts.js';
import type { CouplingGraph, Element } from './graph.js';
import { valueOf } from './text.js';
import { siteKey } from './value-edit.js';

/** What Kubernetes runs when a manifest sets no number. */
const DEFAULT_REPLICAS = 1;

/** Workloads whose number of pods depends on the cluster or on time. */
const UNCOUNTABLE = new Set(['DaemonSet', 'Job', 'CronJob']);

/**
 * Smallest number of endpoints behind a Kubernetes service, or behind those of its pods that carry `labels`;
 * undefined when no manifest tells.
 */
export function endpointsOf(element: Element, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const all = element.units.filter(({ technology }) => technology === 'kubernetes');
  const selected = all.filter((unit) => carries(unit, labels));
  // An autoscaler's minimum is known for the element only.
  if (all.length === 1 && selected.length === 1) return element.replicas ? valueOf(element.replicas) : replicasOf(all[0]);
  return selected.length === 0 ? undefined : sumByName(selected);
}

/**
 * Pods of Kubernetes that stand behind an element's Services, those of other elements included: versions and clusters of one
 * service may be told apart, and its Service leads to all of them.
 */
export function indexPods({ elements }: Pick<CouplingGraph, 'elements'>): (element: Element) => readonly UnitFact[] {
  const behind = new Map<string, Element[]>();
  for (const element of elements.values()) {
    for (const { site } of element.services) behind.set(siteKey(site), [...(behind.get(siteKey(site)) ?? []), element]);
  }
  return (element) => {
    const sharing = new Set([element, ...element.services.flatMap(({ site }) => behind.get(siteKey(site)) ?? [])]);
    return [...sharing].flatMap(({ units }) => units.filter(({ technology }) => technology === 'kubernetes'));
  };
}

/** Several workloads of one service add up; the same workload in several overlays counts once, at its largest. */
function sumByName(units: readonly UnitFact[]): number | undefined {
  const replicasByName = new Map<string, number>();
  for (const unit of units) {
    const replicas = replicasOf(unit);
    if (replicas === undefined) return undefined;
    replicasByName.set(unit.name, Math.max(replicas, replicasByName.get(unit.name) ?? 0));
  }
  return [...replicasByName.values()].reduce((sum, replicas) => sum + replicas, 0);
}

function replicasOf(unit: UnitFact | undefined): number | undefined {
  if (unit === undefined || UNCOUNTABLE.has(unit.workload)) return undefined;
  return unit.replicas ? valueOf(unit.replicas) : DEFAULT_REPLICAS;
}

function carries(unit: UnitFact, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, wanted]) =>
    unit.labels.some((label) => label.key === key && valueOf(label.value) === wanted),
  );
}

/**
 * Smallest `maxEjectionPercent`, rounded up to tens, with which Envoy ejects one of `endpoints` hosts:
 * since 1.28 it tests `100 * (ejected + 1) / hosts <= maxEjectionPercent` for the first ejection too.
 */
export function smallestUsefulPercent(endpoints: number): number {
  return Math.min(100, Math.ceil(100 / endpoints / 10) * 10);
}
