import type { Rule } from '../../model/rule.js';
import { lockstepRelease } from './lockstep-release.js';
import { servicesShareRuntimeUnit } from './services-share-runtime-unit.js';
import { sharedWritableVolume } from './shared-writable-volume.js';
import { singleReplicaHub } from './single-replica-hub.js';
import { startupOrderCoupling } from './startup-order-coupling.js';

export const deploymentRules: readonly Rule[] = [
  lockstepRelease,
  servicesShareRuntimeUnit,
  sharedWritableVolume,
  singleReplicaHub,
  startupOrderCoupling,
];
