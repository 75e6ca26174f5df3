import type { Extractor, Fact } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import type { Outline } from '../../syntax/outline/outline.js';
import { withTree, type SyntaxNode } from '../../syntax/tree-sitter.js';
import type { SourceLanguage } from './language.js';
import { languageOf } from './languages.js';
import { Reader, type Dialect } from './reader.js';

/** An extractor that reads the outline of a language's files. Its grammar must be loaded before `extract`. */
export function codeExtractor(
  language: SourceLanguage, outlineOf: (root: SyntaxNode) => Outline, dialect: Dialect, read: (file: Path, reader: Reader) => readonly Fact[], version = 1,
): Extractor {
  return {
    id: language.id,
    version,
    accepts: (path) => languageOf(path) === language,
    mayMatch: (text) => language.candidate.test(text),
    extract: (path, text) => ({ facts: read(path, new Reader(withTree(language.grammar, text, outlineOf), dialect)), problems: [] }),
  };
}
