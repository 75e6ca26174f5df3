import type { Rule } from '../../model/rule.js';
import { authzContradictsGraph } from './authz-contradicts-graph.js';
import { danglingTrafficPolicy } from './dangling-traffic-policy.js';
import { l7PolicyNotEffective } from './l7-policy-not-effective.js';
import { meshMtlsConflict } from './mesh-mtls-conflict.js';
import { meshMtlsPermissive } from './mesh-mtls-permissive.js';
import { meshPortExclusion } from './mesh-port-exclusion.js';
import { meshSidecarOptOut } from './mesh-sidecar-opt-out.js';
import { outlierDetectionInert } from './outlier-detection-inert.js';
import { subsetWithoutWorkload } from './subset-without-workload.js';

export const meshRules: readonly Rule[] = [
  authzContradictsGraph,
  danglingTrafficPolicy,
  l7PolicyNotEffective,
  meshMtlsConflict,
  meshMtlsPermissive,
  meshPortExclusion,
  meshSidecarOptOut,
  outlierDetectionInert,
  subsetWithoutWorkload,
];
