import type { AccessPolicyFact } from './access-facts.js';
import type { ChannelDeclarationFact, ConsumerSettings, DeadLetterPolicyFact, GlobalTransactionFact, TableFact, UseFact } from './code-facts.js';
import type { ContractDefinitionFact } from './contract-facts.js';
import type { DisruptionBudgetFact, NamespaceFact, NetworkServiceFact, StartCommand, UnitFact } from './deployment-facts.js';
import type { CodeRootFact, Shipping } from './packaging-facts.js';
import type { Probe } from './health-facts.js';
import type { BaselineFact, Problem, SuppressionFact } from './facts.js';
import type { CommonChanges } from './history.js';
import type { HttpRoute, MeshInterface, MeshTechnology, PeerAuthenticationFact, RouteDestination, ServiceEntryFact, SidecarFact, TrafficPolicyFact, TrafficRouteFact } from './mesh-facts.js';
import type { EdgePolicyFact, PolicyExceptionFact, ServicePolicyFact } from './policy-facts.js';
import type { RelationKind } from './relation-kind.js';
import type { Path, Setting, Site, Slot } from './text.js';

export type ElementKind =
  | 'service' | 'module' | 'datastore' | 'broker' | 'gateway' | 'registry' | 'config'
  | 'telemetry' | 'auth' | 'webserver' | 'library' | 'external' | 'other';

/** Only business elements count in scores and chains; infrastructure stays visible. */
export type Role = 'business' | 'infra';

/** One real thing, whatever it is called in Compose, Kubernetes, code and environment variables. */
export interface Element {
  /** `kind:name`, unique and stable. */
  readonly id: string;
  readonly name: string;
  readonly kind: ElementKind;
  readonly role: Role;
  /** Every other name it goes by, sorted. */
  readonly aliases: readonly string[];
  /** Kubernetes namespace or Compose project; undefined for elements known from code alone. */
  readonly group?: string;
  /** Where it is declared, most telling place first; for externals the places that name it. */
  readonly definedAt: readonly [Site, ...Site[]];
  /** What runs it, merged over files. */
  readonly units: readonly UnitFact[];
  /** Services of Kubernetes that lead to it, merged over files. */
  readonly services: readonly NetworkServiceFact[];
  /** Folders of its source code, most specific first. */
  readonly codeFolders: readonly Path[];
  /** The folder of its program, where its code folder holds the programs of several. */
  readonly program?: Path;
  /** What the manifests of its code say it is built with; its own code folders only, not those of libraries. */
  readonly dependencies: CodeRootFact['dependencies'];
  /** What its image starts, where no unit says otherwise. */
  readonly imageCommand?: StartCommand;
  /** Engine of a datastore or broker: `postgres`, `redis`, `rabbitmq`, ... */
  readonly engine?: string;
  /** Smallest known number of instances: replicas, or the autoscaler's minimum. */
  readonly replicas?: Setting<number>;
  /** Services in the same pod or network namespace share this key; it is the element's own id otherwise. */
  readonly deploymentUnit: string;
  /** Reached from outside: published port, ingress, gateway route, NodePort or LoadBalancer. */
  readonly isEntry: boolean;
  /** Runs to an end: Job, CronJob, migration, load generator, test runner. */
  readonly isTask: boolean;
  /** The pages of one service or of what is behind a gateway: runs in a browser, keeps nothing, and nobody calls it. */
  readonly isUserInterface: boolean;
  readonly mesh: MeshMembership;
  /** Who is responsible for it, when something says so. */
  readonly owner?: string;
  /** What the policy file says of it. */
  readonly policy?: ServicePolicyFact;
}

/** Whether a service mesh proxy stands beside the element. */
export interface MeshMembership {
  /** `none`: no mesh in the workspace; `out`: the rest is meshed, this is not. */
  readonly state: 'in' | 'out' | 'unknown' | 'none';
  /** The mesh it is in, when something said so, and what that was. */
  readonly mesh?: MeshTechnology;
  readonly site?: Site;
  /** Behind the manifests of the file that says so, where one more fits. */
  readonly documents?: Slot;
  /** What switched the proxy off, when something explicit did. */
  readonly optOut?: { readonly cause: 'label' | 'annotation' | 'host-network' | 'namespace'; readonly value: string; readonly site: Site };
}

export type { RelationKind };

/** `declared`: a recognised client uses it; `config`: a value names it; `inferred`: a name or order suggests it. */
export type Confidence = 'declared' | 'config' | 'inferred';

export interface Evidence {
  readonly site: Site;
  readonly extractor: string;
  readonly confidence: Confidence;
}

/**
 * How deep an import between modules goes, deepest first: past the public face into the `inside`; from one `layer` of the same
 * features to the next; an `entity`, which another module keeps in its tables; a module's `open` top, where nothing is declared
 * to be its face; its declared `face`; an `event` that it publishes; a `type` alone, which leaves no trace in the running program.
 */
export type ImportReach = 'inside' | 'layer' | 'entity' | 'open' | 'face' | 'event' | 'type';

/** A directed edge, from the element that depends to the one it depends on. One per pair, kind and channel. */
export interface Relation {
  /** `from -kind-> to` with the channel, unique and stable. */
  readonly id: string;
  readonly from: Element;
  readonly to: Element;
  readonly kind: RelationKind;
  readonly protocol?: string;
  readonly channel?: string;
  /** The ports that its addresses name, or that their schemes stand for, ascending; empty where none tells. */
  readonly ports: readonly number[];
  /** For `imports` between modules. */
  readonly importReach?: ImportReach;
  readonly via: 'direct' | 'gateway' | 'mesh' | 'broker';
  /** The best confidence of the evidence. */
  readonly confidence: Confidence;
  /** Strongest first. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** The places in code that make the relation. */
  readonly uses: readonly UseFact[];
  readonly care: EffectiveCare;
  /** For `calls` and `routes`: the contract that the call is made under, when one was found. */
  readonly contract?: Contract;
  /** How often the two ends changed in one commit; only for `changes-with`. */
  readonly changes?: CommonChanges;
}

/** An interface that services agreed on in a file, with all its copies. */
export interface Contract {
  /** In the order of their paths. */
  readonly copies: readonly [ContractDefinitionFact, ...ContractDefinitionFact[]];
  /** Some copy says something else than the first. */
  readonly isDiverging: boolean;
  /** For each copy, whose code holds it. */
  readonly heldBy: readonly (readonly Element[])[];
  /** Whose code holds a copy; nobody's when it lies in a folder for all. */
  readonly holders: readonly Element[];
  /** Who is known to implement it: code made for a server, a base class of a stub. */
  readonly providers: readonly Element[];
  /** Who is known to use it: a generated client, a stub, the consumer of a pact. */
  readonly consumers: readonly Element[];
}

/** The care that holds for a relation after mesh, gateway and code were looked up. Only meaningful for `calls`. */
export interface EffectiveCare {
  /** Milliseconds: the smallest that applies to every call site. Absent: nothing sets one. */
  readonly timeout?: Setting<number>;
  /** A breaker that can act, in the mesh or in code. */
  readonly hasBreaker: boolean | 'unknown';
  readonly hasFallback: boolean;
  /** Routes of the mesh that carry this relation. */
  readonly routes: readonly { readonly fact: TrafficRouteFact; readonly route: HttpRoute }[];
  /** Rules of the mesh that apply to this relation, those of Istio first, most specific first. */
  readonly policies: readonly TrafficPolicyFact[];
}

/** A database inside a datastore, and who uses it. */
export interface Database {
  /** `datastore id/name`, name `?` when unknown. */
  readonly id: string;
  readonly datastore: Element;
  readonly name?: string;
  readonly schema?: string;
  /** A framework keeps it for all its users (an outbox, a job store): its tables are no model of theirs. */
  readonly isOfFramework?: true;
  readonly clients: readonly DatabaseClient[];
}

export interface DatabaseClient {
  readonly element: Element;
  readonly relation: Relation;
  /** The connection string or the value that names the database. */
  readonly site: Site;
}

/** A table or collection that the code of one element names. */
export interface TableUse {
  readonly element: Element;
  readonly fact: TableFact;
  readonly name: string;
  /** As written, or as the program sets it for all its tables; absent: the database's own default. */
  readonly schema?: string;
}

/** A file of variables, a ConfigMap or a Secret that elements take as a whole. */
export interface ConfigBlob {
  /** Path of the file, or name of the object. */
  readonly name: string;
  readonly isSecret: boolean;
  readonly keys: readonly { readonly name: string; readonly site: Site }[];
  /** Sorted by name. */
  readonly users: readonly ConfigBlobUser[];
  /** Where it is written. */
  readonly site: Site;
}

export interface ConfigBlobUser {
  readonly element: Element;
  /** Where it takes the whole. */
  readonly site: Site;
  /** The keys that its code mentions: more than it reads. */
  readonly mentions: ReadonlySet<string>;
}

/** A function that writes to a database and publishes to a broker. */
export interface DualWrite {
  readonly element: Element;
  /** With the broker. */
  readonly relation: Relation;
  readonly datastore: Element;
  readonly publish: Site;
  readonly write: Site;
}

/** Elements that one run of a pipeline releases together, whichever of them changed; one alone is released independently. */
export interface Release {
  /** What starts it, in words: `push to main`. */
  readonly trigger: string;
  /** Sorted by id. An element is in one release at most: the smallest that it can go with. */
  readonly elements: readonly [Element, ...Element[]];
  /** Where the pipeline builds them. */
  readonly sites: readonly [Site, ...Site[]];
  /** How the run brings them out; absent when it only builds and publishes, and others decide what is deployed when. */
  readonly shipping?: Shipping;
}

/** Something that named a target which no element answers to. */
export interface Unresolved {
  readonly from?: Element;
  readonly target: string;
  readonly reason: string;
  readonly site: Site;
}

/** A host that a route of a mesh leads to or a rule is for, and the element that answers to it. */
export interface HostReference {
  readonly host: string;
  readonly site: Site;
  readonly fact: TrafficRouteFact | TrafficPolicyFact;
  /** For routes: what else is said of the destination. */
  readonly destination?: RouteDestination;
  readonly target?: Element;
}

/** A host that an Ingress, a route of the Gateway API or a VirtualService at a gateway gives the outside. */
export interface PublicHost {
  /** In lower case, never with a wildcard. */
  readonly host: string;
  /** The paths that lead to the element; `/` for all. */
  readonly path: string;
  readonly element: Element;
  /** The resource. */
  readonly site: Site;
}

/** How the services of a system take messages: what relations, which only say who listens to what, leave out. */
export interface Messaging {
  /** One per place in code and element that runs it, in the order of their sites. */
  readonly consumers: readonly MessageConsumer[];
  /** One per place in code and element that runs it, in the order of their sites. */
  readonly channels: readonly DeclaredChannel[];
  /** One per place in code and element that runs it, in the order of their sites: messages whose sender waits for a reply. */
  readonly requests: readonly MessageRequest[];
  /** In the order of the files. */
  readonly deadLetterPolicies: readonly DeadLetterPolicyFact[];
  /** In the order of the places of their numbers; one for each place that says something of a topic. */
  readonly topics: readonly KafkaTopic[];
}

/** What a file says of a topic of Kafka. */
export interface KafkaTopic {
  readonly name: string;
  /** At least 1; unknown where the broker decides. */
  readonly partitions: Setting<number>;
  /** Whether the place of the partitions is the number alone. */
  readonly isNumber: boolean;
}

/** Code of an element that takes messages. */
export interface MessageConsumer {
  readonly use: UseFact;
  readonly element: Element;
  /** The broker that the element listens to; absent where it listens to several and nothing tells which. */
  readonly broker?: Element;
  /** As code and configuration together say. */
  readonly settings: ConsumerSettings;
  /** Queue or topic; absent where only the running program knows it. */
  readonly channel?: string;
  /** Name of the consumer group; absent where there is none, or only the running program knows it. */
  readonly group?: string;
  /** The one place that writes the whole name of the group. */
  readonly groupSite?: Site;
  /** The largest number of its instances that some file allows: replicas, or the autoscaler's maximum. */
  readonly mostInstances?: Setting<number>;
}

/** Code of an element that sends a message and waits for the reply. */
export interface MessageRequest {
  readonly use: UseFact;
  readonly element: Element;
  /** The broker that it goes through; absent where the element sends to several and nothing tells which. */
  readonly broker?: Element;
  /** Queue, topic or pattern; absent where only the running program knows it. */
  readonly channel?: string;
  /** Who answers, where the code names it. */
  readonly answering?: Element;
}

/** A queue that the code of an element declares. */
export interface DeclaredChannel {
  readonly fact: ChannelDeclarationFact;
  readonly element: Element;
  /** Absent where only the running program knows it. */
  readonly name?: string;
}

/** A probe of an element that waits for the answers of others. */
export interface LinkedProbe {
  readonly element: Element;
  readonly unit: UnitFact;
  readonly probe: Probe;
  readonly asks: readonly [AskedElement, ...AskedElement[]];
  /** A path that the program also serves, and that is about itself alone. */
  readonly ownPath?: string;
}

/** Another element that a probe asks. */
export interface AskedElement {
  readonly to: Element;
  /** How that is known: the probe names it, the framework asks it by itself, or the code behind the path does. */
  readonly how: 'named' | 'framework' | 'handler';
  /** Where the code asks. */
  readonly site?: Site;
}

/** All elements and relations with their names resolved. */
export interface CouplingGraph {
  readonly elements: ReadonlyMap<string, Element>;
  /** Sorted by id. */
  readonly relations: readonly Relation[];
  /** In the order of the paths of their first copies. */
  readonly contracts: readonly Contract[];
  readonly databases: readonly Database[];
  /** The tables that programs name, in the order of the places. */
  readonly tables: readonly TableUse[];
  /** Classes of the business that libraries of the workspace hold, by id of the library, sorted by name. */
  readonly libraryEntities: ReadonlyMap<string, readonly { readonly name: string; readonly site: Site }[]>;
  /** Where functions write to a database and publish, and nothing holds the two together; in the order of the places. */
  readonly dualWrites: readonly DualWrite[];
  /** Where programs commit in several places at once; code that several share is left out. */
  readonly globalTransactions: readonly { readonly fact: GlobalTransactionFact; readonly element: Element }[];
  /** Bags of variables that several elements take as a whole, in the order of the places. */
  readonly configBlobs: readonly ConfigBlob[];
  /** Istio's DestinationRules with the element their host resolves to. What other meshes have in their place acts on relations alone. */
  readonly trafficPolicies: readonly { readonly fact: TrafficPolicyFact; readonly target?: Element }[];
  /** The hosts that routes and rules of meshes name, in the order of the files; those that templates write are left out. */
  readonly hostReferences: readonly HostReference[];
  /** PeerAuthentications with the elements they select, most specific rule last. */
  readonly peerAuthentications: readonly { readonly fact: PeerAuthenticationFact; readonly targets: readonly Element[] }[];
  /** Who may reach whom, in the order of the files, with the elements that each policy is about, certainly or possibly. */
  readonly accessPolicies: readonly { readonly policy: AccessPolicyFact; readonly subjects: readonly { readonly element: Element; readonly isCertain: boolean }[] }[];
  /** Namespaces that manifests declare; one may be declared in several files. */
  readonly namespaces: readonly NamespaceFact[];
  /** Istio's Sidecars with the elements whose proxies they are for. */
  readonly sidecars: readonly { readonly fact: SidecarFact; readonly targets: readonly Element[] }[];
  /** Hosts that Istio is told of, beside the Services of the cluster. */
  readonly serviceEntries: readonly ServiceEntryFact[];
  /** What Istio's configuration says about hosts that it is not told of (`REGISTRY_ONLY`, `ALLOW_ANY`); several where files disagree. */
  readonly meshModes: readonly string[];
  /** What pipelines release, largest first; empty when no pipeline says how any element is released. */
  readonly releases: readonly Release[];
  readonly unresolved: readonly Unresolved[];
  readonly messaging: Messaging;
  /** Hosts under which the outside reaches elements, in the order of the files. */
  readonly publicHosts: readonly PublicHost[];
  /** Probes that ask other elements before they answer, in the order of the elements and their files. */
  readonly probes: readonly LinkedProbe[];
  /** What somebody wrote about an element that there is not. */
  readonly problems: readonly Problem[];
  /** What bounds how many pods a drain may take at once. */
  readonly disruptionBudgets: readonly DisruptionBudgetFact[];
  readonly suppressions: readonly SuppressionFact[];
  /** What was accepted as it stood. */
  readonly baseline: readonly BaselineFact[];
  /** What the policy file says about relations and findings, in the order it says so. */
  readonly policy: { readonly edges: readonly EdgePolicyFact[]; readonly exceptions: readonly PolicyExceptionFact[] };
  /** Which kinds of configuration the workspace holds: a rule about something missing needs a witness (rules.md G1). */
  readonly witnesses: Witnesses;
  /** What is inside deployables, by the id of their element, where the system has several: a graph of modules each. With one alone, its modules stand among the elements. */
  readonly insides: ReadonlyMap<string, CouplingGraph>;
}

export interface Witnesses {
  readonly mesh: boolean;
  readonly trafficPolicies: boolean;
  /** The meshes that have resources of their own here. */
  readonly meshes: ReadonlySet<MeshInterface>;
}
