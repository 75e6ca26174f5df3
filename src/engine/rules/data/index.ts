import type { Rule } from '../../model/rule.js';
import { crossServiceTableAccess } from './cross-service-table-access.js';
import { datastoreReachIn } from './datastore-reach-in.js';
import { sharedDatabaseSchema } from './shared-database-schema.js';
import { sharedDatabaseServer } from './shared-database-server.js';

export const dataRules: readonly Rule[] = [
  crossServiceTableAccess,
  datastoreReachIn,
  sharedDatabaseSchema,
  sharedDatabaseServer,
];
