import type { Fact, Extractor } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { constantNames } from './constant-names.js';
import { readGoImports } from './imports/go.js';
import { readCsharpImports, readJvmImports, readPhpImports } from './imports/namespaces.js';
import { readPythonImports } from './imports/python.js';
import { readRubyConstants } from './imports/ruby.js';
import { readRustPaths } from './imports/rust.js';
import { readScriptImports } from './imports/script.js';
import { isStructurePath } from '../../model/source-paths.js';

type Reader = (path: Path, text: string) => Fact[];

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['java', readJvm],
  ['kt', readJvm],
  ['cs', readCsharpImports],
  ['go', readGoImports],
  ['py', readPythonImports],
  ['php', readPhpImports],
  ['rb', readRubyConstants],
  ['rs', readRustPaths],
]);

/**
 * Which files, packages and names a source file takes from others: one pass over the text, without a parser.
 * The graph of modules needs every file, and a parser would cost thirty times as much. A string of code inside a comment can
 * fool it; `link` only keeps imports that lead to code of the workspace.
 */
export const importExtractor: Extractor = {
  id: 'imports',
  coverage: {
    title: 'Imports between files',
    readings: [
      { technology: 'TypeScript and JavaScript', reads: '`import`, `export … from`, `import()`, `require()`; types apart', yields: 'import' },
      { technology: 'Java and Kotlin', reads: '`package`, `import`; `@NamedInterface` of Spring Modulith', yields: 'package' },
      { technology: 'C#', reads: '`namespace`, `using`', yields: 'package' },
      { technology: 'Go', reads: '`import`, found through `go.mod`', yields: 'import' },
      { technology: 'Python', reads: '`import`, `from … import`, relative too; those under `TYPE_CHECKING` apart', yields: 'import' },
      { technology: 'PHP', reads: '`namespace`, `use`', yields: 'package' },
      { technology: 'Ruby', reads: 'constants, which Rails loads by their names', yields: 'import' },
      { technology: 'Rust', reads: '`use`, paths from `crate::`, between crates of a workspace', yields: 'import' },
    ],
    notRead: ['Names written out in full without an import (`Shop.Orders.Order` in C#), and what a container, an event bus or reflection joins while the program runs.'],
  },
  version: 4,
  accepts: isStructurePath,
  mayMatch: () => true,
  extract: (path, text) => ({ facts: (readerOf(path) ?? readScriptImports)(path, text), problems: [] }),
};

function readJvm(path: Path, text: string): Fact[] {
  return [...readJvmImports(path, text), ...constantNames(path, text)];
}

function readerOf(path: Path): Reader | undefined {
  return READERS.get(path.slice(path.lastIndexOf('.') + 1));
}
