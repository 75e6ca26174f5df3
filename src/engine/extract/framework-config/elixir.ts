import type { Expression, Part } from '../../model/expression.js';
import type { Path } from '../../model/text.js';
import { MAX_VALUE, type Entry } from './entry.js';

/** `config/config.exs`, `config/runtime.exs`, `config/prod.exs`. */
export const ELIXIR_CONFIG = /(?:^|\/)config\/(config|runtime|releases|prod|dev)\.exs$/;

/** A text with its interpolations; alternatives that begin differently. */
const TEXT = String.raw`"(?:#\{[^{}\n]{0,300}\}|#(?!\{)|[^"\\\n#]|\\.){0,2000}"`;

/** A comment, the application and module that follow, or a key with what is read of its value. */
const ITEM = new RegExp([
  '^[ \\t]*#[^\\n]*',
  '\\bconfig[ (]+:(\\w+)(?:,\\s*([A-Z][\\w.]*))?',
  `\\b(\\w+):[ \\t\\n]{0,40}(?:\\[\\s{0,40})?(\\{\\s{0,8}"[^"\\n]{1,200}",\\s{0,8}\\d{2,5}\\s{0,8}\\}|(?:${TEXT}|System\\.(?:get_env|fetch_env!)\\([^()\\n]{1,300}\\))(?:\\s{0,40}\\|\\|\\s{0,40}(?:${TEXT}|System\\.get_env\\([^()\\n]{1,300}\\)))?)`,
].join('|'), 'gm');

/** The settings of an Elixir application that are texts, or are looked up in the environment of the process. */
export function elixirEntries(path: Path, text: string): Entry[] {
  const stage = ELIXIR_CONFIG.exec(path)?.[1] ?? '';
  const profile = stage === 'prod' ? 'production' : stage === 'dev' ? 'development' : undefined;
  const entries: Entry[] = [];
  let section = '';
  for (const match of text.matchAll(ITEM)) {
    const [whole, application, module, key, value] = match;
    if (application !== undefined) section = module ?? application;
    if (key === undefined || value === undefined || value.length > MAX_VALUE) continue;
    const end = match.index + whole.length;
    entries.push({ key: `${section}.${key}`, value: valueOf(value), span: { start: end - value.length, end }, ...(profile !== undefined && { profile }) });
  }
  return entries;
}

function valueOf(written: string): Expression {
  const [, host, port] = /^\{\s*"([^"]+)",\s*(\d+)/.exec(written) ?? [];
  if (host !== undefined && port !== undefined) return [`${host}:${port}`];
  const [first = '', second] = written.split(/\s*\|\|\s*/, 2);
  const value = termOf(first);
  const [hole] = value;
  return second === undefined || typeof hole !== 'object' || hole.hole !== 'environment' ? value : [{ ...hole, fallback: termOf(second) }];
}

/** A text with its interpolations, or a look-up. */
function termOf(term: string): Expression {
  const looked = lookUp(term);
  if (looked !== undefined) return [looked];
  const parts: Part[] = [];
  let at = 1;
  for (const match of term.matchAll(/#\{([^{}]{0,300})\}/g)) {
    parts.push(term.slice(at, match.index), lookUp((match[1] ?? '').trim()) ?? { hole: 'unknown' });
    at = match.index + match[0].length;
  }
  parts.push(term.slice(at, -1));
  return parts.filter((part) => part !== '');
}

/** `System.get_env("X")`, `System.get_env("X", "fallback")`, `System.fetch_env!("X")`. */
function lookUp(term: string): Part | undefined {
  const [, name, fallback] = /^System\.(?:get_env|fetch_env!)\(\s*"(\w+)"\s*(?:,\s*"([^"]*)"\s*)?\)$/.exec(term) ?? [];
  return name === undefined ? undefined : { hole: 'environment', name, ...(fallback !== undefined && { fallback: [fallback] }) };
}
