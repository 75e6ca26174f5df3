import type { UnitFact } from '../model/deployment-facts.js';
import { valueOf } from '../model/text.js';
import type { Draft } from './draft.js';

/** Whether the pods of a unit carry all labels of a selector, which must name some. */
export function selectsUnit(selector: Readonly<Record<string, string>>, unit: UnitFact): boolean {
  const wanted = Object.entries(selector);
  return unit.technology === 'kubernetes' && wanted.length > 0 && wanted.every(([key, value]) => unit.labels.some((label) => label.key === key && valueOf(label.value) === value));
}

/** The elements with pods that a selector means, in a namespace where one is given. */
export function selectedDrafts(drafts: readonly Draft[], selector: Readonly<Record<string, string>>, namespace?: string): Draft[] {
  return drafts.filter(({ units }) => units.some((unit) => selectsUnit(selector, unit) && (namespace === undefined || unit.namespace === undefined || unit.namespace === namespace)));
}
