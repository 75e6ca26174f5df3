import type { Expression } from '../../model/expression.js';
import type { Path, Site } from '../../model/text.js';
import { mainContainers } from '../deployables/containers.js';
import type { Draft } from '../draft.js';
import { append } from '../inventory.js';
import { compact } from '../names/names.js';
import { runtimesOf, type LinkContext } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { imageText, variableOf, type Variable } from '../names/resolve.js';

/**
 * Variables that libraries look up by themselves, by their documentation: those of OpenTelemetry, Jaeger, Datadog, Elastic APM and Pyroscope, and what the
 * runner of Moleculer connects to.
 */
const READ_BY_LIBRARIES = /^(?:OTEL_EXPORTER_|JAEGER_(?:AGENT|ENDPOINT|COLLECTOR)|DD_(?:TRACE_)?AGENT_|ELASTIC_APM_SERVER|PYROSCOPE_SERVER|(?:MOL_)?TRANSPORTER$)/;

/** Keys that frameworks read, whether code mentions them or not. */
const FRAMEWORK_KEY = /^(?:spring|management|eureka|quarkus|micronaut|mp)\./;

/** Tells whether a variable of an element's environment is there for that element. */
export type IsMeant = (draft: Draft, name: string, variable: Variable) => boolean;

/**
 * Tells whether a variable that several get is only mentioned by code which these have in common, and leads to one of them: a library that has the clients of all
 * services does not tell who calls whom.
 */
export type IsOfCommonClients = (draft: Draft, to: Draft, name: string, variable: Variable) => boolean;

/**
 * One `.env` file, ConfigMap or YAML anchor often gives several elements the addresses that each of them needs, and so every element gets all of them. Of
 * such shared variables those count that the code of the element mentions. Code that mentions none of them may read its environment in a way nobody sees,
 * so there all count; only ready-made images have no use for what the code of others mentions, and a database or broker none for what anything but its like gets.
 */
export function sharedVariables(context: LinkContext, ownership: Ownership): { readonly isMeant: IsMeant; readonly isOfCommonClients: IsOfCommonClients } {
  const variables = new Map(context.drafts.map((draft) => [draft, variablesOf(context, draft)]));
  const sharers = new Map<string, Draft[]>();
  for (const [draft, own] of variables) for (const key of own.keys()) append(sharers, key, draft);
  if (![...sharers.values()].some(({ length }) => length > 1)) return { isMeant: (draft, name, { site }) => !isOfOthers(draft, name, site), isOfCommonClients: () => false };
  const mentioned = mentionedNames(context, ownership);
  const ofOwn = mentionedNames(context, ownership, 'own');
  const isMeant = amongSharers(context, ownership, variables, sharers, mentioned);
  return {
    isMeant: (draft, name, variable) => !isOfOthers(draft, name, variable.site) && isMeant(draft, name, variable),
    isOfCommonClients(draft, to, name, { site }) {
      const all = sharers.get(keyOf(site)) ?? [];
      const mentions = (one: Draft, names: ReadonlyMap<Draft, ReadonlySet<string>>): boolean => names.get(one)?.has(name) === true;
      return all.includes(draft) && all.includes(to) && mentions(draft, mentioned) && mentions(to, mentioned) && !mentions(draft, ofOwn);
    },
  };
}

/**
 * Ready-made proxies ask whom their own configuration files name, and those are read. An environment file that one is given holds the settings of the whole
 * system, mostly for its templates; only those that are called after it are its own: `KONG_PG_HOST`.
 */
function isOfOthers(draft: Draft, variable: string, { path }: Site): boolean {
  if (!isReadyMadeProxy(draft) || !isEnvFile(path)) return false;
  return ![draft.name, ...draft.aliases].some((own) => compact(variable).startsWith(compact(own)));
}

/** A web server or gateway that nobody wrote here. */
export function isReadyMadeProxy({ kind, codeFolders }: Draft): boolean {
  return (kind === 'webserver' || kind === 'gateway') && codeFolders.length === 0;
}

function isEnvFile(path: Path): boolean {
  return /(?:^|\/)[^/]*\.env(?:\.[^/]+)?$/.test(path);
}

function amongSharers(
  context: LinkContext, ownership: Ownership, variables: ReadonlyMap<Draft, ReadonlyMap<string, string>>, sharers: ReadonlyMap<string, readonly Draft[]>,
  mentioned: ReadonlyMap<Draft, ReadonlySet<string>>,
): IsMeant {
  const isShared = (key: string): boolean => (sharers.get(key)?.length ?? 0) > 1;
  const inAnyPart = mentionedNames(context, ownership, 'all');
  // .NET looks `Orders__Url` up as `Orders:Url`, in any case of letters.
  const mentions = (draft: Draft, name: string): boolean => mentioned.get(draft)?.has(name) === true || mentioned.get(draft)?.has(variableOf(name)) === true;
  const hasKey = keysOfSettings(context, ownership, mentioned);
  const built = builtImages(context.drafts);
  const isBuilt = ({ engine, units }: Draft): boolean => engine === undefined && units.flatMap(mainContainers).some((container) => container.build !== undefined || built.has(imageText(container) ?? ''));
  const knowing = new Set(context.drafts.filter((draft) => [...(variables.get(draft) ?? [])].some(([key, name]) => isShared(key) && (inAnyPart.get(draft)?.has(name) ?? false))));

  return (draft, name, { site, key }) => {
    // Code that reads some keys itself leaves those of its framework to the framework.
    if (key !== undefined && draft.codeFolders.length > 0 && FRAMEWORK_KEY.test(key)) return true;
    const all = sharers.get(keyOf(site)) ?? [];
    if (!isShared(keyOf(site)) || mentions(draft, name)) return true;
    // Code may read `Orders__Url` in ways that nobody sees; what the settings of others have, and its own have not, is not meant for it.
    const isKnown = draft.codeFolders.length === 0 ? undefined : hasKey(draft, name);
    if (isKnown !== undefined && all.some((other) => hasKey(other, name) === true)) return isKnown;
    if (name.includes('__')) return true;
    if (draft.codeFolders.length > 0 && READ_BY_LIBRARIES.test(name)) return true;
    if (knowing.has(draft)) return false;
    if (draft.codeFolders.length > 0 || isBuilt(draft)) return true;
    if (draft.engine !== undefined) return all.every(({ engine }) => engine === draft.engine);
    return draft.kind === 'service' ? !all.some((other) => mentions(other, name)) : all.every(({ codeFolders }) => codeFolders.length === 0);
  };
}

/** Settings of .NET. */
const APPSETTINGS = /(?:^|\/)appsettings(?:\.[^/]+)?\.json$/i;

/** What an element's settings and code say of a key: whether they have it; undefined of an element that has no settings, or whose code takes all of them. */
type HasKey = (draft: Draft, name: string) => boolean | undefined;

/**
 * Tells whether the settings or the code of a .NET program have the key that a variable overrides, or the section that it is in: a class that the section is
 * bound to may hold more than the settings say. Connection strings are asked for one by one.
 */
function keysOfSettings({ inventory: { configurations } }: LinkContext, ownership: Ownership, mentioned: ReadonlyMap<Draft, ReadonlySet<string>>): HasKey {
  const settings = new Map<Draft, { keys: Set<string>; sections: Set<string> }>();
  for (const { key, site } of configurations) {
    if (!APPSETTINGS.test(site.path)) continue;
    for (const draft of ownership.of(site.path).drafts) {
      const own = settings.get(draft) ?? { keys: new Set(), sections: new Set(mentioned.get(draft)) };
      own.keys.add(variableOf(key));
      if (key.includes(':')) own.sections.add(variableOf(key.slice(0, key.indexOf(':'))));
      settings.set(draft, own);
    }
  }
  return (draft, name) => {
    const own = settings.get(draft);
    // The name of a section that is '' stands for the whole configuration.
    if (own === undefined || own.sections.has('')) return undefined;
    const key = variableOf(name);
    return own.keys.has(key) || [...own.sections].some((section) => section !== 'CONNECTIONSTRINGS' && key.startsWith(`${section}_`));
  };
}

/** Images that the workspace builds, from code that may lie elsewhere: in a submodule that was not fetched, say. */
function builtImages(drafts: readonly Draft[]): Set<string> {
  const containers = drafts.flatMap(({ units }) => units.flatMap(mainContainers));
  return new Set(containers.flatMap((container) => (container.build === undefined ? [] : (imageText(container) ?? []))));
}

/** Names of an element's variables by where their values are written. */
function variablesOf(context: LinkContext, draft: Draft): Map<string, string> {
  return new Map(runtimesOf(context, draft).flatMap(({ environment }) => [...environment.variables].map(([name, { site }]) => [keyOf(site), name] as const)));
}

function keyOf({ path, span }: Site): string {
  return `${path}:${span.start}`;
}

/** Names that the code of an element, and its configuration, look up; `parts`: those in the parts that it runs, in all parts of its program, or in its own folders. */
export function mentionedNames({ inventory: { variableNames, uses, constants, configurations }, switches }: LinkContext, ownership: Ownership, parts: 'run' | 'all' | 'own' = 'run'): Map<Draft, Set<string>> {
  const found = new Map<Draft, Set<string>>();
  const add = (draft: Draft, names: readonly string[]): void => {
    if (names.length === 0) return;
    const known = found.get(draft) ?? new Set();
    for (const name of names) known.add(name);
    found.set(draft, known);
  };
  const ownersOf = (file: Path): readonly Draft[] => {
    const { drafts } = ownership.of(file);
    return parts === 'own' ? drafts.filter(({ codeFolders }) => codeFolders.some((folder) => folder === '' || file.startsWith(`${folder}/`))) : drafts;
  };
  const addAll = (file: Path, names: readonly string[]): void => {
    if (names.length > 0) for (const draft of ownersOf(file)) add(draft, names);
  };
  for (const { names, switched, site } of variableNames) {
    addAll(site.path, names);
    if (switched !== undefined) for (const draft of ownersOf(site.path)) add(draft, parts === 'all' ? switched.flatMap((block) => block.names) : switches.namesOn(draft, site.path));
  }
  for (const { target, channel, site } of uses) {
    const names = [...namesIn(target), ...namesIn(channel)];
    if (names.length > 0) for (const draft of ownersOf(site.path)) if (parts === 'all' || !switches.isOff(draft, site)) add(draft, names);
  }
  for (const [file, all] of constants) for (const values of all.values()) for (const { value } of values) addAll(file, namesIn(value));
  for (const { value, site } of configurations) addAll(site.path, namesIn(value));
  return found;
}

function namesIn(expression: Expression | undefined): string[] {
  return (expression ?? []).flatMap((part) => {
    if (typeof part === 'string' || !('name' in part)) return [];
    const own = part.hole === 'environment' ? [part.name] : part.hole === 'config' ? [variableOf(part.name)] : [];
    return 'fallback' in part ? [...own, ...namesIn(part.fallback)] : own;
  });
}
