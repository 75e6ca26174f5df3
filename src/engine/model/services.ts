import type { BuildFact, Container, UnitFact } from './deployment-facts.js';
import { literalOf } from './expression.js';
import type { CouplingGraph, Element } from './graph.js';
import { folderOf, joinPath } from './text.js';

/** A service that does the system's own work, for as long as the system runs. */
export function isBusinessService(element: Element): boolean {
  return element.kind === 'service' && element.role === 'business' && !element.isTask;
}

/**
 * A program of the team's own: a service, or a gateway or sign-on whose code is here. The latter make the way for others, and still open databases, send
 * requests and take messages like any other program.
 */
export function isOwnProgram(element: Element): boolean {
  return isBusinessService(element) || ((element.kind === 'gateway' || element.kind === 'auth') && !element.isTask && element.codeFolders.length > 0);
}

/** So many programs are a distributed system, even if all but one of them make the way for it. */
const SMALLEST_SYSTEM = 3;

/**
 * The services that a system is judged by: without user interfaces, as a program does not become a distributed system by its
 * pages. Where there is nothing else, they are the system. One service behind a gateway and a sign-on of the team's own is three.
 */
export function systemServices({ elements }: Pick<CouplingGraph, 'elements'>): Element[] {
  const services = [...elements.values()].filter(isBusinessService);
  const others = services.filter(({ isUserInterface }) => !isUserInterface);
  if (others.length > 1) return others;
  const programs = [...elements.values()].filter((element) => isOwnProgram(element) && !element.isUserInterface);
  if (programs.length >= SMALLEST_SYSTEM) return programs;
  return others.length === 0 ? services : others;
}

/**
 * Groups elements that run the same code, in order of first appearance: an API and its worker, a web server and its cron, a
 * canary. Code folders decide where both are known, then build, then image. Each element is compared with the first of a
 * group, by key, as systems with a thousand services are not rare.
 */
export function logicalServices<T>(items: Iterable<T>, elementOf: (item: T) => Element): [T, ...T[]][] {
  const groups: [T, ...T[]][] = [];
  const byFolder = new Map<string, number>();
  const byArtifact = new Map<string, number>();
  const byArtifactAlone = new Map<string, number>();
  for (const item of items) {
    const element = elementOf(item);
    const { folder, artifacts } = codeOf(element);
    let found = (folder === undefined ? undefined : byFolder.get(folder)) ?? groups.length;
    // Where both folders are known they alone decide.
    const known = folder === undefined ? byArtifact : byArtifactAlone;
    for (const artifact of known.size === 0 ? [] : artifacts) found = Math.min(found, known.get(artifact) ?? found);
    const group = groups[found];
    if (group !== undefined) {
      group.push(item);
      continue;
    }
    groups.push([item]);
    if (folder !== undefined) setOnce(byFolder, folder, found);
    for (const artifact of artifacts) {
      setOnce(byArtifact, artifact, found);
      if (folder === undefined) setOnce(byArtifactAlone, artifact, found);
    }
  }
  return groups;
}

/** Whether an element runs the whole of a program of which another runs one part: the monolith of another deployment, which is there instead. */
export function runsWholeOf(element: Element, other: Element): boolean {
  const parts = [...codeOf(other).artifacts];
  return [...codeOf(element).artifacts].some((artifact) => artifact.endsWith('|') && parts.some((part) => part.length > artifact.length && part.startsWith(artifact)));
}

/** What code an element runs, as keys to compare. */
interface Code {
  readonly folder: string | undefined;
  readonly artifacts: ReadonlySet<string>;
}

/** Elements never change, and every measure and many rules ask for their code. */
const codes = new WeakMap<Element, Code>();

function codeOf(element: Element): Code {
  let code = codes.get(element);
  if (code === undefined) codes.set(element, (code = { folder: folderKey(element), artifacts: artifactsOf(element) }));
  return code;
}

function setOnce(map: Map<string, number>, key: string, index: number): void {
  if (!map.has(key)) map.set(key, index);
}

/**
 * Where the code is, and which program of several in this folder. A workspace's top may hold all the services there are:
 * there another Dockerfile or target builds another one.
 */
function folderKey(element: Element): string | undefined {
  const [folder] = element.codeFolders;
  if (folder === undefined) return undefined;
  const build = mainContainersOf(element).find(({ container }) => container.build !== undefined)?.container.build;
  // There an image that another one builds tells more.
  if (folder === '' && build === undefined && mainContainersOf(element).some(({ unit, container }) => imageKey(unit, container) !== undefined)) return undefined;
  return [folder, programOf(element, build), ...(folder === '' && build !== undefined ? [dockerfileOf(build), build.target] : [])].join('|');
}

/** What the containers of an element are made from, as comparable texts. */
function artifactsOf(element: Element): Set<string> {
  // What a build makes has a name, under which others may start it.
  const artifacts = mainContainersOf(element).flatMap(({ unit, container }) => [...(container.build ? [buildKey(unit, container.build)] : []), imageKey(unit, container)]);
  return new Set(artifacts.flatMap((artifact) => (artifact === undefined ? [] : `${artifact}|${programOf(element, undefined)}`)));
}

function mainContainersOf({ units }: Element): { readonly unit: UnitFact; readonly container: Container }[] {
  return units.flatMap((unit) => unit.containers.filter(({ init }) => !init).map((container) => ({ unit, container })));
}

/** An image as written: a variable of Compose is the same for all services of a folder. */
function imageKey({ site }: UnitFact, { image }: Container): string | undefined {
  const text = literalOf(image?.value);
  if (text !== undefined || image === undefined) return text;
  return image.value.every((part) => typeof part === 'string' || part.hole === 'substitution') ? `${folderOf(site.path)} ${JSON.stringify(image.value)}` : undefined;
}

/** One context holds many services in a monorepo; Dockerfile, target and arguments tell them apart. */
function buildKey(unit: UnitFact, build: BuildFact): string | undefined {
  const context = literalOf(build.context);
  if (context === undefined) return undefined;
  return [joinPath(folderOf(unit.site.path), context) ?? context, dockerfileOf(build), build.target, programInArguments(build)].join('|');
}

function dockerfileOf({ dockerfile }: BuildFact): string | undefined {
  return dockerfile === undefined ? 'Dockerfile' : literalOf(dockerfile);
}

/** The program of a monorepo that an element runs, by what its build is told and by what is started; empty when neither names one. */
function programOf(element: Element, build: BuildFact | undefined): string {
  const command = mainContainersOf(element).find(({ container }) => container.command !== undefined)?.container.command ?? element.imageCommand;
  const text = command?.text ?? '';
  const role = roleInCommand(element, text) || roleInSwitches(element);
  if (element.program !== undefined) return `${element.program} ${role}`.trim();
  return `${build === undefined ? '' : programInArguments(build)} ${programInCommand(text) || role}`.trim();
}

/** Names of processes that serve, or work for, one service. */
const PROCESS = /^(?:api|app|web|www|server|backend|http|grpc|graphql|admin|site|main|workers?|background|consumers?|scheduler|cron|jobs?|beat|celery|queue|sidekiq|resque|flower|websocket|ws|cable|daphne|gunicorn|uwsgi|puma|migrat\w*|init\w*|seed\w*)$/i;

/** One binary may hold all services, and start the one that a word names: `shop orders` in the container `orders`. */
function roleInCommand({ name }: Element, text: string): string {
  return !PROCESS.test(name) && text.split(/[\s"',[\]]+/).slice(1).includes(name) ? name : '';
}

/** Variables that may begin with the name of one part of a program. Prior. */
const MOST_OF_ONE_PART = 2;

/** The same by a variable that switches the service on which the container is called after: `SERVE_ORDERS: "1"`. */
function roleInSwitches(element: Element): string {
  const { name } = element;
  const own = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  if (PROCESS.test(name)) return '';
  // What switches all on makes no part of it.
  const isSwitch = (variable: string, value: string | undefined): boolean => !/(?:^|_)ALL(?:_|$)/i.test(variable) && /^(?:1|true|yes|on)$/i.test(value ?? '') && `_${variable}_`.includes(`_${own}_`);
  return mainContainersOf(element).some(({ container: { environment } }) => {
    // What most variables begin with is the name of the program.
    const isPrefix = environment.filter((variable) => variable.name.startsWith(`${own}_`)).length > MOST_OF_ONE_PART;
    return environment.some((variable) => !(isPrefix && variable.name.startsWith(`${own}_`)) && isSwitch(variable.name, literalOf(variable.value)));
  }) ? name : '';
}

/** Build arguments that say what to build: `APP`, `SERVICE_NAME`, `MODULE_PATH`, `JAR_FILE`. */
const TELLING_ARGUMENT = /(?:^|_)(?:app|service|project|package|pkg|module|workspace|component|jar|dll|bin|binary|name|dir|folder|path)(?:_|$)/i;

function programInArguments({ args = [] }: BuildFact): string {
  return args.flatMap(({ name, value }) => (TELLING_ARGUMENT.test(name) ? (literalOf(value) ?? []) : [])).join(' ');
}

/** Programs of a workspace by their folder (`dist/apps/orders/main.js`), their name for a build tool (`nest start orders`), their file (`orders.jar`). */
const PROGRAMS: readonly RegExp[] = [
  /(?:^|[\s/'"])(?:apps|services|microservices|packages|projects)\/([\w.-]{1,100})/,
  /\b(?:nest start|nx (?:serve|run)|yarn workspace|--filter[= ]|--workspace[= ])\s{0,3}([\w@/.-]{1,100})/,
  /([\w.-]{1,100}\.(?:jar|dll))\b/,
];

function programInCommand(text: string): string {
  for (const pattern of PROGRAMS) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return '';
}
