import type { Coverage, Extractor, Fact } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import type { Outline } from '../../syntax/outline/outline.js';
import { caresForRepetition } from '../../syntax/repeatable.js';
import { withTree, type SyntaxNode } from '../../syntax/tree-sitter.js';
import { mentionedVariables } from '../../syntax/mentioned-variables.js';
import { mayHoldFact, type SourceLanguage } from './language.js';
import { languageOf } from './languages.js';
import { Reader, type Dialect } from './reader.js';

/** What makes an extractor of a language. */
export interface CodeExtractorParts {
  readonly language: SourceLanguage;
  readonly coverage: Coverage;
  readonly outlineOf: (root: SyntaxNode) => Outline;
  readonly dialect: Dialect;
  /** `text` is that of the file. */
  readonly read: (file: Path, reader: Reader, text: string) => readonly Fact[];
  /** See `Extractor`. */
  readonly version: number;
}

/** An extractor that reads the outline of a language's files. Its grammar must be loaded before `extract`. */
export function codeExtractor({ language, coverage, outlineOf, dialect, read, version }: CodeExtractorParts): Extractor {
  return {
    id: language.id,
    coverage,
    version,
    accepts: (path) => languageOf(path) === language,
    mayMatch: (text) => mayHoldFact(language, text),
    extract: (path, text) => ({ facts: [...noted(text, read(path, new Reader(withTree(language.grammar, text, outlineOf), dialect), text)), ...mentionedVariables(path, text)], problems: [] }),
  };
}

/** Where a file speaks of requests that may come twice, its calls are taken to have thought of that. */
function noted(text: string, facts: readonly Fact[]): readonly Fact[] {
  return caresForRepetition(text) ? facts.map((fact) => (fact.kind === 'use' ? { ...fact, isRepeatable: true } : fact)) : facts;
}
