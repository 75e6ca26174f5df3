import type { ImportFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';

/** `from a.b import c, d`, with or without parentheses, or `import a.b, c`. */
const STATEMENT = /^([ \t]*)(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]*(\([^()]{0,4000}\)|[^\n#;]{1,500})|import[ \t]+([\w.][^\n#;]{0,500}))/gm;

/** What follows is for type checkers only, as far as it is indented deeper. */
const CHECKING = /^([ \t]*)if[ \t]+(?:typing\.|t\.)?TYPE_CHECKING[ \t]*:/gm;

/** The best-known modules of the language itself: never a part of the program. */
const STANDARD = /^(?:__future__|abc|argparse|asyncio|base64|collections|contextlib|copy|csv|dataclasses|datetime|decimal|email|enum|functools|hashlib|html|http|io|itertools|json|logging|math|operator|os|pathlib|pickle|random|re|shutil|signal|socket|string|struct|subprocess|sys|tempfile|threading|time|traceback|types|typing|typing_extensions|unittest|urllib|uuid|warnings)(?:\.|$)/;

/** What a Python file imports, also inside functions. */
export function readPythonImports(path: Path, text: string): ImportFact[] {
  if (!text.includes('import')) return [];
  const checking = text.includes('TYPE_CHECKING') ? blocksOf(text) : [];
  return [...text.matchAll(STATEMENT)].flatMap((match) => {
    const [whole, , home, taken = '', modules] = match;
    const typeOnly = checking.some(({ start, end }) => match.index >= start && match.index < end);
    const site = { path, span: { start: match.index + whole.search(/\S/), end: match.index + whole.trimEnd().length } };
    if (home !== undefined) return STANDARD.test(home) ? [] : [{ kind: 'import', specifier: home, names: namesIn(taken), typeOnly, site }];
    return namesIn(modules ?? '').filter((name) => !STANDARD.test(name)).map((specifier) => ({ kind: 'import', specifier, typeOnly, site }));
  });
}

function namesIn(list: string): string[] {
  return list.replace(/#[^\n]*|[()\\]/g, '').split(',').map((name) => name.trim().split(/\s/, 1)[0] ?? '').filter((name) => name !== '');
}

/** From each test for type checkers to the first line that is not indented deeper. */
function blocksOf(text: string): { start: number; end: number }[] {
  return [...text.matchAll(CHECKING)].map(({ 0: head, 1: indent = '', index }) => {
    let end = text.indexOf('\n', index + head.length);
    while (end >= 0) {
      const line = /[^\n]*/.exec(text.slice(end + 1, end + 400))?.[0] ?? '';
      if (line.trim() !== '' && (/^[ \t]*/.exec(line)?.[0].length ?? 0) <= indent.length) break;
      end = text.indexOf('\n', end + 1);
    }
    return { start: index, end: end < 0 ? text.length : end };
  });
}
