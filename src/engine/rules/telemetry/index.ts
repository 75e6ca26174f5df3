import type { Rule } from '../../model/rule.js';
import { logDriverBlocking } from './log-driver-blocking.js';

export const telemetryRules: readonly Rule[] = [
  logDriverBlocking,
];
