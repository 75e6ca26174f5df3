import type { Setting, Site, Slot } from './text.js';

/** What resources of service meshes say. Hosts are as written; only `link` resolves them. */
export type MeshFact =
  | TrafficRouteFact
  | TrafficPolicyFact
  | PeerAuthenticationFact
  | ServiceEntryFact
  | MeshGatewayFact
  | SidecarFact
  | TelemetryFact
  | ProxyExtensionFact
  | MeshServiceFact
  | MeshConfigFact;

/** Meshes with proxies of their own. */
export type MeshTechnology = 'istio' | 'linkerd' | 'consul' | 'kuma' | 'app-mesh' | 'open-service-mesh';

/** Whose resource it is; some interfaces hold for whichever mesh implements them. */
export type MeshInterface = MeshTechnology | 'cilium' | 'gateway-api' | 'smi';

/** Istio's namespace for objects that hold everywhere, unless the mesh is configured otherwise. */
export const ROOT_NAMESPACE = 'istio-system';

interface Resource {
  readonly mesh: MeshInterface;
  readonly name: string;
  readonly namespace?: string;
  /** `metadata.name`. */
  readonly site: Site;
}

/** Whose calls a resource acts on: a service by name, or pods by labels. */
export interface Caller {
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Istio's VirtualService, and what other meshes have in its place: how calls to some hosts are carried. */
export interface TrafficRouteFact extends Resource {
  readonly kind: 'traffic-route';
  readonly hosts: readonly string[];
  /** Empty means the mesh itself. */
  readonly gateways: readonly string[];
  readonly routes: readonly HttpRoute[];
  /** Absent: it acts on calls of everybody. */
  readonly caller?: Caller;
  /** Namespaces that see it; absent: all. `.` is its own. */
  readonly exportTo?: readonly string[];
}

/** Where a route leads. */
export interface RouteDestination {
  readonly host: string;
  readonly site: Site;
  readonly subset?: string;
  readonly subsetSite?: Site;
  readonly port?: number;
  readonly portSite?: Site;
}

/** One entry of `spec.http` (or of `tcp`, `tls`: then without care). */
export interface HttpRoute {
  readonly protocol: 'http' | 'tcp' | 'tls';
  readonly destinations: readonly RouteDestination[];
  /** Who gets copies of the requests. */
  readonly mirrored?: readonly RouteDestination[];
  /** Milliseconds; 0 switches the time-out off. */
  readonly timeout?: Setting<number>;
  readonly attempts?: Setting<number>;
  /** Milliseconds of one try. */
  readonly tryTimeout?: Setting<number>;
  /**
   * Whether answers of the callee are retried, not only connections that were never made: then a failure further on is retried here, too.
   * Absent: nothing says so, and the mesh's default holds.
   */
  readonly retriesAnswers?: Setting<boolean>;
  /** Istio's conditions under which it retries, as written. */
  readonly retryOn?: Setting<string>;
  /** Methods that the route is for, where its matches name some; unknown where they do so by patterns. Absent: any. */
  readonly methods?: readonly string[] | 'unknown';
  /** Istio's fault injection. */
  readonly fault?: Site;
  /** Where `timeout:` fits, when absent. */
  readonly timeoutSlot?: Slot;
  readonly site: Site;
}

/** Istio's DestinationRule, and what other meshes have in its place: how callers treat one host. */
export interface TrafficPolicyFact extends Resource {
  readonly kind: 'traffic-policy';
  /** As written; `*` for all. */
  readonly host: string;
  readonly hostSite: Site;
  /** Absent: it acts on calls of everybody. */
  readonly caller?: Caller;
  /** Namespaces that see it; absent: all. `.` is its own. */
  readonly exportTo?: readonly string[];
  readonly levels: readonly PolicyLevel[];
  readonly subsets: readonly PolicySubset[];
  /** One more entry of `spec.trafficPolicy`; absent when there is none. */
  readonly policySlot?: Slot;
  /** One more entry of `spec`. */
  readonly specSlot?: Slot;
}

/** Some of the pods of a host, under a name that routes may use. */
export interface PolicySubset {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Its name. */
  readonly site: Site;
}

/** The settings of one level: the whole rule, one subset, or one port. */
export interface PolicyLevel {
  readonly level: 'host' | 'subset' | 'port';
  /** Subset name or port number, as text. */
  readonly name?: string;
  readonly outlierDetection?: OutlierDetection;
  /** True when something bounds requests, connections or retries (a connect time-out alone does not), or opens whatever the number of instances. */
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

/** Istio's PeerAuthentication, and what other meshes have in its place: whether a workload takes calls in plain text. */
export interface PeerAuthenticationFact extends Resource {
  readonly kind: 'peer-authentication';
  /** Empty: the whole namespace. */
  readonly selector: Readonly<Record<string, string>>;
  readonly mode?: Setting<string>;
  readonly portModes: readonly { readonly port: number; readonly mode: Setting<string> }[];
}

export interface ServiceEntryFact extends Resource {
  readonly kind: 'service-entry';
  readonly hosts: readonly string[];
  readonly external: boolean;
  /** Namespaces that see it; absent: all. `.` is its own. */
  readonly exportTo?: readonly string[];
  readonly endpoints: number;
  /** Host names of its endpoints. */
  readonly addresses: readonly string[];
  /** Labels of the pods behind it, when it names some. */
  readonly selector: Readonly<Record<string, string>>;
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
  /** `REGISTRY_ONLY` or `ALLOW_ANY`. */
  readonly outboundMode?: string;
  /** Where one more manifest fits into its file. */
  readonly documents?: Slot;
}

/** Settings of Istio as a whole: an IstioOperator, or its ConfigMap. */
export interface MeshConfigFact extends Resource {
  readonly kind: 'mesh-config';
  /** `REGISTRY_ONLY` or `ALLOW_ANY`, where it sets it. */
  readonly outboundMode: string;
}

export interface TelemetryFact extends Resource {
  readonly kind: 'telemetry';
  readonly selector: Readonly<Record<string, string>>;
}

/** Istio's EnvoyFilter: the hosts of the clusters that it gives to proxies. */
export interface ProxyExtensionFact extends Resource {
  readonly kind: 'proxy-extension';
  readonly selector: Readonly<Record<string, string>>;
  readonly upstreams: readonly Upstream[];
}

/** What a mesh lets a service reach by name: upstreams of Consul, backends of App Mesh. Its proxy opens nothing else, so it is there to be called. */
export interface MeshServiceFact extends Resource {
  readonly kind: 'mesh-service';
  /** Labels of its pods; empty: `name` tells. */
  readonly selector: Readonly<Record<string, string>>;
  readonly upstreams: readonly Upstream[];
}

export interface Upstream {
  readonly host: string;
  readonly site: Site;
}
