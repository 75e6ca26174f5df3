import type { EnvironmentVariable, StartCommand } from '../../model/deployment-facts.js';
import type { DockerfileFact } from '../../model/packaging-facts.js';
import { UNKNOWN, literalOf, type Expression } from '../../model/expression.js';
import type { Extraction, Extractor } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { instructionsOf, splitFlags, withoutQuotes, wordsOf, type Instruction, type Word } from '../../syntax/dockerfile.js';
import { buildsIn } from './builds.js';
import { interpolate } from '../../syntax/interpolation.js';

/** Dockerfiles and Containerfiles: what goes into an image, and what runs in it. */
export const dockerfileExtractor: Extractor = {
  id: 'dockerfile',
  coverage: {
    title: 'Dockerfile',
    readings: [
      { technology: 'Dockerfile', reads: 'stages, `ARG`, `COPY` and `ADD` from the context, `ENV`, `EXPOSE`, `WORKDIR`, `ENTRYPOINT` and `CMD`; which of several programs `RUN go build`, `cargo`, `dotnet publish`, Maven, Gradle, Nx and Node workspaces make', yields: 'dockerfile' },
      { technology: 'Containerfile', reads: 'as a Dockerfile', yields: 'dockerfile' },
    ],
    notRead: ['build arguments in what runs', 'what else `RUN` does'],
  },
  version: 4,
  accepts: (path) => /(?:^|\/)(?:Dockerfile|Containerfile)(?:[._-][^/]*)?$|\.(?:Dockerfile|Containerfile)$/i.test(path) && !/\.dockerignore$/i.test(path),
  mayMatch: (text) => /^[ \t\uFEFF]*FROM[ \t]/im.test(text),
  extract(path, text): Extraction {
    const instructions = instructionsOf(text);
    const from = instructions.find(({ keyword }) => keyword === 'FROM');
    if (from === undefined) return { facts: [], problems: [] };
    const image = finalStage(path, instructions);
    const fact: DockerfileFact = {
      kind: 'dockerfile',
      // Of all stages: code is often copied into a builder, and only its result into the image.
      sources: [...new Set(instructions.flatMap(copiedSources))],
      builds: buildsIn(instructions),
      arguments: instructions.filter(({ keyword }) => keyword === 'ARG').flatMap(wordsOf).map(assignmentOf).map(({ name, value }) => ({ name, ...(value !== undefined && { value }) })),
      baseImages: baseImages(instructions),
      exposes: [...image.exposes],
      environment: [...image.environment.values()],
      ...(image.workdir !== undefined && { workdir: image.workdir }),
      ...commandOf(image),
      site: { path, span: from.span },
    };
    return { facts: [fact], problems: [] };
  },
};

/** Sources of COPY and ADD that come from the build context: not from a stage, a URL or a here-document. */
function copiedSources(instruction: Instruction): string[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
  const { flags, rest } = splitFlags(instruction);
  if (/--from=/i.test(flags)) return [];
  const words = wordsOf(rest);
  return words.slice(0, -1).map(({ text }) => text).filter((source) => !/^<<|^[a-z][a-z+]*:\/\/|^git@/i.test(source));
}

/** FROM as `image`, and `name` in `image AS name`; variables before the first FROM are filled with their defaults. */
function stageOf(instruction: Instruction, globals: ReadonlyMap<string, string>): { image: string; name: string | undefined } {
  const [image, , name] = wordsOf(instruction).filter(({ text }) => !text.startsWith('--'));
  const written = image?.text ?? '';
  const filled = interpolate(written, '\\$').map((part) => {
    if (typeof part === 'string') return part;
    return part.hole === 'substitution' ? (globals.get(part.name) ?? literalOf(part.fallback)) : undefined;
  });
  return { image: filled.includes(undefined) ? written : filled.join(''), name: name?.text.toLowerCase() };
}

function globalDefaults(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const assignments = instructions.slice(0, first).filter(({ keyword }) => keyword === 'ARG').flatMap(wordsOf).map(assignmentOf);
  return new Map(assignments.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])));
}

/** The images that stages start from, without stages that start from earlier ones. */
function baseImages(instructions: readonly Instruction[]): string[] {
  const globals = globalDefaults(instructions);
  const names = new Set<string>();
  const images = new Set<string>();
  for (const instruction of instructions) {
    if (instruction.keyword !== 'FROM') continue;
    const { image, name } = stageOf(instruction, globals);
    if (image !== '' && !names.has(image.toLowerCase())) images.add(image);
    if (name !== undefined) names.add(name);
  }
  return [...images];
}

/** What instructions have said about an image so far. */
interface Stage {
  readonly environment: Map<string, EnvironmentVariable>;
  readonly exposes: Set<number>;
  workdir?: string;
  entrypoint?: StartCommand;
  command?: StartCommand;
}

/** The last stage, with what it inherits from the stages it starts from. */
function finalStage(path: Path, instructions: readonly Instruction[]): Stage {
  const globals = globalDefaults(instructions);
  const stages = new Map<string, Stage>();
  let stage: Stage = { environment: new Map(), exposes: new Set() };
  for (const instruction of instructions) {
    if (instruction.keyword !== 'FROM') {
      apply(path, instruction, stage);
      continue;
    }
    const { image, name } = stageOf(instruction, globals);
    const base = stages.get(image.toLowerCase());
    stage = { ...base, environment: new Map(base?.environment), exposes: new Set(base?.exposes) };
    if (name !== undefined) stages.set(name, stage);
  }
  return stage;
}

function apply(path: Path, instruction: Instruction, stage: Stage): void {
  switch (instruction.keyword) {
    case 'ENV':
      for (const variable of variablesOf(path, instruction, stage.environment)) stage.environment.set(variable.name, variable);
      break;
    case 'EXPOSE':
      for (const { text } of wordsOf(instruction)) if (/^\d{1,5}(?:\/|$)/.test(text)) stage.exposes.add(Number.parseInt(text, 10));
      break;
    case 'WORKDIR':
      stage.workdir = instruction.args;
      break;
    case 'ENTRYPOINT':
      stage.entrypoint = startOf(path, instruction);
      // As Docker does: a new entry point forgets the command of the image below.
      delete stage.command;
      break;
    case 'CMD':
      stage.command = startOf(path, instruction);
      break;
  }
}

/** `ENV name=value ...`, or the old form `ENV name value`. */
function variablesOf(path: Path, instruction: Instruction, known: ReadonlyMap<string, EnvironmentVariable>): EnvironmentVariable[] {
  const words = wordsOf(instruction);
  const [first] = words;
  if (first === undefined) return [];
  if (!first.text.includes('=')) {
    const value = instruction.args.slice(first.text.length).trim();
    return [{ name: first.text, value: resolved(value, known), site: { path, span: instruction.span } }];
  }
  return words.flatMap((word) => {
    const { name, value } = assignmentOf(word);
    return value === undefined ? [] : [{ name, value: resolved(value, known), site: { path, span: word.span } }];
  });
}

function assignmentOf({ text }: Word): { name: string; value: string | undefined } {
  const at = text.indexOf('=');
  if (at < 0) return { name: text, value: undefined };
  return { name: text.slice(0, at), value: withoutQuotes(text.slice(at + 1)) };
}

/** A value of more parts is unknown: variables that double themselves line by line would grow without bounds. */
const MAX_PARTS = 64;

/** Earlier variables of the image are filled in; build arguments are unknown, whatever their default. */
function resolved(value: string, known: ReadonlyMap<string, EnvironmentVariable>): Expression {
  const parts = interpolate(withoutQuotes(value), '\\$').flatMap((part) => {
    if (typeof part === 'string') return [part];
    return (part.hole === 'substitution' ? known.get(part.name)?.value : undefined) ?? UNKNOWN;
  });
  return parts.length > MAX_PARTS ? UNKNOWN : parts;
}

function startOf(path: Path, instruction: Instruction): StartCommand {
  return { text: wordsOf(instruction).map(({ text }) => text).join(' '), site: { path, span: instruction.span } };
}

/** Arguments come after the entry point, which is where the whole is shown. */
function commandOf({ entrypoint, command }: Stage): { command?: StartCommand } {
  const [first, ...rest] = [entrypoint, command].flatMap((part) => (part === undefined || part.text === '' ? [] : [part]));
  if (first === undefined) return {};
  return { command: { text: [first, ...rest].map(({ text }) => text).join(' '), site: first.site } };
}
