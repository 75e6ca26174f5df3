import type { Grammar } from '../../syntax/tree-sitter.js';

/** What is known of a language without its parser: light enough for the thread that lists files. */
export interface SourceLanguage {
  /** `java`, `go`, ... */
  readonly id: string;
  readonly grammar: Grammar;
  /** File names with this language. */
  readonly files: RegExp;
  /** Of those, paths of tests and generated code, which say nothing about the running system. */
  readonly notInProduction: RegExp;
  /** Matches a text that may hold a fact; must never lose one. One alternation, linear time. */
  readonly candidate: RegExp;
}
