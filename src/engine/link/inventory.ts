import type {
  ChannelDeclarationFact, ClientBeanFact, ClientDefaultFact, ConstantFact, ConstantNamesFact, DeadLetterPolicyFact, DefaultSchemaFact, EntityFact,
  EntryPointFact, FailureHandlingFact, GlobalTransactionFact, GuardedCallFact, ImportFact, ListenerFact, OutboxFact, PassedFact, PathAliasFact,
  RoleFact, StoreWriteFact, TableFact, UseFact, VariableNamesFact,
} from '../model/code-facts.js';
import type {
  AutoscalerFact, ConfigMapFact, DisruptionBudgetFact, GatewayFact, IncludeFact, IngressFact, NamespaceFact, NetworkServiceFact, TopicFact, UnitFact,
} from '../model/deployment-facts.js';
import type { CodeRootFact, DockerfileFact, ImageSourceFact, ReleaseFact, SubmoduleFact } from '../model/packaging-facts.js';
import type { ConfigurationFact, ServerEndpointFact, VariableFact } from '../model/setting-facts.js';
import type { ContractDefinitionFact, ContractUseFact, RemoteInterfaceFact } from '../model/contract-facts.js';
import type { HealthCheckFact, HealthEndpointFact } from '../model/health-facts.js';
import type { DaprComponentFact, DaprConfigurationFact, DaprSubscriptionFact } from '../model/dapr-facts.js';
import type { Expression, Part } from '../model/expression.js';
import type { BaselineFact, Fact, FileFacts, SuppressionFact } from '../model/facts.js';
import type {
  MeshConfigFact, MeshFact, MeshGatewayFact, MeshServiceFact, PeerAuthenticationFact, ProxyExtensionFact, ServiceEntryFact, SidecarFact,
  TrafficPolicyFact, TrafficRouteFact,
} from '../model/mesh-facts.js';
import type { CatalogEntityFact, CodeOwnerFact, EdgePolicyFact, PolicyExceptionFact, ServicePolicyFact } from '../model/policy-facts.js';
import { remembered } from '../model/remembered.js';
import { isCodePath, isStructurePath } from '../model/source-paths.js';
import type { Path } from '../model/text.js';
import { withCharts } from './charts/render.js';
import type { AccessFact, AccessPolicyFact, LinkerdAuthenticationFact, LinkerdAuthorizationFact, LinkerdServerFact } from '../model/access-facts.js';
import { folderOf } from '../model/text.js';
import { substituteOf, type Variables } from './names/dot-env.js';
import { withExtended } from './deployables/extended-units.js';

/** All facts of a workspace by kind, each list in the order of paths, so that the order of the files never matters. */
export interface Inventory {
  readonly units: UnitFact[];
  readonly includes: IncludeFact[];
  /** Lines of `.env` files by file, then by name. */
  readonly variables: Map<Path, Map<string, VariableFact>>;
  readonly namespaces: NamespaceFact[];
  readonly networkServices: NetworkServiceFact[];
  readonly configMaps: ConfigMapFact[];
  /** Names of Services that overlays change. */
  readonly patchedServices: Set<string>;
  readonly ingresses: IngressFact[];
  readonly gateways: GatewayFact[];
  readonly autoscalers: AutoscalerFact[];
  readonly dockerfiles: Map<Path, DockerfileFact>;
  /** Manifests by folder; a folder may hold several. */
  readonly codeRoots: Map<Path, CodeRootFact[]>;
  /** Folders with source files in them or below. */
  readonly sourceFolders: Set<Path>;
  /** Files of the running program, in the order of their paths. */
  readonly structureFiles: Path[];
  readonly trafficRoutes: TrafficRouteFact[];
  readonly trafficPolicies: TrafficPolicyFact[];
  readonly peerAuthentications: PeerAuthenticationFact[];
  readonly accessPolicies: AccessPolicyFact[];
  readonly linkerdServers: LinkerdServerFact[];
  readonly linkerdAuthorizations: LinkerdAuthorizationFact[];
  readonly linkerdAuthentications: LinkerdAuthenticationFact[];
  readonly sidecars: SidecarFact[];
  readonly meshGateways: MeshGatewayFact[];
  readonly meshServices: MeshServiceFact[];
  readonly serviceEntries: ServiceEntryFact[];
  readonly meshConfigs: MeshConfigFact[];
  readonly proxyExtensions: ProxyExtensionFact[];
  readonly uses: UseFact[];
  readonly channelDeclarations: ChannelDeclarationFact[];
  readonly deadLetterPolicies: DeadLetterPolicyFact[];
  readonly failureHandlings: FailureHandlingFact[];
  readonly tables: TableFact[];
  readonly entities: EntityFact[];
  readonly globalTransactions: GlobalTransactionFact[];
  readonly storeWrites: StoreWriteFact[];
  readonly outboxes: OutboxFact[];
  readonly defaultSchemas: DefaultSchemaFact[];
  readonly guardedCalls: GuardedCallFact[];
  readonly listeners: ListenerFact[];
  readonly healthChecks: HealthCheckFact[];
  readonly healthEndpoints: HealthEndpointFact[];
  readonly clientDefaults: ClientDefaultFact[];
  readonly clientBeans: ClientBeanFact[];
  /** Exported constants by file; a file may export the whole of several others under the name `*`. */
  readonly constants: Map<Path, Map<string, ConstantFact[]>>;
  readonly passed: PassedFact[];
  readonly imports: ImportFact[];
  readonly pathAliases: PathAliasFact[];
  readonly configurations: ConfigurationFact[];
  readonly daprComponents: DaprComponentFact[];
  readonly daprSubscriptions: DaprSubscriptionFact[];
  readonly daprConfigurations: DaprConfigurationFact[];
  readonly serverEndpoints: ServerEndpointFact[];
  readonly contracts: ContractDefinitionFact[];
  readonly contractUses: ContractUseFact[];
  readonly remoteInterfaces: RemoteInterfaceFact[];
  readonly roles: RoleFact[];
  readonly entryPoints: EntryPointFact[];
  readonly variableNames: VariableNamesFact[];
  readonly constantNames: ConstantNamesFact[];
  readonly servicePolicies: ServicePolicyFact[];
  readonly edgePolicies: EdgePolicyFact[];
  readonly policyExceptions: PolicyExceptionFact[];
  /** Lines of `CODEOWNERS`, in their order. */
  readonly codeOwners: CodeOwnerFact[];
  readonly submodules: SubmoduleFact[];
  readonly catalogEntities: CatalogEntityFact[];
  readonly releases: ReleaseFact[];
  readonly imageSources: ImageSourceFact[];
  readonly topics: TopicFact[];
  readonly disruptionBudgets: DisruptionBudgetFact[];
  readonly suppressions: SuppressionFact[];
  readonly baseline: BaselineFact[];
  /** Whether any resource of a mesh was seen. */
  hasMeshResource: boolean;
}

/** Sorts all facts into an inventory; `files` in the order of their paths. */
export function takeInventory(files: readonly FileFacts[]): Inventory {
  const inventory = emptyInventory();
  for (const fact of withCharts(files)) put(inventory, fact);
  for (const { path } of files) {
    if (isCodePath(path)) noteFolders(inventory.sourceFolders, path);
    if (isStructurePath(path)) inventory.structureFiles.push(path);
  }
  // One manifest is one program on the JVM; elsewhere it may hold several, and what is deployed tells better which.
  for (const { site } of inventory.entryPoints) if (inventory.units.length === 0 || isOfJvm(site.path)) markProgram(inventory.codeRoots, site.path);
  addTemplates(inventory.variables);
  withExtended(inventory.units).forEach((unit, index) => (inventory.units[index] = withImages(unit, inventory.variables)));
  return inventory;
}

function noteFolders(folders: Set<Path>, path: Path): void {
  for (const folder of foldersUp(folderOf(path))) {
    if (folders.has(folder)) return;
    folders.add(folder);
  }
}

/** Whether a file is code of the JVM, where one project mostly is one program. */
export function isOfJvm(file: Path): boolean {
  return /\.(?:java|kt)$/.test(file);
}

/** The path of the Dockerfile that stands in a folder, if any does. */
export function dockerfilePath(folder: Path): Path {
  return folder === '' ? 'Dockerfile' : `${folder}/Dockerfile`;
}

/** The folder of the package manifest around a file. */
export function codeRootAround(codeRoots: Inventory['codeRoots'], file: Path): Path | undefined {
  return foldersUp(folderOf(file)).find((folder) => codeRoots.has(folder));
}

/** The project around an entry point is a program, where its build file leaves that open. */
function markProgram(codeRoots: Inventory['codeRoots'], path: Path): void {
  const folder = codeRootAround(codeRoots, path);
  const roots = folder === undefined ? undefined : codeRoots.get(folder);
  roots?.forEach((root, index) => { if (root.runnable === 'unknown') roots[index] = { ...root, runnable: 'yes' }; });
}

/** Templates of environment files, committed in place of the files that hold secrets: `.env.example`, `example.env`, `orders.env.sample`; for containers, `.env.docker`. */
const TEMPLATE = /(?:[._-](?:example|sample|template|tmpl|dist|defaults?)$|(?<=(?:^|\/)\.env)\.docker$|(?<=^|\/)(?:example|sample|template)(?=\.env$))/i;

/** Whoever clones the workspace copies the template: where the file itself is missing, its template says what is in it. */
function addTemplates(variables: Inventory['variables']): void {
  for (const [path, values] of [...variables]) {
    const file = path.replace(TEMPLATE, '');
    if (file !== path && !variables.has(file)) variables.set(file, values);
  }
}

/** Images named by variables: what runs must be known before anything can be linked. */
function withImages(unit: UnitFact, variables: Inventory['variables']): UnitFact {
  if (!unit.containers.some(({ image }) => image?.value.some((part) => typeof part !== 'string'))) return unit;
  const containers = unit.containers.map((container) => {
    const { image } = container;
    return image === undefined ? container : { ...container, image: { ...image, value: image.value.flatMap((part) => valueIn(variables, image.site.path, part)) } };
  });
  return { ...unit, containers };
}

function valueIn(variables: Variables, file: Path, part: Part): Expression {
  if (typeof part === 'string' || part.hole !== 'substitution') return [part];
  return substituteOf(variables, file, part.name, part.fallback !== undefined)?.value ?? [part];
}

function emptyInventory(): Inventory {
  return {
    units: [], includes: [], variables: new Map(), namespaces: [], networkServices: [], patchedServices: new Set(), configMaps: [], ingresses: [],
    gateways: [], autoscalers: [], dockerfiles: new Map(), codeRoots: new Map(), sourceFolders: new Set(), structureFiles: [], trafficRoutes: [],
    trafficPolicies: [], peerAuthentications: [], meshConfigs: [], accessPolicies: [], linkerdServers: [], linkerdAuthorizations: [],
    linkerdAuthentications: [], sidecars: [], meshGateways: [], meshServices: [], serviceEntries: [], proxyExtensions: [], uses: [],
    channelDeclarations: [], deadLetterPolicies: [], failureHandlings: [], tables: [], entities: [], defaultSchemas: [], listeners: [],
    clientDefaults: [], constants: new Map(), passed: [], imports: [], pathAliases: [], configurations: [], guardedCalls: [], clientBeans: [],
    healthChecks: [], healthEndpoints: [], globalTransactions: [], storeWrites: [], outboxes: [], daprComponents: [], daprSubscriptions: [],
    daprConfigurations: [], serverEndpoints: [], contracts: [], contractUses: [], remoteInterfaces: [], roles: [], entryPoints: [],
    variableNames: [], constantNames: [], servicePolicies: [], edgePolicies: [], policyExceptions: [], codeOwners: [], submodules: [],
    catalogEntities: [], releases: [], imageSources: [], topics: [], disruptionBudgets: [], suppressions: [], baseline: [], hasMeshResource: false,
  };
}

function put(inventory: Inventory, fact: Fact): void {
  switch (fact.kind) {
    case 'unit': inventory.units.push(fact); break;
    case 'include': inventory.includes.push(fact); break;
    case 'variable': child(inventory.variables, fact.site.path).set(fact.name, fact); break;
    case 'namespace': inventory.namespaces.push(fact); break;
    case 'network-service': inventory.networkServices.push(fact); break;
    case 'config-map': inventory.configMaps.push(fact); break;
    case 'patched-service': inventory.patchedServices.add(fact.name); break;
    case 'ingress': inventory.ingresses.push(fact); break;
    case 'gateway': inventory.gateways.push(fact); break;
    case 'autoscaler': inventory.autoscalers.push(fact); break;
    case 'dockerfile': inventory.dockerfiles.set(fact.site.path, fact); break;
    case 'code-root': append(inventory.codeRoots, fact.folder, fact); break;
    case 'use': inventory.uses.push(fact); break;
    case 'channel-declaration': inventory.channelDeclarations.push(fact); break;
    case 'dead-letter-policy': inventory.deadLetterPolicies.push(fact); break;
    case 'failure-handling': inventory.failureHandlings.push(fact); break;
    case 'global-transaction': inventory.globalTransactions.push(fact); break;
    case 'store-write': inventory.storeWrites.push(fact); break;
    case 'outbox': inventory.outboxes.push(fact); break;
    case 'table': inventory.tables.push(fact); break;
    case 'entity': inventory.entities.push(fact); break;
    case 'default-schema': inventory.defaultSchemas.push(fact); break;
    case 'guarded-call': inventory.guardedCalls.push(fact); break;
    case 'health-check': inventory.healthChecks.push(fact); break;
    case 'health-endpoint': inventory.healthEndpoints.push(fact); break;
    case 'listener': inventory.listeners.push(fact); break;
    case 'client-default': inventory.clientDefaults.push(fact); break;
    case 'client-bean': inventory.clientBeans.push(fact); break;
    case 'constant': append(child(inventory.constants, fact.site.path), fact.name, fact); break;
    case 'passed': inventory.passed.push(fact); break;
    case 'import': inventory.imports.push(fact); break;
    case 'path-alias': inventory.pathAliases.push(fact); break;
    case 'configuration': inventory.configurations.push(fact); break;
    case 'dapr-component': inventory.daprComponents.push(fact); break;
    case 'dapr-subscription': inventory.daprSubscriptions.push(fact); break;
    case 'dapr-configuration': inventory.daprConfigurations.push(fact); break;
    case 'server-endpoint': inventory.serverEndpoints.push(fact); break;
    case 'contract': inventory.contracts.push(fact); break;
    case 'contract-use': inventory.contractUses.push(fact); break;
    case 'remote-interface': inventory.remoteInterfaces.push(fact); break;
    case 'role': inventory.roles.push(fact); break;
    case 'entry-point': inventory.entryPoints.push(fact); break;
    case 'variable-names': inventory.variableNames.push(fact); break;
    case 'constant-names': inventory.constantNames.push(fact); break;
    case 'code-owner': inventory.codeOwners.push(fact); break;
    case 'submodule': inventory.submodules.push(fact); break;
    case 'catalog-entity': inventory.catalogEntities.push(fact); break;
    case 'service-policy': inventory.servicePolicies.push(fact); break;
    case 'release': inventory.releases.push(fact); break;
    case 'image-source': inventory.imageSources.push(fact); break;
    case 'edge-policy': inventory.edgePolicies.push(fact); break;
    case 'policy-exception': inventory.policyExceptions.push(fact); break;
    case 'baseline': inventory.baseline.push(fact); break;
    case 'topic': inventory.topics.push(fact); break;
    case 'disruption-budget': inventory.disruptionBudgets.push(fact); break;
    case 'suppression': inventory.suppressions.push(fact); break;
    case 'access-policy': case 'linkerd-server': case 'linkerd-authorization': case 'linkerd-authentication': putAccess(inventory, fact); break;
    // Nothing is linked to these by itself: rules and modules look at the facts of their own files.
    case 'chart': case 'chart-values': case 'package': case 'handler': break;
    default: putMesh(inventory, fact);
  }
}

function putAccess(inventory: Inventory, fact: AccessFact): void {
  if (fact.kind !== 'access-policy' || (fact.technology !== 'kubernetes' && fact.technology !== 'cilium')) inventory.hasMeshResource = true;
  switch (fact.kind) {
    case 'access-policy': inventory.accessPolicies.push(fact); break;
    case 'linkerd-server': inventory.linkerdServers.push(fact); break;
    case 'linkerd-authorization': inventory.linkerdAuthorizations.push(fact); break;
    case 'linkerd-authentication': inventory.linkerdAuthentications.push(fact); break;
  }
}

function putMesh(inventory: Inventory, fact: MeshFact): void {
  inventory.hasMeshResource = true;
  switch (fact.kind) {
    case 'traffic-route': inventory.trafficRoutes.push(fact); break;
    case 'traffic-policy': inventory.trafficPolicies.push(fact); break;
    case 'peer-authentication': inventory.peerAuthentications.push(fact); break;
    case 'mesh-gateway': inventory.meshGateways.push(fact); break;
    case 'mesh-service': inventory.meshServices.push(fact); break;
    case 'service-entry': inventory.serviceEntries.push(fact); break;
    case 'proxy-extension': inventory.proxyExtensions.push(fact); break;
    case 'sidecar': inventory.sidecars.push(fact); break;
    case 'mesh-config': inventory.meshConfigs.push(fact); break;
    // A witness of a mesh only.
    case 'telemetry': break;
  }
}

/** The map under a key, made when missing. */
export function child<K, A, B>(map: Map<K, Map<A, B>>, key: K): Map<A, B> {
  let inner = map.get(key);
  if (inner === undefined) map.set(key, (inner = new Map()));
  return inner;
}

/** Adds to the list under a key. */
export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The folder and all folders above it, nearest first; the workspace folder '' is last. */
export const foldersUp: (path: Path) => readonly Path[] = remembered((path) => (path === '' ? [''] : [path, ...foldersUp(folderOf(path))]));
