/** A statement written in a string of source code: what is not text of it is blank, so offsets stay. */
export interface SqlText {
  readonly sql: string;
  readonly start: number;
}

/** Longer statements are read to here. */
const LONGEST = 6000;

const OPENING = /("""|'''|["'`])(?=\s{0,200}(?:--[^\n]{0,200}\n\s{0,200}){0,5}(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|MERGE|WITH|CREATE)\s)/gi;
const HEREDOC = /<<[~-]?\s?(["']?)([A-Z_]{2,20})\1\r?\n([\s\S]{0,6000}?)\n\s*\2\b/g;
/** What stands above a statement: the name that a generator gives it, say. */
const HEADING = /^\s{0,200}(?:--[^\n]{0,200}\n\s{0,200}){1,5}/;
const STATEMENT = /^\s{0,200}(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|MERGE|WITH|CREATE)\s/i;

/** Between two strings that are one: an operator, or nothing but a line break; prefixes of the second string. */
const JOINED = /(?:\s{0,200}(?:\+|\.|<>|\|\|)\s{0,200}|\s{0,200}\\?\r?\n\s{0,200}|)[@$frFR]{0,2}(?="""|'''|["'`])/y;
/** The same with a value between them. */
const JOINED_BY_VALUE = /\s{0,200}(?:\+|\.|\|\|)\s{0,200}[\w.$>()[\]-]{1,120}\s{0,200}(?:\+|\.|\|\|)\s{0,200}[@$]{0,2}(?=["'`])/y;

/** Queries in the words of a mapper, which name classes and not tables. */
const OBJECT_QUERY = /(?:\bcreateQuery|@(?:Named)?Query)\(\s{0,100}(?:name\s*=\s*"[^"\n]{0,100}"\s*,\s{0,100})?(?:value\s*=\s*|query\s*=\s*)?\s{0,40}$/;
const NATIVE = /^[^;{}]{0,300}\bnativeQuery\s*=\s*true/;

/** The SQL statements in a source text of any language. */
export function sqlTexts(text: string): SqlText[] {
  const found: SqlText[] = [];
  let covered = 0;
  for (const match of text.matchAll(OPENING)) {
    if (match.index < covered) continue;
    const quote = match[1] ?? '"';
    const start = match.index + quote.length;
    const sql = joinedText(text, start, quote);
    covered = start + sql.length;
    if (!isObjectQuery(text, match.index, covered)) found.push({ sql: sql.replace(HEADING, (heading) => ' '.repeat(heading.length)), start });
  }
  for (const match of text.matchAll(HEREDOC)) {
    const body = match[3] ?? '';
    if (STATEMENT.test(body)) found.push({ sql: body, start: match.index + match[0].indexOf(body) });
  }
  return found;
}

function isObjectQuery(text: string, start: number, end: number): boolean {
  return OBJECT_QUERY.test(text.slice(Math.max(0, start - 300), start)) && !NATIVE.test(text.slice(end, end + 400)) && !/nativeQuery\s*=\s*true[^;{}]{0,200}$/.test(text.slice(Math.max(0, start - 300), start));
}

/** A string and those that are added to it. A value in between is a hole. */
function joinedText(text: string, start: number, first: string): string {
  const end = Math.min(text.length, start + LONGEST);
  let out = '';
  let quote = first;
  for (let at = start; at < end;) {
    if (!text.startsWith(quote, at)) {
      const isEscape = text[at] === '\\' && at + 1 < end;
      out += isEscape ? ` ${/[nrt\r\n]/.test(text[at + 1] ?? '') ? ' ' : (text[at + 1] ?? ' ')}` : (text[at] ?? '');
      at += isEscape ? 2 : 1;
      continue;
    }
    at += quote.length;
    out += ' '.repeat(quote.length);
    const gap = gapAt(text, at);
    if (gap === undefined) break;
    out += gap.hasValue ? '\0'.repeat(gap.length) : ' '.repeat(gap.length);
    at += gap.length;
    quote = /^(?:"""|''')/.exec(text.slice(at, at + 3))?.[0] ?? text[at] ?? '"';
    out += ' '.repeat(quote.length);
    at += quote.length;
  }
  return out;
}

function gapAt(text: string, at: number): { length: number; hasValue: boolean } | undefined {
  for (const [pattern, hasValue] of [[JOINED, false], [JOINED_BY_VALUE, true]] as const) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return { length: found[0].length, hasValue };
  }
  return undefined;
}
