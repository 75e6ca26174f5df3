import type { CodeRootFact } from '../../model/packaging-facts.js';
import type { Path } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';
import type { ConstantIndex } from '../names/constants.js';
import { foldersUp, type Inventory } from '../inventory.js';
import { lastSegment } from '../names/names.js';

export type Dependency = CodeRootFact['dependencies'][number];

/** Finds the folder of the workspace whose code a dependency means; undefined for packages from elsewhere. */
export type FindPackage = (root: CodeRootFact, dependency: Dependency) => Path | undefined;

const JVM = /^(?:pom\.xml|(?:build|settings)\.gradle(?:\.kts)?)$/;
const DOTNET = /\.(?:cs|fs|vb)proj$/i;

/**
 * Packages of the workspace as its manifests name them. On the JVM a name is only one together with its group, and a project of Gradle
 * is named by its path; a project of .NET is named by its file. Everywhere else the name alone tells.
 */
export function indexWorkspacePackages({ codeRoots }: Inventory, { packageFolder }: ConstantIndex): FindPackage {
  const byCoordinates = new Map<string, Path | null>();
  for (const [folder, roots] of codeRoots) {
    const jvm = roots.filter(({ manifest }) => JVM.test(manifest));
    const group = jvm.find((root) => root.group !== undefined)?.group;
    if (group === undefined) continue;
    const coordinates = `${group}:${jvm.find(({ name }) => name !== undefined)?.name ?? lastSegment(folder)}`;
    // What two folders call themselves is neither.
    byCoordinates.set(coordinates, byCoordinates.has(coordinates) ? null : folder);
  }

  function gradleProject(from: Path, name: string): Path | undefined {
    const path = name.replaceAll(':', '/').replace(/^\//, '');
    if (path === '') return undefined;
    return foldersUp(from).map((up) => joinPath(up, path)).find((folder) => folder !== undefined && codeRoots.has(folder));
  }

  return ({ manifest, folder }, { name, version }) => {
    if (JVM.test(manifest)) return name.startsWith(':') || !name.includes(':') ? gradleProject(folder, name) : (byCoordinates.get(name) ?? undefined);
    if (DOTNET.test(manifest) && version.endsWith('proj')) {
      const project = joinPath(folder, version);
      return project === undefined || !codeRoots.has(folderOf(project)) ? undefined : folderOf(project);
    }
    return packageFolder(name);
  };
}
