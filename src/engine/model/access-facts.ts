import type { MeshInterface } from './mesh-facts.js';
import type { Site, Slot } from './text.js';

/** What enforces a policy: the network of the cluster (`kubernetes`, `cilium`), or the proxies of a mesh. */
export type AccessTechnology = 'kubernetes' | MeshInterface;

/** What objects that say who may reach whom consist of. Whatever a template hides is unknown, never absent. */
export type AccessFact = AccessPolicyFact | LinkerdServerFact | LinkerdAuthorizationFact | LinkerdAuthenticationFact;

interface Resource {
  readonly name: string;
  readonly namespace?: string;
  /** `metadata.name`. */
  readonly site: Site;
}

/** What one object says about traffic in one direction. */
export interface AccessPolicyFact extends Resource {
  readonly kind: 'access-policy';
  readonly technology: AccessTechnology;
  /** Kind of the object, as its users call it: `NetworkPolicy`. */
  readonly object: string;
  /** `inbound`: the subject is who is reached; `outbound`: who reaches out. */
  readonly direction: 'inbound' | 'outbound';
  /** Whose traffic it is about. */
  readonly subject: Party;
  /** Whether the subject is everybody in a place, rather than somebody in particular. */
  readonly isWide: boolean;
  /** The only ports of the subject that it is about; absent: all. */
  readonly ports?: readonly PortRange[];
  /** Whether traffic of the subject is refused unless some policy allows it. */
  readonly isolates: boolean;
  readonly rules: readonly AccessRule[];
}

/** Lets some peers through, or keeps them out. */
export interface AccessRule {
  readonly effect: 'allow' | 'deny';
  /** Among the rules that match, those of the highest rank decide. */
  readonly rank: number;
  /** Any of them; absent: everybody. */
  readonly peers?: readonly Party[];
  /** Any of them; absent: all ports. */
  readonly ports?: readonly PortRange[];
  /** Whether more than peer and port decides: the request, its token, the time. */
  readonly conditional: boolean;
  readonly site: Site;
  /** Where one more peer fits. */
  readonly addition?: PeerSlot;
}

/** How the list is written that one more peer goes into. */
export interface PeerSlot {
  readonly slot: Slot;
  readonly form: 'pods' | 'endpoint' | 'principal' | 'service-account' | 'linkerd-identity' | 'linkerd-account' | 'intention';
}

/** Somebody: all conditions hold. Without any it is everybody. */
export interface Party {
  readonly conditions: readonly Condition[];
  readonly site: Site;
}

export interface Condition {
  /** Whether none of them may match, rather than any of them must. */
  readonly not: boolean;
  readonly anyOf: readonly Matcher[];
}

/** One way to tell who somebody is. */
export type Matcher =
  /** Labels of pods, or of their namespace. */
  | { readonly by: 'pod-labels' | 'namespace-labels'; readonly requirements: readonly LabelRequirement[] }
  /** The namespace; absent: that of an object which names none. */
  | { readonly by: 'namespace'; readonly namespace?: string }
  /** The identity that a mesh gives, by service account: `*` at an end stands for anything, an absent part is not looked at. */
  | { readonly by: 'identity'; readonly namespace?: string; readonly account?: string }
  /** The name of a service in its mesh. */
  | { readonly by: 'name'; readonly name: string; readonly namespace?: string }
  | { readonly by: 'unknown' };

/** A requirement of a label selector of Kubernetes. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** Ports of pods by number, ends included, or by the name of a container's port. */
export type PortRange = { readonly first: number; readonly last: number } | { readonly name: string } | 'unknown';

/** Linkerd's Server: a port of some pods. */
export interface LinkerdServerFact extends Resource {
  readonly kind: 'linkerd-server';
  readonly labels: Readonly<Record<string, string>>;
  readonly subject: Party;
  readonly port: PortRange;
  /** Who is let in without an authorisation. */
  readonly open: 'nobody' | 'authenticated' | 'everybody' | 'unknown';
}

/** Linkerd's ServerAuthorization and AuthorizationPolicy: who may reach servers. */
export interface LinkerdAuthorizationFact extends Resource {
  readonly kind: 'linkerd-authorization';
  /** A Server by name or by its labels, all those of the namespace, or a part of some that nobody here knows. */
  readonly target: { readonly server: string } | { readonly labels: readonly LabelRequirement[] } | 'namespace' | 'unknown';
  /** Who is named here; absent: everybody. */
  readonly clients?: readonly Party[];
  /** The authentications that all have to hold. */
  readonly references: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
  readonly addition?: PeerSlot;
}

/** Linkerd's MeshTLSAuthentication: clients by identity. */
export interface LinkerdAuthenticationFact extends Resource {
  readonly kind: 'linkerd-authentication';
  readonly clients: readonly Party[];
  readonly addition?: PeerSlot;
}
