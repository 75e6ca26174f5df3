import { UNKNOWN, type Expression, type Part } from '../model/expression.js';
import type { ConfigurationFact } from '../model/setting-facts.js';
import type { Extractor } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';

/** How a language that is read without a parser writes comments and holes in texts. */
interface PlainLanguage {
  readonly files: RegExp;
  /** Comments and long texts, which are skipped. */
  readonly skipped: readonly string[];
  /** A hole in a text; what it holds is not known. */
  readonly hole: RegExp;
}

const C_COMMENTS = ['//[^\\n]*', '/\\*[\\s\\S]*?\\*/'];
const NO_HOLE = /(?!)/;

const LANGUAGES: readonly PlainLanguage[] = [
  { files: /\.(?:c|cc|cpp|cxx|h|hh|hpp)$/, skipped: C_COMMENTS, hole: /%[sd]|\{\}/ },
  { files: /\.scala$/, skipped: [...C_COMMENTS, '"""[\\s\\S]*?"""'], hole: /\$\{[^{}]*\}|\$\w+|%[sd]/ },
  { files: /\.exs?$/, skipped: ['#(?!\\{)[^\\n]*', '"""[\\s\\S]*?"""'], hole: /#\{[^{}]*\}/ },
  { files: /\.erl$/, skipped: ['%[^\\n]*'], hole: /~[spw]/ },
  { files: /\.(?:clj|cljc)$/, skipped: [';[^\\n]*'], hole: NO_HOLE },
  { files: /\.swift$/, skipped: C_COMMENTS, hole: /\\\([^()]*\)/ },
  { files: /\.dart$/, skipped: C_COMMENTS, hole: /\$\{[^{}]*\}|\$\w+/ },
  { files: /\.fs$/, skipped: ['//[^\\n]*', '\\(\\*[\\s\\S]*?\\*\\)', '"""[\\s\\S]*?"""'], hole: /\{[^{}]*\}|%[sd]/ },
];

const NOT_IN_PRODUCTION = /(?:^|\/)(?:src\/(?:test|it)|tests?|testing|spec|benchmarks?|examples?|third_?party|vendor|deps|_build|target|build|cmake-build-[^/]*|generated|gen-cpp|node_modules)\/|(?:_test|[tT]ests?|Spec|\.pb|_pb|\.g)\.\w+$|(?:^|\/)(?:mix|config\/[\w-]+)\.exs?$/;

/** What begins like an address with a protocol, or is nothing but `host:port`. */
const ADDRESS = /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/]|[a-z][a-z0-9_.-]{1,80}:\d{2,5}$)/;

const OWN_MACHINE = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/]*@)?(?:localhost|127\.|0\.0\.0\.0|\[?::)/;

/** Shorter files hold no more than this many addresses, and longer ones are data. */
const MAX_ADDRESSES = 200;

/** Look-ups of the environment whose fallback comes next: `System.get_env("X") ||`, `sys.env.getOrElse("X",`, `getenv("X") ? getenv("X") :`. */
const LOOK_UP = /(?:get_?[eE]nv!?|env\.get|getOrElse|envOrElse|env_or|getEnvOr\w*|fromEnvironment|lookupEnv)\(\s*"(\w{1,80})"\s*(?:,\s*(?:defaultValue:\s*)?|\)\s*(?:\|\||\?\?|:|\.getOrElse\(|or)\s*)$|environment\[\s*"(\w{1,80})"\s*\]\s*\?\?\s*$/;

/** The name that a text is given to: a constant, a field, a function that takes it. */
const NAMED = /([A-Za-z_]\w{0,80})[^\w"]{1,20}[a-z]?$/;

/**
 * Reads addresses in code whose language no parser here knows: texts that are one, each under the name that it is given to. Whether the
 * address is called, and how, is told by what answers to it. What the environment overrides is known by the name of the variable.
 */
export const plainCodeExtractor: Extractor = {
  id: 'plain-code',
  coverage: {
    title: 'Other languages',
    readings: [
      row('C and C++', 'texts that are an address, `getenv` with its fallback'),
      row('Scala', 'the same, `sys.env` with its fallback'),
      row('Elixir and Erlang', 'the same, `System.get_env` with its fallback'),
      row('Clojure, F#, Swift, Dart', 'texts that are an address'),
    ],
    notRead: ['calls, routes, channels and time-outs', 'addresses that are put together'],
  },
  version: 1,
  accepts: (path) => languageOf(path) !== undefined && !NOT_IN_PRODUCTION.test(path),
  mayMatch: (text) => /"[a-z][a-z0-9+.-]{1,20}:\/\/|:\d{2,5}"/.test(text),
  extract: (path, text) => ({ facts: addressesIn(path, text), problems: [] }),
};

function row(technology: string, reads: string): Extractor['coverage']['readings'][number] {
  return { technology, reads, yields: 'configuration' };
}

function languageOf(path: Path): PlainLanguage | undefined {
  return LANGUAGES.find(({ files }) => files.test(path));
}

function addressesIn(path: Path, text: string): ConfigurationFact[] {
  const language = languageOf(path);
  if (language === undefined) return [];
  const facts: ConfigurationFact[] = [];
  const counts = new Map<string, number>();
  for (const match of text.matchAll(new RegExp(`${language.skipped.join('|')}|"((?:[^"\\\\\\n]|\\\\.){0,2000})"`, 'g'))) {
    const [, inner] = match;
    if (inner === undefined || !ADDRESS.test(inner) || OWN_MACHINE.test(inner)) continue;
    const { name, variable } = nameBefore(text.slice(Math.max(0, match.index - 160), match.index));
    const number = counts.get(name) ?? 0;
    counts.set(name, number + 1);
    const span = { start: match.index + 1, end: match.index + 1 + inner.length };
    facts.push(toFact(path, number === 0 ? name : `${name}[${number}]`, valueOf(inner, language, variable), span));
    if (facts.length >= MAX_ADDRESSES) break;
  }
  return facts;
}

function nameBefore(before: string): { readonly name: string; readonly variable?: string } {
  const [, called, indexed] = LOOK_UP.exec(before) ?? [];
  const variable = called ?? indexed;
  return variable === undefined ? { name: NAMED.exec(before)?.[1] ?? 'url' } : { name: variable, variable };
}

function valueOf(inner: string, { hole }: PlainLanguage, variable: string | undefined): Expression {
  const parts: Part[] = [];
  inner.split(hole).forEach((part, index) => {
    if (index > 0) parts.push(...UNKNOWN);
    if (part !== '') parts.push(part);
  });
  return variable === undefined ? parts : [{ hole: 'config', name: variable, fallback: parts }];
}

function toFact(path: Path, key: string, value: Expression, span: Span): ConfigurationFact {
  return { kind: 'configuration', key, value, site: { path, span }, isOfOneProgram: true };
}
