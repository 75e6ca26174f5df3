import type { BuildTarget } from '../../model/packaging-facts.js';
import { buildTargets } from '../../syntax/build-commands.js';
import { splitFlags, withoutQuotes, wordsOf, type Instruction } from '../../syntax/dockerfile.js';

/** A folder of the build context, and where in the image it lies (absolute). */
interface Copy {
  readonly from: string;
  readonly to: string;
}

/** Builds kept per file. */
const MAX_BUILDS = 50;

/** What build tools are told to make by the instructions of a Dockerfile, each place as a path in the build context. */
export function buildsIn(instructions: readonly Instruction[]): BuildTarget[] {
  const builds = new Map<string, BuildTarget>();
  let folder = '/';
  let copies: Copy[] = [];
  for (const instruction of instructions) {
    const { keyword, args } = instruction;
    if (keyword === 'FROM') [folder, copies] = ['/', []];
    else if (keyword === 'WORKDIR') folder = inImage(folder, withoutQuotes(args.trim()));
    else if (keyword === 'COPY' || keyword === 'ADD') copies.push(...copyOf(instruction, folder));
    else if (keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT') {
      const mounted = [...copies, ...mountsOf(instruction, folder)];
      const command = keyword === 'RUN' ? args : wordsOf(instruction).map(({ text }) => text).join(' ');
      for (const target of buildTargets(command)) {
        const build = 'name' in target ? target : placeOf(inImage(folder, target.path), mounted);
        if (build !== undefined && builds.size < MAX_BUILDS) builds.set(Object.values(build).join(), build);
      }
    }
  }
  return [...builds.values()];
}

/** A path in the image, absolute and without dots. */
function inImage(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A single folder that is copied from the context; several sources at once are mostly files. */
function copyOf(instruction: Instruction, folder: string): Copy[] {
  const { flags, rest } = splitFlags(instruction);
  if (/--from=/i.test(flags)) return [];
  const [source, target, ...others] = wordsOf(rest).map(({ text }) => text);
  if (source === undefined || target === undefined || others.length > 0 || /[*?]|:\/\//.test(source)) return [];
  return [{ from: inImage('/', source), to: inImage(folder, target) }];
}

/** `RUN --mount=type=bind,target=. go build`: the context, or a part of it, is there for this one command. */
function mountsOf(instruction: Instruction, folder: string): Copy[] {
  const { flags } = splitFlags(instruction);
  return [...flags.matchAll(/--mount=(\S+)/g)].flatMap(([, options = '']) => {
    const settings = new Map(options.split(',').map((option) => [option.replace(/=.*$/, ''), option.replace(/^[^=]*=?/, '')]));
    const target = settings.get('target') ?? settings.get('dst') ?? settings.get('destination');
    if ((settings.get('type') ?? 'bind') !== 'bind' || target === undefined || settings.has('from')) return [];
    return [{ from: inImage('/', settings.get('source') ?? settings.get('src') ?? '.'), to: inImage(folder, target) }];
  });
}

/** Where in the context a place of the image comes from: what was copied nearest around it. */
function placeOf(place: string, copies: readonly Copy[]): BuildTarget | undefined {
  const around = copies.filter(({ to }) => to === '/' || place === to || place.startsWith(`${to}/`)).sort((a, b) => b.to.length - a.to.length);
  const [nearest] = around;
  if (nearest === undefined) return undefined;
  return { path: inImage(nearest.from, `.${place.slice(nearest.to === '/' ? 0 : nearest.to.length)}`).slice(1) };
}
