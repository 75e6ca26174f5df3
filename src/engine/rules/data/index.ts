import type { Rule } from '../../model/rule.js';
import { crossServiceTableAccess } from './cross-service-table-access.js';
import { datastoreReachIn } from './datastore-reach-in.js';
import { dualWriteWithoutOutbox } from './dual-write-without-outbox.js';
import { sharedDatabaseSchema } from './shared-database-schema.js';
import { sharedDatabaseServer } from './shared-database-server.js';

export const dataRules: readonly Rule[] = [
  crossServiceTableAccess,
  datastoreReachIn,
  dualWriteWithoutOutbox,
  sharedDatabaseSchema,
  sharedDatabaseServer,
];
