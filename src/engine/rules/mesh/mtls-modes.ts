import { groupBy } from '../../model/collections.js';
import type { CouplingGraph } from '../../model/graph.js';
import type { MeshTechnology } from '../../model/mesh-facts.js';
import type { Setting } from '../../model/text.js';

/** The mode that is set in a mesh, if any. */
export type ModeOf = (mesh: MeshTechnology) => Setting<string> | undefined;

/** The mode that the most specific rule sets for an element in a mesh. */
export function modesByElement({ peerAuthentications }: CouplingGraph): Map<string, ModeOf> {
  const settings = peerAuthentications.flatMap(({ fact, targets }) => {
    const { mode } = fact;
    return mode === undefined || (mode.known && mode.value === 'UNSET') ? [] : targets.map((target) => ({ id: target.id, mesh: fact.mesh, mode }));
  });
  return new Map([...groupBy(settings, ({ id }) => id)].map(([id, own]) => [id, (mesh) => own.filter((setting) => setting.mesh === mesh).at(-1)?.mode]));
}
