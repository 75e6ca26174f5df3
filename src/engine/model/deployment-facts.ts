import type { Expression } from './expression.js';
import type { Probe } from './health-facts.js';
import type { Entries, Path, Setting, Site, Slot, Span } from './text.js';

/** What Compose files, Kubernetes manifests and charts say of what runs. */
export type DeploymentFact =
  | UnitFact
  | IncludeFact
  | NamespaceFact
  | NetworkServiceFact
  | ConfigMapFact
  | PatchedServiceFact
  | IngressFact
  | GatewayFact
  | AutoscalerFact
  | DisruptionBudgetFact
  | TopicFact
  | ChartFact
  | ChartValuesFact;

/** One deployable unit: a Compose service, a Kubernetes workload with its pod template, a resource of a .NET Aspire AppHost, an application of `dapr run -f`, or a process of a Procfile. */
export interface UnitFact {
  readonly kind: 'unit';
  readonly technology: 'compose' | 'kubernetes' | 'aspire' | 'dapr' | 'tye' | 'procfile';
  /** `service` for Compose and Tye, `resource` for Aspire, `app` for Dapr, `process` for a Procfile, `HelmRelease` for a chart that a controller installs, else the Kubernetes kind: `Deployment`, `StatefulSet`, `DaemonSet`, `Job`, `CronJob`, `Pod`. */
  readonly workload: string;
  readonly name: string;
  /** The name where the unit is declared. */
  readonly site: Site;
  /** Names in this fact that are constants of another file: what stands for them in its texts, and the constant. */
  readonly constantNames?: readonly ConstantName[];
  readonly namespace?: string;
  /** The release of a Helm chart that it is of, whose name its own may begin with. */
  readonly release?: string;
  /** Further network names: container_name, hostname, network aliases. */
  readonly aliases: readonly string[];
  /** Pod labels, or Compose labels. */
  readonly labels: readonly Label[];
  readonly annotations: readonly Label[];
  readonly containers: readonly Container[];
  readonly replicas?: Setting<number>;
  /** The count as a template of Helm writes it. */
  readonly replicasAction?: string;
  readonly startsAfter: readonly StartDependency[];
  /** Compose `links`, as `service` or `service:alias`. */
  readonly links: readonly { readonly service: string; readonly alias?: string; readonly site: Site }[];
  /** Compose `extends`: attributes not set here come from there. `file` is as written, relative to this file. */
  readonly extends?: { readonly file?: string; readonly service: string; readonly site: Site };
  readonly profiles: readonly string[];
  readonly networks: readonly string[];
  readonly networkMode?: Setting<string>;
  /** The line of `network_mode`, where it can be taken out alone. */
  readonly networkModeRemoval?: Site;
  readonly hostNetwork?: Setting<boolean>;
  /** The service account of Kubernetes pods; absent: `default`. */
  readonly serviceAccount?: Setting<string>;
  /** Labels by which a Kubernetes workload knows its pods; absent where it asks for more than labels, or a template hides them. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly extraHosts: readonly { readonly host: string; readonly address: string; readonly site: Site }[];
  readonly logging?: LoggingFact;
  readonly slots: UnitSlots;
}

/** A name of a unit that the code of a deployment takes from a constant: `AddRedis(Components.Cache)`. */
export interface ConstantName {
  /** The constant as it is written; no name of a unit holds a dot. */
  readonly standIn: string;
  readonly value: Expression;
}

/** Where fixes may add to a unit; each absent when the file's form does not allow it. */
export interface UnitSlots {
  /** One more entry of the unit's own mapping (Compose service, pod template `metadata.labels` is `labels`). */
  readonly body?: Slot;
  readonly labels?: Slot;
  readonly annotations?: Slot;
  /** The number of instances of a Kubernetes workload that does not set it. */
  readonly replicas?: Slot;
  /** One more manifest behind those of the file (Kubernetes). */
  readonly documents?: Slot;
  /** One more unit beside this one (Compose `services`). */
  readonly siblings?: Slot;
}

export interface Label {
  readonly key: string;
  readonly value: Setting<string>;
  /** The key where the file writes it. */
  readonly keySite?: Site;
  /** The line of the entry, where it can be taken out alone. */
  readonly removal?: Site;
}

/** A container of a unit; a Compose service has exactly one. */
export interface Container {
  readonly name: string;
  /** Init containers run before the others and then end. */
  readonly init: boolean;
  /** The image as written, its site included. */
  readonly image?: { readonly value: Expression; readonly site: Site };
  readonly build?: BuildFact;
  readonly environment: readonly EnvironmentVariable[];
  /** Compose `env_file`, as written, relative to this file. */
  readonly envFiles: readonly { readonly path: string; readonly required: boolean; readonly site: Site }[];
  /** Kubernetes `envFrom`. */
  readonly envFrom: readonly { readonly source: 'config-map' | 'secret'; readonly name: string; readonly prefix: string }[];
  readonly ports: readonly number[];
  /** Ports by the names that Kubernetes objects may use in their place; absent where none has a name. */
  readonly namedPorts?: Readonly<Record<string, number>>;
  readonly published: readonly PublishedPort[];
  readonly mounts: readonly Mount[];
  readonly command?: StartCommand;
  readonly probes: readonly Probe[];
}

/** What starts in a container: entry point and arguments as one text; variables stand as written (`${PORT}`). */
export interface StartCommand {
  readonly text: string;
  readonly site: Site;
}

export interface BuildFact {
  /** As written, relative to this file. */
  readonly context: Expression;
  readonly dockerfile?: Expression;
  readonly target?: string;
  /** Compose `build.args`. */
  readonly args?: readonly EnvironmentVariable[];
  /** The .NET project, by the name of the type that stands for it in an AppHost; the context then says nothing. */
  readonly project?: string;
  readonly site: Site;
}

export interface EnvironmentVariable {
  readonly name: string;
  /** Absent: passed through from the environment of whoever starts it. */
  readonly value?: Expression;
  /** The value, or the name where there is no value. */
  readonly site: Site;
}

export interface PublishedPort {
  readonly host?: number;
  readonly container: number;
  readonly site: Site;
}

/** Something mounted into a container. */
export interface Mount {
  /** `volume`: named volume or claim; `host`: a path of the machine; `other`: ephemeral, config, secret, socket. */
  readonly source: 'volume' | 'host' | 'other';
  /** Volume name, claim name, or host path as written; empty when anonymous or templated. */
  readonly name: string;
  readonly target: string;
  /** The ConfigMap that is mounted. */
  readonly configMap?: string;
  /** Unknown when templated; absent means writable. */
  readonly readOnly?: Setting<boolean>;
  readonly site: Site;
  /** Makes the mount read-only. */
  readonly readOnlyFix?: Completion;
}

/** An item together with the slot it belongs into. */
export interface Completion {
  readonly slot: Slot;
  readonly item: string | Entries;
}

/** Compose `depends_on`, one entry. */
export interface StartDependency {
  readonly target: string;
  /** `service_started` (also for the list form), `service_healthy`, `service_completed_successfully`. */
  readonly condition: string;
  readonly required: boolean;
  readonly site: Site;
  /** Adds `required: false`; the list form is rewritten to the map form. */
  readonly optionalFix?: Completion;
}

/** Compose `logging`. */
export interface LoggingFact {
  readonly driver: Setting<string>;
  /** The driver's options that matter here; unknown when templated. */
  readonly options: Readonly<Record<string, Setting<string>>>;
  /** One more option; creates `options` where there is none. */
  readonly optionsFix?: Slot;
  /** True when `optionsFix` is a slot for the whole `options` mapping instead of one more option. */
  readonly optionsMissing: boolean;
}

/** Compose `include`, as written, relative to this file. */
export interface IncludeFact {
  readonly kind: 'include';
  readonly file: string;
  readonly site: Site;
}

export interface NamespaceFact {
  readonly kind: 'namespace';
  readonly name: string;
  readonly labels: readonly Label[];
  readonly annotations: readonly Label[];
  /** Where one more manifest fits into its file. */
  readonly documents?: Slot;
  readonly site: Site;
}

/** A port of a Kubernetes Service. */
export interface ServicePort {
  readonly port: number;
  readonly name?: string;
  readonly nodePort?: number;
  readonly targetPort?: number | string;
  /** Its protocol where `appProtocol` or the name says one (`http-api`), and the place. */
  readonly protocol?: { readonly name: string; readonly site: Site; readonly by: 'appProtocol' | 'name' };
  /** One more entry. */
  readonly slot?: Slot;
}

/** A Kubernetes Service: a network name for pods. */
export interface NetworkServiceFact {
  readonly kind: 'network-service';
  readonly name: string;
  readonly namespace?: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
  /** `ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName`. */
  readonly type: string;
  readonly headless: boolean;
  readonly externalName?: string;
  /** Operations of an overlay change it, so that its ports may be others. */
  readonly isPatched?: true;
  /** Where one more manifest fits into its file. */
  readonly documents?: Slot;
  readonly site: Site;
}

/** A Service that operations of an overlay change (JSON 6902): what its own manifest says may not hold. */
export interface PatchedServiceFact {
  readonly kind: 'patched-service';
  readonly name: string;
  readonly site: Site;
}

/** A ConfigMap, or a Secret: its keys, and of its values no more than addresses. */
export interface ConfigMapFact {
  readonly kind: 'config-map';
  readonly secret: boolean;
  readonly name: string;
  readonly namespace?: string;
  readonly entries: readonly { readonly key: string; readonly value: Expression; readonly site: Site }[];
  /** Files of variables whose lines are entries too, where kustomize generates it. */
  readonly envFiles?: readonly Path[];
  readonly site: Site;
}

/** An Ingress, or a route of the Gateway API or of an ingress controller's own kind, and the services behind it. */
export interface IngressFact {
  readonly kind: 'ingress';
  readonly name: string;
  readonly namespace?: string;
  /** The controller that serves it, as its ingress class calls it: `nginx`, `istio`, `traefik`; absent: whatever the cluster has. */
  readonly className?: string;
  readonly protocol: 'http' | 'grpc' | 'tcp' | 'tls' | 'udp';
  readonly hosts: readonly string[];
  /** `timeout` in milliseconds, where a route of the Gateway API sets one. */
  readonly backends: readonly { readonly service: string; readonly path: string; readonly namespace?: string; readonly timeout?: Setting<number>; readonly site: Site }[];
  /** Hosts that the gateway itself asks on each request, whether it is allowed say. */
  readonly asks: readonly { readonly host: string; readonly site: Site }[];
  /** The Gateway that a route of the Gateway API is attached to; several routes may share it. */
  readonly gateway?: { readonly name: string; readonly namespace?: string };
  readonly site: Site;
}

/** A Gateway of the Gateway API. */
export interface GatewayFact {
  readonly kind: 'gateway';
  readonly name: string;
  readonly namespace?: string;
  /** The implementation: `istio`, `nginx`, `eg`; absent when templated. */
  readonly className?: string;
  readonly site: Site;
}

/** A HorizontalPodAutoscaler. */
export interface AutoscalerFact {
  readonly kind: 'autoscaler';
  readonly target: { readonly workload: string; readonly name: string };
  readonly namespace?: string;
  readonly minReplicas?: Setting<number>;
  /** The minimum as a template of Helm writes it. */
  readonly minReplicasAction?: string;
  /** What a template makes the object depend on, as written behind `if`; `?` where that is several things. */
  readonly condition?: string;
  readonly maxReplicas?: Setting<number>;
  readonly site: Site;
}

/** A topic of Kafka that an operator makes. */
export interface TopicFact {
  readonly kind: 'topic';
  readonly name: string;
  /** Unknown where the cluster's default holds. */
  readonly partitions: Setting<number>;
  readonly site: Site;
}

export interface DisruptionBudgetFact {
  readonly kind: 'disruption-budget';
  readonly name: string;
  readonly namespace?: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly site: Site;
}

/** A Helm chart. Its templates are read as manifests, with the names and values of objects as they are written. */
export interface ChartFact {
  readonly kind: 'chart';
  readonly folder: Path;
  readonly name: string;
  /** Only there for other charts to take helpers from. */
  readonly isLibrary: boolean;
  readonly dependencies: readonly ChartDependency[];
  readonly site: Site;
}

/** A chart inside another one. */
export interface ChartDependency {
  readonly name: string;
  readonly alias?: string;
  /** `file://../orders`, or an address elsewhere. */
  readonly repository?: string;
  /** The value that switches it on and off. */
  readonly condition?: string;
  readonly site: Site;
}

/** A file of values for charts: scalars by their dotted path. */
export interface ChartValuesFact {
  readonly kind: 'chart-values';
  readonly values: readonly (readonly [path: string, value: string, span: Span])[];
  readonly site: Site;
}
