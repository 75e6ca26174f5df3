import type { Container, UnitFact } from '../../model/deployment-facts.js';
import { folderOf, joinPath } from '../../model/text.js';

/** Services that extend each other further than anybody writes, or in a circle, end here. */
const MAX_DEPTH = 12;

/** Compose services with what runs in them where that is written in the service that they extend; environments are joined where they are read. */
export function withExtended(units: readonly UnitFact[]): UnitFact[] {
  const byPlace = new Map(units.flatMap((unit) => (unit.technology === 'compose' ? [[`${unit.site.path} ${unit.name}`, unit] as const] : [])));
  const baseOf = ({ site: { path }, extends: base }: UnitFact): UnitFact | undefined => {
    const file = base?.file === undefined ? path : joinPath(folderOf(path), base.file);
    return base === undefined ? undefined : byPlace.get(`${file ?? ''} ${base.service}`);
  };
  const completed = (unit: UnitFact, depth: number): UnitFact => {
    const base = depth > MAX_DEPTH ? undefined : baseOf(unit);
    return base === undefined ? unit : { ...unit, containers: unit.containers.map((own, index) => inheriting(own, completed(base, depth + 1).containers[index])) };
  };
  return units.map((unit) => (unit.extends === undefined ? unit : completed(unit, 0)));
}

function inheriting(own: Container, base: Container | undefined): Container {
  if (base === undefined) return own;
  const runs = own.image !== undefined || own.build !== undefined ? own : base;
  const command = own.command ?? base.command;
  return {
    ...own,
    ...(runs.image && { image: runs.image }), ...(runs.build && { build: runs.build }), ...(command && { command }),
    ports: [...new Set([...base.ports, ...own.ports])],
    published: [...base.published, ...own.published],
  };
}
