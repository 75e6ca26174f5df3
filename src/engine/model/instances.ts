import type { UnitFact } from './deployment-facts.js';
import type { CouplingGraph, Element } from './graph.js';
import { isBusinessService } from './services.js';
import { valueOf } from './text.js';

/** Kinds of workloads that run once unless something says otherwise. */
const COUNTED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Rollout', 'DeploymentConfig', 'RabbitmqCluster', 'Kafka', 'service']);

/** What describes how the system runs: Compose files beside Kubernetes manifests are for development. */
export function describedBy({ elements }: CouplingGraph): 'kubernetes' | 'compose' {
  const isOnKubernetes = [...elements.values()].some((element) => isBusinessService(element) && element.units.some((unit) => unit.technology === 'kubernetes'));
  return isOnKubernetes ? 'kubernetes' : 'compose';
}

/** What instances of one thing are called apart: numbers, and their part in a cluster. */
const INSTANCE = /[-_]?(?:master|primary|leader|replica|secondary|slave|follower|standby|node)?[-_]?\d*$/;

/** The same for elements that are members of one cluster by their names. */
export function instanceKey({ kind, name, engine, group }: Element): string {
  return [kind, engine, group, name.replace(INSTANCE, '')].join('|');
}

/** True when every description of it says, or leaves it at, one instance. Any that says more may be the one that production takes. */
export function runsOnce(element: Element, technology: UnitFact['technology']): boolean {
  const units = element.units.filter((unit) => unit.technology === technology);
  // Behind one name several workloads are several instances.
  if (new Set(units.map(({ name }) => name)).size !== 1 || !units.every(({ workload }) => COUNTED.has(workload))) return false;
  // A chart that leaves the number out may leave it to an autoscaler; the manifests beside it tell.
  const telling = units.filter(({ replicas, release }) => replicas !== undefined || release === undefined);
  if (telling.length === 0 || telling.some(({ replicas }) => replicas !== undefined && valueOf(replicas) !== 1)) return false;
  // An autoscaler's minimum.
  return element.replicas === undefined || valueOf(element.replicas) === 1;
}
