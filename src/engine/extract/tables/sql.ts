import type { TableFact } from '../../model/code-facts.js';
import type { Span } from '../../model/text.js';

/** A table in a statement, with its offsets in the text it was found in. */
export interface NamedTable {
  readonly name: string;
  readonly schema?: string;
  readonly access: TableFact['access'];
  readonly span: Span;
}

const PART = String.raw`(?:"[^"\n]{1,100}"|\[[^\]\n]{1,100}\]|\x60[^\x60\n]{1,100}\x60|[A-Za-z_]\w{0,100})`;
/** A name that the text writes to its end: a hole, or a bracket behind it, makes it another name or a function. */
const NAME = String.raw`(${PART}(?:\s{0,3}\.\s{0,3}${PART}){0,2})(?![\w$#{%\0.])`;

const FORMS: readonly { readonly access: TableFact['access']; readonly pattern: RegExp }[] = [
  { access: 'reads', pattern: new RegExp(String.raw`(?<!\bDELETE\s{1,20}|\bDISTINCT\s{1,20})\b(?:FROM|JOIN)\s+(?:ONLY\s+)?${NAME}(?!\s{0,5}\()`, 'gi') },
  { access: 'writes', pattern: new RegExp(String.raw`\bDELETE\s+FROM\s+(?:ONLY\s+)?${NAME}`, 'gi') },
  { access: 'writes', pattern: new RegExp(String.raw`\b(?:INSERT(?:\s+OR\s+\w+|\s+IGNORE|\s+OVERWRITE)?|REPLACE|MERGE)\s+INTO\s+${NAME}`, 'gi') },
  { access: 'writes', pattern: new RegExp(String.raw`\bINSERT\s+(?!INTO\b|OR\b|IGNORE\b)${NAME}(?=\s*\(|\s+(?:VALUES|SELECT)\b)`, 'gi') },
  { access: 'writes', pattern: new RegExp(String.raw`\bUPDATE\s+(?:ONLY\s+)?${NAME}(?=(?:\s+(?:AS\s+)?\w{1,60})?\s+SET\b)`, 'gi') },
  { access: 'creates', pattern: new RegExp(String.raw`\bCREATE\s+(?:UNLOGGED\s+|EXTERNAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?${NAME}`, 'gi') },
];

/** What stands behind these words in functions is no table. */
const FUNCTION_WITH_FROM = /\b(?:extract|trim|substring|substr|overlay|position)\s{0,3}\([^()]{0,300}\)/gi;

/** Names that a `WITH` gives to queries. */
const QUERY_NAME = /(?:\bWITH\s+(?:RECURSIVE\s+)?|,\s*)([A-Za-z_]\w{0,100})\s+AS\s+(?:NOT\s+|MATERIALIZED\s+){0,2}\(/gi;

/** Words that follow `FROM` in prose or syntax. */
const NO_TABLES: ReadonlySet<string> = new Set([
  'select', 'where', 'set', 'values', 'from', 'lateral', 'unnest', 'dual', 'table', 'only', 'on', 'using', 'left', 'right', 'inner', 'outer', 'cross', 'full', 'natural', 'join', 'order', 'group', 'limit', 'having', 'union', 'if', 'not', 'exists', 'into', 'as', 'and', 'or', 'in',
  'the', 'a', 'an', 'your', 'this', 'that', 'these', 'those', 'all', 'each', 'it', 'its', 'our', 'their', 'any', 'one', 'list', 'here', 'inserted', 'deleted', 'excluded', 'stdin',
]);

/** The tables that SQL names. `order` is one only where it is quoted. */
export function tablesIn(sql: string): NamedTable[] {
  const text = sql.replace(FUNCTION_WITH_FROM, (call) => ' '.repeat(call.length));
  const queries = new Set([...text.matchAll(QUERY_NAME)].map(([, name = '']) => name.toLowerCase()));
  return FORMS.flatMap(({ access, pattern }) => [...text.matchAll(pattern)].flatMap((match): NamedTable[] => {
    const [whole, written = ''] = match;
    const parts = (written.match(new RegExp(PART, 'g')) ?? []).map(unquoted);
    const name = parts.at(-1);
    if (name === undefined || name === '' || queries.has(name.toLowerCase()) || NO_TABLES.has(written.toLowerCase())) return [];
    const start = match.index + whole.lastIndexOf(written);
    const schema = parts.at(-2);
    return [{ name, access, ...(schema !== undefined && { schema }), span: { start, end: start + written.length } }];
  }));
}

function unquoted(part: string): string {
  return part.replace(/^["[`]|["\]`]$/g, '').trim();
}

/** The text of an SQL file with its comments blanked. */
export function withoutSqlComments(text: string): string {
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
}
