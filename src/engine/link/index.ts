import type { FileFacts } from '../model/facts.js';
import type { CouplingGraph } from '../model/graph.js';
import { compareText } from '../model/text.js';
import { wireAwaitedServers } from './awaited-servers.js';
import { addBuildNames, withConstantNames } from './build-names.js';
import { indexCodeFolders } from './code-folders.js';
import { settleBrokerDirections, settleGatewayCalls, wireCode } from './code-relations.js';
import { indexConfigurations } from './configurations.js';
import { wireConfiguredExternals } from './configured-externals.js';
import { wireConfiguration } from './config-relations.js';
import { wireContracts } from './contract-relations.js';
import { wireRemoteInterfaces } from './remote-interfaces.js';
import { wireConstants } from './constant-relations.js';
import { indexConstants } from './constants.js';
import { groupUnits } from './deployables.js';
import { draftElements } from './drafts.js';
import { indexConfigMaps, indexEnvironments } from './environment.js';
import { Externals } from './externals.js';
import { withGuardsOfCallers } from './guarded-calls.js';
import { indexHosts } from './hosts.js';
import { wireImageDefaults } from './image-defaults.js';
import { wireJobQueues } from './job-queues.js';
import { takeInventory } from './inventory.js';
import { wireDapr } from './dapr.js';
import { wireAliasLibraries } from './alias-libraries.js';
import { wireLibraries } from './library-relations.js';
import type { LinkContext } from './link-context.js';
import { indexLocalMachine } from './local-ports.js';
import { indexOwnership } from './ownership.js';
import { wireMeshServices } from './mesh-services.js';
import { withModules } from './modules/index.js';
import { addProgramRoots } from './program-roots.js';
import { composeProjects } from './projects.js';
import { draftReleases } from './releases.js';
import { createResolver } from './resolve.js';
import { indexRoles } from './roles.js';
import { wireRoutes } from './route-relations.js';
import { wireServers } from './server-relations.js';
import { wireSourceImports } from './source-imports.js';
import { wireStarters } from './starters.js';
import { wireUnits } from './unit-relations.js';
import { addRegisteredNames } from './registered-names.js';
import { missingSubmodules } from './submodules.js';
import { indexSwitches } from './switches.js';
import { toGraph } from './to-graph.js';
import { wireWatchers } from './watchers.js';
import { Wiring } from './wiring.js';
import { withCallersOfWrappers } from './wrappers.js';

/** Facts of all files to the coupling graph: the only place where names meet. The order of the files does not matter. */
export function link(files: Iterable<FileFacts>): CouplingGraph {
  const all = [...files].sort((a, b) => compareText(a.path, b.path));
  const taken = takeInventory(all);
  addProgramRoots(taken);
  addBuildNames(taken);
  const constants = indexConstants(taken);
  const inventory = { ...taken, units: taken.units.map((unit) => withConstantNames(unit, constants)), uses: withGuardsOfCallers(withCallersOfWrappers(taken, constants), taken) };
  const code = indexCodeFolders(inventory);
  const projects = composeProjects(inventory, code);
  const drafts = draftElements(inventory, projects, code, groupUnits(inventory, projects, code));
  const configMaps = indexConfigMaps(inventory);
  const ownership = indexOwnership(inventory, constants, drafts);
  const configurations = indexConfigurations(inventory, drafts, ownership, code);
  for (const draft of drafts) draft.aliases.add(configurations.nameOf(draft) ?? draft.name);
  addRegisteredNames(inventory, ownership);
  const findHost = indexHosts(inventory, projects, drafts, configurations.nameOf);
  const names: Omit<LinkContext, 'local' | 'switches'> = {
    inventory, drafts, findHost, configurations, findConfigMap: configMaps.map,
    environments: indexEnvironments(inventory, projects, configMaps.map, code.of),
    resolve: createResolver(inventory, constants, configMaps.entry),
    wiring: new Wiring(),
    runtimes: new Map(),
  };
  const context: LinkContext = { ...names, local: indexLocalMachine(names, ownership), switches: indexSwitches(names, ownership) };

  const isOfAnotherRole = indexRoles(context, ownership);
  wireConfiguration(context, ownership, isOfAnotherRole);
  wireUnits(context);
  wireServers(context, code);
  const gateways = wireRoutes(context);
  wireMeshServices(context);
  const externals = new Externals();
  const channels = wireCode(context, ownership, externals, isOfAnotherRole);
  wireConstants(context, ownership);
  wireConfiguredExternals(context, externals);
  const behindSidecars = wireDapr(context, ownership, externals);
  const libraries = [...wireLibraries(context, ownership), ...wireAliasLibraries(context, constants, ownership)];
  wireSourceImports(context, ownership);
  wireStarters(context);
  wireAwaitedServers(context, ownership);
  wireWatchers(context);
  wireImageDefaults(context);
  settleBrokerDirections(context);
  settleGatewayCalls(context);
  wireRemoteInterfaces(context, ownership);
  const brokers = wireJobQueues(context, ownership, externals);
  const contracts = wireContracts(context, ownership, channels);
  const installed = context.local.installed().filter((draft) => context.wiring.isReached(draft));
  const graph = toGraph(context, contracts, draftReleases(inventory, drafts, code), [...drafts, ...gateways, ...externals.all(), ...behindSidecars, ...libraries, ...brokers, ...installed], ownership);
  return withModules({ ...graph, problems: [...graph.problems, ...missingSubmodules(inventory.submodules, all)] }, inventory, all);
}
