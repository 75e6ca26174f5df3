import type { UseFact } from '../model/code-facts.js';
import type { Confidence, Evidence, Relation, RelationKind, Unresolved } from '../model/graph.js';
import type { Site } from '../model/text.js';
import { compareSites, compareText } from '../model/text.js';
import type { ContractDraft } from './calls/contracts.js';
import type { Draft } from './draft.js';

/** One piece of evidence for a relation between two drafts. */
export interface Wire {
  readonly from: Draft;
  readonly to: Draft;
  readonly kind: RelationKind;
  readonly protocol?: string;
  readonly channel?: string;
  /** The port that is asked for, where the address says so. */
  readonly port?: number;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly use?: UseFact;
  /** For `stores`: the database inside the datastore, as far as this evidence names it. */
  readonly database?: NamedDatabase;
}

/** What a connection says about the database it opens. */
export interface NamedDatabase {
  readonly name?: string;
  readonly schema?: string;
  readonly site: Site;
}

/** A relation between drafts with everything that was found for it. */
export interface WiredRelation {
  readonly from: Draft;
  readonly to: Draft;
  readonly kind: RelationKind;
  readonly channel?: string;
  protocol?: string;
  /** The contract that the call is made under. */
  contract?: ContractDraft;
  readonly ports: Set<number>;
  readonly evidence: Evidence[];
  readonly uses: UseFact[];
  readonly databases: NamedDatabase[];
}

/** An unresolved name, still with the draft that used it. */
export interface LooseEnd extends Omit<Unresolved, 'from'> {
  readonly from?: Draft;
}

const CONFIDENCES: readonly Confidence[] = ['declared', 'config', 'inferred'];

/** Collects relations between drafts: one per pair, kind and channel. */
export class Wiring {
  readonly #byPair = new Map<Draft, Map<Draft, WiredRelation[]>>();
  readonly looseEnds: LooseEnd[] = [];

  /** Adds evidence; what an element does to itself is no relation. */
  add(wire: Wire): void {
    if (wire.from === wire.to) return;
    const { from, to, kind, channel } = wire;
    const pair = this.#pair(from, to);
    let relation = pair.find((known) => known.kind === kind && known.channel === channel);
    if (relation === undefined) {
      relation = { from, to, kind, ...(channel === undefined ? {} : { channel }), ports: new Set(), evidence: [], uses: [], databases: [] };
      pair.push(relation);
    }
    if (wire.protocol !== undefined) relation.protocol ??= wire.protocol;
    if (wire.port !== undefined) relation.ports.add(wire.port);
    for (const evidence of wire.evidence) if (!relation.evidence.some((known) => sameEvidence(known, evidence))) relation.evidence.push(evidence);
    if (wire.use !== undefined && !relation.uses.includes(wire.use)) relation.uses.push(wire.use);
    if (wire.database !== undefined) relation.databases.push(wire.database);
  }

  /** What is known between two drafts, in this direction. */
  between(from: Draft, to: Draft): readonly WiredRelation[] {
    return this.#byPair.get(from)?.get(to) ?? [];
  }

  /** What starts from a draft. */
  from(draft: Draft): readonly WiredRelation[] {
    const found: WiredRelation[] = [];
    for (const pair of this.#byPair.get(draft)?.values() ?? []) found.push(...pair);
    return found;
  }

  /** Whether anything leads to a draft. */
  isReached(draft: Draft): boolean {
    return [...this.#byPair.values()].some((targets) => (targets.get(draft)?.length ?? 0) > 0);
  }

  /** Forgets a relation. */
  remove(relation: WiredRelation): void {
    const { from, to } = relation;
    // A new list: whoever walks over the old one is not disturbed.
    this.#byPair.get(from)?.set(to, this.#pair(from, to).filter((known) => known !== relation));
  }

  /** All relations, evidence strongest first. */
  relations(): WiredRelation[] {
    const all = [...this.#byPair.keys()].flatMap((from) => this.from(from));
    for (const { evidence, uses } of all) {
      evidence.sort(compareEvidence);
      uses.sort((a, b) => compareSites(a.site, b.site));
    }
    return all;
  }

  #pair(from: Draft, to: Draft): WiredRelation[] {
    let targets = this.#byPair.get(from);
    if (targets === undefined) this.#byPair.set(from, (targets = new Map()));
    let pair = targets.get(to);
    if (pair === undefined) targets.set(to, (pair = []));
    return pair;
  }
}

function sameEvidence(a: Evidence, b: Evidence): boolean {
  return a.confidence === b.confidence && compareSites(a.site, b.site) === 0;
}

/** Strongest first, then by place. */
function compareEvidence(a: Evidence, b: Evidence): number {
  return CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) || compareSites(a.site, b.site) || compareText(a.extractor, b.extractor);
}

/** How requests get there, by the kind of the relation. */
export function viaOf(kind: RelationKind): Relation['via'] {
  if (kind === 'publishes' || kind === 'subscribes') return 'broker';
  return kind === 'routes' ? 'gateway' : 'direct';
}
