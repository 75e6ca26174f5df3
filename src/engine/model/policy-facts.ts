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
