import type { UnitFact } from '../../model/deployment-facts.js';
import type { Inventory } from '../inventory.js';
import type { Projects } from './projects.js';

/** Units of Compose and of AppHosts that others wait for to end: they set something up, whatever image they do it with. */
export function indexAwaitedTasks({ units }: Inventory, projects: Projects): (unit: UnitFact) => boolean {
  const keyOf = (unit: UnitFact, name: string): string => `${projects.get(unit.site.path) ?? unit.site.path}\n${name}`;
  const awaited = new Set(units.flatMap((unit) => unit.startsAfter.filter(({ condition }) => condition === 'service_completed_successfully').map(({ target }) => keyOf(unit, target))));
  return (unit) => unit.technology !== 'kubernetes' && awaited.has(keyOf(unit, unit.name));
}
