import type { AccessFact } from './access-facts.js';
import type { CodeFact } from './code-facts.js';
import type { ContractFact } from './contract-facts.js';
import type { DaprFact } from './dapr-facts.js';
import type { DeploymentFact } from './deployment-facts.js';
import type { HealthFact } from './health-facts.js';
import type { MeshFact } from './mesh-facts.js';
import type { PackagingFact } from './packaging-facts.js';
import type { CatalogEntityFact, CodeOwnerFact, EdgePolicyFact, PolicyExceptionFact, ServicePolicyFact } from './policy-facts.js';
import type { SettingFact } from './setting-facts.js';
import type { Path, Site } from './text.js';

/** One thing that one file says. Names are as written; only `link` knows what they mean. */
export type Fact =
  | DeploymentFact | PackagingFact | SettingFact | MeshFact | AccessFact | DaprFact
  | CodeFact | ContractFact | HealthFact | ServicePolicyFact | EdgePolicyFact | PolicyExceptionFact
  | CodeOwnerFact | CatalogEntityFact | SuppressionFact | BaselineFact;

/** `coupling-ignore <rule>[, <rule>] -- <reason> [until YYYY-MM-DD]` in a comment. */
export interface SuppressionFact {
  readonly kind: 'suppression';
  readonly rules: readonly string[];
  /** Missing when the author gave none; such a suppression has no effect. */
  readonly reason?: string;
  /** ISO date after which it ends. */
  readonly until?: string;
  /** From the start of the directive's line to the end of the line below: what it covers. */
  readonly site: Site;
  /** The directive itself, from its first word to the end of its reason. */
  readonly directive: Site;
  /** The comment, with its line when it stands alone there; absent when it says something else, too. */
  readonly removal?: Site;
}

/** Findings that were there when the baseline was written. They are known by what they concern, so that moved lines do not matter. */
export interface BaselineFact {
  readonly kind: 'baseline';
  readonly rule: string;
  readonly file: Path;
  /** Ids. */
  readonly elements: readonly string[];
  /** Ids. */
  readonly relations: readonly string[];
  /** How many findings agree in all this. */
  readonly count: number;
  readonly site: Site;
}

/** Input that could not be used, or a rule that crashed. */
export interface Problem {
  readonly site?: Site;
  readonly message: string;
}

/** Everything one file says, and where its lines start (UTF-16 offsets, first is 0). */
export interface FileFacts {
  readonly path: Path;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  readonly lineStarts: readonly number[];
}

/** What an extractor returns for one file. */
export interface Extraction {
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
}

/** One technology that an extractor reads, for people: a row of `docs/what-is-read.md`. Its example in `test/coverage` proves it. */
export interface Reading {
  /** As its users call it: `Kafka`, `Spring Cloud Gateway`. Unique within the extractor. */
  readonly technology: string;
  /** What is read of it, in one line: libraries, forms, settings. */
  readonly reads: string;
  /** What its example must yield. */
  readonly yields: Fact['kind'];
}

/** What an extractor reads of its format or language, and what it does not, for people. */
export interface Coverage {
  /** Heading in the documentation: `Java`, `Docker Compose`. */
  readonly title: string;
  readonly readings: readonly Reading[];
  /** What one might expect to be read, and is not: one line each. */
  readonly notRead: readonly string[];
}

/** Reads one format or technology. */
export interface Extractor {
  readonly id: string;
  readonly coverage: Coverage;
  /** Grows when the output for some input changes; part of the cache key. */
  readonly version: number;
  /** True for paths this extractor may have something to say about. */
  accepts(path: Path): boolean;
  /** Cheap test on the text before any parser runs; must never lose a fact. */
  mayMatch(text: string): boolean;
  /** Pure; never throws. */
  extract(path: Path, text: string): Extraction;
}
