import type { Expression } from './expression.js';
import type { Setting, Site } from './text.js';

/** What programs say about the checks of their own health. */
export type HealthFact = HealthCheckFact | HealthEndpointFact;

/** A check that a program registers with its framework: whoever asks for its health waits for another element's answer. */
export interface HealthCheckFact {
  readonly kind: 'health-check';
  readonly framework: 'aspnet';
  readonly asks: Asked;
  readonly site: Site;
}

/** An end point of a framework that tells the health of its program. */
export interface HealthEndpointFact {
  readonly kind: 'health-endpoint';
  readonly framework: 'aspnet';
  readonly path: Expression;
  /** Whether it runs every check that is registered; else some, or none. */
  readonly runsAll: boolean;
  readonly site: Site;
}

/** Whom a check asks. */
export interface Asked {
  /** `sql` stands for every relational database; else an engine (`redis`, `rabbitmq`), or `http`. */
  readonly technology: string;
  /** The address, where the check names one. */
  readonly target?: Expression;
}

/** What a platform asks a container again and again, and acts on the answer. */
export interface Probe {
  /** `liveness` and `startup` restart the container, `readiness` takes it out of its Service; `health` is Compose's, which only notes the answer. */
  readonly purpose: 'liveness' | 'readiness' | 'startup' | 'health';
  /** The path that is asked for over HTTP. */
  readonly path?: Setting<string>;
  /** A host other than the container's own. */
  readonly host?: Setting<string>;
  /** The command that is run, with variables as written. */
  readonly command?: string;
  /** The path, host or command. */
  readonly site: Site;
}
