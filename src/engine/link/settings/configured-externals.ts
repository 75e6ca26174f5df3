import { NO_CARE, type UseFact } from '../../model/code-facts.js';
import type { Setting, Site } from '../../model/text.js';
import { addressesOf, registeredDomain } from '../names/addresses.js';
import { manifestsAround } from '../deployables/code-folders.js';
import type { Draft } from '../draft.js';
import type { Externals } from '../calls/externals.js';
import { isConfigurationKnown } from './known-configuration.js';
import type { LinkContext, Runtime } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import { extractorOf } from './extractor-names.js';
import { UNKNOWN_MARK } from '../names/resolve.js';
import { isReadyMadeProxy } from './shared-variables.js';

/** The repository that a configuration server reads, also those for some applications only and those of a composite: `spring.cloud.config.server.git.uri`. */
const CONFIG_REPOSITORY = /^SPRING_CLOUD_CONFIG_SERVER_(?:GIT|SVN|COMPOSITE_\d+)_(?:REPOS_\w+_)?URI$/;

/** The server that mail is handed to: `spring.mail.host`, `quarkus.mailer.host`, `SMTP_HOST`. */
const MAIL_HOST = /(?:^|_)(?:SMTP|E?MAIL|MAILER)_?(?:HOST|SERVER)$/;

/** `https://host/owner/repository.git`, `ssh://git@host/…` and `git@host:owner/repository.git`. */
const REMOTE_REPOSITORY = /^(?:(?:https?|ssh|git|svn):\/\/(?:[^/@\s]*@)?([\w.-]+)(?::\d+)?\/|[\w.-]+@([\w.-]+):)([\w./~-]+)$/;

/** Relations with outside systems that configuration names: repositories of configuration, mail servers. */
export function wireConfiguredExternals(context: LinkContext, externals: Externals): void {
  for (const draft of context.drafts) {
    for (const runtime of runtimesOf(context, draft)) {
      if (draft.kind === 'config' && !readsFolders(context, runtime)) wireConfigRepositories(context, draft, runtime, externals);
      if (!isReadyMadeProxy(draft)) wireMailHosts(context, draft, runtime, externals);
    }
  }
}

/** With the profile `native` a configuration server reads folders instead of its repository. */
function readsFolders(context: LinkContext, { environment }: Runtime): boolean {
  return ['SPRING_PROFILES_ACTIVE', 'SPRING_PROFILES_INCLUDE'].some((name) => {
    const variable = environment.variables.get(name);
    return variable?.value !== undefined && context.resolve(variable.value, variable.site.path, environment).text.split(/[\s,]+/).includes('native');
  });
}

function wireConfigRepositories(context: LinkContext, from: Draft, runtime: Runtime, externals: Externals): void {
  for (const { text, site } of valuesOf(context, runtime, CONFIG_REPOSITORY)) {
    const [, hostOfUrl, hostOfLogin, path = ''] = REMOTE_REPOSITORY.exec(text) ?? [];
    const host = (hostOfUrl ?? hostOfLogin)?.toLowerCase();
    const repository = path.replace(/\/$/, '').replace(/\.git$/, '');
    if (host === undefined || repository === '' || registeredDomain(host) === undefined || isElement(context, host, runtime)) continue;
    const to = externals.place(`${host}/${repository}`, repository.slice(repository.lastIndexOf('/') + 1), site);
    to.aliases.add(repository);
    const protocol = /^(\w+):/.exec(text)?.[1] ?? 'ssh';
    context.wiring.add({ from, to, kind: 'configures', protocol, evidence: [{ site, extractor: extractorOf(site.path), confidence: 'config' }] });
  }
}

function wireMailHosts(context: LinkContext, from: Draft, runtime: Runtime, externals: Externals): void {
  for (const { key, text, site } of valuesOf(context, runtime, MAIL_HOST)) {
    for (const { host } of addressesOf(text)) {
      const to = isElement(context, host, runtime) ? undefined : externals.at(host, site);
      if (to === undefined) continue;
      const use = key === 'SPRING_MAIL_HOST' ? springMail(context, from, runtime, site) : undefined;
      context.wiring.add({ from, to, kind: 'calls', protocol: 'smtp', ...(use && { use }), evidence: [{ site, extractor: extractorOf(site.path), confidence: 'config' }] });
    }
  }
}

/** Spring Boot's library for mail. */
const SPRING_MAIL = /:(?:spring-boot-starter-mail|spring-context-support)$/;

/** What bounds the wait for an answer of the server: properties of Jakarta Mail, which waits for ever without (its package `mail.smtp`). */
const MAIL_TIMEOUTS = ['SPRING_MAIL_PROPERTIES_MAIL_SMTP_TIMEOUT', 'SPRING_MAIL_PROPERTIES_MAIL_SMTPS_TIMEOUT'];

/** The sender of mail that Spring Boot sets up by configuration alone; undefined where that may be set up otherwise. */
function springMail(context: LinkContext, from: Draft, runtime: Runtime, site: Site): UseFact | undefined {
  const dependencies = manifestsAround(context.inventory, from.codeFolders).flatMap((root) => root.dependencies);
  if (!dependencies.some(({ name }) => SPRING_MAIL.test(name)) || !isConfigurationKnown(context, from, runtime)) return undefined;
  const set = MAIL_TIMEOUTS.map((name) => runtime.environment.variables.get(name)).find((variable) => variable !== undefined);
  const timeout = set && timeoutOf(set.value === undefined ? '' : context.resolve(set.value, set.site.path, runtime.environment).text, set.site);
  return { kind: 'use', client: 'spring-mail', relation: 'calls', protocol: 'smtp', care: { ...NO_CARE, ...(timeout && { timeout }) }, site };
}

function timeoutOf(text: string, site: Site): Setting<number> {
  return /^\d{1,9}$/.test(text.trim()) ? { known: true, value: Number(text), site } : { known: false, site };
}

/** The fully known values of the settings with such a name. */
function valuesOf(context: LinkContext, { environment }: Runtime, name: RegExp): { readonly key: string; readonly text: string; readonly site: Site }[] {
  return [...environment.variables].flatMap(([key, { value, site }]) => {
    if (value === undefined || !name.test(key)) return [];
    const { text } = context.resolve(value, site.path, environment);
    return text.includes(UNKNOWN_MARK) ? [] : [{ key, text: text.trim(), site }];
  });
}

function isElement({ findHost }: LinkContext, host: string, { unit }: Runtime): boolean {
  return findHost(host, unit === undefined ? {} : { unit }) !== undefined;
}
