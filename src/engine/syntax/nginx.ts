import type { Span } from '../model/text.js';

/** One directive of an nginx configuration: `proxy_pass http://orders:8080;`, or the head of a block: `location /api {`. */
export interface NginxDirective {
  readonly name: string;
  readonly words: readonly NginxWord[];
  /** The block it stands in. */
  readonly parent?: NginxDirective;
}

export interface NginxWord {
  /** Without quotes. */
  readonly text: string;
  /** Without quotes. */
  readonly span: Span;
}

/** Blanks, comments, quoted words, marks, plain words; braces of `${X}` and of templates belong to their word. */
const TOKEN = /\s+|#[^\n]*|"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|[;{}]|(?:\$\{[^{}\s]*\}|\{\{[^{}\n]*\}\}|\{%[^{}%\n]*%\}|\\[^]|[^\s;{}\\])+|[^]/g;

/** All directives of a text in the order of their names; whatever is not closed ends with the text. */
export function nginxDirectives(text: string): NginxDirective[] {
  const directives: NginxDirective[] = [];
  const open: NginxDirective[] = [];
  let words: NginxWord[] = [];
  const finish = (): NginxDirective | undefined => {
    const [first, ...rest] = words;
    words = [];
    if (first === undefined) return undefined;
    const parent = open.at(-1);
    const directive = { name: first.text, words: rest, ...(parent !== undefined && { parent }) };
    directives.push(directive);
    return directive;
  };
  const token = new RegExp(TOKEN);
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [written] = match;
    if (/^[\s#]/.test(written)) continue;
    if (written === ';') finish();
    else if (written === '}') open.pop();
    else if (written !== '{') words.push(wordOf(written, match.index));
    else {
      const head = finish() ?? { name: '', words: [] };
      // Lua code has rules of its own for quotes and marks.
      if (head.name.endsWith('_by_lua_block')) token.lastIndex = endOfBlock(text, token.lastIndex);
      else open.push(head);
    }
  }
  return directives;
}

function wordOf(written: string, start: number): NginxWord {
  const quote = /^["']/.exec(written)?.[0];
  if (quote === undefined) return { text: written, span: { start, end: start + written.length } };
  const isClosed = written.length > 1 && written.endsWith(quote);
  const text = written.slice(1, isClosed ? -1 : undefined);
  return { text, span: { start: start + 1, end: start + 1 + text.length } };
}

/** Strings, comments and braces of Lua. */
const LUA = /"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|--[^\n]*|[{}]/g;

/** Behind the brace that closes the one before `from`. */
function endOfBlock(text: string, from: number): number {
  const mark = new RegExp(LUA);
  mark.lastIndex = from;
  let depth = 1;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}' && --depth === 0) return mark.lastIndex;
  }
  return text.length;
}
