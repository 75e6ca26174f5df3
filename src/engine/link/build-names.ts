import type { ConfigurationFact } from '../model/setting-facts.js';
import { codeRootAround, type Inventory } from './inventory.js';

/** Properties of Maven and Gradle that hold the name of the project. A POM's own `name` mostly is its artifact's, and its words are not known here. */
const PROJECT_NAMES: ReadonlySet<string> = new Set(['artifactId', 'project.artifactId', 'pom.artifactId', 'project.name']);

/** A configured value in which the build writes the name of its project: `spring.application.name: @artifactId@`. */
export function withBuildNames(fact: ConfigurationFact, codeRoots: Inventory['codeRoots']): ConfigurationFact {
  if (!fact.value.some((part) => isProjectName(part))) return fact;
  const root = codeRootAround(codeRoots, fact.site.path);
  const names = new Set(root === undefined ? [] : (codeRoots.get(root) ?? []).flatMap(({ name }) => name ?? []));
  const [name] = names;
  return name === undefined || names.size > 1 ? fact : { ...fact, value: fact.value.map((part) => (isProjectName(part) ? name : part)) };
}

function isProjectName(part: ConfigurationFact['value'][number]): boolean {
  return typeof part !== 'string' && part.hole === 'config' && part.fallback === undefined && PROJECT_NAMES.has(part.name);
}
