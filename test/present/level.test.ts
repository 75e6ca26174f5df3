import { expect, test } from 'vitest';
import { levelOf } from '../../src/present/level.js';

const CALL = { kind: 'calls', confidence: 'declared' } as const;

test.each([
  ['an error about the coupling', CALL, [{ rule: 'shared-database-schema', severity: 'error' }], 'high'],
  ['a warning about it', CALL, [{ rule: 'sync-chain', severity: 'warning' }], 'medium'],
  ['information alone', CALL, [{ rule: 'sync-chain', severity: 'info' }], 'low'],
  ['no finding', CALL, [], 'low'],
  ['a missing time-out where it hurts', CALL, [{ rule: 'call-without-timeout', severity: 'error' }], 'medium'],
  ['missing care elsewhere', CALL, [{ rule: 'call-without-timeout', severity: 'warning' }, { rule: 'call-without-circuit-breaker', severity: 'warning' }], 'low'],
  ['the worst of several', CALL, [{ rule: 'call-without-timeout', severity: 'warning' }, { rule: 'sync-cycle', severity: 'error' }], 'high'],
  ['a guess, however grave', { kind: 'calls', confidence: 'inferred' }, [{ rule: 'sync-cycle', severity: 'error' }], 'medium'],
  ['what no request waits for', { kind: 'telemetry', confidence: 'declared' }, [{ rule: 'log-driver-blocking', severity: 'error' }], 'low'],
] as const)('%s', (_, relation, findings, level) => {
  expect(levelOf(relation, findings)).toBe(level);
});
