import type { RemoteInterfaceFact } from '../../model/contract-facts.js';
import type { Path } from '../../model/text.js';
import { fullName, spanOf, toFact } from './fact.js';

/** `publish…` are the helpers around `createRecord` that the guides of Vert.x have programs write. */
const SERVICE = /\b(?:(?:rxP|p)ublishEventBusService|EventBusService\s{0,20}\.\s{0,20}createRecord)\s{0,20}\([^;{}]{0,400}?\b([A-Z]\w{0,100})(?:\.class|::class)\b/g;
const PROXY = /\bEventBusService\s{0,20}\.\s{0,20}(?:rxGet|get)(?:Service)?Proxy\w{0,40}\s{0,20}\([^;{}]{0,400}?\b([A-Z]\w{0,100})(?:\.class|::class)\b/g;
const ENDPOINT = /\b(?:(?:rxP|p)ublishHttpEndpoint|HttpEndpoint\s{0,20}\.\s{0,20}createRecord)\s{0,20}\(\s{0,200}("[\w.-]{1,100}"|[A-Z][A-Z0-9_]{1,60}\b)/g;
const CLIENT = /\bHttpEndpoint\s{0,20}\.\s{0,20}(?:rxGet|get)(?:Web)?Client\s{0,20}\([^;{}]{0,300}?\.\s{0,20}put\(\s{0,20}"name"\s{0,20},\s{0,20}("[\w.-]{1,100}"|[A-Z][A-Z0-9_]{1,60}\b)/g;
/** A gateway asks for the records of all endpoints. */
const ALL = /\bgetRecords\s{0,20}\([^;{}]{0,200}?\bHttpEndpoint\.TYPE\b/g;

/**
 * What programs on Vert.x publish in their service discovery, and ask it for: services on the event bus by their interface, HTTP endpoints by name
 * (https://vertx.io/docs/vertx-service-discovery/java/).
 */
export function discoveredServices(path: Path, text: string): RemoteInterfaceFact[] {
  if (!/\b(?:EventBusService|HttpEndpoint)\b|ublishEventBusService|ublishHttpEndpoint/.test(text)) return [];
  const byClass = (pattern: RegExp, role: 'client' | 'server'): RemoteInterfaceFact[] =>
    [...text.matchAll(pattern)].map((match) => toFact(path, 'vertx', role, fullName(match[1] ?? '', text), spanOf(match, match[1] ?? '')));
  const byName = (pattern: RegExp, role: 'client' | 'server'): RemoteInterfaceFact[] =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const written = match[1] ?? '';
      const name = written.startsWith('"') ? written.slice(1, -1) : constantIn(text, written);
      return name === undefined ? [] : [toFact(path, 'vertx-http', role, name, spanOf(match, written))];
    });
  return [
    ...byClass(SERVICE, 'server'), ...byClass(PROXY, 'client'), ...byName(ENDPOINT, 'server'), ...byName(CLIENT, 'client'),
    ...[...text.matchAll(ALL)].map((match) => toFact(path, 'vertx-http', 'client', '*', spanOf(match, 'HttpEndpoint'))),
  ];
}

/** The text of a constant that the same file declares. */
function constantIn(text: string, name: string): string | undefined {
  return new RegExp(`\\b${name}\\s{0,20}=\\s{0,20}"([\\w.-]{1,100})"`).exec(text)?.[1];
}
