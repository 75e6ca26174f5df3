import type { UnitFact } from '../../model/deployment-facts.js';
import type { Element } from '../../model/graph.js';
import { ROOT_NAMESPACE } from '../../model/mesh-facts.js';
import { append } from '../inventory.js';

/** What an object of a namespace holds for: pods with these labels; all pods of the namespace where there are none. */
export interface PodScope {
  readonly namespace?: string;
  readonly selector: Readonly<Record<string, string>>;
}

export type SelectPods = (scope: PodScope) => readonly Element[];

/** Indexes pods by their labels. An object in Istio's root namespace that names no labels holds for all. */
export function indexPods(elements: readonly Element[]): SelectPods {
  const deployed = elements.filter(({ units }) => units.some(({ technology }) => technology === 'kubernetes'));
  const byLabel = new Map<string, Element[]>();
  for (const element of deployed) for (const key of new Set(element.units.flatMap(labelKeys))) append(byLabel, key, element);
  return (scope) => {
    const [first] = Object.entries(scope.selector);
    const candidates = first === undefined ? deployed : (byLabel.get(first.join('=')) ?? []);
    return candidates.filter(({ units }) => units.some((unit) => isIn(scope, unit)));
  };
}

function labelKeys({ technology, labels }: UnitFact): string[] {
  return technology === 'kubernetes' ? labels.flatMap(({ key, value }) => (value.known ? [`${key}=${value.value}`] : [])) : [];
}

function isIn({ namespace, selector }: PodScope, unit: UnitFact): boolean {
  if (unit.technology !== 'kubernetes') return false;
  const labels = Object.entries(selector);
  const isMeshWide = namespace === ROOT_NAMESPACE && labels.length === 0;
  if (!isMeshWide && namespace !== undefined && unit.namespace !== undefined && namespace !== unit.namespace) return false;
  return labels.every(([key, value]) => unit.labels.some((label) => label.key === key && label.value.known && label.value.value === value));
}
