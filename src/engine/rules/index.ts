import type { Rule } from '../model/rule.js';
import { callWithoutCircuitBreaker } from './call-without-circuit-breaker.js';
import { callWithoutTimeout } from './call-without-timeout.js';
import { hardcodedEndpoint } from './hardcoded-endpoint.js';
import { logDriverBlocking } from './log-driver-blocking.js';
import { meshMtlsConflict } from './mesh-mtls-conflict.js';
import { meshSidecarOptOut } from './mesh-sidecar-opt-out.js';
import { outlierDetectionInert } from './outlier-detection-inert.js';
import { sharedDatabaseSchema } from './shared-database-schema.js';
import { sharedWritableVolume } from './shared-writable-volume.js';
import { startupOrderCoupling } from './startup-order-coupling.js';
import { syncChain } from './sync-chain.js';
import { syncCycle } from './sync-cycle.js';

/** All rules, sorted by id. */
export const rules: readonly Rule[] = [
  callWithoutCircuitBreaker,
  callWithoutTimeout,
  hardcodedEndpoint,
  logDriverBlocking,
  meshMtlsConflict,
  meshSidecarOptOut,
  outlierDetectionInert,
  sharedDatabaseSchema,
  sharedWritableVolume,
  startupOrderCoupling,
  syncChain,
  syncCycle,
];
