import type { UnitFact } from '../../model/deployment-facts.js';
import type { ConfigurationFact } from '../../model/setting-facts.js';
import { folderOf, type Path } from '../../model/text.js';
import type { CodeFolders } from '../deployables/code-folders.js';
import { APPLICATION_NAMES, manifestsAround } from '../deployables/code-folders.js';
import type { Draft } from '../draft.js';
import { mainContainers, mountedPlaces } from '../deployables/containers.js';
import type { Inventory } from '../inventory.js';
import { append, foldersUp } from '../inventory.js';
import { lastSegment } from '../names/names.js';
import type { Ownership } from '../ownership/ownership.js';
import type { Environment, Variable } from '../names/resolve.js';
import { ownText, variableOf } from '../names/resolve.js';

/** What applications find in their own configuration files, and in those that a configuration server hands out. */
export interface Configurations {
  /** The environment with all keys of the configuration that holds there, under the names that override them: `orders.base-url` is `ORDERS_BASE_URL`. */
  over(environment: Environment, draft: Draft, unit?: UnitFact): Environment;
  /** The name under which an application registers and looks for its configuration (`spring.application.name`). */
  nameOf(draft: Draft): string | undefined;
}

/** A fact with the profile that it needs, as the file name or the document says. */
interface Layered {
  readonly fact: ConfigurationFact;
  readonly profile?: string;
  readonly isRemote: boolean;
}

/** Profiles that run in containers, where nothing says which one is active. */
const DEPLOYED = /^(?:docker|docker-?compose|compose|containers?|k8s|kubernetes|cloud|prod|production)$/i;

/** Libraries that fetch configuration, and starters and platforms that may bring one along. */
const CONFIG_CLIENT = /[-:]config(?:-client)?$|nacos|steeltoe|cloud-starter(?:-bootstrap)?$|platform|common|parent/i;

/** Keys that say where such a client asks. */
const CONFIG_SERVER = /^spring\.(?:cloud\.config\.(?:uri|discovery)|config\.import)\b/;

/** Keys that mean nothing without a library, and the library. */
const LIBRARIES: readonly (readonly [key: RegExp, dependency: RegExp])[] = [
  [/^spring\.rabbitmq\b/, /amqp|rabbit/], [/^spring\.(?:cloud\.stream\.)?kafka\b/, /kafka/], [/^spring\.(?:data\.)?mongodb\b|^spring\.data\.mongo/, /mongo/],
  [/^spring\.(?:data\.)?redis\b/, /redis|session/], [/^spring\.(?:datasource|jpa|r2dbc|flyway|liquibase)\b/, /jdbc|jpa|r2dbc|mybatis|jooq|flyway|liquibase/],
  [/^eureka\b/, /eureka|turbine/], [/^spring\.cloud\.consul\b/, /consul/], [/^spring\.(?:cloud\.config|config\.import)\b/, /cloud-(?:starter-)?config/],
  [/^(?:spring\.zipkin|management\.zipkin)\b/, /zipkin|sleuth/], [/^(?:spring\.security|security)\.oauth2\b/, /oauth2/], [/^spring\.boot\.admin\b/, /admin/],
  [/^spring\.mail\b/, /mail/], [/^turbine\b/, /turbine/],
];

/** Finds which configuration files hold for which element. */
export function indexConfigurations(inventory: Inventory, drafts: readonly Draft[], ownership: Ownership, code: CodeFolders): Configurations {
  const own = new Map<Draft, Layered[]>();
  const repositories = new Set(inventory.configurations.filter(({ application }) => application !== undefined).map(({ site }) => folderOf(site.path)));
  const shared: Layered[] = [];
  const mounting = mountingPrograms(drafts);
  const isShadowed = shadowed(inventory, ownership);
  for (const fact of inventory.configurations) {
    if (fact.application !== undefined) continue;
    if (repositories.has(folderOf(fact.site.path))) shared.push(layered(fact, true));
    else for (const draft of readersOf(fact, ownership, mounting).filter((reader) => !isShadowed(reader, fact))) append(own, draft, layered(fact, false));
  }
  const names = new Map([...own].map(([draft, facts]) => [draft, nameIn(facts)] as const));
  const remote = indexRemote(inventory, drafts, names);
  const cache = new Map<Draft | UnitFact, Environment>();

  /** What is meant for all applications only reaches those that have the library which looks for it. */
  function hasLibraryFor(key: string, draft: Draft): boolean {
    const needed = LIBRARIES.find(([prefix]) => prefix.test(key))?.[1];
    const dependencies = needed === undefined ? [] : manifestsAround(inventory, draft.codeFolders).flatMap((root) => root.dependencies);
    return needed === undefined || dependencies.length === 0 || dependencies.some(({ name }) => needed.test(name));
  }

  /** What a server of configuration holds for all only reaches those that ask it: programs with a client of one, as far as their dependencies are known. */
  function asksForConfiguration({ kind, codeFolders, units }: Draft, mine: readonly Layered[]): boolean {
    if (kind === 'config') return false;
    if (mine.some(({ fact }) => CONFIG_SERVER.test(fact.key))) return true;
    if (codeFolders.length === 0) return mine.length > 0 && (kind === 'service' || kind === 'gateway' || units.length === 0);
    const dependencies = manifestsAround(inventory, codeFolders).flatMap((root) => root.dependencies);
    return dependencies.length === 0 ? mine.length > 0 : dependencies.some(({ name }) => CONFIG_CLIENT.test(name));
  }

  function over(environment: Environment, draft: Draft, unit?: UnitFact): Environment {
    const known = cache.get(unit ?? draft);
    if (known !== undefined) return known;
    const made = merge(environment, draft, unit);
    cache.set(unit ?? draft, made);
    return made;
  }

  function merge(environment: Environment, draft: Draft, unit: UnitFact | undefined): Environment {
    const mine = [...(own.get(draft) ?? []), ...(remote.get(draft) ?? [])];
    if (mine.length === 0 && shared.length === 0 && ![...environment.variables.keys()].some(isNested)) return environment;
    const all = !asksForConfiguration(draft, mine) ? mine : [...mine, ...shared.filter(({ fact }) => hasLibraryFor(fact.key, draft))];
    const isActive = activeProfiles(all, environment, unit, unit === undefined ? undefined : code.dockerfileOf(unit)?.command?.text);
    const variables = new Map<string, Variable>();
    for (const { fact } of all.filter(({ profile }) => profile === undefined || isActive(profile)).sort((a, b) => rank(a) - rank(b))) {
      variables.set(variableOf(fact.key), { value: fact.value, site: fact.site, key: fact.key });
    }
    for (const [name, variable] of environment.variables) variables.set(overridden(name, variables), variable);
    return { ...environment, variables };
  }

  return { over, nameOf: (draft) => names.get(draft) };
}

/**
 * Those around whose code a file is. A file beside nobody's code is read by the one program that mounts it. Which of several programs reads which key of a
 * file that no framework reads, only their code could tell.
 */
function readersOf({ isOfOneProgram, site }: ConfigurationFact, ownership: Ownership, mounting: ReadonlyMap<Path, readonly Draft[]>): readonly Draft[] {
  const { drafts } = ownership.of(site.path);
  const readers = drafts.length > 0 ? drafts : [site.path, ...foldersUp(folderOf(site.path))].map((place) => mounting.get(place)).find((found) => found !== undefined) ?? [];
  return isOfOneProgram === true && readers.length > 1 ? [] : readers;
}

/** Tells what a library brings along that the program has a file of its own for: of two files of one name, a program reads its own, `appsettings.json` as `application.yml`. */
function shadowed({ configurations }: Inventory, ownership: Ownership): (draft: Draft, fact: ConfigurationFact) => boolean {
  const isInside = ({ codeFolders }: Draft, path: Path): boolean => codeFolders.some((folder) => folder === '' || path.startsWith(`${folder}/`));
  const nameOf = (path: Path): string => /^[^.-]*/.exec(lastSegment(path))?.[0] ?? '';
  const names = new Map<Draft, Set<string>>();
  for (const path of new Set(configurations.map(({ site }) => site.path))) {
    for (const draft of ownership.of(path).drafts) if (isInside(draft, path)) names.set(draft, (names.get(draft) ?? new Set()).add(nameOf(path)));
  }
  return (draft, { site: { path } }) => !isInside(draft, path) && names.get(draft)?.has(nameOf(path)) === true;
}

/** Programs by the files and folders of the workspace that their containers mount; what mounts the whole works on it, and databases and brokers have settings of their own kind. */
function mountingPrograms(drafts: readonly Draft[]): Map<Path, Draft[]> {
  const mounting = new Map<Path, Draft[]>();
  for (const draft of drafts) {
    if (draft.engine !== undefined || draft.kind === 'telemetry' || draft.kind === 'webserver') continue;
    for (const place of new Set(draft.units.flatMap(mainContainers).flatMap(mountedPlaces))) if (place !== '') append(mounting, place, draft);
  }
  return mounting;
}

/** .NET writes the levels of a key apart: `Orders__Url` overrides `Orders:Url`. */
function isNested(name: string): boolean {
  return name.includes('__');
}

/** Binding ignores dashes: both `ORDERS_BASE_URL` and `ORDERS_BASEURL` override `orders.base-url`. */
function overridden(name: string, variables: ReadonlyMap<string, Variable>): string {
  if (isNested(name)) return variableOf(name);
  if (variables.has(name) || !/^[A-Z0-9_]+$/.test(name)) return name;
  const plain = name.replaceAll('_', '');
  for (const known of variables.keys()) if (known.length >= name.length && known.replaceAll('_', '') === plain) return known;
  return name;
}

function layered(fact: ConfigurationFact, isRemote: boolean): Layered {
  return { fact, isRemote, ...(fact.profile !== undefined && { profile: fact.profile }) };
}

/** What a configuration server says beats the application's own files, and a profile beats none. */
function rank({ fact, profile, isRemote }: Layered): number {
  return (isRemote ? 4 : 0) + (profile === undefined ? 0 : 2) + (fact.application === undefined ? 0 : 1);
}

function nameIn(facts: readonly Layered[]): string | undefined {
  const fact = facts.find((one) => one.profile === undefined && APPLICATION_NAMES.has(variableOf(one.fact.key)))?.fact;
  const text = fact === undefined ? undefined : ownText(fact.value);
  return text !== undefined && /^[\w.-]+$/.test(text) ? text : undefined;
}

/** Files of a configuration repository by the application that they are for: `orders.yml`, `orders-docker.yml`. */
function indexRemote(inventory: Inventory, drafts: readonly Draft[], names: ReadonlyMap<Draft, string | undefined>): Map<Draft, Layered[]> {
  const draftsByName = new Map<string, Set<Draft>>();
  for (const draft of drafts) {
    for (const name of [draft.name, ...draft.aliases, names.get(draft)]) {
      if (name === undefined) continue;
      const same = draftsByName.get(name.toLowerCase()) ?? new Set();
      draftsByName.set(name.toLowerCase(), same.add(draft));
    }
  }
  const remote = new Map<Draft, Layered[]>();
  for (const fact of inventory.configurations) {
    const { application } = fact;
    if (application === undefined) continue;
    for (let end = application.length; end > 0; end = application.lastIndexOf('-', end - 1)) {
      const found = draftsByName.get(application.slice(0, end).toLowerCase());
      if (found === undefined) continue;
      const profile = application.slice(end + 1) || fact.profile;
      for (const draft of found) append(remote, draft, { fact, isRemote: true, ...(profile !== undefined && { profile }) });
      break;
    }
  }
  return remote;
}

/** Tells which profiles run: those that environment, command or image name; else those that are meant for containers. */
function activeProfiles(all: readonly Layered[], environment: Environment, unit: UnitFact | undefined, imageCommand: string | undefined): (profile: string) => boolean {
  const named = new Set([...environmentProfiles(environment), ...commandProfiles(unit, imageCommand)]);
  const known = new Set(all.flatMap(({ profile }) => profile ?? []));
  const only = onlyForDevelopment(all, known);
  if (only !== undefined) return (profile) => profile === only;
  const isGiven = [...known].some((profile) => mentions(profile, named));
  if (named.size > 0 && isGiven) return (profile) => mentions(profile, named);
  return (profile) => DEPLOYED.test(profile);
}

/** Profiles of the machine of a developer. */
const DEVELOPMENT = /^(?:dev|devel|development|local)$/i;

/** The profile of files that a program only brings along for development: where it runs besides, its settings come from elsewhere, and are most likely of the same kind. */
function onlyForDevelopment(all: readonly Layered[], known: ReadonlySet<string>): string | undefined {
  const isOwn = all.length > 0 && all.every(({ fact, profile, isRemote }) => fact.isOfOneProgram === true && profile !== undefined && !isRemote);
  const candidates = [...known].filter((profile) => DEVELOPMENT.test(profile));
  return isOwn && candidates.length === 1 && ![...known].some((profile) => DEPLOYED.test(profile)) ? candidates[0] : undefined;
}

/** A profile expression holds when one of its names does; what it negates never counts. */
function mentions(expression: string, active: ReadonlySet<string>): boolean {
  return expression.split(/[\s,|&()]+/).some((name) => active.has(name.toLowerCase()));
}

function environmentProfiles({ variables }: Environment): string[] {
  return [...variables].flatMap(([name, { value }]) => {
    const text = value === undefined ? '' : ownText(value);
    return /^(?:SPRING_PROFILES_(?:ACTIVE|INCLUDE)|SPRING\.PROFILES\.ACTIVE|QUARKUS_PROFILE|MICRONAUT_ENVIRONMENTS|(?:ASPNETCORE|DOTNET)_ENVIRONMENT|RAILS_ENV|MIX_ENV)$/i.test(name) ? listed(text) : inOptions(text);
  });
}

function commandProfiles(unit: UnitFact | undefined, imageCommand: string | undefined): string[] {
  const commands = unit === undefined ? [] : mainContainers(unit).map(({ command }) => command?.text ?? '');
  return [...commands, imageCommand ?? ''].flatMap(inOptions);
}

/** `-Dspring.profiles.active=docker`, in commands and in variables such as `JAVA_OPTS`. */
function inOptions(text: string): string[] {
  return listed(/spring\.profiles\.active=["']?([\w,.-]+)/.exec(text)?.[1] ?? '');
}

function listed(text: string): string[] {
  return text.split(/[\s,]+/).filter((name) => name !== '').map((name) => name.toLowerCase());
}
