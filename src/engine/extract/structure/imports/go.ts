import type { ImportFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';

const BLOCK = /^import[ \t]*\(([^)]{0,20000})\)/gm;
const SINGLE = /^import[ \t]+(?:[\w.]+[ \t]+)?"([^"\n]+)"/gm;
const QUOTED = /"([^"\n]+)"/g;

/** First segments of the standard library that have packages below them. */
const STANDARD = /^(?:archive|bufio|bytes|compress|container|crypto|database|debug|embed|encoding|go|hash|html|image|index|io|log|maps|math|mime|net|os|path|regexp|runtime|slices|sync|testing|text|time|unicode|iter)\//;

/** Which packages a Go file imports; those of the standard library are left out. */
export function readGoImports(path: Path, text: string): ImportFact[] {
  const facts: ImportFact[] = [];
  const add = (specifier: string | undefined, before: number): void => {
    if (specifier === undefined || !specifier.includes('/') || STANDARD.test(specifier)) return;
    const start = text.indexOf(specifier, before);
    facts.push({ kind: 'import', specifier, typeOnly: false, ...(namesTypes(text, specifier) && { namesTypes: true as const }), site: { path, span: { start, end: start + specifier.length } } });
  };
  for (const { 1: block = '', index } of text.matchAll(BLOCK)) for (const quoted of block.matchAll(QUOTED)) add(quoted[1], index + quoted.index);
  for (const single of text.matchAll(SINGLE)) add(single[1], single.index);
  return facts;
}

/** Packages that may be clients of databases. */
const CLIENT = /(?:^|\/)(\w*(?:sql|postgres|pgx|mongo|redis|elastic|database)\w*)$/i;

/** Whether every mention of a client is a pointer to one of its types: `Postgres *postgres.Config`. */
function namesTypes(text: string, specifier: string): boolean {
  const name = CLIENT.exec(specifier)?.[1];
  if (name === undefined) return false;
  const mentions = [...text.matchAll(new RegExp(`(\\*?)\\b${name}\\.[A-Z]\\w*([({.]?)`, 'g'))];
  return mentions.length > 0 && mentions.every(([, pointer, next]) => pointer === '*' && next === '');
}
