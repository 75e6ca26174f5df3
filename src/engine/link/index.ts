import type { FileFacts } from '../model/facts.js';
import type { CouplingGraph } from '../model/graph.js';
import { compareText } from '../model/text.js';
import { wireAwaitedServers } from './calls/awaited-servers.js';
import { addBuildNames, withConstantNames } from './names/build-names.js';
import { indexCodeFolders } from './deployables/code-folders.js';
import { settleBrokerDirections, settleGatewayCalls, wireCode } from './calls/code-relations.js';
import { indexConfigurations } from './settings/configurations.js';
import { wireConfiguredExternals } from './settings/configured-externals.js';
import { wireConfiguration } from './settings/config-relations.js';
import { wireContracts } from './calls/contract-relations.js';
import { wireRemoteInterfaces } from './calls/remote-interfaces.js';
import { wireConstants } from './calls/constant-relations.js';
import { indexConstants } from './names/constants.js';
import { groupUnits } from './deployables/deployables.js';
import { draftElements } from './deployables/drafts.js';
import { indexConfigMaps, indexEnvironments } from './names/environment.js';
import { Externals } from './calls/externals.js';
import { withGuardsOfCallers } from './calls/guarded-calls.js';
import { indexHosts } from './names/hosts.js';
import { wireImageDefaults } from './deployables/image-defaults.js';
import { wireJobQueues } from './messaging/job-queues.js';
import { takeInventory } from './inventory.js';
import { wireDapr } from './messaging/dapr.js';
import { wireAliasLibraries } from './ownership/alias-libraries.js';
import { wireLibraries } from './ownership/library-relations.js';
import type { LinkContext } from './link-context.js';
import { indexLocalMachine } from './names/local-ports.js';
import { indexOwnership } from './ownership/ownership.js';
import { wireMeshServices } from './mesh/mesh-services.js';
import { withModules } from './modules/index.js';
import { addProgramRoots } from './deployables/program-roots.js';
import { composeProjects } from './deployables/projects.js';
import { draftReleases } from './deployables/releases.js';
import { createResolver } from './names/resolve.js';
import { indexRoles } from './settings/roles.js';
import { wireRoutes } from './mesh/route-relations.js';
import { wireServers } from './settings/server-relations.js';
import { wireSourceImports } from './ownership/source-imports.js';
import { wireStarters } from './calls/starters.js';
import { wireUnits } from './deployables/unit-relations.js';
import { addRegisteredNames } from './names/registered-names.js';
import { missingSubmodules } from './deployables/submodules.js';
import { indexSwitches } from './settings/switches.js';
import { toGraph } from './to-graph.js';
import { wireWatchers } from './calls/watchers.js';
import { Wiring } from './wiring.js';
import { withCallersOfWrappers } from './calls/wrappers.js';

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
  const elements = [...drafts, ...gateways, ...externals.all(), ...behindSidecars, ...libraries, ...brokers, ...installed];
  const graph = toGraph(context, contracts, draftReleases(inventory, drafts, code), elements, ownership);
  return withModules({ ...graph, problems: [...graph.problems, ...missingSubmodules(inventory.submodules, all)] }, inventory, all);
}
