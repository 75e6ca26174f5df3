import type { OutboxFact, StoreWriteFact } from '../../model/code-facts.js';
import type { Extractor } from '../../model/facts.js';
import { isStructurePath } from '../../model/source-paths.js';
import type { Path, Span } from '../../model/text.js';
import { bracedBodies, indentedBodies, maskedCode, type FunctionBody } from '../../syntax/function-bodies.js';

/** How one family of libraries commits a change to a database; group 1 is the call. */
interface Form {
  readonly technology: string;
  readonly reads: string;
  readonly files: RegExp;
  readonly pattern: RegExp;
}

const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/;

const FORMS: readonly Form[] = [
  { technology: 'Spring Data, Jakarta Persistence, JDBC', reads: '`repository.save`, `entityManager.persist`, `jdbcTemplate.update`, `mongoTemplate.insert`, `executeUpdate`', files: /\.(?:java|kt)$/, pattern: /\b(\w*[rR]epo(?:sitory)?\.(?:save|saveAll|saveAndFlush|insert|persist|delete|deleteById)\(|(?:entityManager|em)\.(?:persist|merge|remove)\(|jdbcTemplate\.update\(|mongoTemplate\.(?:save|insert|updateFirst|remove)\(|\w+\.executeUpdate\()/g },
  { technology: 'Entity Framework, MongoDB for .NET', reads: '`SaveChanges`, `InsertOne`, `ReplaceOne`, `UpdateOne`', files: /\.cs$/, pattern: /\.((?:SaveChanges|InsertOne|InsertMany|ReplaceOne|UpdateOne)(?:Async)?\()/g },
  { technology: 'TypeORM, Prisma, MongoDB, Mongoose', reads: '`repository.save`, `prisma.order.create`, `insertOne`, `updateOne`', files: SCRIPT, pattern: /\b(\w*[rR]epo(?:sitory)?\.(?:save|insert|remove)\(|(?:prisma|tx)\.\w+\.(?:create|update|upsert|delete|createMany|updateMany)\()|\.((?:insertOne|insertMany|updateOne|replaceOne|findOneAndUpdate|findByIdAndUpdate|deleteOne)\()/g },
  { technology: 'SQLAlchemy, Django, PyMongo', reads: '`session.commit`, `objects.create`, `insert_one`, `update_one`', files: /\.py$/, pattern: /\b((?:\w*session)\.commit\(|objects\.(?:create|update_or_create|bulk_create)\(|\w+\.(?:insert_one|insert_many|update_one|replace_one|find_one_and_update)\()/g },
  { technology: 'GORM, MongoDB for Go', reads: '`db.Create`, `db.Save`, `InsertOne`, `UpdateOne`', files: /\.go$/, pattern: /\b((?:db|tx|DB)\.(?:Create|Save)\(|\w+\.(?:InsertOne|InsertMany|UpdateOne|ReplaceOne)\()/g },
];

/** Libraries and tables that publish what a transaction has written. */
const OUTBOX = /\w*outbox\w*|\bEventRouter\b|\bApplicationModuleListener\b|\bTransactionalEventListener\b|\bTransactionalEventPublisher\b|\bDotNetCore\.CAP\b|\bICapPublisher\b|\bafter_commit\b|\bon_commit\b/i;

/** Functions that a body calls and that are followed: enough for any handler. */
const MOST_CALLS = 100;

/** Reads where functions write to a database, and how far what they do reaches in their file. */
export const storeWriteExtractor: Extractor = {
  id: 'store-writes',
  coverage: {
    title: 'Writes to databases',
    readings: [
      ...FORMS.map(({ technology, reads }) => ({ technology, reads, yields: 'store-write' as const })),
      { technology: 'Outboxes', reads: 'names with `outbox`, Spring\'s transactional event listeners, CAP, hooks after a commit', yields: 'outbox' },
    ],
    notRead: ['SQL in strings', 'functions of other files that a function calls'],
  },
  version: 1,
  accepts: isStructurePath,
  mayMatch: (text) => OUTBOX.test(text) || FORMS.some(({ pattern }) => text.search(pattern) >= 0),
  extract(path, text) {
    const outbox = OUTBOX.exec(text);
    const facts = outbox === null ? [] : [{ kind: 'outbox', site: { path, span: { start: outbox.index, end: outbox.index + outbox[0].length } } } satisfies OutboxFact];
    return { facts: [...writesIn(path, text), ...facts], problems: [] };
  },
};

function writesIn(path: Path, text: string): StoreWriteFact[] {
  const forms = FORMS.filter(({ files, pattern }) => files.test(path) && text.search(pattern) >= 0);
  if (forms.length === 0) return [];
  const isPython = path.endsWith('.py');
  const code = maskedCode(text, isPython);
  const bodies = isPython ? indentedBodies(code) : bracedBodies(code);
  const found = forms.flatMap(({ pattern }) => [...code.matchAll(pattern)].flatMap((match): StoreWriteFact[] => {
    const call = match[1] ?? match[2] ?? match[0];
    const start = match.index + match[0].indexOf(call);
    const body = innermost(bodies, start);
    return body === undefined ? [] : [{ kind: 'store-write', reach: [body.span, ...calledFrom(body, bodies, code)], site: { path, span: { start, end: start + call.length - 1 } } }];
  }));
  const first = new Map<number, StoreWriteFact>();
  for (const fact of found.sort((a, b) => a.site.span.start - b.site.span.start)) if (!first.has(fact.reach[0]?.start ?? -1)) first.set(fact.reach[0]?.start ?? -1, fact);
  return [...first.values()];
}

function innermost(bodies: readonly FunctionBody[], offset: number): FunctionBody | undefined {
  const around = bodies.filter(({ span }) => span.start <= offset && offset < span.end);
  return around.reduce<FunctionBody | undefined>((best, one) => (best === undefined || one.span.start > best.span.start ? one : best), undefined);
}

/** The functions of the file, each of its name alone, that a body calls on nothing or on its own object. */
function calledFrom(body: FunctionBody, bodies: readonly FunctionBody[], code: string): Span[] {
  const text = code.slice(body.span.start, body.span.end);
  const names = new Set([...text.matchAll(/(?:(?<![\w.$])|\b(?:this|self)\.)([A-Za-z_]\w*)\(/g)].slice(0, MOST_CALLS).map(([, name = '']) => name));
  return bodies.filter((other) => other !== body && names.has(other.name) && bodies.filter(({ name }) => name === other.name).length === 1).map(({ span }) => span);
}
