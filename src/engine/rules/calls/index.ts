import type { Rule } from '../../model/rule.js';
import { callWithoutCircuitBreaker } from './call-without-circuit-breaker.js';
import { callWithoutTimeout } from './call-without-timeout.js';
import { hardcodedEndpoint } from './hardcoded-endpoint.js';
import { internalCallViaPublicEdge } from './internal-call-via-public-edge.js';
import { retryAmplification } from './retry-amplification.js';
import { syncChain } from './sync-chain.js';
import { syncCycle } from './sync-cycle.js';
import { unsafeRetry } from './unsafe-retry.js';
import { timeoutInversion } from './timeout-inversion.js';

export const callsRules: readonly Rule[] = [
  callWithoutCircuitBreaker,
  callWithoutTimeout,
  hardcodedEndpoint,
  internalCallViaPublicEdge,
  retryAmplification,
  syncChain,
  syncCycle,
  timeoutInversion,
  unsafeRetry,
];
