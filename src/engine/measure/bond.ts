import { isHardCall } from '../model/calls.js';
import type { Relation } from '../model/graph.js';
import { blockingLogs, isSentByUdp } from '../model/log-drivers.js';
import type { Bond } from '../model/metrics.js';
import { compareSites } from '../model/text.js';

/**
 * What becomes of a relation's source while its target is down (coupling.md C4).
 *
 * - A registry, a configuration server or a tracing backend that goes away stops nobody who runs: clients keep what they
 *   have read and drop what they cannot send. It is missed at the next start.
 * - Logs are different where the log driver waits for its backend: then the service stalls with it.
 * - Tokens are mostly checked with keys that were fetched before, so a service outlives its authentication server for a
 *   while; new sessions fail.
 */
export function bondOf(relation: Relation): Bond {
  switch (relation.kind) {
    case 'calls':
      return callBond(relation);
    case 'stores':
      return 'hard';
    case 'publishes':
    case 'subscribes':
      return 'queued';
    case 'routes':
      return 'partial';
    case 'telemetry':
      return waitsForLogs(relation) ? 'hard' : 'background';
    case 'registers':
    case 'configures':
    case 'starts-after':
      return 'background';
    // Both ends of a shared volume, library or module run on without each other.
    case 'shares':
    case 'imports':
    case 'changes-with':
      return 'none';
  }
}

function callBond({ to, care }: Relation): Bond {
  if (to.kind === 'config' || to.kind === 'registry' || to.kind === 'telemetry') return 'background';
  if (care.hasFallback) return 'soft';
  if (care.timeout !== undefined || care.hasBreaker === true || to.kind === 'auth') return 'guarded';
  return 'hard';
}

/** Whether this relation comes from a log driver that makes its container wait. */
function waitsForLogs({ from, evidence }: Relation): boolean {
  const waiting = blockingLogs(from).filter((log) => !isSentByUdp(log));
  const settings = waiting.flatMap(({ logging }) => [logging.driver, ...Object.values(logging.options)]).map(({ site }) => site);
  return evidence.some(({ site }) => settings.some((setting) => compareSites(setting, site) === 0));
}

/**
 * Whether a request cannot be answered while the target is down: what availability multiplies over. A time-out does not
 * answer the request. Publishing counts, as no outbox is known to keep the message; receiving does not. What another
 * organisation promises is its own to say, so it counts only where the policy file states it.
 */
export function isNeededToAnswer(relation: Relation, bond: Bond): boolean {
  const { kind, to, confidence } = relation;
  if (confidence === 'inferred') return false;
  if (kind === 'calls') return isHardCall(relation) && (to.kind !== 'external' || to.policy?.slo !== undefined);
  return kind === 'publishes' || bond === 'hard';
}

/** Whether a fallback stands between a service and another one. */
export function isSoftened({ kind, confidence }: Relation, bond: Bond): boolean {
  return kind === 'calls' && bond === 'soft' && confidence !== 'inferred';
}
