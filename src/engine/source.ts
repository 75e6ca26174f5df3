import { csharpExtractor } from './extract/code/csharp/index.js';
import { goExtractor } from './extract/code/go/index.js';
import { javaExtractor } from './extract/code/java/index.js';
import { kotlinExtractor } from './extract/code/java/kotlin.js';
import { phpExtractor } from './extract/code/php/index.js';
import { pythonExtractor } from './extract/code/python/index.js';
import { rubyExtractor } from './extract/code/ruby/index.js';
import { rustExtractor } from './extract/code/rust/index.js';
import { typescriptExtractor } from './extract/typescript/index.js';
import type { Extractor } from './model/facts.js';

/** Extractors that need a parser of a programming language: they load slowly and run in workers. */
export const sourceExtractors: readonly Extractor[] = [typescriptExtractor, csharpExtractor, goExtractor, javaExtractor, kotlinExtractor, phpExtractor, pythonExtractor, rubyExtractor, rustExtractor];

/** Loads what those extractors parse with. */
export { loadGrammars, type BytesOf, type Grammar } from './syntax/tree-sitter.js';
