import { Project, ts as compiler } from 'ts-morph';
import type { Path } from '../model/text.js';

/** The compiler that ts-morph carries; the only copy in the product. An alias, because what is re-exported is looked up at each use. */
export import ts = compiler;

/** No library texts and no other files: a file is read on its own, so its facts never depend on another one. */
const project = new Project({
  useInMemoryFileSystem: true,
  skipLoadingLibFiles: true,
  skipFileDependencyResolution: true,
  compilerOptions: { allowJs: true },
});

/**
 * Parses a TypeScript or JavaScript text, gives the tree to `read` and lets go of it afterwards:
 * a kept tree costs about fifteen bytes a source byte. Broken texts give the tree the compiler recovers.
 */
export function readTypeScript<T>(path: Path, text: string, read: (file: ts.SourceFile) => T): T {
  // Without its folders, which the project would make, sort and keep.
  const sourceFile = project.createSourceFile(`/${path.slice(path.lastIndexOf('/') + 1)}`, text, { overwrite: true });
  try {
    return read(sourceFile.compilerNode);
  } finally {
    sourceFile.forget();
  }
}
