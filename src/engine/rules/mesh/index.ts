import type { Rule } from '../../model/rule.js';
import { meshMtlsConflict } from './mesh-mtls-conflict.js';
import { meshMtlsPermissive } from './mesh-mtls-permissive.js';
import { meshPortExclusion } from './mesh-port-exclusion.js';
import { meshSidecarOptOut } from './mesh-sidecar-opt-out.js';
import { outlierDetectionInert } from './outlier-detection-inert.js';

export const meshRules: readonly Rule[] = [
  meshMtlsConflict,
  meshMtlsPermissive,
  meshPortExclusion,
  meshSidecarOptOut,
  outlierDetectionInert,
];
