import type { ConfigMapFact, Container, EnvironmentVariable, UnitFact } from '../../model/deployment-facts.js';
import type { Path } from '../../model/text.js';
import { literalOf } from '../../model/expression.js';
import { folderOf, joinPath } from '../../model/text.js';
import type { Projects } from '../deployables/projects.js';
import { dotEnvIn, substituteOf } from './dot-env.js';
import type { Inventory } from '../inventory.js';
import { append, dockerfilePath } from '../inventory.js';
import type { ConfigEntry, Environment, Variable } from './resolve.js';
import { mainContainers } from '../deployables/containers.js';

/** Where a variable comes from. */
type Source = 'config-map' | 'secret';

/** Finds the ConfigMap, or the Secret, of a name as a manifest in a file sees it. */
export type FindConfigMap = (source: Source, namespace: string | undefined, name: string, from: Path) => ConfigMapFact | undefined;

/** Indexes ConfigMaps. Of several environments each has its own: the one nearest to the manifest counts. */
export function indexConfigMaps(inventory: Inventory): { map: FindConfigMap; entry: ConfigEntry } {
  const byName = new Map<string, ConfigMapFact[]>();
  for (const fact of inventory.configMaps) append(byName, fact.name, withEnvFiles(fact, inventory));
  const map: FindConfigMap = (source, namespace, name, from) => {
    const all = (byName.get(name) ?? []).filter(({ secret }) => secret === (source === 'secret'));
    const own = all.filter((fact) => fact.namespace === namespace);
    // A manifest without a namespace lands where its neighbours do.
    const fitting = own.length > 0 ? own : all.filter((fact) => fact.namespace === undefined);
    return nearest(fitting.length > 0 || all.length > 1 ? fitting : all, from);
  };
  return { map, entry: (source, namespace, name, key, from) => map(source, namespace, name, from)?.entries.find((entry) => entry.key === key) };
}

/** The fact whose path has most folders in common with another path, the first of several. */
function nearest(facts: readonly ConfigMapFact[], from: Path): ConfigMapFact | undefined {
  const wanted = from.split('/');
  const common = ({ site }: ConfigMapFact): number => {
    const at = site.path.split('/').findIndex((part, index) => part !== wanted[index]);
    return at < 0 ? wanted.length : at;
  };
  return facts.reduce<ConfigMapFact | undefined>((best, fact) => (best === undefined || common(fact) > common(best) ? fact : best), undefined);
}

function withEnvFiles(fact: ConfigMapFact, { variables }: Inventory): ConfigMapFact {
  const lines = (fact.envFiles ?? []).flatMap((file) => [...(variables.get(file)?.values() ?? [])]);
  return lines.length === 0 ? fact : { ...fact, entries: [...lines.map(({ name, value, site }) => ({ key: name, value, site })), ...fact.entries] };
}

/** The environment of each unit, with what it inherits from its code's image and from the unit it extends. */
export interface Environments {
  /** What the main containers of a unit see. */
  of(unit: UnitFact): Environment;
  /** What code sees that no unit runs: image and `.env` only. */
  ofCode(folders: readonly Path[]): Environment;
}

/** Indexes environments; `codeFoldersOf` tells where a unit's code is. */
export function indexEnvironments(
  inventory: Inventory, projects: Projects, configMap: FindConfigMap, codeFoldersOf: (unit: UnitFact) => readonly Path[],
): Environments {
  const bases = baseUnits(inventory, projects);
  const cache = new Map<UnitFact, Environment>();

  function of(unit: UnitFact): Environment {
    const known = cache.get(unit);
    if (known !== undefined) return known;
    const variables = codeVariables(codeFoldersOf(unit));
    // A circle of `extends` ends at the environment that is being made.
    const environment: Environment = { variables, ...(unit.namespace === undefined ? {} : { namespace: unit.namespace }) };
    cache.set(unit, environment);
    const base = bases(unit);
    if (base !== undefined) for (const [name, variable] of of(base).variables) variables.set(name, variable);
    for (const container of mainContainers(unit)) addContainer(variables, unit, container);
    return environment;
  }

  function codeVariables(folders: readonly Path[]): Map<string, Variable> {
    const variables = new Map<string, Variable>();
    for (const folder of folders) {
      for (const [name, line] of dotEnvIn(inventory.variables, folder) ?? []) variables.set(name, line);
      const dockerfile = inventory.dockerfiles.get(dockerfilePath(folder));
      addAll(variables, dockerfile?.environment ?? []);
    }
    return variables;
  }

  function addContainer(variables: Map<string, Variable>, unit: UnitFact, container: Container): void {
    for (const file of container.envFiles) {
      const path = joinPath(folderOf(unit.site.path), file.path);
      for (const [name, line] of (path === undefined ? undefined : inventory.variables.get(path)) ?? []) variables.set(name, line);
    }
    for (const { source, name, prefix } of container.envFrom) {
      for (const entry of configMap(source, unit.namespace, name, unit.site.path)?.entries ?? []) {
        // Of a secret that is no address nothing is known, not even that it overrides something.
        if (source === 'config-map' || literalOf(entry.value) !== undefined) variables.set(prefix + entry.key, entry);
      }
    }
    addAll(variables, unit.technology === 'compose' ? container.environment.map(withShellValue) : container.environment);
  }

  /** Compose gives a variable that is only named the value of the shell, or of the `.env` file. */
  function withShellValue(variable: EnvironmentVariable): EnvironmentVariable {
    const { name, site } = variable;
    if (variable.value !== undefined || substituteOf(inventory.variables, site.path, name, false) === undefined) return variable;
    return { ...variable, value: [{ hole: 'substitution', name }] };
  }

  return { of, ofCode: (folders) => ({ variables: codeVariables(folders) }) };
}

function addAll(variables: Map<string, Variable>, environment: readonly EnvironmentVariable[]): void {
  for (const variable of environment) {
    // A variable that is passed through keeps what an env file or the image set.
    if (variable.value === undefined && variables.has(variable.name)) continue;
    variables.set(variable.name, variable);
  }
}

/** For a unit: the one it extends, or the one of the project's base file that it overrides. */
function baseUnits(inventory: Inventory, projects: Projects): (unit: UnitFact) => UnitFact | undefined {
  const byPlace = new Map<string, UnitFact>();
  const byProject = new Map<string, UnitFact>();
  for (const unit of inventory.units) {
    if (unit.technology !== 'compose') continue;
    byPlace.set(`${unit.site.path} ${unit.name}`, unit);
    const key = `${projects.get(unit.site.path) ?? ''} ${unit.name}`;
    if (isBaseFile(unit.site.path) && !byProject.has(key)) byProject.set(key, unit);
  }
  return (unit) => {
    if (unit.technology !== 'compose') return undefined;
    if (unit.extends !== undefined) {
      const path = unit.extends.file === undefined ? unit.site.path : joinPath(folderOf(unit.site.path), unit.extends.file);
      return byPlace.get(`${path ?? ''} ${unit.extends.service}`);
    }
    return isBaseFile(unit.site.path) ? undefined : byProject.get(`${projects.get(unit.site.path) ?? ''} ${unit.name}`);
  };
}

/** Whether a Compose file is the one that others override. */
export function isBaseFile(path: Path): boolean {
  return /(?:^|\/)(?:docker-)?compose\.ya?ml$/.test(path) || /(?:^|[./_-])base\.ya?ml$/.test(path);
}
