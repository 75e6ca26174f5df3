import type { ImportFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';

/** `import … from`, `export … from`, `import()` and `require()`; `type` right after the keyword makes it one of types alone. */
const IMPORT = /(?:^|[\n;}])[ \t]*(?:import|export)[ \t]+(type[ \t]+)?(?:[^'"`;()]{0,2000}?[ \t\n}]from[ \t]*)?(['"])([^'"\n]{1,300})\2|\b(?:require|import)\([ \t]*(['"])([^'"\n]{1,300})\4[ \t]*\)/g;

/** Which files and packages a JavaScript or TypeScript file imports. */
export function readScriptImports(path: Path, text: string): ImportFact[] {
  if (!/\b(?:import|require|from)\b/.test(text)) return [];
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const specifier = match[3] ?? match[5];
    if (specifier === undefined || isCommentedOut(text, match.index)) return [];
    const start = match.index + match[0].lastIndexOf(specifier);
    return [{ kind: 'import', specifier, typeOnly: match[1] !== undefined, site: { path, span: { start, end: start + specifier.length } } }];
  });
}

/** `// const stock = require('./stock')`; an import that starts a line of its own has nothing before it. */
function isCommentedOut(text: string, at: number): boolean {
  return /^[ \t]*\/\//.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
}
