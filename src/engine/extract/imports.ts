import type { ImportFact } from '../model/code-facts.js';
import type { Extractor } from '../model/facts.js';
import { isScriptPath } from './script-paths.js';

/**
 * One pass over the text, without a parser: import and export declarations, `import()` and `require()`.
 * Reading the imports of every file with a parser would cost thirty times as much (and the graph of modules needs every file).
 * A string of code inside a comment or a string can fool it; `link` only keeps imports that lead to a file that exists.
 */
const IMPORT = /(?:^|[\n;}])[ \t]*(?:import|export)[ \t]+(type[ \t]+)?(?:[^'"`;()]{0,2000}?[ \t\n}]from[ \t]*)?(['"])([^'"\n]{1,300})\2|\b(?:require|import)\([ \t]*(['"])([^'"\n]{1,300})\4[ \t]*\)/g;

/** Reads which modules a JavaScript or TypeScript file imports. */
export const importExtractor: Extractor = {
  id: 'imports',
  coverage: { title: 'Imports between files', readings: [], notRead: [] },
  version: 1,
  accepts: isScriptPath,
  mayMatch: (text) => /\b(?:import|require|from)\b/.test(text),
  extract: (path, text) => ({ facts: [...text.matchAll(IMPORT)].flatMap((match) => toFact(path, match)), problems: [] }),
};

function toFact(path: string, match: RegExpMatchArray): ImportFact[] {
  const specifier = match[3] ?? match[5];
  if (specifier === undefined || match.index === undefined) return [];
  const start = match.index + match[0].lastIndexOf(specifier);
  return [{ kind: 'import', specifier, typeOnly: match[1] !== undefined, site: { path, span: { start, end: start + specifier.length } } }];
}
