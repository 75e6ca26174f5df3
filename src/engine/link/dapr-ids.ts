import { valueOf } from '../model/text.js';
import type { Draft } from './draft.js';
import { mainContainers } from './containers.js';

/** Applications by the ids under which Dapr's sidecars know them: an annotation, or the command of a sidecar that shares the network of a unit. */
export function daprApplications(drafts: readonly Draft[]): Map<string, Draft> {
  const byUnit = new Map(drafts.flatMap((draft) => draft.units.map(({ name }) => [name, draft] as const)));
  const applications = new Map<string, Draft>();
  for (const draft of drafts) {
    for (const unit of draft.units) {
      const annotated = valueOf(unit.annotations.find(({ key }) => key === 'dapr.io/app-id')?.value);
      if (annotated !== undefined) applications.set(annotated, draft);
      const host = /^service:(.+)$/.exec(valueOf(unit.networkMode) ?? '')?.[1];
      const served = host === undefined ? undefined : byUnit.get(host);
      const id = served === undefined ? undefined : /--?app-id[ =]([\w.-]+)/.exec(mainContainers(unit)[0]?.command?.text ?? '')?.[1];
      if (id !== undefined && served !== undefined) applications.set(id, served);
    }
  }
  return applications;
}
