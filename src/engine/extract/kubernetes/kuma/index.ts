import { legacyPermissionFacts, permissionFacts } from '../access/named-permissions.js';
import type { ReaderEntry } from '../manifest.js';
import { breakerFacts, legacyBreakerFacts } from './breakers.js';
import { legacyRetryFacts, legacyRouteFacts, legacyTimeoutFacts, retryFacts, routeFacts, timeoutFacts } from './routes.js';
import { meshFact, meshTlsFacts } from './security.js';

/** Policies of Kuma and Kong Mesh; those without `Mesh` in their names are the first generation. */
export const KUMA_READERS: readonly ReaderEntry[] = [
  ['kuma.io/Mesh', meshFact],
  ['kuma.io/MeshTLS', meshTlsFacts],
  ['kuma.io/MeshTrafficPermission', permissionFacts],
  ['kuma.io/MeshTimeout', timeoutFacts],
  ['kuma.io/MeshRetry', retryFacts],
  ['kuma.io/MeshCircuitBreaker', breakerFacts],
  ['kuma.io/MeshHTTPRoute', routeFacts],
  ['kuma.io/MeshTCPRoute', routeFacts],
  ['kuma.io/TrafficPermission', legacyPermissionFacts],
  ['kuma.io/TrafficRoute', legacyRouteFacts],
  ['kuma.io/Timeout', legacyTimeoutFacts],
  ['kuma.io/Retry', legacyRetryFacts],
  ['kuma.io/CircuitBreaker', legacyBreakerFacts],
];
