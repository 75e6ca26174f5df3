import type { PartChanges } from './changes.js';
import type { Element, Relation } from './graph.js';

export type Style = 'ball-of-mud' | 'modular-monolith' | 'distributed-monolith' | 'microservices';

/** Khononov's integration strength, strongest first (coupling.md C1). */
export type StrengthLevel = 'intrusive' | 'functional' | 'model' | 'contract';

/**
 * What becomes of a relation's source while its target is down.
 *
 * - `hard`: it fails or stalls with it.
 * - `guarded`: requests that need the target fail, but the source stays responsive behind a time-out or circuit breaker.
 * - `soft`: a fallback answers.
 * - `queued`: messages wait, or are not delivered; other work goes on.
 * - `partial`: what is routed there fails; other routes work.
 * - `background`: nothing at once; the target is missed at the next start or change of configuration.
 * - `none`: it is no matter of running.
 */
export type Bond = 'hard' | 'guarded' | 'soft' | 'queued' | 'partial' | 'background' | 'none';

/** Where a volatility comes from: the policy file, the change history, or nothing but the prior. */
export type VolatilitySource = 'policy' | 'history' | 'assumed';

/** Numbers of one relation, all 0..1, each with what it comes from, in words. */
export interface RelationMetrics {
  readonly level: StrengthLevel;
  readonly strength: number;
  readonly distance: number;
  /** Of the target: how often it changes. */
  readonly volatility: number;
  readonly volatilitySource: VolatilitySource;
  readonly because: { readonly strength: string; readonly distance: string; readonly volatility: string };
  /** Nobody has seen the contract: `level` is what such relations usually have. */
  readonly assumed: boolean;
  /** max(|strength - distance|, 1 - volatility); high is good (C2). */
  readonly balance: number;
  /** strength * distance * volatility (C2). */
  readonly risk: number;
  readonly bond: Bond;
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
  /** How often it changed; absent without enough history. */
  readonly changes?: PartChanges;
  /** 0 monolithic .. 1 modular; only for business services with evidence. */
  readonly logical?: number;
  /** 0 one unit .. 1 a unit of its own; only for business services. */
  readonly physical?: number;
  readonly terms: readonly Term[];
  /** Share of other business services that cannot answer without this element, 0..1 (C5, BR). */
  readonly blastRadius: number;
  /** Share of the entries that cannot answer without it, itself included, 0..1 (C5, BR_entry). */
  readonly entriesHit: number;
  /** Availability it can promise at best, 0..1 (C4). */
  readonly availability: number;
  /** How many other elements it cannot do without to answer. */
  readonly needs: number;
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
  /** Share of the change sets that touch several parts, 0..1; absent without history. */
  readonly change?: number;
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
  /** The same of what is inside deployables, by the id of their element (`CouplingGraph.insides`). */
  readonly insides: ReadonlyMap<string, Metrics>;
}
