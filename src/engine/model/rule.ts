import type { Config } from './config.js';
import type { CouplingGraph, Element, Relation } from './graph.js';
import type { Metrics } from './metrics.js';
import type { Preset } from './rule-choice.js';
import type { Severity } from './severity.js';
import type { Site, TextEdit } from './text.js';

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The fix the editor applies by default; at most one per report. */
  readonly preferred: boolean;
}

export interface Related {
  readonly site: Site;
  readonly message: string;
}

/** What a rule says about one place. */
export interface Report {
  readonly site: Site;
  readonly message: string;
  /** Absent: the rule's own severity. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly elements?: readonly Element[];
  readonly relations?: readonly Relation[];
  readonly fixes?: readonly Fix[];
}

/** A comment with a reason, an exception of the policy file, or the baseline. */
export type Acceptance = 'comment' | 'policy' | 'baseline';

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly site: Site;
  readonly message: string;
  readonly related: readonly Related[];
  /** Element ids. */
  readonly elements: readonly string[];
  /** Relation ids. */
  readonly relations: readonly string[];
  readonly fixes: readonly Fix[];
  /** What accepts it, if anything. */
  readonly suppressed: false | Acceptance;
}

export interface RuleInput {
  readonly graph: CouplingGraph;
  readonly metrics: Metrics;
  readonly config: Config;
  /** What the other rules said; only for rules that review them. */
  readonly review?: Review;
}

/** The work of the rules that have run, for a rule that judges what people made of it. */
export interface Review {
  /** Accepted ones included. */
  readonly findings: readonly Finding[];
  /** Ids of all rules there are. */
  readonly known: ReadonlySet<string>;
  /** Ids of those that ran on all they need: where one of them is silent there is nothing to find. */
  readonly ran: ReadonlySet<string>;
}

/** What a rule is about; its folder in the source. */
export type RuleGroup = 'data' | 'calls' | 'messaging' | 'mesh' | 'deployment' | 'telemetry' | 'code' | 'history' | 'policy';

export interface Rule {
  /** Names the defect; equals file, fixture folder, setting and documentation page. Never reused. */
  readonly id: string;
  readonly severity: Severity;
  /** The smallest preset that runs it. */
  readonly preset: Preset;
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  /** When an owner may rightly silence it. */
  readonly ignoreWhen: string;
  /** Why no quick fix is offered, for rules that have none. */
  readonly noFix?: string;
  /** Where the rule comes from: documentation, papers, books. */
  readonly sources?: readonly string[];
  /** Runs after the others, and sees what they found. */
  readonly reviews?: true;
  /** Has nothing to say where nobody read the commits. */
  readonly needsHistory?: true;
  check(input: RuleInput): Iterable<Report>;
}
