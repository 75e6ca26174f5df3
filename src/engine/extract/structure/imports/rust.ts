import type { ImportFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';

/** `use a::b::C`, `use a::{b::C, d}`, and a path from the crate's root written out in code. */
const PATH = /^[ \t]*(?:pub(?:\([^)\n]{0,40}\))?[ \t]+)?use[ \t]+(?:::)?((?:\w+::){0,20}\w*)(?:\{([^;]{0,4000})\})?|\b(crate::(?:\w+::){0,20}\w+)/gm;

/** Crates of the language itself. */
const STANDARD = /^(?:std|core|alloc|Self|self)(?:::|$)/;

/** Which paths a Rust file uses, each once. */
export function readRustPaths(path: Path, text: string): ImportFact[] {
  const seen = new Set<string>();
  const facts: ImportFact[] = [];
  for (const match of text.matchAll(PATH)) {
    const [whole, used, group, inline] = match;
    const specifier = (used ?? inline ?? '').replace(/::$/, '');
    const names = group === undefined ? [] : group.split(',').map((name) => /[\w:]+/.exec(name)?.[0] ?? '').filter((name) => name !== '');
    if (specifier === '' || STANDARD.test(specifier) || (names.length === 0 && seen.has(specifier))) continue;
    seen.add(specifier);
    const start = match.index + whole.indexOf(specifier);
    facts.push({ kind: 'import', specifier, ...(names.length > 0 && { names }), typeOnly: false, site: { path, span: { start, end: start + specifier.length } } });
  }
  return facts;
}
