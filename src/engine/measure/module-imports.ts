import type { CouplingGraph, Element, ImportReach, Relation } from '../model/graph.js';
import type { StrengthLevel } from '../model/metrics.js';
import { stronglyConnected } from './components.js';

/** How much an import knows of the module it takes from, by how deep it reaches (coupling.md C1, "Modules are not services"). */
const LEVELS: Readonly<Record<ImportReach, StrengthLevel>> = {
  inside: 'intrusive',
  layer: 'intrusive',
  entity: 'functional',
  open: 'model',
  face: 'contract',
  event: 'contract',
  type: 'contract',
};

const REASONS: Readonly<Record<ImportReach, (name: string) => string>> = {
  inside: (name) => `it imports the inside of ${name}`,
  layer: (name) => `it is a layer above ${name}: every feature runs through both`,
  entity: (name) => `it uses entities of ${name}`,
  open: (name) => `it imports the open top of ${name}, which declares no face`,
  face: (name) => `it imports the public face of ${name}`,
  event: (name) => `it imports events of ${name}`,
  type: (name) => `it imports types of ${name}`,
};

/** Strength of an import between modules. What is there for all shows its whole surface as its face. */
export function moduleImportStrength({ name, role }: Element, reach: ImportReach, isInCircle: boolean): { level: StrengthLevel; because: string } {
  if (role === 'infra' && reach !== 'entity') return { level: 'contract', because: `${name} is there for all` };
  const level = LEVELS[reach];
  if (isInCircle && level !== 'intrusive') return { level: 'functional', because: `${name} imports it back, in a circle` };
  return { level, because: REASONS[reach](name) };
}

/** Whether an import depends on more of its target than a public face. Users of a library have one by definition. */
export function isPastFace({ kind, importReach, to }: Relation): boolean {
  return kind === 'imports' && to.kind !== 'library' && importReach !== 'face' && importReach !== 'event' && importReach !== 'type';
}

/**
 * Imports between modules that import each other in a circle: these can only be changed, tested and released together
 * (Martin, Acyclic Dependencies Principle), so none of them couples less than functionally. Events and types make no circle.
 */
export function cyclicImports({ relations }: CouplingGraph): Set<string> {
  const imports = relations.filter(({ kind, to, importReach }) => kind === 'imports' && isModule(to) && importReach !== 'event' && importReach !== 'type');
  const modules = [...new Set(imports.flatMap(({ from, to }) => [from, to]))];
  const index = new Map(modules.map((module, i) => [module, i]));
  const next: number[][] = modules.map(() => []);
  for (const { from, to } of imports) next[index.get(from)!]!.push(index.get(to)!);
  const { of } = stronglyConnected(next);
  return new Set(imports.filter(({ from, to }) => of[index.get(from)!] === of[index.get(to)!]).map(({ id }) => id));
}

/** A module in the full sense, not one that only helps the others. */
function isModule({ kind, role }: Element): boolean {
  return kind === 'module' && role === 'business';
}
