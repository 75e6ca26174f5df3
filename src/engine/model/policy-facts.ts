import type { RelationKind } from './relation-kind.js';
import type { Severity } from './severity.js';
import type { Site } from './text.js';

/** How much a service's trade is worth having of one's own (Evans, strategic design); how often it changes follows from it. */
export type Subdomain = 'core' | 'supporting' | 'generic';

/** What `coupling.policy.yaml` says of one service under `services`. */
export interface ServicePolicyFact {
  readonly kind: 'service-policy';
  /** As written; only `link` knows which element it means. */
  readonly service: string;
  readonly owner?: string;
  readonly subdomain?: Subdomain;
  /** Share of time that the element itself is up, its dependencies left out, 0..1; replaces the assumed one. */
  readonly slo?: number;
  /** What requests to it should find together with all it needs, 0..1; replaces the target of the settings. */
  readonly objective?: number;
  /** The service's name in the policy file. */
  readonly site: Site;
}

/**
 * Chooses elements in `coupling.policy.yaml`. Every property that is given must hold; each holds when one of its texts matches.
 * `*` in a text stands for any characters.
 */
export interface Selector {
  /** Of the element or its aliases. */
  readonly name?: readonly string[];
  readonly kind?: readonly string[];
  readonly role?: readonly string[];
  /** Namespace or Compose project. */
  readonly group?: readonly string[];
  readonly owner?: readonly string[];
}

/** What a relation must pass: a proxy of the mesh, a message broker, a gateway, or an agreed interface. */
export type Intermediary = 'mesh' | 'broker' | 'gateway' | 'contract';

/** What a team decided about relations, under `forbidden`, `required` or `asyncOnly`. */
export interface EdgePolicyFact {
  readonly kind: 'edge-policy';
  readonly effect: 'forbidden' | 'required' | 'async-only';
  /** Absent where nobody gave one. */
  readonly name?: string;
  /** Why the team decided so. */
  readonly comment?: string;
  readonly severity?: Severity;
  readonly from: Selector;
  readonly to: Selector;
  /** Kinds of relation it is about; all but those that no run needs when absent. */
  readonly relations?: readonly RelationKind[];
  /** Over any number of calls, too; only for `forbidden`. */
  readonly reachable: boolean;
  /** For `required`: one of them is enough. */
  readonly via: readonly Intermediary[];
  readonly site: Site;
}

/** A finding that a team accepts, under `exceptions`. */
export interface PolicyExceptionFact {
  readonly kind: 'policy-exception';
  readonly rule: string;
  /** Names of elements that the finding must concern, all of them; `*` stands for any characters. */
  readonly elements: readonly string[];
  readonly reason?: string;
  readonly owner?: string;
  /** ISO date after which it ends. */
  readonly until?: string;
  /** The rule's id in the entry. */
  readonly site: Site;
  /** The whole entry with its line, where it can be taken out alone. */
  readonly removal?: Site;
}

/** A line of `CODEOWNERS`: who owns the files that a pattern matches. The last line that matches wins. */
export interface CodeOwnerFact {
  readonly kind: 'code-owner';
  /** As written, in the syntax of `.gitignore`. */
  readonly pattern: string;
  /** `@org/team`, `@user`, mail addresses; empty: nobody. */
  readonly owners: readonly string[];
  readonly site: Site;
}

/** A component or resource of a software catalogue. */
export interface CatalogEntityFact {
  readonly kind: 'catalog-entity';
  readonly name: string;
  /** Without kind and namespace: `team-a`. */
  readonly owner: string;
  readonly site: Site;
}
