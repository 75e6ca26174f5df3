import type { AutoscalerFact, UnitFact } from '../../model/deployment-facts.js';
import type { Setting } from '../../model/text.js';
import type { Draft } from '../draft.js';
import type { Inventory } from '../inventory.js';
import { append } from '../inventory.js';

/** Smallest known number of instances of a draft; undefined when no file tells. */
export type CountReplicas = (draft: Draft) => Setting<number> | undefined;

/** Counts the instances of elements: workloads behind one Service add up, manifests of one workload do not. */
export function indexReplicas(inventory: Inventory): CountReplicas {
  const autoscalers = new Map<string, AutoscalerFact>();
  for (const fact of inventory.autoscalers) autoscalers.set(`${fact.target.workload} ${fact.target.name}`, fact);
  return ({ units }) => {
    const workloads = new Map<string, UnitFact[]>();
    for (const unit of units) if (unit.technology === 'kubernetes' && unit.workload !== 'Job' && unit.workload !== 'CronJob') append(workloads, unit.name, unit);
    const counts = [...workloads.values()].map((manifests) => ofWorkload(manifests, autoscalers));
    if (counts.length > 0) return counts.reduce(sum);
    return units.map(({ replicas }) => replicas).filter((replicas) => replicas !== undefined).reduce<Setting<number> | undefined>(smallest, undefined);
  };
}

function ofWorkload(manifests: readonly UnitFact[], autoscalers: ReadonlyMap<string, AutoscalerFact>): Setting<number> | undefined {
  const [first] = manifests;
  // A DaemonSet has as many instances as the cluster has nodes.
  if (first === undefined || first.workload === 'DaemonSet') return undefined;
  const minimum = autoscalers.get(`${first.workload} ${first.name}`)?.minReplicas;
  if (minimum !== undefined) return minimum;
  const set = manifests.map(({ replicas }) => replicas).filter((replicas) => replicas !== undefined);
  // Kubernetes runs one instance when nothing is said.
  return set.reduce<Setting<number> | undefined>(smallest, undefined) ?? { known: true, value: 1, site: first.site };
}

/** The largest number of instances of a draft that some file allows; unknown where an autoscaler does not say how far it goes. */
export function mostInstancesOf({ units }: Draft, { autoscalers }: Inventory): Setting<number> | undefined {
  const counts = units.flatMap((unit) => mostOf(unit, autoscalers) ?? []);
  if (counts.some(({ known }) => !known)) return undefined;
  return counts.reduce<Setting<number> | undefined>((most, count) => (most?.known === true && count.known && most.value >= count.value ? most : count), undefined);
}

function mostOf({ technology, workload, name, namespace, replicas }: UnitFact, autoscalers: readonly AutoscalerFact[]): Setting<number> | undefined {
  const scaler = technology === 'kubernetes' ? autoscalers.find(({ target, ...other }) => target.workload === workload && target.name === name && (other.namespace === undefined || namespace === undefined || other.namespace === namespace)) : undefined;
  return scaler === undefined ? replicas : (scaler.maxReplicas ?? { known: false, site: scaler.site });
}

function smallest(a: Setting<number> | undefined, b: Setting<number>): Setting<number> {
  if (a === undefined) return b;
  if (!a.known || !b.known) return a.known ? b : a;
  return a.value <= b.value ? a : b;
}

function sum(a: Setting<number> | undefined, b: Setting<number> | undefined): Setting<number> | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (!a.known || !b.known) return a.known ? b : a;
  return { known: true, value: a.value + b.value, site: a.site };
}
