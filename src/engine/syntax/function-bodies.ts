import type { Span } from '../model/text.js';

/** A function with braces around its body, or in Python an indented one. */
export interface FunctionBody {
  /** Empty for functions without a name. */
  readonly name: string;
  readonly span: Span;
}

const CONTROL = /(?:^|[^\w.])(?:if|for|foreach|while|switch|catch|using|lock|synchronized|with|fixed|match|when|unless|select|defer\s+func|go\s+func)\s*\([^{}]*$/;
const NAMED = /([A-Za-z_$][\w$]*)\s*(?:<[^<>(){}]{0,100}>)?\s*\([^{}]*\)[^(){};]{0,200}$/;
const ARROW_NAME = /([A-Za-z_$][\w$]*)\s*[:=]\s*(?:async\s+)?(?:function\b[^(){};]{0,60})?\([^{}]*\)[^(){};]{0,100}$/;
const NOT_A_NAME: ReadonlySet<string> = new Set(['function', 'func', 'fn', 'async', 'return', 'await']);

/** The bodies of functions in a language with braces, inner ones before those around them. */
export function bracedBodies(masked: string): FunctionBody[] {
  const bodies: FunctionBody[] = [];
  const open: { readonly start: number; readonly name: string | undefined }[] = [];
  let headStart = 0;
  for (let at = 0; at < masked.length; at++) {
    const char = masked[at];
    if (char === '{') {
      open.push({ start: at, name: nameOf(masked.slice(Math.max(headStart, at - 500), at)) });
      headStart = at + 1;
    } else if (char === '}') {
      const block = open.pop();
      if (block?.name !== undefined) bodies.push({ name: block.name, span: { start: block.start, end: at + 1 } });
      headStart = at + 1;
    } else if (char === ';') headStart = at + 1;
  }
  return bodies;
}

/** The name in the text before a brace; undefined where no function begins there. */
function nameOf(head: string): string | undefined {
  if (!head.includes(')') || CONTROL.test(head)) return undefined;
  const arrow = ARROW_NAME.exec(head)?.[1];
  const name = arrow ?? NAMED.exec(head)?.[1];
  if (name === undefined) return /=>\s*$/.test(head) ? '' : undefined;
  return NOT_A_NAME.has(name) ? '' : name;
}

/** The bodies of functions in Python. */
export function indentedBodies(masked: string): FunctionBody[] {
  const lines = [...masked.matchAll(/^([ \t]*)(\S[^\n]*)?\n?/gm)].filter(({ 0: whole }) => whole !== '');
  return lines.flatMap(({ index, 1: indent = '', 2: text = '' }, at): FunctionBody[] => {
    const name = /^(?:async\s+)?def\s+(\w+)/.exec(text)?.[1];
    if (name === undefined) return [];
    // The signature may go over lines that end with a bracket at the indent of the function.
    const ends = ({ 1: other = '', 2: content = '' }: RegExpExecArray): boolean => content !== '' && other.length <= indent.length && !/^[)\]]/.test(content);
    let after = at + 1;
    for (let next = lines[after]; next !== undefined && !ends(next); next = lines[after]) after++;
    return [{ name, span: { start: index, end: lines[after]?.index ?? masked.length } }];
  });
}

/** The text with what stands in comments and strings blanked, so that offsets stay. */
export function maskedCode(text: string, isPython: boolean): string {
  const pattern = isPython
    ? /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g
    : /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"""[\s\S]*?"""|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
  return text.replace(pattern, (part) => part.replace(/[^\n]/g, ' '));
}
