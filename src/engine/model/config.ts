import type { Preset } from './rule-choice.js';
import type { Severity } from './severity.js';

/** All settings, defaults filled in. */
export interface Config {
  /** Hops of a path of synchronous calls from which on it counts as too long: 3 hops are 4 services. */
  readonly maxSyncDepth: number;
  /** What an entry should promise, 0..1. */
  readonly targetAvailability: number;
  /** Assumed for a part nobody has measured, 0..1. */
  readonly defaultAvailability: number;
  /** Milliseconds; a time-out above it does not protect a chained call. */
  readonly maxAcceptableTimeout: number;
  /** Milliseconds written by fixes. */
  readonly fixTimeout: number;
  /** Months before the newest commit whose commits count. */
  readonly historyMonths: number;
  /** ISO date by which suppressions are judged: the engine has no clock. Absent: none has ended. */
  readonly today?: string;
  /** Which rules run, where `rules` does not name them. */
  readonly preset: Preset;
  /** Severity by rule id; `off` silences a rule. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Severities for findings in some files, which go before `rules`; of several that fit the last. */
  readonly overrides: readonly Override[];
}

export interface Override {
  /** Paths; `*` stands for any characters. */
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
}
