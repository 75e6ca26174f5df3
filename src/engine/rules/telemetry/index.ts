import type { Rule } from '../../model/rule.js';
import { centralLoggingSpof } from './central-logging-spof.js';
import { directLogAppender } from './direct-log-appender.js';
import { logDriverBlocking } from './log-driver-blocking.js';
import { telemetryStackLockIn } from './telemetry-stack-lock-in.js';

export const telemetryRules: readonly Rule[] = [
  centralLoggingSpof,
  directLogAppender,
  logDriverBlocking,
  telemetryStackLockIn,
];
