import type { Path } from '../../model/text.js';
import { folderOf } from '../../model/text.js';
import { filled, imageNameIn, pathIn, type Values } from './values.js';

/** What a command builds or publishes: one image, or all that a Compose file builds. */
export interface ImageBuild {
  readonly scope: 'image' | 'compose';
  readonly context?: Path;
  readonly dockerfile?: Path;
  readonly image?: string;
}

/** What the commands of a job do with images. */
export interface ScriptBuilds {
  readonly builds: readonly ImageBuild[];
  /** Images that are pushed by name. */
  readonly pushes: readonly ImageBuild[];
  /** Something is pushed, whether its name is known or not. */
  readonly isPublishing: boolean;
}

/** Longest script that is read, and most commands that its loops may make of it. */
const MAX_SCRIPT = 50_000;
const MAX_COMMANDS = 2_000;

/** Loops within each other, and turns of each, that are followed. */
const MAX_NESTED = 2;
const MAX_ITEMS = 100;

/** A command and the folder that it runs in. */
interface Command {
  readonly words: readonly string[];
  readonly folder: Path | undefined;
}

/** Reads shell commands that run one after the other, from a folder of the workspace on. */
export function readScript(script: string, values: Values, folder: Path | undefined): ScriptBuilds {
  const commands = commandsOf(script.slice(0, MAX_SCRIPT), values, folder);
  const builds = commands.flatMap(buildOf);
  const pushes = commands.flatMap(pushOf);
  const isPublishing = commands.some(({ words }) => words.includes('push') || words.some((word) => /^--push(?:=true)?$|^--destination\b|type=registry|push=true/.test(word)) || isRemoteBuild(words));
  return { builds, pushes, isPublishing };
}

/** Commands in their order, those of `for service in orders stock` once for each. */
function commandsOf(script: string, values: Values, start: Path | undefined): Command[] {
  const commands: Command[] = [];
  const known = new Map(values);
  const loops: { readonly name: string; readonly items: readonly string[] }[] = [];
  let folder = start;
  for (const line of script.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const before = folder;
    for (const part of line.replace(/(?:^|\s)#.*$/, '').split(/&&|\|\||[;|]/)) {
      const text = part.replace(/^[\s(]*(?:(?:do|then|else|sudo)\s+)?|[\s)]{1,20}$/g, '');
      const loop = /^for\s+(\w+)\s+in\s+(.+)$/.exec(text);
      const assigned = /^(?:export\s+)?([A-Za-z_]\w*)=(\S*|"[^"]*"|'[^']*')$/.exec(text);
      if (loop?.[1] !== undefined && loop[2] !== undefined) loops.push({ name: loop[1], items: wordsIn(filled(loop[2], known)) });
      else if (text === 'done') loops.pop();
      else if (assigned?.[1] !== undefined) known.set(assigned[1], filled((assigned[2] ?? '').replace(/^["']|["']$/g, ''), known));
      else if (/^(?:cd|pushd)\s/.test(text) && loops.length === 0) folder = folder === undefined ? undefined : pathIn(folder, wordsIn(filled(text, known))[1] ?? '');
      else if (text !== '') for (const bound of bindings(loops, known)) commands.push({ words: wordsIn(filled(text, bound)), folder });
      if (commands.length > MAX_COMMANDS) return commands;
    }
    // What a subshell does to the folder ends with it.
    if (/^\s*\(/.test(line)) folder = before;
  }
  return commands;
}

function bindings(loops: readonly { readonly name: string; readonly items: readonly string[] }[], known: Values): Values[] {
  const [loop, ...inner] = loops.slice(0, MAX_NESTED);
  return loop === undefined ? [known] : loop.items.slice(0, MAX_ITEMS).flatMap((item) => bindings(inner, new Map(known).set(loop.name, item)));
}

function wordsIn(text: string): string[] {
  return (text.match(/"[^"]*"|'[^']*'|[^\s"']+(?:"[^"]*"|'[^']*'|[^\s"']+)*/g) ?? []).map((word) => word.replace(/["']/g, ''));
}

/** `docker build`, and what works as it does. */
const BUILD = /^(?:docker(?: buildx| image)? build|(?:podman|nerdctl|buildah) (?:build|bud)|az acr build|\S*\/executor)(?: |$)/;

const COMPOSE = /^(?:docker compose|docker-compose|podman-compose)(?: |$)/;

/** A build in a registry's own cloud ends in the registry. */
function isRemoteBuild(words: readonly string[]): boolean {
  return words[0] === 'az' && words[1] === 'acr' && words[2] === 'build';
}

/** Options of builds that take no value. */
const SWITCH = /^(?:--(?:push|load|no-cache|pull|rm|force-rm|quiet|squash|compress|cleanup|no-push|all-tags|build)|-q|-[a-z]*=.*|--[\w-]+=.*)$/;

function buildOf({ words, folder }: Command): ImageBuild[] {
  if (!BUILD.test(words.slice(0, 3).join(' ')) || folder === undefined) return [];
  const { options, others } = argumentsOf(words);
  const option = (...names: readonly string[]): string | undefined => names.map((name) => options.get(name)).find((value) => value !== undefined);
  const context = pathIn(folder, (option('--context') ?? others.at(-1) ?? '').replace(/^dir:\/\//, '/'));
  const file = option('-f', '--file', '--dockerfile');
  const dockerfile = file === undefined ? undefined : pathIn(folder, file);
  const image = imageNameIn(option('-t', '--tag', '--destination', '--image') ?? '');
  if (file !== undefined && dockerfile === undefined && image === undefined) return [];
  return [{ scope: 'image', ...(context !== undefined && { context }), ...(dockerfile !== undefined && { dockerfile }), ...(image !== undefined && { image }) }];
}

function argumentsOf(words: readonly string[]): { options: ReadonlyMap<string, string>; others: readonly string[] } {
  const options = new Map<string, string>();
  const others: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const equals = word.indexOf('=');
    if (!word.startsWith('-') || word === '-') others.push(word);
    else if (equals > 0) setOnce(options, word.slice(0, equals), word.slice(equals + 1));
    else if (!SWITCH.test(word)) setOnce(options, word, words[++index] ?? '');
  }
  return { options, others };
}

function setOnce(options: Map<string, string>, name: string, value: string): void {
  if (!options.has(name)) options.set(name, value);
}

function pushOf({ words, folder }: Command): ImageBuild[] {
  const text = words.slice(0, 3).join(' ');
  if (COMPOSE.test(text)) return composePush(words, folder);
  const image = /^(?:docker(?: image)?|podman|nerdctl|buildah) push /.test(`${text} `) ? imageNameIn(words.filter((word) => !word.startsWith('-')).at(-1) ?? '') : undefined;
  return image === undefined || image === 'push' ? [] : [{ scope: 'image', image }];
}

/** `docker compose push` and `build --push`: all services, or those that are named. */
function composePush(words: readonly string[], folder: Path | undefined): ImageBuild[] {
  const at = words.findIndex((word) => word === 'push' || word === 'build');
  if (at < 0 || folder === undefined || (words[at] === 'build' && !words.includes('--push'))) return [];
  const services = words.slice(at + 1).filter((word) => !word.startsWith('-'));
  const file = argumentsOf(words.slice(0, at)).options.get('-f');
  const path = file === undefined ? folder : pathIn(folder, file);
  if (path === undefined) return [];
  if (services.length > 0) return services.flatMap((service) => (imageNameIn(service) === undefined ? [] : [{ scope: 'image' as const, image: service }]));
  return [{ scope: 'compose', context: file === undefined ? path : folderOf(path) }];
}
