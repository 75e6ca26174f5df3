import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'analyze'; readonly options: AnalyzeOptions }
  | { readonly name: 'misuse'; readonly message: string };

const FORMATS = ['text', 'json', 'mermaid'] as const;
const THRESHOLDS = ['error', 'warning', 'never'] as const;

export interface AnalyzeOptions {
  /** As given; the current folder by default. */
  readonly path: string;
  readonly format: (typeof FORMATS)[number];
  /** Least severity of a finding that makes the exit code 1. */
  readonly failOn: (typeof THRESHOLDS)[number];
  /** A JSON file with settings. */
  readonly configFile?: string;
  readonly useGit: boolean;
}

/** Printed by `--help`. */
export const USAGE = `Usage: coupling-lens analyze [path] [options]

Shows whether a system of services is a distributed monolith.
Reads Compose files, Kubernetes and Istio manifests and source code below path (default: the current folder).

Options:
  --format text|json|mermaid     what to print (default: text)
  --fail-on error|warning|never  severity from which findings fail (default: error)
  --config FILE                  settings as a JSON file, with the names of the editor's settings
  --no-git                       find files without asking git
  --version                      print the version
  --help                         print this

Exit codes:
  0  no finding at or above --fail-on
  1  at least one finding at or above --fail-on
  2  wrong usage, or a path or settings file that cannot be read
`;

/** Understands the arguments after the program's name; never throws. */
export function parseCommandLine(args: readonly string[]): Command {
  try {
    return toCommand(parse(args));
  } catch (error) {
    return { name: 'misuse', message: error instanceof Error ? error.message : String(error) };
  }
}

type Parsed = ReturnType<typeof parse>;

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      'fail-on': { type: 'string', default: 'error' },
      config: { type: 'string' },
      'no-git': { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}

function toCommand({ values, positionals }: Parsed): Command {
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [command, path = '.', ...rest] = positionals;
  if (command !== 'analyze') throw new Error(command === undefined ? 'a command is missing' : `unknown command ${command}`);
  if (rest.length > 0) throw new Error(`unexpected argument ${rest.join(' ')}`);
  return {
    name: 'analyze',
    options: {
      path,
      format: oneOf(FORMATS, '--format', values.format),
      failOn: oneOf(THRESHOLDS, '--fail-on', values['fail-on']),
      ...(values.config === undefined ? {} : { configFile: values.config }),
      useGit: !values['no-git'],
    },
  };
}

function oneOf<T extends string>(allowed: readonly T[], option: string, value: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`${option} must be one of ${allowed.join(', ')}`);
  return found;
}
