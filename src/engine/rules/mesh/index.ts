import type { Rule } from '../../model/rule.js';
import { anyToAnyTraffic } from './any-to-any-traffic.js';
import { authzContradictsGraph } from './authz-contradicts-graph.js';
import { conflictingTrafficPolicy } from './conflicting-traffic-policy.js';
import { danglingTrafficPolicy } from './dangling-traffic-policy.js';
import { l7PolicyNotEffective } from './l7-policy-not-effective.js';
import { meshEgressUnregistered } from './mesh-egress-unregistered.js';
import { meshMtlsConflict } from './mesh-mtls-conflict.js';
import { meshMtlsPermissive } from './mesh-mtls-permissive.js';
import { meshPortExclusion } from './mesh-port-exclusion.js';
import { meshSidecarOptOut } from './mesh-sidecar-opt-out.js';
import { outlierDetectionInert } from './outlier-detection-inert.js';
import { subsetWithoutWorkload } from './subset-without-workload.js';

export const meshRules: readonly Rule[] = [
  anyToAnyTraffic,
  authzContradictsGraph,
  conflictingTrafficPolicy,
  danglingTrafficPolicy,
  l7PolicyNotEffective,
  meshEgressUnregistered,
  meshMtlsConflict,
  meshMtlsPermissive,
  meshPortExclusion,
  meshSidecarOptOut,
  outlierDetectionInert,
  subsetWithoutWorkload,
];
