import type { Expression, Part } from '../model/expression.js';
import type { Span } from '../model/text.js';

/** One value of a HOCON text, as Akka, Play, Ktor and Lightbend Config read it. */
export interface HoconEntry {
  /** With the objects around it: `db.default.url`; items of lists as `servers[0]`. */
  readonly key: string;
  /** `${?X}` behind an earlier value of the key is a hole with that value as its fallback. */
  readonly value: Expression;
  readonly span: Span;
}

/** Deeper objects than this nobody writes. */
const MAX_DEPTH = 24;

/** Comments, texts, substitutions, signs, and what stands between them; each alternative begins with another character. */
const TOKEN = /#[^\n]*|\/\/[^\n]*|"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|\$\{[^{}\n]*\}|[{}[\],:=\n]|\+=|[^\s{}[\],:="$#/]+|[/$+"]|[^\S\n]+/g;

interface Token {
  readonly text: string;
  readonly span: Span;
}

/** The values of a HOCON text. What cannot be read is skipped. */
export function hoconEntries(text: string): HoconEntry[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    if (/^(?:#|\/\/|[^\S\n])/.test(token)) continue;
    tokens.push({ text: token, span: { start: match.index, end: match.index + token.length } });
  }
  const reader = new HoconReader(tokens);
  reader.readObject('', 0);
  return [...reader.entries.values()];
}

class HoconReader {
  readonly entries = new Map<string, HoconEntry>();
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** Reads fields up to the brace that closes the object. */
  readObject(path: string, depth: number): void {
    while (this.#at < this.tokens.length) {
      const { text } = this.#next();
      if (text === '}') return;
      if (text === '\n' || text === ',' || !isKey(text)) continue;
      const key = this.#key(text);
      if (key !== undefined) this.#readValue(path === '' ? key : `${path}.${key}`, depth);
    }
  }

  #next(): Token {
    return this.tokens[this.#at++] ?? { text: '}', span: { start: 0, end: 0 } };
  }

  #peek(): string | undefined {
    return this.tokens[this.#at]?.text;
  }

  /** A key up to its sign; undefined for what is none, such as `include "other"`. */
  #key(first: string): string | undefined {
    let key = unquoted(first);
    for (;;) {
      const text = this.#peek();
      if (text === undefined || text === '\n' || text === '}') return undefined;
      if (text === '{') return key;
      this.#at++;
      if (text === ':' || text === '=' || text === '+=') return key;
      key += unquoted(text);
    }
  }

  #readValue(key: string, depth: number): void {
    while (this.#peek() === '\n') this.#at++;
    const open = this.#peek();
    if (depth < MAX_DEPTH && open === '{') {
      this.#at++;
      this.readObject(key, depth + 1);
    } else if (open === '[') {
      this.#at++;
      this.#readList(key, depth);
    } else this.#readText(key);
  }

  #readList(key: string, depth: number): void {
    for (let index = 0; this.#at < this.tokens.length;) {
      const text = this.#peek();
      if (text === ']') { this.#at++; return; }
      if (text === ',' || text === '\n') { this.#at++; continue; }
      const before = this.#at;
      this.#readValue(`${key}[${index++}]`, depth + 1);
      if (this.#at === before) this.#at++;
    }
  }

  /** Texts and substitutions behind each other are one value, up to the end of the line. */
  #readText(key: string): void {
    const parts: Part[] = [];
    const start = this.tokens[this.#at]?.span;
    let end = start;
    for (let text = this.#peek(); text !== undefined && !/^[\n,{}[\]]$/.test(text); text = this.#peek()) {
      const token = this.#next();
      const blank = end !== undefined && end.end < token.span.start && parts.length > 0 ? ' ' : '';
      if (blank !== '') parts.push(blank);
      parts.push(this.#part(text, key));
      end = token.span;
    }
    if (start === undefined || end === undefined || parts.length === 0) return;
    const quote = this.tokens.find(({ span }) => span === start)?.text.startsWith('"') === true && start === end ? 1 : 0;
    this.entries.set(key, { key, value: joined(parts), span: { start: start.start + quote, end: end.end - quote } });
  }

  #part(text: string, key: string): Part {
    const [, optional, name] = /^\$\{(\?)?\s*([\w.-]+)\s*\}$/.exec(text) ?? [];
    if (name === undefined) return text.startsWith('${') ? { hole: 'unknown' } : unquoted(text);
    const before = optional === undefined ? undefined : this.entries.get(key)?.value;
    return { hole: 'config', name, ...(before !== undefined && { fallback: before }) };
  }
}

function isKey(text: string): boolean {
  return /^["\w]/.test(text);
}

function unquoted(text: string): string {
  if (text.startsWith('"""')) return text.slice(3, -3);
  return text.startsWith('"') && text.length > 1 ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}

function joined(parts: readonly Part[]): Expression {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else all.push(part);
  }
  return all;
}
