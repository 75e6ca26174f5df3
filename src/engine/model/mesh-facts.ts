import type { Setting, Site, Slot } from './text.js';

/** What Istio resources say. Hosts are as written; only `link` resolves them. */
export type MeshFact =
  | TrafficRouteFact
  | TrafficPolicyFact
  | PeerAuthenticationFact
  | AuthorizationPolicyFact
  | ServiceEntryFact
  | MeshGatewayFact
  | SidecarFact
  | TelemetryFact;

interface Resource {
  readonly name: string;
  readonly namespace?: string;
  /** `metadata.name`. */
  readonly site: Site;
}

/** A VirtualService. */
export interface TrafficRouteFact extends Resource {
  readonly kind: 'traffic-route';
  readonly hosts: readonly string[];
  /** Empty means the mesh itself. */
  readonly gateways: readonly string[];
  readonly routes: readonly HttpRoute[];
}

/** One entry of `spec.http` (or of `tcp`, `tls`: then without care). */
export interface HttpRoute {
  readonly protocol: 'http' | 'tcp' | 'tls';
  readonly destinations: readonly { readonly host: string; readonly subset?: string; readonly port?: number; readonly site: Site }[];
  /** Milliseconds; 0 switches the time-out off. */
  readonly timeout?: Setting<number>;
  readonly attempts?: Setting<number>;
  /** Where `timeout:` fits, when absent. */
  readonly timeoutSlot?: Slot;
  readonly site: Site;
}

/** A DestinationRule. */
export interface TrafficPolicyFact extends Resource {
  readonly kind: 'traffic-policy';
  readonly host: string;
  readonly hostSite: Site;
  readonly levels: readonly PolicyLevel[];
  readonly subsets: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>> }[];
  /** One more entry of `spec.trafficPolicy`; absent when there is none. */
  readonly policySlot?: Slot;
  /** One more entry of `spec`. */
  readonly specSlot?: Slot;
}

/** The settings of one level: the whole rule, one subset, or one port. */
export interface PolicyLevel {
  readonly level: 'host' | 'subset' | 'port';
  /** Subset name or port number, as text. */
  readonly name?: string;
  readonly outlierDetection?: OutlierDetection;
  /** True when `connectionPool` bounds requests, connections or retries (a connect time-out alone does not). */
  readonly limitsLoad: boolean;
  /** Whether `connectionPool` is written at all, whatever it bounds. */
  readonly hasConnectionPool?: boolean;
  readonly tlsMode?: Setting<string>;
}

export interface OutlierDetection {
  /** The key `outlierDetection`. */
  readonly site: Site;
  readonly consecutive5xxErrors?: Setting<number>;
  readonly consecutiveGatewayErrors?: Setting<number>;
  /** Percent, 0..100; absent or 0 means 10 (Istio's default). */
  readonly maxEjectionPercent?: Setting<number>;
  /** One more entry. */
  readonly slot?: Slot;
}

/** A PeerAuthentication. */
export interface PeerAuthenticationFact extends Resource {
  readonly kind: 'peer-authentication';
  /** Empty: the whole namespace. */
  readonly selector: Readonly<Record<string, string>>;
  readonly mode?: Setting<string>;
  readonly portModes: readonly { readonly port: number; readonly mode: Setting<string> }[];
}

export interface AuthorizationPolicyFact extends Resource {
  readonly kind: 'authorization-policy';
  readonly selector: Readonly<Record<string, string>>;
  readonly action: string;
  /** Principals and namespaces of `from[].source`, as written. */
  readonly sources: readonly string[];
}

export interface ServiceEntryFact extends Resource {
  readonly kind: 'service-entry';
  readonly hosts: readonly string[];
  readonly external: boolean;
  readonly endpoints: number;
}

/** An Istio Gateway. */
export interface MeshGatewayFact extends Resource {
  readonly kind: 'mesh-gateway';
  readonly selector: Readonly<Record<string, string>>;
  readonly hosts: readonly string[];
}

export interface SidecarFact extends Resource {
  readonly kind: 'sidecar';
  readonly selector: Readonly<Record<string, string>>;
  readonly egressHosts: readonly string[];
  readonly outboundMode?: string;
}

export interface TelemetryFact extends Resource {
  readonly kind: 'telemetry';
  readonly selector: Readonly<Record<string, string>>;
}
