import type { Site } from '../model/text.js';
import type { Address } from './addresses.js';
import { addressesIn, isLoopback } from './addresses.js';
import { manifestsAround } from './code-folders.js';
import type { Draft } from './draft.js';
import { bareDraft } from './draft.js';
import { append } from './inventory.js';
import type { LinkContext, LocalMachine, Runtime } from './link-context.js';
import { runtimesOf } from './link-context.js';
import { mainContainers } from './containers.js';
import type { Ownership } from './ownership.js';

/** Variables, and keys of configuration as the variables that override them, in which servers find their port: Spring Boot, Quarkus, Micronaut, ASP.NET. */
const PORT_KEYS = /^(?:SERVER_PORT|QUARKUS_HTTP_PORT|MICRONAUT_SERVER_PORT|(?:ASPNETCORE|DOTNET)_HTTPS?_PORTS|HTTPS?_PORTS)$/;
const URL_KEYS = /^(?:(?:ASPNETCORE|DOTNET)_)?URLS(?:_\d+)?$|^KESTREL_ENDPOINTS_\w+_URL$/;

/** Servers of Spring Boot, which listen on 8080 when nothing is set. */
const SPRING_SERVER = /:spring-boot-starter-web(?:flux)?$|:spring-cloud-(?:starter-gateway|starter-netflix-zuul|config-server)|:spring-cloud-starter-netflix-eureka-server$/;
const SPRING_PORT = 8080;

/** Servers by the scheme of their addresses. */
const SERVERS: ReadonlyMap<string, readonly ['datastore' | 'broker', string]> = new Map([
  ['postgresql', ['datastore', 'postgres']], ['postgres', ['datastore', 'postgres']], ['mysql', ['datastore', 'mysql']], ['mariadb', ['datastore', 'mariadb']],
  ['sqlserver', ['datastore', 'mssql']], ['mongodb', ['datastore', 'mongodb']], ['redis', ['datastore', 'redis']], ['amqp', ['broker', 'rabbitmq']], ['nats', ['broker', 'nats']],
]);

/** Servers by their own port, where an address has no scheme of theirs. */
const DEFAULT_PORTS: ReadonlyMap<number, readonly ['datastore' | 'broker', string]> = new Map([
  [5432, ['datastore', 'postgres']], [3306, ['datastore', 'mysql']], [1433, ['datastore', 'mssql']], [27017, ['datastore', 'mongodb']], [6379, ['datastore', 'redis']],
  [9200, ['datastore', 'elasticsearch']], [5672, ['broker', 'rabbitmq']], [9092, ['broker', 'kafka']], [4222, ['broker', 'nats']],
]);

/** Indexes the ports of the machine of a developer: those that containers publish, and those on which programs without containers listen. */
export function indexLocalMachine(context: Omit<LinkContext, 'local'>, ownership: Ownership): LocalMachine {
  const installed = new Map<string, Draft>();
  let listeners: Map<number, Draft[]> | undefined;

  function listening(port: number): readonly Draft[] {
    listeners ??= listenersByPort(context, ownership);
    return listeners.get(port) ?? [];
  }

  function at(address: Address, { unit }: Runtime, site: Site): Draft | undefined {
    const { host, port } = address;
    // To a container its own machine is another one than that on which ports are published.
    if (!isLoopback(host) || (unit !== undefined && host !== 'host.docker.internal')) return undefined;
    const found = port === undefined ? [] : listening(port);
    return found.length === 0 && unit === undefined ? serverAt(address, site) : found.length === 1 ? found[0] : undefined;
  }

  function serverAt({ scheme, port }: Address, site: Site): Draft | undefined {
    const [kind, engine] = (scheme === undefined || scheme === 'http' ? DEFAULT_PORTS.get(port ?? 0) : SERVERS.get(scheme)) ?? [];
    if (kind === undefined || engine === undefined) return undefined;
    const draft = installed.get(engine) ?? { ...bareDraft(kind, engine, []), engine };
    draft.definedAt.push(site);
    installed.set(engine, draft);
    return draft;
  }

  return { at, installed: () => [...installed.values()] };
}

function listenersByPort(context: Omit<LinkContext, 'local'>, ownership: Ownership): Map<number, Draft[]> {
  const inCode = new Map<Draft, number[]>();
  for (const { port, site } of context.inventory.listeners) {
    const { drafts, isShared } = ownership.of(site.path);
    const [draft] = isShared ? [] : drafts;
    const [runtime] = draft === undefined || draft.units.length > 0 ? [] : runtimesOf(context, draft);
    if (draft !== undefined && runtime !== undefined) append(inCode, draft, Number(context.resolve(port, site.path, runtime.environment).text));
  }
  const byPort = new Map<number, Draft[]>();
  for (const draft of context.drafts) {
    const ports = draft.units.length > 0 ? published(draft) : [...configured(context, draft), ...(inCode.get(draft) ?? [])];
    for (const port of new Set(ports.length > 0 || draft.units.length > 0 ? ports : byDefault(context, draft))) append(byPort, port, draft);
  }
  return byPort;
}

function published({ units }: Draft): number[] {
  return units.flatMap(mainContainers).flatMap((container) => container.published.flatMap(({ host }) => host ?? []));
}

/** The ports that the configuration of a program gives it. */
function configured(context: Omit<LinkContext, 'local'>, draft: Draft): number[] {
  return runtimesOf(context, draft).flatMap(({ environment }) => [...environment.variables].flatMap(([name, { value, site }]) => {
    const isUrl = URL_KEYS.test(name);
    if (value === undefined || !(isUrl || PORT_KEYS.test(name))) return [];
    const { text } = context.resolve(value, site.path, environment);
    // Hosts of such addresses may be `*` or `+`.
    return isUrl ? text.split(';').flatMap((one) => addressesIn(one.replace(/\/\/[*+]/, '//localhost')).flatMap(({ port }) => port ?? [])) : text.split(';').map(Number);
  }));
}

/** Where a program listens that nobody told: what its Dockerfile exposes, or what its framework does. */
function byDefault({ inventory }: Omit<LinkContext, 'local'>, { codeFolders }: Draft): number[] {
  const exposed = codeFolders.flatMap((folder) => inventory.dockerfiles.get(folder === '' ? 'Dockerfile' : `${folder}/Dockerfile`)?.exposes ?? []);
  if (exposed.length > 0) return exposed;
  return manifestsAround(inventory, codeFolders).some(({ dependencies }) => dependencies.some(({ name }) => SPRING_SERVER.test(name))) ? [SPRING_PORT] : [];
}
