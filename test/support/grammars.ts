import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadGrammars, type BytesOf, type Grammar } from '../../src/engine/source.js';

const require = createRequire(import.meta.url);

const bytesOf: BytesOf = (module) => readFileSync(require.resolve(fileOf(module)));

function fileOf(module: Grammar | 'runtime'): string {
  if (module === 'runtime') return 'web-tree-sitter/web-tree-sitter.wasm';
  if (module === 'kotlin') return '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm';
  return `@vscode/tree-sitter-wasm/wasm/tree-sitter-${module}.wasm`;
}

/** Loads grammars from the packages that the build copies them from. */
export function loadGrammarsForTest(...grammars: Grammar[]): Promise<void> {
  return loadGrammars(grammars, bytesOf);
}
