import type { SwitchedBlock, VariableSwitch } from '../model/code-facts.js';
import type { Span } from '../model/text.js';
import { bracedBodies, maskedCode } from './function-bodies.js';

/** A condition and the brace that opens its block, on one line. */
const BRACED = /(?<![\w.$])if\b([^\n{};]{3,200})\{/g;

/** A condition of Python and the colon that ends its line. */
const INDENTED = /^([ \t]*)(?:el)?if\b([^\n]{3,200}):[ \t]*$/gm;

const YES: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on']);

/** Blocks of a program that an environment variable switches on: `if (process.env.RUN_WORKER)`, `if envBool("SERVE_ORDERS") {`; inner ones after those around them. */
export function switchedBlocks(text: string, isPython: boolean): SwitchedBlock[] {
  // Most files ask no variable in an `if` at all.
  if (!/(?<![\w.$])if\b[^\n]{0,200}["'`.][A-Z][A-Z0-9_]/.test(text)) return [];
  const masked = maskedCode(text, isPython);
  if (isPython) return [...masked.matchAll(INDENTED)].flatMap(({ 0: line, 1: indent = '', index }) => blockOf(text.slice(index, index + line.length), indentedSpan(masked, index + line.length, indent.length)));
  const blocks = [...masked.matchAll(BRACED)].flatMap(({ 0: head, index }) => blockOf(text.slice(index, index + head.length), bracedSpan(masked, index + head.length)));
  return [...blocks, ...functionsOf(blocks, text, masked)];
}

function blockOf(condition: string, span: Span): SwitchedBlock[] {
  const asked = switchIn(condition);
  return asked === undefined ? [] : [{ when: [asked], span }];
}

/** The one variable that a condition asks to be set, or to have a value; undefined for conditions that ask more, or the contrary. */
function switchIn(condition: string): VariableSwitch | undefined {
  if (/!|\|\||\b(?:not|or|nil|null|undefined|None)\b/.test(condition)) return undefined;
  const names = new Set([...condition.matchAll(/["'`]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["'`]|(?:\benv\.|env\w*\(\s*["'`]|environ(?:\.get)?[[(]\s*["']|\.env\[["'`])([A-Z][A-Z0-9_]*)/gi)].map(([, text, looked]) => text ?? looked ?? ''));
  const [name, ...others] = names;
  if (name === undefined || others.length > 0 || name !== name.toUpperCase()) return undefined;
  const [, compared] = /={2,3}\s*["'`]([^"'`\n]*)["'`]/.exec(condition) ?? /["']([\w-]+)["']\s*(?:={2,3}|\.equals(?:IgnoreCase)?\()/.exec(condition) ?? [];
  if (compared === '' || (compared === undefined && /==|[<>]/.test(condition))) return undefined;
  return compared === undefined || YES.has(compared.toLowerCase()) ? { name } : { name, equals: compared };
}

/** From behind an opening brace to the one that closes it. */
function bracedSpan(masked: string, start: number): Span {
  let depth = 1;
  let at = start;
  for (; at < masked.length && depth > 0; at++) {
    if (masked[at] === '{') depth++;
    else if (masked[at] === '}') depth--;
  }
  return { start, end: at };
}

function indentedSpan(masked: string, start: number, indent: number): Span {
  const rest = masked.slice(start);
  const next = [...rest.matchAll(/^([ \t]*)\S/gm)].find(({ 1: own = '', index }) => index > 0 && own.length <= indent);
  return { start, end: start + (next?.index ?? rest.length) };
}

/** Functions that only such blocks call; what other files may call is left out. */
function functionsOf(blocks: readonly SwitchedBlock[], text: string, masked: string): SwitchedBlock[] {
  if (blocks.length === 0) return [];
  return bracedBodies(masked).flatMap(({ name, span }): SwitchedBlock[] => {
    const line = text.slice(text.lastIndexOf('\n', span.start) + 1, span.start);
    if (name === '' || /\b(?:export|public|pub|protected|internal)\b|\bfunc\s*(?:\([^)]*\)\s*)?[A-Z]/.test(line) || !/\b(?:func|function|fn|private|static)\b/.test(line)) return [];
    const calls = [...masked.matchAll(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}\\b`, 'g'))].filter(({ index }) => index < span.start - line.length || index >= span.start);
    const callers = calls.map(({ index }) => blocks.find((block) => block.span.start <= index && index < block.span.end));
    const when = callers.flatMap((block) => block?.when ?? []);
    return calls.length === 0 || callers.includes(undefined) ? [] : [{ when, span }];
  });
}
