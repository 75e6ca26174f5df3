import type { Extractor } from '../model/facts.js';
import { isStructurePath } from '../model/source-paths.js';

/** By file name, what a file that starts a program has: all of the patterns. */
const STARTS: readonly (readonly [files: RegExp, patterns: readonly [RegExp, ...RegExp[]]])[] = [
  [/\.go$/, [/^func main\(\)/m, /^package main\b/m]],
  [/(?:^|\/)main\.rs$|(?:^|\/)src\/bin\/[^/]+\.rs$/, [/^(?:pub )?(?:async )?fn main\(/m]],
  [/\.py$/, [
    /^if __name__ == ["']__main__["']\s*:/m,
    /\.run\(|\brun_app\(|\brun_simple\(|\bserve\(|\bserve_forever\(|\bwait_for_termination\(|\bIOLoop\b/,
    /^\s*(?:import|from) (?:flask|fastapi|uvicorn|aiohttp|sanic|tornado|bottle|falcon|quart|connexion|starlette|litestar|grpc|http\.server|socketserver|xmlrpc|wsgiref|waitress|werkzeug|cherrypy)\b/m,
  ]],
  [/\.[cm]?[jt]s$/, [/\.listen\(/, /(?:require\(|\bfrom )["'](?:node:)?(?:https?|http2|express|koa|fastify|restify|polka|@hapi\/hapi|hapi|@nestjs\/core|@feathersjs\/express|loopback|@grpc\/grpc-js|grpc|apollo-server|@apollo\/server)["']/]],
];

/** Elsewhere `bin` holds what a build makes. */
const CARGO_BIN = /(?:^|\/)src\/bin\/[^/]+\.rs$/;

/** The option of Kratos and Go Micro that names a service, its name given as text or as a variable of the file. */
const NAMED = /\b(?:kratos|micro|web|service)\.Name\(\s*(?:"([\w.-]{1,120})"|([A-Za-z_]\w{0,60}))\s*\)/;

function registeredNameIn(text: string): string | undefined {
  const [, literal, variable] = NAMED.exec(text) ?? [];
  return literal ?? (variable === undefined ? undefined : new RegExp(`\\b${variable}(?:[ \\t]+string)?[ \\t]*:?=[ \\t]*"([\\w.-]{1,120})"`).exec(text)?.[1]);
}

/**
 * Files in which programs start that no manifest and no Dockerfile may tell of, read without a parser. Nothing comes of one where the workspace
 * deploys something.
 */
export const entryPointExtractor: Extractor = {
  id: 'entry-points',
  coverage: {
    title: 'Programs that nothing deploys',
    readings: [
      { technology: 'Go', reads: '`func main()` of `package main`, and the name under which Kratos and Go Micro register it', yields: 'entry-point' },
      { technology: 'Rust', reads: '`fn main()` of `main.rs` and of `src/bin`', yields: 'entry-point' },
      { technology: 'Python', reads: 'scripts with `if __name__ == "__main__":` that start a server', yields: 'entry-point' },
      { technology: 'Node.js', reads: 'files in which a server of Node or of a framework listens', yields: 'entry-point' },
    ],
    notRead: ['programs that do not serve, except in Go and Rust'],
  },
  version: 2,
  accepts: (path) => (isStructurePath(path) || CARGO_BIN.test(path)) && STARTS.some(([files]) => files.test(path)),
  mayMatch: (text) => /\bmain\(\)|__main__|\.listen\(/.test(text),
  extract(path, text) {
    const [first, ...others] = STARTS.find(([files]) => files.test(path))?.[1] ?? [];
    const start = first?.exec(text);
    if (start === null || start === undefined || !others.every((pattern) => pattern.test(text))) return { facts: [], problems: [] };
    const registeredName = path.endsWith('.go') ? registeredNameIn(text) : undefined;
    return { facts: [{ kind: 'entry-point', ...(registeredName !== undefined && { registeredName }), site: { path, span: { start: start.index, end: start.index + start[0].length } } }], problems: [] };
  },
};
