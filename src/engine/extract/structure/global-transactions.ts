import type { GlobalTransactionFact } from '../../model/code-facts.js';
import type { Extractor } from '../../model/facts.js';
import { isStructurePath } from '../../model/source-paths.js';

/** How code asks for a transaction over several resources; group 1 is what is pointed at. One pass each, linear time. */
interface Form {
  readonly technology: string;
  readonly reads: string;
  readonly files: RegExp;
  /** Without it the same text means something else. */
  readonly needs: RegExp;
  readonly pattern: RegExp;
  readonly reach: GlobalTransactionFact['reach'];
}

const JVM = /\.(?:java|kt)$/;

const FORMS: readonly Form[] = [
  { technology: 'Seata', reads: '`@GlobalTransactional`', files: JVM, needs: /\bimport\s+(?:io\.seata|org\.apache\.seata)\b/, pattern: /^[ \t]*(@GlobalTransactional\b)/gm, reach: 'services' },
  { technology: 'TX-LCN', reads: '`@LcnTransaction`, `@TxcTransaction`', files: JVM, needs: /\bimport\s+com\.codingapi\b/, pattern: /^[ \t]*(@(?:Lcn|Txc)Transaction\b)/gm, reach: 'services' },
  { technology: 'ShardingSphere', reads: '`@ShardingSphereTransactionType(TransactionType.XA)`', files: JVM, needs: /\bshardingsphere\b/i, pattern: /^[ \t]*(@Sharding(?:Sphere)?TransactionType\(\s*(?:value\s*=\s*)?(?:TransactionType\.)?XA\b)/gm, reach: 'resources' },
  { technology: 'Transactions of .NET', reads: '`TransactionManager.ImplicitDistributedTransactions`', files: /\.cs$/, needs: /ImplicitDistributedTransactions/, pattern: /\b(TransactionManager\.ImplicitDistributedTransactions\s*=\s*true)\b/g, reach: 'resources' },
  { technology: 'Two-phase commit in SQL', reads: '`PREPARE TRANSACTION`, `XA START` in strings of any language', files: /\.\w+$/, needs: /PREPARE TRANSACTION|XA START/i, pattern: /["'`]\s{0,100}(PREPARE TRANSACTION|XA START)\b/gi, reach: 'resources' },
];

/** Reads where programs commit in several places at once. */
export const globalTransactionExtractor: Extractor = {
  id: 'global-transactions',
  coverage: {
    title: 'Distributed transactions',
    readings: FORMS.map(({ technology, reads }) => ({ technology, reads, yields: 'global-transaction' })),
    notRead: ['`TransactionScope` with several connections', 'coordinators beside the JVM that are called over HTTP'],
  },
  version: 1,
  accepts: isStructurePath,
  mayMatch: (text) => FORMS.some(({ needs }) => needs.test(text)),
  extract: (path, text) => ({
    facts: FORMS.filter(({ files, needs }) => files.test(path) && needs.test(text)).flatMap(({ technology, reach, pattern }) =>
      [...text.matchAll(pattern)].map(({ index, 0: whole, 1: name = whole }): GlobalTransactionFact => {
        const start = index + whole.indexOf(name);
        return { kind: 'global-transaction', technology, reach, site: { path, span: { start, end: start + name.length } } };
      }),
    ),
    problems: [],
  }),
};
