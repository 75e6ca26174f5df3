import type { DefaultSchemaFact, TableFact } from '../../model/code-facts.js';
import type { Extractor } from '../../model/facts.js';
import { isStructurePath } from '../../model/source-paths.js';
import type { Path } from '../../model/text.js';
import { constantOf, MAPPERS } from './mappers.js';
import { sqlTexts } from './sql-texts.js';
import { tablesIn, withoutSqlComments } from './sql.js';

const SQL_FILE = /\.sql$/i;
const MYBATIS_FILE = /[Mm]apper[^/]*\.xml$/;
const SCHEMA_FILE = /\.prisma$/;
const STATEMENT = /\b(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE)\s/i;

/** Settings of a whole program: Entity Framework, SQLAlchemy, the search path of PostgreSQL. */
const DEFAULT_SCHEMA = /\bHasDefaultSchema\(\s*(?:"([^"\n]+)"|(?<constant>[\w.]+))?|\bMetaData\([^()\n]{0,200}\bschema\s*=\s*(?:["'](\w+)["'])?|\bsearch_path\b(?:\s*(?:=|:|,|TO\b|%3D)\s*["']?(\w+))?/g;

/** Reads which tables and collections code names. Two services that name the same one, in one database, are coupled by it. */
export const tableExtractor: Extractor = {
  id: 'tables',
  coverage: {
    title: 'Tables and collections',
    readings: [
      { technology: 'SQL in strings', reads: 'tables of `SELECT`, `INSERT`, `UPDATE`, `DELETE` and `MERGE` in strings of any language, added ones too', yields: 'table' },
      { technology: 'SQL files', reads: '`CREATE TABLE`', yields: 'table' },
      { technology: 'MyBatis', reads: 'statements of `*Mapper.xml`', yields: 'table' },
      { technology: 'Default schemas', reads: '`HasDefaultSchema`, `MetaData(schema=…)`, `search_path`', yields: 'default-schema' },
      ...MAPPERS.map(({ technology, reads }) => ({ technology, reads, yields: 'table' as const })),
    ],
    notRead: ['Tables whose names only the running program knows', 'entities configured in XML', 'tables that migrations in code create'],
  },
  version: 3,
  accepts: (path) => isStructurePath(path) || SQL_FILE.test(path) || MYBATIS_FILE.test(path) || SCHEMA_FILE.test(path),
  mayMatch: (text) => STATEMENT.test(text) || MAPPERS.some(({ needs }) => needs.every((word) => word.test(text))) || /\b(?:HasDefaultSchema|MetaData|search_path)\b/.test(text),
  extract: (path, text) => ({ facts: factsOf(path, text), problems: [] }),
};

function factsOf(path: Path, text: string): (TableFact | DefaultSchemaFact)[] {
  if (SQL_FILE.test(path)) return sqlFacts(path, withoutSqlComments(text), 0).filter(({ access }) => access === 'creates');
  if (MYBATIS_FILE.test(path)) return text.includes('<mapper') ? sqlFacts(path, withoutTags(text), 0) : [];
  const statements = STATEMENT.test(text) && !SCHEMA_FILE.test(path) ? sqlTexts(text).flatMap(({ sql, start }) => sqlFacts(path, sql, start)) : [];
  return [...mappedTables(path, text), ...statements, ...defaultSchemas(path, text)];
}

function sqlFacts(path: Path, sql: string, offset: number): TableFact[] {
  return tablesIn(sql).map(({ name, schema, access, span }) => ({
    kind: 'table', store: 'sql', name, access, isConvention: false, ...(schema !== undefined && { schema }), site: { path, span: { start: offset + span.start, end: offset + span.end } },
  }));
}

function mappedTables(path: Path, text: string): TableFact[] {
  const mappers = MAPPERS.filter(({ files, needs, unless }) => files.test(path) && needs.every((word) => word.test(text)) && unless?.test(text) !== true);
  return mappers.flatMap(({ store, read }) => read(text, path).map(({ start, length, ...named }): TableFact => ({ kind: 'table', store, access: 'maps', ...named, site: { path, span: { start, end: start + length } } })));
}

function defaultSchemas(path: Path, text: string): DefaultSchemaFact[] {
  return [...text.matchAll(DEFAULT_SCHEMA)].map((match) => {
    const constant = match.groups?.['constant'];
    const schema = constant === undefined ? match.slice(1).find((group) => group !== undefined) : constantOf(text, constant);
    return { kind: 'default-schema', ...(schema !== undefined && { schema }), site: { path, span: { start: match.index, end: match.index + match[0].length } } };
  });
}

/** The text between the tags of an XML file, with offsets kept. */
function withoutTags(text: string): string {
  return text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[|\]\]>|<[^<>]{0,1000}>/g, (tag) => tag.replace(/[^\n]/g, ' '));
}
