import type { Rule } from '../../model/rule.js';
import { contractDrift } from './contract-drift.js';
import { crossServiceSourceImport } from './cross-service-source-import.js';
import { distributedTransaction } from './distributed-transaction.js';
import { sharedDomainLibrary } from './shared-domain-library.js';

export const codeRules: readonly Rule[] = [
  contractDrift,
  crossServiceSourceImport,
  distributedTransaction,
  sharedDomainLibrary,
];
