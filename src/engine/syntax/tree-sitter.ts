import { Language, Parser, type Node, type Tree } from 'web-tree-sitter';

/** A node of a syntax tree. Valid only inside the `read` that it was given to. */
export type SyntaxNode = Node;

/** Grammars that the product carries. PowerShell's must never join them: loading it costs 11 s of compilation. */
export type Grammar = 'java' | 'kotlin' | 'go' | 'python' | 'c-sharp' | 'php' | 'ruby' | 'rust';

/** Gives the WebAssembly bytes of a grammar, or of the parser itself: the engine reads no files. */
export type BytesOf = (module: Grammar | 'runtime') => Uint8Array;

let parser: Promise<Parser> | undefined;
let ready: Parser | undefined;
const loading = new Map<Grammar, Promise<void>>();
const languages = new Map<Grammar, Language>();

/**
 * Loads the parser and those of the grammars that are not there yet. Ask for all at once and before the first `withTree`:
 * a grammar that comes after a parse waits behind the optimising compiler, 80 to 400 ms.
 * @throws when the bytes of the parser or of a grammar cannot be used
 */
export async function loadGrammars(grammars: readonly Grammar[], bytesOf: BytesOf): Promise<void> {
  if (grammars.length === 0) return;
  parser ??= start(bytesOf);
  ready = await parser;
  await Promise.all(grammars.map((grammar) => {
    let load = loading.get(grammar);
    if (load === undefined) loading.set(grammar, (load = loadGrammar(grammar, bytesOf)));
    return load;
  }));
}

async function start(bytesOf: BytesOf): Promise<Parser> {
  await Parser.init({ wasmBinary: bytesOf('runtime') });
  return new Parser();
}

async function loadGrammar(grammar: Grammar, bytesOf: BytesOf): Promise<void> {
  languages.set(grammar, await Language.load(bytesOf(grammar)));
}

/**
 * Parses a text, gives the root to `read`, and frees the tree: kept trees live outside the garbage collector's sight.
 * Offsets of nodes are UTF-16. A broken text gives the tree that the parser recovers, with `ERROR` nodes.
 * @throws when the grammar was not loaded
 */
export function withTree<T>(grammar: Grammar, text: string, read: (root: SyntaxNode) => T): T {
  const language = languages.get(grammar);
  if (ready === undefined || language === undefined) throw new Error(`the grammar of ${grammar} is not loaded`);
  const tree: Tree | null = ready.setLanguage(language).parse(text);
  if (tree === null) throw new Error(`the parser of ${grammar} gave up`);
  try {
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}
