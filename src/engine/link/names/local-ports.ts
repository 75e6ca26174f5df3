import type { UnitFact } from '../../model/deployment-facts.js';
import type { ElementKind } from '../../model/graph.js';
import { isHostMachine } from '../../model/hosts.js';
import { isCodePath } from '../../model/source-paths.js';
import { valueOf, type Site } from '../../model/text.js';
import type { Address } from './addresses.js';
import { addressesIn, isLoopback, isPrivate, portOf } from './addresses.js';
import { manifestsAround } from '../deployables/code-folders.js';
import type { Draft } from '../draft.js';
import { bareDraft } from '../draft.js';
import { append, dockerfilePath } from '../inventory.js';
import type { LinkContext, LocalMachine, Runtime } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import { mainContainers } from '../deployables/containers.js';
import { isCalledAfterKind } from '../deployables/images.js';
import { imageRepository, lastSegment } from './names.js';
import type { Ownership } from '../ownership/ownership.js';
import { imageText } from './resolve.js';

/** Variables, and keys of configuration as the variables that override them, in which servers find their port: Spring Boot, Quarkus, Micronaut, ASP.NET, go-zero, Kratos. */
const PORT_KEYS = /^(?:SERVER_PORT|QUARKUS_HTTP_PORT|MICRONAUT_SERVER_PORT|(?:ASPNETCORE|DOTNET)_HTTPS?_PORTS|HTTPS?_PORTS)$/;
const ADDRESS_KEYS = /^LISTEN_?ON$|^SERVER_(?:HTTP|GRPC)_ADDR$/;
const URL_KEYS = /^(?:(?:ASPNETCORE|DOTNET)_)?URLS(?:_\d+)?$|^KESTREL_ENDPOINTS_\w+_URL$/;

/** Servers of Spring Boot, which listen on 8080 when nothing is set. */
const SPRING_SERVER = /:spring-boot-starter-web(?:flux)?$|:spring-cloud-(?:starter-gateway|starter-netflix-zuul|config-server)|:spring-cloud-starter-netflix-eureka-server$/;
const SPRING_PORT = 8080;

/** Servers by the scheme of their addresses. */
const SERVERS: ReadonlyMap<string, readonly ['datastore' | 'broker', string]> = new Map([
  ['postgresql', ['datastore', 'postgres']], ['postgres', ['datastore', 'postgres']], ['mysql', ['datastore', 'mysql']], ['mariadb', ['datastore', 'mariadb']],
  ['sqlserver', ['datastore', 'mssql']], ['neo4j', ['datastore', 'neo4j']], ['bolt', ['datastore', 'neo4j']], ['mongodb', ['datastore', 'mongodb']], ['redis', ['datastore', 'redis']], ['amqp', ['broker', 'rabbitmq']], ['nats', ['broker', 'nats']],
]);

/** Servers by their own port, where an address has no scheme of theirs. */
const DEFAULT_PORTS: ReadonlyMap<number, readonly ['datastore' | 'broker' | 'telemetry' | 'registry' | 'other', string]> = new Map([
  [5432, ['datastore', 'postgres']], [3306, ['datastore', 'mysql']], [1433, ['datastore', 'mssql']], [27017, ['datastore', 'mongodb']], [6379, ['datastore', 'redis']],
  [9200, ['datastore', 'elasticsearch']], [7474, ['datastore', 'neo4j']], [7687, ['datastore', 'neo4j']], [5672, ['broker', 'rabbitmq']], [9092, ['broker', 'kafka']], [4222, ['broker', 'nats']], [9411, ['telemetry', 'zipkin']], [8500, ['registry', 'consul']], [8848, ['registry', 'nacos']],
  [9042, ['datastore', 'cassandra']], [11211, ['datastore', 'memcached']], [8086, ['datastore', 'influxdb']], [61616, ['broker', 'activemq']], [1883, ['broker', 'mosquitto']], [7233, ['other', 'temporal']],
]);

/** Ports of well-known images that are neither databases nor brokers. */
const IMAGE_PORTS: ReadonlyMap<string, number> = new Map([['consul', 8500], ['zipkin', 9411], ['zipkin-slim', 9411], ['eureka', 8761], ['eureka-server', 8761], ['vault', 8200]]);

/** Ports that any Service of a cluster may have: they tell nothing. */
const USUAL_PORTS: ReadonlySet<number> = new Set([80, 443, 3000, 5000, 8000, 8080, 8443, 9000, 9090]);

/** Indexes the ports of the machine of a developer: those that containers publish, and those on which programs without containers listen. */
export function indexLocalMachine(context: Omit<LinkContext, 'local' | 'switches'>, ownership: Ownership): LocalMachine {
  const installed = new Map<string, Draft>();
  let listeners: Map<number, Draft[]> | undefined;

  function listening(port: number): readonly Draft[] {
    listeners ??= listenersByPort(context, ownership);
    return listeners.get(port) ?? [];
  }

  /** Who listens on a port; a program without container reaches the Services of a cluster through it too, under their own numbers (`kubectl port-forward`). */
  function beside(port: number, isForwarded: boolean): readonly Draft[] {
    const found = listening(port);
    return found.length > 0 || !isForwarded || USUAL_PORTS.has(port) || DEFAULT_PORTS.has(port) ? found : context.drafts.filter(({ services }) => services.some(({ ports }) => ports.some((one) => one.port === port)));
  }

  function at(address: Address, { unit }: Runtime, site: Site): Draft | undefined {
    const { host } = address;
    // A client of a database knows its port; what `http://localhost` means, nobody does.
    const port = address.port ?? (SERVERS.has(address.scheme ?? '') ? portOf(address) : undefined);
    // The machine of a Docker Machine or of a data centre: whoever is asked there in the language of a database is one.
    if (isPrivate(host)) return address.scheme === undefined || !SERVERS.has(address.scheme) ? undefined : serverAt(address, site, host);
    // To a container its own machine is another one than that on which ports are published, unless it has no network of its own.
    const isOutside = unit === undefined || isHostMachine(host);
    if (!isLoopback(host)) return undefined;
    if (!isOutside && !isOnHost(unit)) return isCodePath(site.path) ? developedBeside(port, unit) : undefined;
    const found = port === undefined ? [] : beside(port, unit === undefined);
    return found.length === 0 && isOutside ? serverAt(address, site) : found.length === 1 ? found[0] : undefined;
  }

  /** What the code of a container asks on its own machine it finds there while both are developed: that program is meant, though the container would not find it. */
  function developedBeside(port: number | undefined, unit: UnitFact): Draft | undefined {
    const [only, ...others] = port === undefined ? [] : listening(port);
    return others.length > 0 || only?.role !== 'business' || only.codeFolders.length === 0 || only.units.includes(unit) ? undefined : only;
  }

  function serverAt({ scheme, port }: Address, site: Site, machine = ''): Draft | undefined {
    const [kind, engine] = (scheme === undefined || scheme === 'http' ? DEFAULT_PORTS.get(port ?? 0) : SERVERS.get(scheme)) ?? [];
    if (kind === undefined || engine === undefined) return undefined;
    const key = `${engine} ${machine}`;
    const known = machine === '' && (port === undefined || DEFAULT_PORTS.get(port)?.[1] === engine) ? onlyOne(kind, engine) : undefined;
    if (known !== undefined) return known;
    const draft = installed.get(key) ?? { ...bareDraft(kind, engine, []), engine };
    if (machine !== '') draft.aliases.add(machine);
    draft.definedAt.push(site);
    installed.set(key, draft);
    return draft;
  }

  /** On the machine of a developer stands what the system has one of, however that is started there; not one that is called after whose it is. */
  function onlyOne(kind: ElementKind, engine: string): Draft | undefined {
    const [only, ...others] = context.drafts.filter((draft) => draft.kind === kind && (draft.engine ?? draft.name) === engine);
    return others.length > 0 || only === undefined || !(only.name === engine || isCalledAfterKind(only.name)) ? undefined : only;
  }

  return { at, installed: () => [...installed.values()] };
}

function listenersByPort(context: Omit<LinkContext, 'local' | 'switches'>, ownership: Ownership): Map<number, Draft[]> {
  const inCode = new Map<Draft, number[]>();
  for (const { port, site } of context.inventory.listeners) {
    const { drafts, isShared } = ownership.of(site.path);
    const [draft] = isShared ? [] : drafts;
    const [runtime] = draft === undefined || (draft.units.length > 0 && !draft.units.some(isOnHost)) ? [] : runtimesOf(context, draft);
    if (draft !== undefined && runtime !== undefined) append(inCode, draft, Number(context.resolve(port, site.path, runtime.environment).text));
  }
  const byPort = new Map<number, Draft[]>();
  for (const draft of context.drafts) {
    const own = ownPorts(context, draft, inCode.get(draft) ?? []);
    for (const port of new Set([...published(draft), ...own])) append(byPort, port, draft);
  }
  return byPort;
}

/** Whether a container shares the network of its machine: what listens in it listens there. */
function isOnHost({ networkMode, hostNetwork }: UnitFact): boolean {
  return valueOf(networkMode) === 'host' || valueOf(hostNetwork) === true;
}

/** The ports on which a program itself listens, where the machine sees them: those that it is told or knows, else those of its framework or its image. */
function ownPorts(context: Omit<LinkContext, 'local' | 'switches'>, draft: Draft, inCode: readonly number[]): readonly number[] {
  if (draft.units.length > 0 && !draft.units.some(isOnHost)) return [];
  const set = [...configured(context, draft), ...inCode];
  if (set.length > 0) return set;
  const ofImage = draft.units.filter(isOnHost).flatMap(mainContainers).flatMap((container) => IMAGE_PORTS.get(lastSegment(imageRepository(imageText(container) ?? ''))) ?? []);
  const ofEngine = [...DEFAULT_PORTS].flatMap(([port, [, engine]]) => (engine === draft.engine ? [port] : []));
  return ofImage.length + ofEngine.length > 0 ? [...ofImage, ...ofEngine] : byDefault(context, draft);
}

function published({ units }: Draft): number[] {
  return units.flatMap(mainContainers).flatMap((container) => container.published.flatMap(({ host }) => host ?? []));
}

/** The ports that the configuration of a program gives it. */
function configured(context: Omit<LinkContext, 'local' | 'switches'>, draft: Draft): number[] {
  return runtimesOf(context, draft).flatMap(({ environment }) => [...environment.variables].flatMap(([name, { value, site }]) => {
    const isUrl = URL_KEYS.test(name);
    const isAddress = ADDRESS_KEYS.test(name);
    if (value === undefined || !(isUrl || isAddress || PORT_KEYS.test(name))) return [];
    const { text } = context.resolve(value, site.path, environment);
    if (isAddress) return [Number(text.slice(text.lastIndexOf(':') + 1))];
    // Hosts of such addresses may be `*` or `+`.
    return isUrl ? text.split(';').flatMap((one) => addressesIn(one.replace(/\/\/[*+]/, '//localhost')).flatMap(({ port }) => port ?? [])) : text.split(';').map(Number);
  }));
}

/** Where a program listens that nobody told: what its Dockerfile exposes, or what its framework does. */
function byDefault({ inventory }: Omit<LinkContext, 'local' | 'switches'>, { codeFolders }: Draft): number[] {
  const exposed = codeFolders.flatMap((folder) => inventory.dockerfiles.get(dockerfilePath(folder))?.exposes ?? []);
  if (exposed.length > 0) return exposed;
  return manifestsAround(inventory, codeFolders).some(({ dependencies }) => dependencies.some(({ name }) => SPRING_SERVER.test(name))) ? [SPRING_PORT] : [];
}
