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
  /** Matches the first lines of files that tools made, which name no client of a running system, and are often most of the code. */
  readonly generated?: RegExp;
}

/** Characters in which generated files say that they are. */
const HEAD = 1000;

/** Whether a text in a language may hold a fact, before any parser runs. */
export function mayHoldFact({ candidate, generated }: SourceLanguage, text: string): boolean {
  return generated?.test(text.slice(0, HEAD)) !== true && candidate.test(text);
}
