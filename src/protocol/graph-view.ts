/**
 * The coupling graph as the webview draws it: flat, serialisable, every text already a plain string.
 * All texts come from the workspace and are untrusted: show them as text nodes only.
 */

/** A place in a workspace file. Lines and columns are 1-based; `path` is workspace-relative with '/'. */
export interface PlaceView {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type StyleView = 'ball-of-mud' | 'modular-monolith' | 'distributed-monolith' | 'microservices';

export type ElementKindView =
  | 'service' | 'module' | 'datastore' | 'broker' | 'gateway' | 'registry' | 'config'
  | 'telemetry' | 'auth' | 'webserver' | 'library' | 'external' | 'other';

/** How a relation is drawn (experience.md C3); several relation kinds share one line. */
export type LineView = 'sync' | 'async' | 'data' | 'library' | 'type' | 'change' | 'telemetry' | 'start';

/**
 * How much a relation hurts. `high`: an error about the coupling itself (shared data, a cycle, a bypass);
 * `medium`: a warning about it, or an error about care that a call lacks (time-out, circuit breaker); `low`: neither.
 * Telemetry, registration, configuration and start order are always `low`; what is only inferred is never `high`.
 */
export type LevelView = 'low' | 'medium' | 'high';

/**
 * What becomes of a relation's source while its target is down. `hard`: it fails or stalls; `guarded`: requests fail, it stays
 * responsive; `soft`: a fallback answers; `queued`: messages wait; `partial`: other routes work; `background`: nothing at once;
 * `none`: no matter of running.
 */
export type BondView = 'hard' | 'guarded' | 'soft' | 'queued' | 'partial' | 'background' | 'none';

export type SeverityView = 'error' | 'warning' | 'info' | 'hint';

/** One term of a score: `amount` is what it takes away from (negative) or adds to the score. */
export interface TermView {
  readonly label: string;
  readonly amount: number;
  readonly detail: string;
}

/** A sentence about some relations, which are its evidence. */
export interface ReasonView {
  readonly text: string;
  /** Relation ids. */
  readonly relations: readonly string[];
  /** Evidence that is no relation: where a pipeline says so. */
  readonly place?: PlaceView;
}

/** What would move the system over the line between monolithic and modular. */
export interface CrossingView {
  readonly heading: string;
  /** Empty when nothing that is known would. `logical` is where each step, with those before it, leads. */
  readonly steps: readonly (ReasonView & { readonly logical?: number })[];
  readonly notes: readonly string[];
}

export interface SystemView {
  readonly name: string;
  /** 0 monolithic .. 1 modular; undefined when there is no service to measure. */
  readonly logical?: number;
  /** 0 one unit .. 1 fully distributed; undefined when there is no service to measure. */
  readonly physical?: number;
  /** Half-width of the whisker around `logical`, 0..1. */
  readonly uncertainty: number;
  readonly style?: StyleView;
  /** Share of services with a parsed manifest and at least one declared relation, 0..1. */
  readonly coverage: number;
  /** One sentence: why the system stands where it stands. */
  readonly headline: string;
  /** The contributions to `logical`, largest loss first. */
  readonly terms: readonly TermView[];
  /** What takes how much from `logical`, by root cause, largest loss first; absent where working it out takes too long. */
  readonly contributions?: readonly (ReasonView & { readonly amount: number })[];
  /** Absent on the better side of the line, and where working it out takes too long. */
  readonly crossing?: CrossingView;
  /** The reasons of the graph document, in order. */
  readonly reasons: readonly string[];
  /** One sentence: which commits were read, and how many of them do not count. */
  readonly history: string;
  /** Where it stood in the graph it is compared with, which `ref` names; set by the page alone. */
  readonly former?: { readonly ref: string; readonly logical: number; readonly physical: number };
  /** Synchronous cycles, each as element ids in call order. */
  readonly cycles: readonly (readonly string[])[];
}

export interface ElementView {
  readonly id: string;
  readonly name: string;
  readonly kind: ElementKindView;
  readonly role: 'business' | 'infra';
  readonly aliases: readonly string[];
  /** Namespace or Compose project; undefined when there is only one. */
  readonly group?: string;
  /** The folder that its code stands in, or the file that declares it; undefined at the top of the workspace. */
  readonly folder?: string;
  /** Who answers for it, where something says so. */
  readonly owner?: string;
  /** Reached from outside: a published port, an ingress, a route of a gateway. */
  readonly isEntry: boolean;
  /** Measured coordinates, 0..1. Absent for everything that is not a business service, and for services without evidence. */
  readonly logical?: number;
  readonly physical?: number;
  /** Share of the other services that fail with this one, 0..1. */
  readonly blastRadius?: number;
  /** Availability this service can promise at best, 0..1. */
  readonly availability?: number;
  /** Longest synchronous call path from an entry to this element, in hops; used as height inside the tie band. */
  readonly depth: number;
  readonly terms: readonly TermView[];
  /** Every number with its terms, in words; the same as in the editor's hover and on the command line. */
  readonly explanation: readonly string[];
  readonly places: readonly PlaceView[];
}

export interface EvidenceView {
  readonly place: PlaceView;
  readonly extractor: string;
  readonly confidence: 'declared' | 'config' | 'inferred';
}

/** Care that holds for every place of a call. */
export interface CareView {
  readonly hasTimeout: boolean;
  readonly hasBreaker: boolean;
  readonly hasFallback: boolean;
}

export interface RelationView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The relation kind of the graph document: `calls`, `stores`, ... */
  readonly kind: string;
  readonly line: LineView;
  readonly protocol?: string;
  readonly channel?: string;
  readonly via: 'direct' | 'gateway' | 'mesh' | 'broker';
  readonly strength: number;
  readonly distance: number;
  readonly volatility: number;
  /** What each of the three numbers rests on, in words; absent for relations that are not measured. */
  readonly because?: { readonly strength: string; readonly distance: string; readonly volatility: string };
  /** strength * distance * volatility, 0..1. */
  readonly risk: number;
  readonly level: LevelView;
  readonly bond: BondView;
  /** Every number with its terms, in words; the same as in the editor's hover and on the command line. */
  readonly explanation: readonly string[];
  /** The best confidence among the evidence. */
  readonly confidence: 'declared' | 'config' | 'inferred';
  readonly inCycle: boolean;
  /** What protects the caller, in code or mesh; only for `calls`. */
  readonly care?: CareView;
  readonly evidence: readonly EvidenceView[];
  /** Indexes into `GraphView.findings`, unsuppressed ones only. */
  readonly findings: readonly number[];
}

export interface FindingView {
  readonly rule: string;
  readonly severity: SeverityView;
  readonly message: string;
  readonly place: PlaceView;
  readonly elements: readonly string[];
  readonly relations: readonly string[];
  readonly fixTitles: readonly string[];
}

export interface ProblemView {
  readonly message: string;
  readonly place?: PlaceView;
}

export interface GraphView {
  /** Grows with each analysis of one session; equal revisions are equal views. */
  readonly revision: number;
  /** False while sources are still being read: what is shown comes from deployment files alone. */
  readonly complete: boolean;
  /** True when the user ended the reading: no more comes by itself. */
  readonly stopped?: boolean;
  readonly restricted: boolean;
  readonly filesRead: number;
  readonly system: SystemView;
  readonly elements: readonly ElementView[];
  readonly relations: readonly RelationView[];
  readonly findings: readonly FindingView[];
  readonly problems: readonly ProblemView[];
  /** What is inside deployables, where a system has several. */
  readonly insides: readonly InsideView[];
}

/** The modules of one deployable and what joins them. */
export interface InsideView {
  /** Id of the deployable in the view that holds this one. */
  readonly element: string;
  /** A view of modules; it has no insides, and no findings, as rules judge systems. */
  readonly view: GraphView;
}
