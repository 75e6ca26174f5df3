import type { UseFact } from '../../model/code-facts.js';
import { manifestsAround } from '../deployables/code-folders.js';
import { mainContainers } from '../deployables/containers.js';
import { mayConcern } from '../settings/configuration-concerns.js';
import type { Draft } from '../draft.js';
import type { LinkContext, Runtime } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';

/** Feign waits 60 s for an answer unless told otherwise (`Request.Options` of OpenFeign). */
const FEIGN_TIMEOUT = 60_000;

/** Spring Boot with whose releases of Spring Cloud, 2020 and later, Ribbon is gone, which gave up after 1 s. */
const WITHOUT_RIBBON = [2, 4] as const;

/** What sets the time-outs of Feign, or may: its configuration, and types that a program brings another client or options with. */
const TIMEOUT_KEY = /feign|read[-_]?timeout/i;
const OWN_CLIENT = /^(?:feign\.(?:Request|Client|Feign|Retryer|okhttp|httpclient|hc5)|okhttp3\.|org\.apache\.(?:http|hc)\.)/;

/** A use as it is in a program. */
export type WithFeignTimeout = (draft: Draft, runtimes: readonly Runtime[], use: UseFact) => UseFact;

/**
 * Gives the calls of clients that Feign makes its own time-out, where a program is known to set none. Its breaker must be known to be off, too: it
 * may have a limit.
 */
export function indexFeignTimeouts(context: LinkContext, ownership: Ownership): WithFeignTimeout {
  const keys = context.inventory.configurations.filter(({ key }) => TIMEOUT_KEY.test(key));
  const ownClients = new Set(context.inventory.imports.filter(({ specifier }) => OWN_CLIENT.test(specifier)).flatMap(({ site }) => ownership.of(site.path).drafts));
  const isUnset = (draft: Draft, runtimes: readonly Runtime[]): boolean =>
    isWithoutRibbon(context, draft) && !ownClients.has(draft) && !keys.some((fact) => mayConcern(fact, context, ownership, draft)) && !runtimes.some(isGiven);

  return (draft, runtimes, use) => {
    const { timeout, ...care } = use.care;
    if (use.client !== 'openfeign' || timeout?.known !== false || care.hasBreaker !== false || !isUnset(draft, runtimes)) return use;
    return { ...use, care: { ...care, defaultTimeout: FEIGN_TIMEOUT } };
  };
}

/** `FEIGN_CLIENT_CONFIG_DEFAULT_READTIMEOUT`, or the same in the command. */
function isGiven({ environment, unit }: Runtime): boolean {
  const commands = unit === undefined ? [] : mainContainers(unit).map(({ command }) => command?.text ?? '');
  return [...environment.variables.keys(), ...commands].some((text) => TIMEOUT_KEY.test(text));
}

function isWithoutRibbon({ inventory }: LinkContext, { codeFolders }: Draft): boolean {
  const versions = manifestsAround(inventory, codeFolders).flatMap(({ framework }) => framework ?? []);
  return versions.length > 0 && versions.every((version) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return major > WITHOUT_RIBBON[0] || (major === WITHOUT_RIBBON[0] && minor >= WITHOUT_RIBBON[1]);
  });
}
