import type { NetworkServiceFact, UnitFact } from '../../model/deployment-facts.js';
import { valueOf } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { append } from '../inventory.js';

/** Whether the pods of a unit carry all labels of a selector, which must name some. */
export function selectsUnit(selector: Readonly<Record<string, string>>, unit: UnitFact): boolean {
  const wanted = Object.entries(selector);
  return unit.technology === 'kubernetes' && wanted.length > 0 && wanted.every(([key, value]) => unit.labels.some((label) => label.key === key && valueOf(label.value) === value));
}

/** The elements with pods that a selector means, in a namespace where one is given. */
export function selectedDrafts(drafts: readonly Draft[], selector: Readonly<Record<string, string>>, namespace?: string): Draft[] {
  return drafts.filter(({ units }) => units.some((unit) => selectsUnit(selector, unit) && (namespace === undefined || unit.namespace === undefined || unit.namespace === namespace)));
}

/** For each Kubernetes Service the pods its selector matches, by their index. */
export function selectPods(services: readonly NetworkServiceFact[], units: readonly UnitFact[]): Map<NetworkServiceFact, number[]> {
  const byLabel = new Map<string, number[]>();
  units.forEach((unit, index) => {
    if (unit.technology !== 'kubernetes') return;
    for (const { key, value } of unit.labels) if (value.known) append(byLabel, `${key}=${value.value}`, index);
  });
  const selected = new Map<NetworkServiceFact, number[]>();
  for (const service of services) {
    const lists = Object.entries(service.selector).map(([key, value]) => byLabel.get(`${key}=${value}`) ?? []);
    const [shortest, ...others] = lists.sort((a, b) => a.length - b.length);
    const sets = others.map((list) => new Set(list));
    const matches = (shortest ?? []).filter((index) => sets.every((set) => set.has(index)) && sameNamespace(service.namespace, units[index]?.namespace));
    selected.set(service, matches);
  }
  return selected;
}

function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
