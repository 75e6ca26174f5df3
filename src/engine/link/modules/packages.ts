import type { CodeRootFact } from '../../model/packaging-facts.js';
import { folderOf, joinPath, type Path } from '../../model/text.js';
import { foldersUp, type Inventory } from '../inventory.js';

/** The packages of the workspace, of every package manager. */
export interface PackageFolders {
  /** Folders with a manifest. */
  readonly all: readonly Path[];
  /** The folder of a package by the name in its manifest. */
  named(name: string): Path | undefined;
  /** The folder of the nearest manifest around a file, of any kind or of one; '' when there is none. */
  around(file: Path, manifest?: string): Path;
  /** The Go module around a folder: `cmd/` and `internal/` of one module are one program. */
  goModule(folder: Path): readonly Path[];
  /** Folders of the workspace's packages that the one in a folder depends on, directly. */
  neededBy(folder: Path): readonly Path[];
}

/** Indexes manifests by name and place. */
export function packageFolders({ codeRoots }: Inventory): PackageFolders {
  const byName = new Map<string, Path>();
  for (const [folder, roots] of codeRoots) for (const { name } of roots) if (name !== undefined && !byName.has(name)) byName.set(name, folder);

  function dependency(folder: Path, { name, version }: CodeRootFact['dependencies'][number]): Path | undefined {
    if (/\.\w+proj$/.test(version)) return joinPath(folder, folderOf(version));
    const path = name.replaceAll(':', '/').replace(/^\//, '');
    // A project of a Gradle build is named by its path from the build's top.
    if (name.startsWith(':')) for (const up of foldersUp(folder)) if (codeRoots.has(up === '' ? path : `${up}/${path}`)) return up === '' ? path : `${up}/${path}`;
    return byName.get(name) ?? byName.get(name.slice(name.lastIndexOf(':') + 1));
  }

  return {
    all: [...codeRoots.keys()],
    named: (name) => byName.get(name),
    around: (file, manifest) => foldersUp(folderOf(file)).find((up) => codeRoots.get(up)?.some((root) => manifest === undefined || root.manifest === manifest)) ?? '',
    goModule: (folder) => foldersUp(folder).filter((up) => codeRoots.get(up)?.some(({ manifest }) => manifest === 'go.mod')).slice(0, 1),
    neededBy: (folder) => (codeRoots.get(folder) ?? []).flatMap(({ dependencies }) => dependencies.flatMap((each) => dependency(folder, each) ?? [])),
  };
}
