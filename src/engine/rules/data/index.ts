import type { Rule } from '../../model/rule.js';
import { datastoreReachIn } from './datastore-reach-in.js';
import { sharedDatabaseSchema } from './shared-database-schema.js';
import { sharedDatabaseServer } from './shared-database-server.js';

export const dataRules: readonly Rule[] = [
  datastoreReachIn,
  sharedDatabaseSchema,
  sharedDatabaseServer,
];
