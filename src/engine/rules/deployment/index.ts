import type { Rule } from '../../model/rule.js';
import { lockstepRelease } from './lockstep-release.js';
import { probeDependsOnDownstream } from './probe-depends-on-downstream.js';
import { servicesShareRuntimeUnit } from './services-share-runtime-unit.js';
import { sharedConfigBlob } from './shared-config-blob.js';
import { sharedWritableVolume } from './shared-writable-volume.js';
import { singleReplicaHub } from './single-replica-hub.js';
import { startupOrderCoupling } from './startup-order-coupling.js';

export const deploymentRules: readonly Rule[] = [
  lockstepRelease,
  probeDependsOnDownstream,
  servicesShareRuntimeUnit,
  sharedConfigBlob,
  sharedWritableVolume,
  singleReplicaHub,
  startupOrderCoupling,
];
