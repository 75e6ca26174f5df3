import type { Span } from '../model/text.js';

/** A string or another literal of a text in HCL. */
export interface HclEntry {
  /** Names and labels of the blocks around it, then its key, with '/' between; a block that is not the first of its name has `#2` and so on. */
  readonly path: string;
  readonly text: string;
  readonly span: Span;
}

/** The literals of a text in HCL, or in a language of the same shape: blocks with labels, `key = value`, objects and lists. Never throws. */
export function hclEntries(text: string): HclEntry[] {
  const reading = new Reading();
  for (const { token, start } of tokensOf(text)) reading.take(token, start);
  return reading.entries;
}

interface Token {
  readonly token: string;
  readonly start: number;
}

const TOKEN = /#[^\n]*|\/\/[^\n]*|\/\*|<<-?[ \t]*(\w+)[^\n]*|"(?:[^"\\\n]|\\.)*"|[\w.$-]+|[{}[\]()=:,\n]/g;

/** Everything but blanks, comments and here-documents. */
function* tokensOf(text: string): Generator<Token> {
  const tokens = new RegExp(TOKEN);
  // What has no end is looked for once: the rest of the text has none either.
  const endless = new Set<string>();
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token, heredoc] = match;
    const terminator = token === '/*' ? '*/' : heredoc === undefined ? undefined : `\n${heredoc}`;
    if (terminator !== undefined) {
      const end = endless.has(terminator) || endless.size > 10 ? -1 : text.indexOf(terminator, tokens.lastIndex);
      if (end < 0) endless.add(terminator);
      else tokens.lastIndex = end + terminator.length;
    } else if (!token.startsWith('#') && !token.startsWith('//')) {
      yield { token, start: match.index };
    }
  }
}

/** A block, an object or a list that is open. */
interface Frame {
  readonly path: string;
  readonly isList: boolean;
  /** How many blocks of each name it holds so far. */
  readonly names: Map<string, number>;
}

/** Deeper than anybody nests. */
const MAX_DEPTH = 40;

/** Numbers and truth values; other bare words in the place of a value refer to something. */
const BARE_LITERAL = /^(?:-?\d[\d.]*|true|false)$/;

class Reading {
  readonly entries: HclEntry[] = [];
  readonly #open: Frame[] = [{ path: '', isList: false, names: new Map() }];
  /** Before an opening brace: the name of the block and its labels. */
  #words: string[] = [];
  /** Set while a value is expected. */
  #key: string | undefined;
  /** Parentheses of calls that are open. */
  #calls = 0;

  take(token: string, start: number): void {
    if (token === '(') this.#calls++;
    else if (token === ')') this.#calls = Math.max(0, this.#calls - 1);
    else if (this.#calls > 0) return;
    else if (token === '=' || token === ':') [this.#key, this.#words] = [this.#words.at(-1), []];
    else if (/^[{}[\],\n]$/.test(token)) this.#bracket(token);
    else this.#word(token, start);
  }

  #bracket(token: string): void {
    if (token === '{' || token === '[') this.#push(this.#key ?? (this.#top.isList ? '' : this.#words.join('/')), token === '[');
    else if ((token === '}' || token === ']') && this.#open.length > 1) this.#open.pop();
    [this.#words, this.#key] = [[], undefined];
  }

  #word(token: string, start: number): void {
    const quote = token.startsWith('"') ? 1 : 0;
    const text = token.slice(quote, token.length - quote);
    if (this.#key === undefined && !this.#top.isList) this.#words.push(text);
    else if (quote === 1 || BARE_LITERAL.test(token)) {
      this.entries.push({ path: below(this.#top.path, this.#key ?? ''), text, span: { start: start + quote, end: start + quote + text.length } });
    }
  }

  #push(name: string, isList: boolean): void {
    const { path, names, isList: isInList } = this.#top;
    if (this.#open.length > MAX_DEPTH) return;
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    this.#open.push({ path: below(path, count === 1 || isInList ? name : `${name}#${count}`), isList, names: new Map() });
  }

  get #top(): Frame {
    return this.#open.at(-1) ?? { path: '', isList: false, names: new Map() };
  }
}

function below(path: string, name: string): string {
  return name === '' || path === '' ? path + name : `${path}/${name}`;
}
