import type { BuildFact, ConstantName, Container, EnvironmentVariable, StartDependency, UnitFact } from '../../../model/deployment-facts.js';
import { literal, literalOf, type Expression } from '../../../model/expression.js';
import { folderOf, type Path, type Site } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import { argument } from '../arguments.js';
import type { Reader } from '../reader.js';
import { HOSTED_IMAGES, PARTS, PROGRAM_FOLDERS, type HostedImage } from './aspire-resources.js';
import { callsInside } from './objects.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** A resource of the application model. */
interface Resource {
  readonly name: string;
  /** Where the name is a constant of another file, for which `name` stands in. */
  readonly constant?: Expression;
  readonly made: Call;
  readonly hosted?: HostedImage;
  /** The server that this is a part of: a database, a queue. */
  readonly server?: Resource;
  /** An address outside of the system. */
  readonly external?: string;
}

/** Resources by the call that adds them. */
type Resources = ReadonlyMap<Call, Resource>;

const APPLICATION = /(?:^|\.)(?:DistributedApplication\.CreateBuilder|I?DistributedApplicationBuilder|TestDistributedApplicationBuilder\.Create)\(\)$/;

/** Conditions of Compose that mean the same. */
const WAITS: ReadonlyMap<string, string> = new Map([
  ['WaitFor', 'service_healthy'], ['WaitForStart', 'service_started'], ['WaitForCompletion', 'service_completed_successfully'],
]);

/** The units that the AppHost of .NET Aspire runs: its code is the deployment. Resources whose names are neither texts nor constants are left out. */
export function aspireUnitsIn(file: Path, reader: Reader): UnitFact[] {
  const resources = resourcesIn(reader);
  return [...resources.values()].flatMap((resource) => (resource.server === undefined && resource.external === undefined ? [unitOf(file, reader, resources, resource)] : []));
}

function resourcesIn(reader: Reader): Resources {
  const resources = new Map<Call, Resource>();
  // In the order of the file, so that a server is known before its databases.
  for (const made of [...reader.outline.calls].sort((a, b) => a.span.end - b.span.end)) {
    const { callee } = made;
    if (callee.kind !== 'member' || !callee.name.startsWith('Add')) continue;
    const named = nameIn(reader, argument(made, 0, 'name'));
    if (named === undefined) continue;
    const resource = APPLICATION.test(reader.chain(callee.object).path) ? resourceOf(reader, made, callee.name, named.name) : partOf(reader, resources, made, callee.object, callee.name, named.name);
    if (resource !== undefined) resources.set(made, { ...resource, ...named });
  }
  return resources;
}

/** The name of a resource: a text, or a constant that stands in for one until the file that declares it is known. */
function nameIn(reader: Reader, value: Value | undefined): Pick<Resource, 'name' | 'constant'> | undefined {
  const name = textOf(reader, value);
  if (name !== undefined) return /^[\w.-]+$/.test(name) ? { name } : undefined;
  const path = value?.kind === 'member' ? pathOf(value) : undefined;
  if (path === undefined) return undefined;
  const dot = path.lastIndexOf('.');
  return { name: path, constant: [{ hole: 'constant', specifier: path.slice(0, dot), name: path.slice(dot + 1) }] };
}

/** `Components.Database.Orders`: types and what they hold begin with a capital, variables do not. */
function pathOf(value: Value): string | undefined {
  if (value.kind === 'name') return /^[A-Z]\w*$/.test(value.name) ? value.name : undefined;
  const object = value.kind === 'member' && /^[A-Z]\w*$/.test(value.name) ? pathOf(value.object) : undefined;
  return object === undefined || value.kind !== 'member' ? undefined : `${object}.${value.name}`;
}

function resourceOf(reader: Reader, made: Call, method: string, name: string): Resource | undefined {
  const hosted = HOSTED_IMAGES.get(method);
  if (hosted !== undefined) return { name, made, hosted };
  if (method === 'AddExternalService') {
    const external = textOf(reader, argument(made, 1, 'url', 'uri'));
    return external === undefined ? undefined : { name, made, external };
  }
  return method === 'AddContainer' || isProject(method) || PROGRAM_FOLDERS.has(method) ? { name, made } : undefined;
}

function partOf(reader: Reader, resources: Resources, made: Call, object: Value, method: string, name: string): Resource | undefined {
  const server = PARTS.has(method) ? resourceBehind(reader, resources, object) : undefined;
  return server?.hosted === undefined && server?.server === undefined ? undefined : { name, made, server: server.server ?? server };
}

function isProject(method: string): boolean {
  return method === 'AddProject' || method === 'AddCSharpApp' || method === 'AddAzureFunctionsProject';
}

/** The resource that a value holds, or that a chain of calls goes on about. */
function resourceBehind(reader: Reader, resources: Resources, value: Value): Resource | undefined {
  return [...reader.chain(value).calls].reverse().map((call) => resources.get(call)).find((resource) => resource !== undefined);
}

function unitOf(file: Path, reader: Reader, resources: Resources, resource: Resource): UnitFact {
  const { made, name } = resource;
  const settings = reader.outline.calls.filter((call) => call.callee.kind === 'member' && call !== made && resourceBehind(reader, resources, call.callee.object) === resource);
  const constantNames = constantsOf(reader, resources, resource, settings);
  return {
    kind: 'unit', technology: 'aspire', workload: 'resource', name, site: siteOf(file, made),
    ...(constantNames.length > 0 && { constantNames }),
    aliases: [], labels: [], annotations: [], links: [], profiles: [], networks: [], extraHosts: [], slots: {},
    containers: [containerOf(file, reader, resources, resource, settings)],
    ...replicasOf(file, settings),
    startsAfter: settings.flatMap((call) => waitOf(file, reader, resources, call)),
  };
}

/** The constants that name a resource and what it refers to. */
function constantsOf(reader: Reader, resources: Resources, resource: Resource, settings: readonly Call[]): ConstantName[] {
  const passed = settings.flatMap((call) => [call, ...callsInside(reader, call)]).flatMap((call) => call.arguments.map(({ value }) => value));
  const all = passed.flatMap(function inside(value): Resource[] {
    return value.kind === 'concat' ? value.parts.flatMap(inside) : [resourceBehind(reader, resources, value) ?? []].flat();
  });
  const named = new Map([resource, ...all, ...all.flatMap(({ server }) => server ?? [])].flatMap(({ name, constant }) => (constant === undefined ? [] : [[name, constant] as const])));
  return [...named].map(([standIn, value]) => ({ standIn, value }));
}

function containerOf(file: Path, reader: Reader, resources: Resources, resource: Resource, settings: readonly Call[]): Container {
  const { made, name, hosted } = resource;
  const site = siteOf(file, made);
  const build = buildOf(file, reader, made);
  const image = settings.filter((call) => isNamed(call, /^WithImage$/)).map((call) => textOf(reader, argument(call, 0, 'image'))).at(-1) ?? hosted?.image ?? textOf(reader, argument(made, 1, 'image'));
  const ports = settings.filter((call) => isNamed(call, /^With(?:Http|Https)?Endpoint$/)).flatMap(({ arguments: [...all] }) => portOf(all.find((one) => one.name === 'targetPort')?.value) ?? []);
  const isOpen = settings.some((call) => isNamed(call, /^WithExternalHttpEndpoints$/));
  return {
    name, init: false, ports, mounts: [], envFiles: [], envFrom: [], probes: [],
    environment: [...settings.flatMap((call) => variablesOf(file, reader, resources, call)), ...routesOf(file, reader, resources, resource, settings)],
    published: isOpen ? [{ container: ports[0] ?? DEFAULT_PORT, site }] : [],
    ...(build === undefined ? (image !== undefined && { image: { value: literal(image), site } }) : { build }),
  };
}

/** Where ASP.NET listens in a container when nothing says otherwise. */
const DEFAULT_PORT = 8080;

/** The code that a resource runs: a project by its generated type or its path, or a folder. */
function buildOf(file: Path, reader: Reader, made: Call): BuildFact | undefined {
  const method = made.callee.kind === 'member' ? made.callee.name : '';
  const site = siteOf(file, made);
  const [project] = made.typeArguments ?? [];
  if (isProject(method) && project !== undefined) return { context: literal('.'), project, site };
  const position = isProject(method) ? 1 : PROGRAM_FOLDERS.get(method);
  const written = position === undefined ? undefined : textOf(reader, made.arguments[position]?.value);
  if (written === undefined) return undefined;
  const folder = written.replaceAll('\\', '/');
  const dockerfile = method === 'AddDockerfile' ? textOf(reader, argument(made, 2, 'dockerfilePath')) : undefined;
  return { context: literal(/\.[a-z]+proj$|\.cs$/i.test(folder) ? folderOf(folder) || '.' : folder), site, ...(dockerfile !== undefined && { dockerfile: literal(dockerfile) }) };
}

/** `WithReference(x)`: what Aspire sets for service discovery and connection strings; `WithEnvironment("NAME", value)`. */
function variablesOf(file: Path, reader: Reader, resources: Resources, call: Call): EnvironmentVariable[] {
  const [first, second] = call.arguments;
  const site = siteOf(file, call);
  if (first === undefined) return [];
  // A method of the AppHost's own that is handed a resource refers to it: `WithKeycloak(keycloak)`.
  if (isNamed(call, /^With(?!Environment$|\w*Relationship$)/)) {
    const target = resourceBehind(reader, resources, first.value);
    return target === undefined ? [] : [referenceTo(target, site)];
  }
  const name = isNamed(call, /^WithEnvironment$/) ? textOf(reader, first.value) : undefined;
  return name === undefined || second === undefined ? [] : [{ name, value: valueOf(reader, resources, second.value), site }];
}

function referenceTo(target: Resource, site: Site): EnvironmentVariable {
  const isConnection = target.server !== undefined || target.hosted !== undefined;
  return { name: isConnection ? `ConnectionStrings__${target.name}` : `services__${target.name}__http__0`, value: literal(addressOf(target)), site };
}

/** How others reach a resource. */
function addressOf({ name, hosted, server, external }: Resource): string {
  return external ?? server?.hosted?.connection(server.name, name) ?? hosted?.connection(name, undefined) ?? `http://${name}`;
}

function valueOf(reader: Reader, resources: Resources, value: Value): Expression {
  if (value.kind === 'concat') return value.parts.flatMap((part) => valueOf(reader, resources, part));
  const target = value.kind === 'text' ? undefined : resourceBehind(reader, resources, value);
  if (target === undefined) return reader.text(value).parts;
  return literal(/\.GetEndpoint\(\)/.test(reader.chain(value).path) ? `http://${target.name}` : addressOf(target));
}

/** Where YARP sends requests: resources passed to its routes and clusters, or to a method of the AppHost that makes them. */
function routesOf(file: Path, reader: Reader, resources: Resources, { hosted }: Resource, settings: readonly Call[]): EnvironmentVariable[] {
  if (hosted?.image !== 'yarp') return [];
  const inside = settings.filter((call) => isNamed(call, /^WithConfiguration$/)).flatMap((call) => callsInside(reader, call)).filter((call) => isNamed(call, /^Add(?:Route|Cluster)$/));
  return [...inside, ...settings.filter((call) => isNamed(call, /Routes$/))].flatMap((call) =>
    call.arguments.flatMap(({ value }) => resourceBehind(reader, resources, value) ?? []).map((target) => referenceTo(target, siteOf(file, call))));
}

function waitOf(file: Path, reader: Reader, resources: Resources, call: Call): StartDependency[] {
  const condition = call.callee.kind === 'member' ? WAITS.get(call.callee.name) : undefined;
  const target = condition === undefined || call.arguments[0] === undefined ? undefined : resourceBehind(reader, resources, call.arguments[0].value);
  return condition === undefined || target === undefined ? [] : [{ target: (target.server ?? target).name, condition, required: true, site: siteOf(file, call) }];
}

function replicasOf(file: Path, settings: readonly Call[]): Pick<UnitFact, 'replicas'> {
  const call = settings.find((one) => isNamed(one, /^WithReplicas$/));
  const value = call?.arguments[0]?.value;
  return value?.kind === 'number' ? { replicas: { known: true, value: value.value, site: { path: file, span: value.span } } } : {};
}

function portOf(value: Value | undefined): number | undefined {
  return value?.kind === 'number' && value.value > 0 ? value.value : undefined;
}

function textOf(reader: Reader, value: Value | undefined): string | undefined {
  return value === undefined ? undefined : literalOf(reader.text(value).parts) || undefined;
}

function siteOf(path: Path, { nameSpan }: Call): Site {
  return { path, span: nameSpan };
}
