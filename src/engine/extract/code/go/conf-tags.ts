import type { ConstantFact } from '../../../model/code-facts.js';
import type { Expression } from '../../../model/expression.js';
import type { Path } from '../../../model/text.js';

/** A struct that opens, a field with a tag of ardanlabs/conf, or a brace that closes: one line each, as gofmt writes them. */
const LINE = /^[ \t]*(?:(?:type[ \t]+|var[ \t]+)?(\w+)[ \t]*(?:[ \t]|:?=)[ \t]*struct[ \t]*\{|(\w+)[ \t]+[\w.*[\]]+[ \t]+`[^`\n]{0,300}?\bconf:"([^"\n]{0,300})"[^`\n]{0,300}`|(\}))/gm;

/** Structs inside structs. */
const MAX_DEPTH = 20;

/**
 * Settings of ardanlabs/conf that have a default: `Host string \`conf:"default:tempo:4317"\``. A field is overridden by the variable of its path behind the
 * prefix that the program parses with: `SALES_TEMPO_HOST`; `env:` names another one.
 */
export function confTags(file: Path, text: string): ConstantFact[] {
  if (!text.includes('conf:"')) return [];
  const prefix = /\bconf\.Parse\w{0,20}\(\s*"(\w+)"/.exec(text)?.[1] ?? /\bprefix\s*:?=\s*"(\w+)"/.exec(text)?.[1];
  const open: string[] = [];
  const facts: ConstantFact[] = [];
  for (const { index, 0: line, 1: opened, 2: field, 3: tag = '', 4: closed } of text.matchAll(LINE)) {
    if (opened !== undefined && open.length < MAX_DEPTH) open.push(opened);
    else if (closed !== undefined) open.pop();
    if (field === undefined) continue;
    const written = optionOf(tag, 'default');
    if (written === undefined || written === '') continue;
    // The outermost struct is the variable that holds them all.
    const path = [...open.slice(1), field];
    const start = index + line.indexOf(written, line.indexOf('conf:"'));
    facts.push({ kind: 'constant', name: path.join('.'), value: valueOf(written, variableOf(prefix, optionOf(tag, 'env'), path)), site: { path: file, span: { start, end: start + written.length } } });
  }
  return facts;
}

/** Of `default:tempo:4317,env:TEMPO,mask` what follows a key; a value may hold colons. */
function optionOf(tag: string, key: string): string | undefined {
  return tag.split(',').map((option) => option.trim()).find((option) => option.startsWith(`${key}:`))?.slice(key.length + 1);
}

function variableOf(prefix: string | undefined, own: string | undefined, path: readonly string[]): string | undefined {
  const words = own === undefined ? path.map((part) => part.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')) : [own];
  return prefix === undefined ? undefined : [prefix, ...words].join('_').toUpperCase();
}

function valueOf(written: string, variable: string | undefined): Expression {
  return variable === undefined ? [written] : [{ hole: 'environment', name: variable, fallback: [written] }];
}
