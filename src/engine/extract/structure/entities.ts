import type { EntityFact } from '../../model/code-facts.js';
import type { Extractor } from '../../model/facts.js';
import { isStructurePath } from '../../model/source-paths.js';

/** How a mapper of objects to tables marks its classes; group 1 is the class. One pass each, linear time. */
interface Mapper {
  readonly technology: string;
  readonly reads: string;
  readonly files: RegExp;
  /** A word that every file with an entity holds. */
  readonly word: string;
  readonly pattern: RegExp;
  /** False where the class itself is declared elsewhere. */
  readonly isDeclaration: boolean;
}

const MAPPERS: readonly Mapper[] = [
  {
    technology: 'Jakarta Persistence, Spring Data', reads: '`@Entity`, `@Document`, `@Table` classes', files: /\.(?:java|kt)$/, word: '@',
    pattern: /^[ \t]*@(?:[\w.]+\.)?(?:Entity|Document|Table|MappedEntity|Node)\b[^;]{0,2000}?\b(?:class|record)[ \t]+(\w+)/gm, isDeclaration: true,
  },
  { technology: 'Entity Framework', reads: '`DbSet<T>` properties', files: /\.cs$/, word: 'DbSet<', pattern: /\bDbSet<(?!T[A-Z>])(?:[\w.]+\.)?(\w+)>[ \t]+\w+/g, isDeclaration: false },
  { technology: 'Django', reads: '`models.Model` subclasses', files: /\.py$/, word: 'models.Model', pattern: /^class[ \t]+(\w+)\([^()\n]{0,300}\bmodels\.Model\b/gm, isDeclaration: true },
  {
    technology: 'SQLAlchemy', reads: 'declarative classes with `__tablename__`, `SQLModel` tables', files: /\.py$/, word: 'class',
    pattern: /^class[ \t]+(\w+)\((?:[^()\n]{0,300}\):\s{1,20}(?:"""[^"]{0,2000}"""\s{1,20})?__tablename__\b|[^()\n]{0,300}\btable[ \t]*=[ \t]*True\)|db\.Model\))/gm, isDeclaration: true,
  },
  { technology: 'Active Record', reads: '`ApplicationRecord` and `ActiveRecord::Base` subclasses', files: /\.rb$/, word: 'Record', pattern: /^[ \t]*class[ \t]+(?:\w+::)*(\w+)[ \t]*<[ \t]*(?:::)?(?:\w+::)?(?:ApplicationRecord|ActiveRecord::Base)\b/gm, isDeclaration: true },
  {
    technology: 'Doctrine', reads: '`#[ORM\\Entity]`, `@ORM\\Entity`, documents of the ODM', files: /\.php$/, word: 'Entity',
    pattern: /(?:#\[|@)(?:ORM\\|ODM\\)?(?:Entity|Document)\b[^;]{0,3000}?\bclass[ \t]+(\w+)/g, isDeclaration: true,
  },
  { technology: 'Eloquent', reads: '`Model` and `Authenticatable` subclasses', files: /\.php$/, word: 'extends', pattern: /^(?:abstract[ \t]+|final[ \t]+)?class[ \t]+(\w+)[ \t]+extends[ \t]+(?:Model|Authenticatable|Pivot)\b/gm, isDeclaration: true },
  {
    technology: 'TypeORM, MikroORM', reads: '`@Entity()` classes', files: /\.[cm]?[jt]s$/, word: '@Entity',
    pattern: /^[ \t]*@Entity\([^;{}]{0,500}?(?:\{[^{}]{0,500}\}[^;{}]{0,100}?)?\)[^;{}]{0,500}?\bclass[ \t]+(\w+)/gm, isDeclaration: true,
  },
  {
    technology: 'Mongoose', reads: '`model("Name", …)`, `@Schema()` classes', files: /\.[cm]?[jt]s$/, word: 'mongoose',
    pattern: /(?:\bmodel(?:<[^<>()\n]{0,100}>)?\([ \t\n]{0,20}['"`]|^[ \t]*@Schema\([^;]{0,500}?\bclass[ \t]+)(\w+)/gm, isDeclaration: true,
  },
  { technology: 'Sequelize', reads: '`sequelize.define("Name", …)`', files: /\.[cm]?[jt]s$/, word: 'sequelize', pattern: /\bsequelize\.define(?:<[^<>()\n]{0,100}>)?\([ \t\n]{0,20}['"`](\w+)['"`]/g, isDeclaration: true },
];

/** Reads which classes an object-relational mapper keeps in tables or collections: who uses another module's, knows its schema. */
export const entityExtractor: Extractor = {
  id: 'entities',
  coverage: {
    title: 'Entities of object-relational mappers',
    readings: MAPPERS.map(({ technology, reads }) => ({ technology, reads, yields: 'entity' })),
    notRead: ['Prisma models, entities configured in XML or by a builder alone.'],
  },
  version: 1,
  accepts: (path) => isStructurePath(path) && MAPPERS.some(({ files }) => files.test(path)),
  mayMatch: (text) => MAPPERS.some(({ word }) => text.includes(word)),
  extract: (path, text) => ({
    facts: MAPPERS.filter(({ files, word }) => files.test(path) && text.includes(word)).flatMap(({ pattern, isDeclaration }) =>
      [...text.matchAll(pattern)].flatMap(({ 0: whole, 1: name, index }): EntityFact[] => {
        if (name === undefined) return [];
        const start = index + whole.lastIndexOf(name);
        return [{ kind: 'entity', name, isDeclaration, site: { path, span: { start, end: start + name.length } } }];
      }),
    ),
    problems: [],
  }),
};
