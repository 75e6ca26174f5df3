import type { UnitFact } from '../../model/deployment-facts.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import type { Fix } from '../../model/rule.js';
import { fill, yamlText, type Entries, type TextEdit } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

/** What runs once, as its file describes it. */
export interface Single {
  readonly element: Element;
  readonly unit: UnitFact;
  /** Agrees by majority: two instances fail sooner than one. */
  readonly isVoting: boolean;
}

/**
 * Second instances of all: alone, and with PodDisruptionBudgets, without which a drain of nodes may take both at once.
 * A second instance is a matter of a number only where nothing is kept: not for stores, and not for what writes to a volume.
 */
export function secondInstances(singles: readonly Single[], graph: CouplingGraph): Fix[] {
  const edits = singles.map(secondInstance);
  // One value of a chart that sets the number of several: who changes it for one changes it for all.
  if (!edits.every((edit) => edit !== undefined) || new Set(edits.map(({ site }) => `${site.path} ${site.span.start}`)).size < edits.length) return [];
  const names = listOf(singles.map(({ element }) => element.name));
  const plain: Fix = { title: `Run two instances of ${names}`, edits, preferred: false };
  const open = singles.filter(({ unit }) => !isBudgeted(unit, graph));
  const budgets = open.map(({ unit }) => budgetFor(unit));
  if (budgets.length === 0 || !budgets.every((budget) => budget !== undefined)) return [plain];
  return [{ title: `Run two instances of ${names}, of which a drain of nodes takes one at a time`, edits: [...edits, ...budgets], preferred: false }, plain];
}

function secondInstance({ element, unit, isVoting }: Single): TextEdit | undefined {
  if (isVoting) return undefined;
  const isStateless = (element.kind === 'service' || element.kind === 'gateway' || element.kind === 'config') && unit.containers.every(({ mounts }) => mounts.every(({ source }) => source === 'other'));
  // Two instances cannot publish one port of a machine, and another file may set the number again.
  if (!isStateless || unit.technology !== 'kubernetes' || unit.workload === 'StatefulSet' || element.units.filter(({ technology }) => technology === 'kubernetes').length > 1) return undefined;
  if (unit.replicas !== undefined) return { site: unit.replicas.site, newText: '2' };
  return unit.slots.replicas && fill(unit.slots.replicas, { replicas: 2 });
}

/** Whether a budget holds for the pods; one whose namespace is not written may be applied to any. */
function isBudgeted({ labels, namespace }: UnitFact, { disruptionBudgets }: CouplingGraph): boolean {
  const own = new Map(labels.map(({ key, value }) => [key, value.known ? value.value : undefined]));
  return disruptionBudgets.some((budget) => {
    const isNear = budget.namespace === undefined || namespace === undefined || budget.namespace === namespace;
    return isNear && Object.entries(budget.selector).every(([key, value]) => own.get(key) === value);
  });
}

/** A budget behind the manifests of the workload, for the pods that it selects. */
function budgetFor({ name, namespace, selector, slots: { documents } }: UnitFact): TextEdit | undefined {
  if (documents === undefined || selector === undefined) return undefined;
  const matchLabels: Entries = Object.fromEntries(Object.entries(selector).map(([key, value]) => [key, yamlText(value)]));
  return fill(documents, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec: { maxUnavailable: 1, selector: { matchLabels } },
  });
}
