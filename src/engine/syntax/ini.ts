import type { Span } from '../model/text.js';

/** One `key = value` of an INI text. */
export interface IniEntry {
  /** With its section before it: `orders.url`. */
  readonly key: string;
  /** Without quotes. */
  readonly text: string;
  readonly span: Span;
}

const PAIR = /^([ \t]*)([\w.$-]+)([ \t]*[=:][ \t]*)(.*)$/;

/** The entries of an INI text; `;` and `#` start comments. Other lines are skipped. */
export function iniEntries(text: string): IniEntry[] {
  const entries: IniEntry[] = [];
  let section = '';
  let at = 0;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    const header = /^[ \t]*\[([^[\]]+)\]/.exec(line)?.[1];
    const [, indent = '', key, equals = '', value = ''] = header === undefined ? (PAIR.exec(line) ?? []) : [];
    if (header !== undefined) section = header.trim();
    else if (key !== undefined) {
      const bare = value.replace(/[ \t]+[;#].*$/, '').trimEnd();
      const quote = /^(["']).*\1$/.test(bare) && bare.length > 1 ? 1 : 0;
      const start = at + indent.length + key.length + equals.length + quote;
      const inner = bare.slice(quote, bare.length - quote);
      entries.push({ key: section === '' ? key : `${section}.${key}`, text: inner, span: { start, end: start + inner.length } });
    }
    at += raw.length + 1;
  }
  return entries;
}
