import type { Element, Relation } from './graph.js';

export type Style = 'ball-of-mud' | 'modular-monolith' | 'distributed-monolith' | 'microservices';

/** Khononov's integration strength, strongest first (coupling.md C1). */
export type StrengthLevel = 'intrusive' | 'functional' | 'model' | 'contract';

/** Numbers of one relation, all 0..1. */
export interface RelationMetrics {
  readonly level: StrengthLevel;
  readonly strength: number;
  readonly distance: number;
  readonly volatility: number;
  /** max(|strength - distance|, 1 - volatility); high is good (C2). */
  readonly balance: number;
  /** strength * distance * volatility (C2). */
  readonly risk: number;
  /** Part of a synchronous cycle. */
  readonly inCycle: boolean;
}

/** One term of a score, with what it takes from it. */
export interface Term {
  readonly label: string;
  /** Added to the score; negative for a loss. */
  readonly amount: number;
  readonly detail: string;
}

export interface ElementMetrics {
  /** 0 monolithic .. 1 modular; only for business services with evidence. */
  readonly logical?: number;
  /** 0 one unit .. 1 a unit of its own; only for business services. */
  readonly physical?: number;
  readonly terms: readonly Term[];
  /** Share of other business services that fail with this element, 0..1. */
  readonly blastRadius: number;
  /** Availability it can promise at best, 0..1 (C4). */
  readonly availability: number;
  /** Services that call it, services it calls (C5). */
  readonly callers: number;
  readonly callees: number;
  /** Longest hard call path from an entry to it, in hops. */
  readonly depth: number;
}

/** A path of hard synchronous calls from an entry. */
export interface Chain {
  readonly services: readonly Element[];
  /** One fewer than services. */
  readonly hops: readonly Relation[];
  /** Of the whole closure of the entry, each dependency once (C4). */
  readonly availability: number;
}

export interface SystemMetrics {
  readonly logical?: number;
  readonly physical?: number;
  readonly style?: Style;
  /** Services with a manifest and at least one declared relation / services, 0..1. */
  readonly coverage: number;
  /** Half-width of the error bar of `logical`. */
  readonly uncertainty: number;
  readonly knowledge: number;
  readonly runtime: number;
  readonly terms: readonly Term[];
  readonly headline: string;
  readonly reasons: readonly string[];
}

export interface Metrics {
  readonly system: SystemMetrics;
  readonly elements: ReadonlyMap<string, ElementMetrics>;
  readonly relations: ReadonlyMap<string, RelationMetrics>;
  /** Strongly connected sets of hard calls, as one shortest cycle each, in call order. */
  readonly cycles: readonly { readonly members: readonly Element[]; readonly hops: readonly Relation[] }[];
  /** The longest chain of each entry, longest first. */
  readonly chains: readonly Chain[];
}
