import type { Expression } from './expression.js';
import type { Site } from './text.js';

/** What Dapr's resources say: how its sidecars reach infrastructure. */
export type DaprFact = DaprComponentFact | DaprSubscriptionFact | DaprConfigurationFact;

/** A Component: infrastructure that applications reach through their sidecar, under its name. */
export interface DaprComponentFact {
  readonly kind: 'dapr-component';
  readonly name: string;
  readonly namespace?: string;
  /** Building block and technology: `pubsub.rabbitmq`, `state.redis`, `bindings.smtp`. */
  readonly type: string;
  /** Applications that may use it; empty: all. */
  readonly scopes: readonly string[];
  /** Settings with a plain value; what comes from a secret is left out. */
  readonly settings: readonly { readonly key: string; readonly value: Expression; readonly site: Site }[];
  readonly site: Site;
}

/** A Subscription: the applications in its scopes get what is published to a topic. */
export interface DaprSubscriptionFact {
  readonly kind: 'dapr-subscription';
  readonly namespace?: string;
  readonly component: string;
  readonly topic: string;
  readonly scopes: readonly string[];
  readonly site: Site;
}

/** A Configuration of sidecars, named by the annotation `dapr.io/config`. */
export interface DaprConfigurationFact {
  readonly kind: 'dapr-configuration';
  readonly name: string;
  readonly namespace?: string;
  /** Where traces go. */
  readonly tracing: { readonly value: Expression; readonly site: Site };
}
