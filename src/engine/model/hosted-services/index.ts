import type { UseFact } from '../code-facts.js';
import { AMAZON } from './amazon.js';
import { AZURE } from './azure.js';
import { COMPANIES } from './companies.js';
import { GOOGLE } from './google.js';
import type { ClientLanguage, HostedService } from './service.js';

export type { ClientLanguage, HostedService } from './service.js';

/**
 * Services that other companies run, and how programs come to use them. Left out are stores of secrets: they hand over
 * configuration at start, and what the program then works with is an element of its own.
 */
const HOSTED_SERVICES: readonly HostedService[] = [...AMAZON, ...GOOGLE, ...AZURE, ...COMPANIES];

const BY_ID: ReadonlyMap<string, HostedService> = new Map(HOSTED_SERVICES.map((service) => [service.id, service]));

const BY_MEANING: ReadonlyMap<string, HostedService> = new Map(HOSTED_SERVICES.flatMap((service) => (service.meantBy ?? []).map((word) => [word, service] as const)));

/** The hosted service that a client leads to when no address says otherwise. */
export function hostedServiceOf({ hosted, protocol, client }: UseFact): HostedService | undefined {
  return hosted === undefined ? (BY_MEANING.get(protocol) ?? BY_MEANING.get(client)) : BY_ID.get(hosted);
}

/** The hosted service behind a public host name. */
export function hostedServiceAt(host: string): HostedService | undefined {
  return HOSTED_SERVICES.find(({ hosts }) => hosts?.test(host));
}

/** A hosted service by its id. */
export function hostedServiceById(id: string): HostedService | undefined {
  return BY_ID.get(id);
}

/** The client libraries of a language: what files mention, which calls open a client, of which service. */
export function clientLibraries(language: ClientLanguage): { readonly mention: string; readonly opens: RegExp; readonly service: HostedService }[] {
  return HOSTED_SERVICES.flatMap((service) => (service.clients[language] ?? []).map(([mention, opens]) => ({ mention, opens, service })));
}

/** One pattern that matches every file that mentions a client library of a language; the source of a regular expression. */
export function mentionedLibraries(language: ClientLanguage): string {
  const mentions = new Set(clientLibraries(language).map(({ mention }) => mention.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  return [...mentions].join('|');
}
