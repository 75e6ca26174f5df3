import type { TableFact } from '../../model/code-facts.js';
import { plural, pluralSnake, snakeCase } from './naming.js';

/** A table as a mapper or a builder of queries names it. */
export interface MappedTable {
  readonly name: string;
  readonly schema?: string;
  readonly entity?: string;
  readonly isConvention: boolean;
  /** Offset of the text that names it. */
  readonly start: number;
  readonly length: number;
}

/** How one library names tables; every reading takes one pass over the text. */
export interface Mapper {
  readonly technology: string;
  readonly reads: string;
  readonly files: RegExp;
  /** What every file with a table holds, and without which the same text means something else. */
  readonly needs: readonly RegExp[];
  /** With this it means something else. */
  readonly unless?: RegExp;
  readonly store: TableFact['store'];
  read(text: string, path: string): MappedTable[];
}

const JVM = /\.(?:java|kt)$/;
const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/** Literals at group 1; group `entity`, where the pattern has it, is the class. */
const literals = (pattern: RegExp) => (text: string): MappedTable[] => [...text.matchAll(pattern)].flatMap((match) => {
  const [whole, name] = match;
  if (name === undefined) return [];
  const entity = match.groups?.['entity'];
  const schema = match.groups?.['schema'];
  return [{ name, isConvention: false, start: match.index + whole.lastIndexOf(name), length: name.length, ...(entity !== undefined && { entity }), ...(schema !== undefined && { schema }) }];
});

/** Classes at the last group of `pattern`; the text before, or behind in a body, may name the table. */
const classes = (pattern: RegExp, tableIn: (declaration: string, entity: string) => Named) => (text: string): MappedTable[] => [...text.matchAll(pattern)].flatMap((match) => {
  const [whole] = match;
  const entity = match.groups?.['entity'];
  const named = entity === undefined ? undefined : tableIn(whole, entity);
  if (entity === undefined || named === undefined) return [];
  const start = match.index + whole.indexOf(entity, Math.max(0, whole.search(new RegExp(`\\b${entity}\\b`))));
  return [{ ...named, entity, start, length: entity.length }];
});

/** Undefined: the name is not a literal, or it is no table. */
type Named = { readonly name: string; readonly schema?: string; readonly isConvention: boolean } | undefined;

/** The literal of an argument: `name = "orders"`. */
const argument = (text: string, name: RegExp): string | undefined => name.exec(text)?.[1];

function jakartaTable(declaration: string, entity: string): Named {
  const table = /@(?:[\w.]+\.)?(?:Table|MappedEntity)\b\s*\(([^@]*)/.exec(declaration)?.[1];
  const name = table === undefined ? undefined : argument(table, /^\s*(?:value\s*=\s*)?"([^"\n]+)"|\bname\s*=\s*"([^"\n]+)"/) ?? argument(table, /\bname\s*=\s*"([^"\n]+)"/);
  const schema = table === undefined ? undefined : argument(table, /\b(?:schema|catalog)\s*=\s*"([^"\n]+)"/);
  if (name === undefined && table !== undefined && /\bname\s*=|^\s*[\w.]+\s*\)/.test(table)) return undefined;
  const ofEntity = argument(declaration, /@(?:[\w.]+\.)?Entity\s*\(\s*name\s*=\s*"([^"\n]+)"/);
  return { name: name ?? ofEntity ?? snakeCase(entity), isConvention: name === undefined, ...(schema !== undefined && { schema }) };
}

function mongoDocument(declaration: string, entity: string): Named {
  const args = /@(?:[\w.]+\.)?Document\b\s*(?:\(([^@]*)|)/.exec(declaration)?.[1];
  const name = args === undefined ? undefined : argument(args, /^\s*"([^"\n]+)"/) ?? argument(args, /\b(?:collection|value)\s*=\s*"([^"\n]+)"/);
  if (name === undefined && args !== undefined && /\b(?:collection|value)\s*=|^\s*[\w.]+\s*\)/.test(args)) return undefined;
  return { name: name ?? entity.charAt(0).toLowerCase() + entity.slice(1), isConvention: name === undefined };
}

function doctrineTable(declaration: string, entity: string): Named {
  const table = /(?:#\[|@)(?:ORM\\)?Table\s*\(([^)]*)/.exec(declaration)?.[1];
  const name = table === undefined ? undefined : argument(table, /\bname\s*[:=]\s*['"]([^'"\n]+)['"]/) ?? argument(table, /^\s*['"]([^'"\n]+)['"]/);
  return { name: name ?? snakeCase(entity), isConvention: name === undefined };
}

function scriptEntity(declaration: string, entity: string): Named {
  const args = /@Entity\(([\s\S]*?)\)/.exec(declaration)?.[1] ?? '';
  const name = argument(args, /^\s*['"`]([^'"`\n]+)['"`]/) ?? argument(args, /\b(?:name|tableName|collection)\s*:\s*['"`]([^'"`\n]+)['"`]/);
  const schema = argument(args, /\bschema\s*:\s*['"`]([^'"`\n]+)['"`]/);
  if (name === undefined && (/\b(?:name|tableName|collection)\s*:/.test(args) || /^\s*[\w.]+\s*[,)]?$/.test(args))) return undefined;
  return { name: name ?? snakeCase(entity), isConvention: name === undefined, ...(schema !== undefined && { schema }) };
}

/** The class with its indented body, in languages where that is what a body is. */
const PYTHON_BODY = String.raw`[^\n]*\n(?:[ \t]+[^\n]*\n|[ \t]*\r?\n){0,400}`;

function djangoTables(text: string, path: string): MappedTable[] {
  const folders = path.split('/').slice(0, -1).filter((part) => part !== 'models');
  const app = folders.at(-1);
  return classes(new RegExp(String.raw`^class[ \t]+(?<entity>\w+)\([^()\n]{0,300}\bmodels\.Model\b${PYTHON_BODY}`, 'gm'), (body, entity) => {
    if (/^[ \t]+abstract[ \t]*=[ \t]*True/m.test(body)) return undefined;
    const name = argument(body, /^[ \t]+db_table[ \t]*=[ \t]*['"]([^'"\n]+)['"]/m);
    if (name === undefined && /^[ \t]+db_table[ \t]*=/m.test(body)) return undefined;
    const label = argument(body, /^[ \t]+app_label[ \t]*=[ \t]*['"](\w+)['"]/m) ?? app;
    // Quotes around a dot are how Django is made to name a schema.
    const [table, schema] = (name?.replaceAll('"', '').split('.') ?? []).reverse();
    if (table === undefined && label === undefined) return undefined;
    return { name: table ?? `${label ?? ''}_${entity.toLowerCase()}`, isConvention: table === undefined, ...(schema !== undefined && { schema }) };
  })(`${text}\n`);
}

function efTables(text: string): MappedTable[] {
  const sets = [...text.matchAll(/\bDbSet<(?:[\w.]+\.)?(\w+)>[ \t]+(\w+)/g)].map(({ index, 0: whole, 1: entity = '', 2: name = '' }): MappedTable => ({ name, entity, isConvention: true, start: index + whole.lastIndexOf(name), length: name.length }));
  const named = [...text.matchAll(/\.To(?:Table|Collection)\(\s*(?:"([^"\n]+)"(?:\s*,\s*(?:schema\s*:\s*)?(?:"([^"\n]+)"|([\w.]+)\s*[,)]))?|[^)]{0,200})/g)].flatMap(({ index, 0: whole, 1: name, 2: written, 3: constant }): MappedTable[] => {
    const schema = written ?? (constant === undefined ? undefined : constantOf(text, constant));
    const entity = [...text.slice(Math.max(0, index - 6000), index).matchAll(/(?:\bEntity|\bIEntityTypeConfiguration|\bEntityTypeBuilder)<(?:[\w.]+\.)?(\w+)>/g)].at(-1)?.[1];
    // A name that is no literal still ends the convention.
    if (name === undefined) return entity === undefined ? [] : [{ name: '', entity, isConvention: false, start: index, length: 1 }];
    return [{ name, isConvention: false, start: index + whole.indexOf(name), length: name.length, ...(entity !== undefined && { entity }), ...(schema !== undefined && { schema }) }];
  });
  const attributes = literals(/\[(?:[\w.]+\.)?Table\(\s*"([^"\n]+)"(?:\s*,\s*Schema\s*=\s*"(?<schema>[^"\n]+)")?[^;{}]{0,600}?\bclass\s+(?<entity>\w+)/g)(text);
  return [...sets, ...named, ...attributes];
}

/** The text of a constant that a file of C# declares itself. */
export function constantOf(text: string, path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return new RegExp(`\\bconst\\s+string\\s+${name}\\s*=\\s*"([^"\\n]+)"`).exec(text)?.[1];
}

function eloquentTable(body: string, entity: string): Named {
  const name = argument(body, /\$table\s*=\s*['"]([^'"\n]+)['"]/);
  if (/\$connection\s*=/.test(body)) return undefined;
  return { name: name ?? pluralSnake(entity), isConvention: name === undefined };
}

function recordTable(body: string, entity: string): Named {
  if (/\babstract_class\s*=\s*true|\bprimary_abstract_class\b/.test(body)) return undefined;
  const name = argument(body, /\bself\.table_name\s*=\s*['":]([\w.]+)/);
  if (name === undefined && /\bself\.table_name\s*=/.test(body)) return undefined;
  return { name: name ?? pluralSnake(entity), isConvention: name === undefined };
}

function mongooseTables(text: string): MappedTable[] {
  const models = [...text.matchAll(/\bmodel(?:<[^<>()\n]{0,100}>)?\(\s{0,20}['"`](\w+)['"`]\s{0,20}(?:,\s{0,20}[\w.]+\s{0,20}(?:,\s{0,20}['"`]([^'"`\n]+)['"`])?)?/g)];
  const given = [...text.matchAll(/\bcollection\s*:\s*(?:['"`]([^'"`\n]+)['"`]|[\w.]+)/g)].map(([, name]) => name);
  return models.flatMap(({ index, 0: whole, 1: model = '', 2: explicit }): MappedTable[] => {
    // Which of several schemas has the collection is not followed.
    if (explicit === undefined && given.length > 0 && (models.length > 1 || given.length > 1 || given[0] === undefined)) return [];
    const name = explicit ?? given[0];
    return [{ name: name ?? plural(model.toLowerCase()), entity: model, isConvention: name === undefined, start: index + whole.indexOf(model), length: model.length }];
  });
}

/** Libraries that keep objects in tables, or name tables in code. */
export const MAPPERS: readonly Mapper[] = [
  {
    technology: 'Jakarta Persistence, Spring Data JDBC', reads: '`@Entity`, `@Table`, `@MappedEntity`: name and schema, else the name of the class', files: JVM, needs: [/@/], store: 'sql', unless: /\bimport\s+(?:org\.springframework\.data\.(?:cassandra|mongodb|neo4j|elasticsearch|couchbase)|dev\.morphia|xyz\.morphia|com\.datastax|com\.azure\.spring\.data\.cosmos)\b/,
    read: classes(/^[ \t]*@(?:[\w.]+\.)?(?:Entity|Table|MappedEntity)\b[^;{]{0,2000}?(?:\{[^{};]{0,500}\}[^;{]{0,500}?){0,4}?\b(?:class|record)[ \t]+(?<entity>\w+)/gm, jakartaTable),
  },
  { technology: 'Join tables of Jakarta Persistence', reads: '`@JoinTable`, `@CollectionTable`, `@SecondaryTable`', files: JVM, needs: [/Table\(/], store: 'sql', read: literals(/@(?:JoinTable|CollectionTable|SecondaryTable)\(\s*name\s*=\s*"([^"\n]+)"/g) },
  {
    technology: 'Spring Data MongoDB', reads: '`@Document`', files: JVM, needs: [/@Document/, /\borg\.springframework\.data\.mongodb\b/], store: 'mongodb',
    read: classes(/^[ \t]*@(?:[\w.]+\.)?Document\b[^;{]{0,2000}?\b(?:class|record)[ \t]+(?<entity>\w+)/gm, mongoDocument),
  },
  { technology: 'Exposed', reads: '`object Orders : Table("orders")`', files: /\.kt$/, needs: [/Table\(/], store: 'sql', read: literals(/\bobject\s+\w+\s*:\s*(?:Table|\w*IdTable|IdTable<\w+>)\(\s*"([^"\n]+)"/g) },
  { technology: 'Entity Framework', reads: '`DbSet<T>` properties, `ToTable()`, `[Table]`', files: /\.cs$/, needs: [/DbSet<|ToTable\(|ToCollection\(|Table\("/], store: 'sql', unless: /\bUseMongoDB\(|\bUseCosmos\(/, read: efTables },
  { technology: 'MongoDB driver for .NET', reads: '`GetCollection<T>("orders")`', files: /\.cs$/, needs: [/GetCollection</], store: 'mongodb', read: literals(/\bGetCollection<[^<>()\n]{1,100}>\(\s*"([^"\n]+)"/g) },
  { technology: 'Django', reads: '`models.Model` subclasses: `db_table`, else application and class', files: /\.py$/, needs: [/models\.Model/], store: 'sql', read: djangoTables },
  { technology: 'SQLAlchemy', reads: '`__tablename__`, `Table("orders", …)`', files: /\.py$/, needs: [/able/, /\bsqlalchemy\b|\bsqlmodel\b|__tablename__/i], store: 'sql', read: literals(/(?:__tablename__\s*(?::\s*str\s*)?=\s*|(?<![\w.])(?:db\.|sa\.|sqlalchemy\.)?Table\(\s*)['"](\w+)['"]/g) },
  { technology: 'Active Record', reads: '`self.table_name`, else the plural of the class', files: /\.rb$/, needs: [/Record/], store: 'sql', read: classes(/^[ \t]*class[ \t]+(?:\w+::)*(?<entity>\w+)[ \t]*<[ \t]*(?:::)?(?:\w+::)?(?:ApplicationRecord|ActiveRecord::Base)\b[\s\S]{0,2000}/gm, recordTable) },
  { technology: 'Doctrine', reads: '`#[ORM\\Table]`, `@ORM\\Table`, else the name of the class', files: /\.php$/, needs: [/Entity/], store: 'sql', read: classes(/(?:#\[|@)(?:ORM\\)?Entity\b[^;]{0,3000}?\bclass[ \t]+(?<entity>\w+)/g, doctrineTable) },
  { technology: 'Eloquent', reads: '`$table`, else the plural of the class', files: /\.php$/, needs: [/extends/], store: 'sql', read: classes(/^(?:final[ \t]+)?class[ \t]+(?<entity>\w+)[ \t]+extends[ \t]+(?:Model|Authenticatable|Pivot)\b[\s\S]{0,3000}/gm, eloquentTable) },
  {
    technology: 'TypeORM, MikroORM', reads: '`@Entity()`: name and schema, else the name of the class', files: /\.[cm]?[jt]s$/, needs: [/@Entity/], store: 'sql', unless: /\bObjectIdColumn\b|@mikro-orm\/mongodb/,
    read: classes(/^[ \t]*@Entity\([^;{}]{0,500}?(?:\{[^{}]{0,500}\}[^;{}]{0,100}?)?\)[^;{}]{0,500}?\bclass[ \t]+(?<entity>\w+)/gm, scriptEntity),
  },
  { technology: 'Sequelize', reads: '`tableName`, `sequelize.define("Order", …)`', files: SCRIPT, needs: [/equelize/], store: 'sql', read: sequelizeTables },
  { technology: 'Drizzle', reads: '`pgTable("orders", …)`, `mysqlTable`', files: SCRIPT, needs: [/Table\(/, /\bdrizzle-orm\b/], store: 'sql', read: literals(/\b(?:pg|mysql|singlestore|mssql)Table\(\s*['"`]([^'"`\n]+)['"`]/g) },
  { technology: 'Knex, Objection', reads: '`knex("orders")`, `tableName` of models', files: SCRIPT, needs: [/nex/, /\bknex\b|\bobjection\b/i], store: 'sql', read: literals(/(?:\bknex\(\s*|\bstatic\s+get\s+tableName\(\)\s*\{\s*return\s+|\bstatic\s+tableName\s*=\s*)['"`](\w+)['"`]/g) },
  { technology: 'Mongoose', reads: '`model("Order", …)` and its collection', files: /\.[cm]?[jt]s$/, needs: [/mongoose/], store: 'mongodb', read: mongooseTables },
  { technology: 'MongoDB driver for JavaScript', reads: '`collection("orders")`', files: SCRIPT, needs: [/ollection\(/, /\bmongo/i], unless: /\bfirestore\b/i, store: 'mongodb', read: literals(/\.collection(?:<[^<>()\n]{1,100}>)?\(\s*['"`]([\w.-]+)['"`]/g) },
  { technology: 'Prisma', reads: '`model` and `@@map`', files: /\.prisma$/, needs: [/model/], store: 'sql', unless: /provider\s*=\s*"(?:mongodb|sqlite)"/, read: classes(/^[ \t]*model[ \t]+(?<entity>\w+)[ \t]*\{[^{}]{0,10000}\}/gm, (body, entity) => { const name = argument(body, /@@map\(\s*(?:name\s*:\s*)?"([^"\n]+)"/); return { name: name ?? entity, isConvention: name === undefined }; }) },
  { technology: 'GORM', reads: '`TableName()`, structs with `gorm.Model`', files: /\.go$/, needs: [/\bgorm\.io\/gorm\b|jinzhu\/gorm\b|\bTableName\(\)\s+string\b/], store: 'sql', read: gormTables },
  { technology: 'MongoDB driver for Go', reads: '`Collection("orders")`', files: /\.go$/, needs: [/ollection\(/, /\bmongo\b|\bmgo\b/i], store: 'mongodb', read: literals(/\.(?:Collection|C)\(\s*"([\w.-]+)"/g) },
  { technology: 'MongoDB driver for Java', reads: '`getCollection("orders")`', files: JVM, needs: [/getCollection\(/, /\bmongo/i], store: 'mongodb', read: literals(/\bgetCollection\(\s*"([\w.-]+)"/g) },
  { technology: 'PyMongo', reads: '`get_collection("orders")`, MongoEngine\'s `meta`', files: /\.py$/, needs: [/ollection/, /\bpymongo\b|\bmotor\b|\bmongoengine\b/], store: 'mongodb', read: literals(/(?:\bget_collection\(\s*|\bmeta\s*=\s*\{\s*['"]collection['"]\s*:\s*)['"]([\w.-]+)['"]/g) },
  { technology: 'Diesel, SeaORM', reads: '`table!`, `table_name`', files: /\.rs$/, needs: [/table/], store: 'sql', read: literals(/(?:\btable!\s*\{\s*(?:\w+\.)?|\b(?:diesel|sea_orm)\([^)]{0,100}?\btable_name\s*=\s*"?)(\w+)/g) },
];

function sequelizeTables(text: string): MappedTable[] {
  const explicit = literals(/\btableName\s*:\s*['"`]([^'"`\n]+)['"`]/g)(text);
  const models = literals(/\bsequelize\.define(?:<[^<>()\n]{0,100}>)?\(\s{0,20}['"`](\w+)['"`]/g)(text);
  // Which of several models has the name is not followed, and a name that is no literal may be any.
  if (explicit.length > 0 || /\btableName\s*:|\bfreezeTableName\b/.test(text)) return explicit;
  return models.map((model) => ({ ...model, name: plural(model.name), entity: model.name, isConvention: true }));
}

function gormTables(text: string): MappedTable[] {
  const tables = [...text.matchAll(/^func\s+\((?:\w+\s+)?\*?(\w+)\)\s+TableName\(\)\s+string\s*\{\s*return\s+(?:"([^"\n]+)")?/gm)].map(({ index, 0: whole, 1: entity = '', 2: written = '' }): MappedTable => {
    const [name = '', schema] = written.split('.').reverse();
    return { name, entity, isConvention: false, start: index + whole.lastIndexOf(written), length: written.length, ...(schema !== undefined && { schema }) };
  });
  return [...tables, ...classes(/^(?:type[ \t]+|[ \t]+)(?<entity>\w+)[ \t]+struct[ \t]*\{\s*gorm\.Model\b/gm, (_, entity) => ({ name: pluralSnake(entity), isConvention: true }))(text)];
}
