import type { Rule } from '../../model/rule.js';
import { sharedDatabaseSchema } from './shared-database-schema.js';

export const dataRules: readonly Rule[] = [
  sharedDatabaseSchema,
];
