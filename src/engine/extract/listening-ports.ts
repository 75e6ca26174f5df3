import { literal, UNKNOWN, type Expression } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import { isScriptPath } from './script-paths.js';

/** One argument of a call, brackets of two levels in it; alternatives that begin differently, so that it takes linear time. */
const ARGUMENT = String.raw`((?:[^,(){}\n]|\((?:[^()\n]|\([^()\n]*\))*\)){1,120})`;

/** By file name, the calls in which programs say where they listen; the first group that matched is the port, or an address that ends in it. */
const LISTENING: readonly (readonly [files: RegExp, calls: RegExp])[] = [
  [/\.(?:[cm]?[jt]s|[jt]sx)$/, anyOf(String.raw`\.(?:listen|listenAsync|serve)\(\s*(?:\{[^{}]{0,300}?\bport\s*:\s*)?${ARGUMENT}`, String.raw`\.bindAsync\(\s*${ARGUMENT}`)],
  [/\.go$/, anyOf(
    String.raw`\bListenAndServe(?:TLS)?\(\s*${ARGUMENT}`, String.raw`\bnet\.Listen\(\s*"tcp4?"\s*,\s*${ARGUMENT}`, String.raw`\.(?:Run|Start|Listen)\(\s*("[\w.]*:\d{2,5}")`, String.raw`\bAddr:\s*${ARGUMENT}`,
  )],
  [/\.py$/, anyOf(String.raw`\b(?:run|run_app|serve|make_server)\([^;]{0,300}?\bport\s*=\s*${ARGUMENT}`, String.raw`\.add_(?:in)?secure_port\(\s*${ARGUMENT}`)],
  [/\.rs$/, anyOf(String.raw`\bbind\(\s*\(\s*"[^"\n]{0,80}"\s*,\s*(\d{2,5})`, String.raw`\bbind\(\s*("[^"\n]{0,80}:\d{2,5}")`)],
  [/\.rb$/, anyOf(String.raw`\bset\s+:port,\s*([^\n]{1,120})`, String.raw`^\s*port\s+(ENV[^\n]{1,120}|\d{2,5})`)],
];

function anyOf(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'), 'gm');
}

const TESTS = /(?:^|\/)(?:tests?|spec|examples)\/|_test\.(?:go|py)$|_spec\.rb$|(?:^|\/)(?:test_|conftest)[^/]*\.py$/;

/** Where a value comes from the environment, in these languages. */
const ENVIRONMENT = /(?:\benv\.|\benv\[["']|getenv\(["']|Getenv\(["']|environ(?:\.get\(|\[)["']|ENV(?:\.fetch\(|\[)["'])([A-Z][A-Z0-9_]*)/;

/** A port that stands alone, or at the end of an address. */
const PORT = /(?:^|[^\w.])(\d{2,5})(?!\w|\.\d)/g;

/**
 * The ports on which programs listen, read without a parser: one pass over the text. A comment can fool it; nothing comes of a port
 * unless another program names it.
 */
export const listeningPortsExtractor: Extractor = {
  id: 'listening-ports',
  coverage: {
    title: 'Ports on which programs listen',
    readings: [
      { technology: 'Node.js', reads: '`listen(port)` of servers and frameworks, `serve({ port })` of Bun and Deno, `bindAsync` of gRPC', yields: 'listener' },
      { technology: 'Go', reads: '`ListenAndServe`, `net.Listen`, `http.Server{Addr}`, Gin, Echo, Fiber', yields: 'listener' },
      { technology: 'Python', reads: '`run(port=…)` of Flask and uvicorn, `run_app` of aiohttp, ports of gRPC', yields: 'listener' },
      { technology: 'Rust', reads: '`bind` of Actix, Axum and Tokio', yields: 'listener' },
      { technology: 'Ruby', reads: '`set :port` of Sinatra, `port` of Puma', yields: 'listener' },
    ],
    notRead: ['ports of the command line'],
  },
  version: 1,
  accepts: (path) => isScriptPath(path) || (/\.(?:go|py|rs|rb)$/.test(path) && !TESTS.test(path)),
  mayMatch: (text) => /\blisten|\bListen|\.serve\(|\brun(?:_app)?\(|\.Run\(|\.Start\(|\bbind|secure_port|make_server|\bport\b|\bAddr:/.test(text),
  extract(path, text) {
    const calls = LISTENING.find(([files]) => files.test(path))?.[1];
    const facts = calls === undefined ? [] : [...text.matchAll(calls)].flatMap((match) => {
      const port = portIn(match.slice(1).find((group) => group !== undefined) ?? '', text);
      return port === undefined ? [] : [{ kind: 'listener' as const, port, site: { path, span: { start: match.index, end: match.index + match[0].length } } }];
    });
    return { facts, problems: [] };
  },
};

/** The port that an argument holds; a variable has what the same file gives it. */
function portIn(argument: string, text: string): Expression | undefined {
  const own = portOf(argument);
  if (own !== undefined) return own;
  const variable = /^[\s"':+`${]*([A-Za-z_]\w*)/.exec(argument)?.[1];
  const value = variable === undefined ? undefined : new RegExp(`\\b${variable}\\b[ \\t]*(?::[ \\t]*\\w+[ \\t]*)?:?=[ \\t]*([^;\\n=][^;\\n]{0,120})`).exec(text)?.[1];
  return value === undefined ? undefined : portOf(value);
}

function portOf(value: string): Expression | undefined {
  const name = ENVIRONMENT.exec(value)?.[1];
  const port = [...value.matchAll(PORT)].map(([, digits]) => Number(digits)).find((number) => number > 79 && number < 65536);
  if (name === undefined) return port === undefined ? undefined : literal(String(port));
  return [{ hole: 'environment', name, fallback: port === undefined ? UNKNOWN : literal(String(port)) }];
}
