import type { ChangeHistory } from './changes.js';
import type { Problem } from './facts.js';
import type { CouplingGraph } from './graph.js';
import type { Metrics } from './metrics.js';
import type { Finding } from './rule.js';

/** Everything there is to say about a workspace at one moment. */
export interface Analysis {
  readonly graph: CouplingGraph;
  /** What the commits say; absent when nobody read them. */
  readonly changes?: ChangeHistory;
  readonly metrics: Metrics;
  /** Sorted by path, offset, rule; suppressed ones included. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}
