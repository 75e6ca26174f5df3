import { parseArgs } from 'node:util';
import type { Severity } from '../../engine/index.js';
import type { FolderOptions } from './analysed-folder.js';

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'analyze'; readonly options: AnalyzeOptions }
  | { readonly name: 'explain'; readonly options: ExplainOptions }
  | { readonly name: 'what-if'; readonly options: WhatIfOptions }
  | { readonly name: 'baseline'; readonly options: FolderOptions }
  | { readonly name: 'diff'; readonly options: DiffOptions }
  | { readonly name: 'misuse'; readonly message: string };

const FORMATS = ['text', 'json', 'sarif', 'mermaid', 'dot', 'markdown', 'svg'] as const;
const THEMES = ['light', 'dark'] as const;
const ANSWER_FORMATS = ['text', 'json'] as const;
const THRESHOLDS = ['error', 'warning', 'never'] as const;

export interface AnalyzeOptions extends FolderOptions {
  readonly format: (typeof FORMATS)[number];
  /** Colours of `svg`. */
  readonly theme: (typeof THEMES)[number];
  /** Least severity of a finding that makes the exit code 1. */
  readonly failOn: (typeof THRESHOLDS)[number];
}

export interface DiffOptions extends FolderOptions {
  readonly format: (typeof ANSWER_FORMATS)[number];
  /** As for analyze, of findings that the ref does not have. */
  readonly failOn: AnalyzeOptions['failOn'];
  /** A branch, a tag or a commit. */
  readonly ref: string;
}

export interface ExplainOptions extends FolderOptions {
  readonly format: (typeof ANSWER_FORMATS)[number];
  /** `system`, an element, or a relation. */
  readonly subject: string;
}

export interface WhatIfOptions extends FolderOptions {
  readonly format: (typeof ANSWER_FORMATS)[number];
  /** Names or ids of what is down, at least one. */
  readonly elements: readonly string[];
}

/** Printed by `--help`. */
export const USAGE = `Usage: coupling-lens analyze [path] [options]
       coupling-lens explain system|<element>|<from->to> [--path PATH] [options]
       coupling-lens what-if <element>... [--path PATH] [options]
       coupling-lens diff <ref> [path] [options]
       coupling-lens baseline [path] [options]

Shows whether a system of services is a distributed monolith.
Reads Compose files, Kubernetes and Istio manifests and source code below path (default: the current folder).

  analyze  where the system stands, and its risky relations
  explain  every number about something, with its terms
  what-if  who fails and who is degraded while some elements are down
  diff     what has changed since a git ref; nothing is checked out
  baseline writes coupling.baseline.json, which accepts the findings of today

Options:
  --format FORMAT                text (default) or json; analyze also prints sarif, mermaid, dot, markdown and svg
  --theme light|dark             colours of svg (default: light)
  --fail-on error|warning|never  severity from which findings fail (default: error); diff looks at new ones alone
  --path PATH                    the folder that explain and what-if are about
  --config FILE                  settings as a JSON file, with the names of the editor's settings
  --no-git                       find files without asking git; without history
  --no-history                   leave out what the commits of the last months say
  --version                      print the version
  --help                         print this

Exit codes:
  0  no finding at or above --fail-on
  1  at least one finding at or above --fail-on
  2  wrong usage, or a path, settings file or element that cannot be read or found
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
      theme: { type: 'string', default: 'light' },
      'fail-on': { type: 'string', default: 'error' },
      path: { type: 'string', default: '.' },
      config: { type: 'string' },
      'no-git': { type: 'boolean', default: false },
      'no-history': { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}

function toCommand(parsed: Parsed): Command {
  const { values, positionals } = parsed;
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [command, ...rest] = positionals;
  switch (command) {
    case 'analyze':
      return analyzeCommand(parsed, rest);
    case 'explain':
      return explainCommand(parsed, rest);
    case 'what-if':
      return whatIfCommand(parsed, rest);
    case 'diff':
      return diffCommand(parsed, rest);
    case 'baseline':
      return baselineCommand(parsed, rest);
    default:
      throw new Error(command === undefined ? 'a command is missing' : `unknown command ${command}`);
  }
}

function analyzeCommand(parsed: Parsed, [path = parsed.values.path, ...rest]: readonly string[]): Command {
  if (rest.length > 0) throw new Error(`unexpected argument ${rest.join(' ')}`);
  return {
    name: 'analyze',
    options: {
      ...folderOptions(parsed),
      path,
      format: oneOf(FORMATS, '--format', parsed.values.format),
      theme: oneOf(THEMES, '--theme', parsed.values.theme),
      failOn: oneOf(THRESHOLDS, '--fail-on', parsed.values['fail-on']),
    },
  };
}

function diffCommand(parsed: Parsed, [ref, path = parsed.values.path, ...rest]: readonly string[]): Command {
  if (ref === undefined) throw new Error('diff needs a git ref');
  if (rest.length > 0) throw new Error(`unexpected argument ${rest.join(' ')}`);
  if (parsed.values['no-git']) throw new Error('diff needs git');
  const { format, 'fail-on': failOn } = parsed.values;
  return { name: 'diff', options: { ...folderOptions(parsed), path, ref, format: oneOf(ANSWER_FORMATS, '--format', format), failOn: oneOf(THRESHOLDS, '--fail-on', failOn) } };
}

function baselineCommand(parsed: Parsed, [path = parsed.values.path, ...rest]: readonly string[]): Command {
  if (rest.length > 0) throw new Error(`unexpected argument ${rest.join(' ')}`);
  return { name: 'baseline', options: { ...folderOptions(parsed), path } };
}

function explainCommand(parsed: Parsed, [subject, ...rest]: readonly string[]): Command {
  if (subject === undefined) throw new Error('explain needs `system`, an element or a relation');
  if (rest.length > 0) throw new Error(`unexpected argument ${rest.join(' ')}`);
  return { name: 'explain', options: { ...folderOptions(parsed), format: oneOf(ANSWER_FORMATS, '--format', parsed.values.format), subject } };
}

function whatIfCommand(parsed: Parsed, elements: readonly string[]): Command {
  if (elements.length === 0) throw new Error('what-if needs at least one element');
  return { name: 'what-if', options: { ...folderOptions(parsed), format: oneOf(ANSWER_FORMATS, '--format', parsed.values.format), elements } };
}

function folderOptions({ values }: Parsed): FolderOptions {
  return { path: values.path, ...(values.config === undefined ? {} : { configFile: values.config }), useGit: !values['no-git'], useHistory: !values['no-history'] };
}

function oneOf<T extends string>(allowed: readonly T[], option: string, value: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`${option} must be one of ${allowed.join(', ')}`);
  return found;
}

/** Whether a finding of this severity makes a run fail. */
export function reaches(severity: Severity, failOn: AnalyzeOptions['failOn']): boolean {
  if (failOn === 'never') return false;
  return severity === 'error' || (severity === 'warning' && failOn === 'warning');
}
