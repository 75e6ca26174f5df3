import type { UnitFact } from '../../model/deployment-facts.js';
import { valueOf } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { mainContainers } from '../deployables/containers.js';

/** Applications by the ids under which Dapr's sidecars know them: an annotation, the name that `dapr run -f` gives them, or the command of a sidecar that shares the network of a unit. */
export function daprApplications(units: readonly UnitFact[], drafts: readonly Draft[]): Map<string, Draft> {
  const byUnit = new Map(drafts.flatMap((draft) => draft.units.map(({ name }) => [name, draft] as const)));
  const applications = new Map<string, Draft>();
  // The network may stand in one Compose file, the command in one that overrides it.
  const hosts = new Map(units.flatMap(({ name, networkMode }) => {
    const host = /^service:(.+)$/.exec(valueOf(networkMode) ?? '')?.[1];
    return host === undefined ? [] : [[name, host] as const];
  }));
  for (const unit of units) {
    const host = hosts.get(unit.name);
    const commanded = host === undefined ? undefined : /--?app-id[ =]([\w.-]+)/.exec(mainContainers(unit)[0]?.command?.text ?? '')?.[1];
    const id = valueOf(unit.annotations.find(({ key }) => key === 'dapr.io/app-id')?.value) ?? commanded ?? (unit.technology === 'dapr' ? unit.name : undefined);
    const draft = byUnit.get(host ?? unit.name);
    if (id !== undefined && draft !== undefined) applications.set(id, draft);
  }
  return applications;
}
