import type { UnitFact } from '../../model/deployment-facts.js';
import { literalOf, type Expression } from '../../model/expression.js';
import type { ConfigurationFact } from '../../model/setting-facts.js';
import type { ConstantIndex } from './constants.js';
import { codeRootAround, type Inventory } from '../inventory.js';

/** Properties of Maven and Gradle that hold the name of the project. A POM's own `name` mostly is its artifact's, and its words are not known here. */
const PROJECT_NAMES: ReadonlySet<string> = new Set(['artifactId', 'project.artifactId', 'pom.artifactId', 'project.name']);

/** Puts in the names that the build writes into configured values: `spring.application.name: @artifactId@`. */
export function addBuildNames({ configurations, codeRoots }: Inventory): void {
  configurations.forEach((fact, index) => (configurations[index] = withBuildNames(fact, codeRoots)));
}

function withBuildNames(fact: ConfigurationFact, codeRoots: Inventory['codeRoots']): ConfigurationFact {
  if (!fact.value.some((part) => isProjectName(part))) return fact;
  const root = codeRootAround(codeRoots, fact.site.path);
  const names = new Set(root === undefined ? [] : (codeRoots.get(root) ?? []).flatMap(({ name }) => name ?? []));
  const [name] = names;
  return name === undefined || names.size > 1 ? fact : { ...fact, value: fact.value.map((part) => (isProjectName(part) ? name : part)) };
}

function isProjectName(part: ConfigurationFact['value'][number]): boolean {
  return typeof part !== 'string' && part.hole === 'config' && part.fallback === undefined && PROJECT_NAMES.has(part.name);
}

/** A unit under the names that the constants of its workspace hold; a constant of a published package mostly is called as what it holds. */
export function withConstantNames(unit: UnitFact, constants: ConstantIndex): UnitFact {
  const { constantNames } = unit;
  if (constantNames === undefined) return unit;
  // The longest first: one stand-in may begin as another.
  const names = constantNames.map(({ standIn, value }) => [standIn, nameOf(value, unit, constants) ?? lastName(standIn)] as const).sort(([a], [b]) => b.length - a.length);
  const named = (text: string): string => names.reduce((done, [standIn, name]) => done.replaceAll(standIn, name), text);
  const inValue = (value: Expression): Expression => value.map((part) => (typeof part === 'string' ? named(part) : part));
  const containers = unit.containers.map((container) => ({
    ...container, name: named(container.name),
    environment: container.environment.map((variable) => ({ ...variable, name: named(variable.name), ...(variable.value && { value: inValue(variable.value) }) })),
  }));
  return { ...unit, name: named(unit.name), containers, startsAfter: unit.startsAfter.map((one) => ({ ...one, target: named(one.target) })) };
}

function nameOf([part]: Expression, { site }: UnitFact, constants: ConstantIndex): string | undefined {
  if (typeof part !== 'object' || part.hole !== 'constant') return undefined;
  const name = literalOf(constants.constant(site.path, part.specifier, part.name)?.value ?? []);
  return name !== undefined && /^[\w-]+$/.test(name) ? name : undefined;
}

function lastName(standIn: string): string {
  return standIn.slice(standIn.lastIndexOf('.') + 1).toLowerCase();
}
