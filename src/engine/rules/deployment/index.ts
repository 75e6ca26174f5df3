import type { Rule } from '../../model/rule.js';
import { sharedWritableVolume } from './shared-writable-volume.js';
import { singleReplicaHub } from './single-replica-hub.js';
import { startupOrderCoupling } from './startup-order-coupling.js';

export const deploymentRules: readonly Rule[] = [
  sharedWritableVolume,
  singleReplicaHub,
  startupOrderCoupling,
];
