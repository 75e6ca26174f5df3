import type { UseFact } from '../model/code-facts.js';
import { literal, type Expression } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';

/** `datasource name { … }`; the block holds no braces. */
const DATASOURCE = /^[ \t]*datasource[ \t]+\w+[ \t]*\{([^{}]*)\}/gm;
const PROVIDER = /^[ \t]*provider[ \t]*=[ \t]*"(\w+)"/m;
const URL = /^[ \t]*url[ \t]*=[ \t]*(?:env\([ \t]*"([^"\n]+)"[ \t]*\)|"([^"\n]*)")/m;

/** Reads which database a Prisma schema stores in. */
export const prismaExtractor: Extractor = {
  id: 'prisma',
  coverage: { title: 'Prisma', readings: [], notRead: [] },
  version: 1,
  accepts: (path) => path.endsWith('.prisma'),
  mayMatch: (text) => text.includes('datasource'),
  extract: (path, text) => ({ facts: [...text.matchAll(DATASOURCE)].flatMap((match) => toFact(path, match)), problems: [] }),
};

function toFact(path: Path, match: RegExpMatchArray): UseFact[] {
  const [block, body = ''] = match;
  const url = URL.exec(body);
  const provider = PROVIDER.exec(body)?.[1];
  // SQLite is a file of the service itself, not something it shares over the network.
  if (url === null || provider === 'sqlite' || match.index === undefined) return [];
  const bodyStart = match.index + block.length - 1 - body.length;
  const start = bodyStart + url.index + url[0].search(/\S/);
  const span: Span = { start, end: bodyStart + url.index + url[0].length };
  const target: Expression = url[1] === undefined ? literal(url[2] ?? '') : [{ hole: 'environment', name: url[1] }];
  return [
    {
      kind: 'use',
      client: 'prisma',
      relation: 'stores',
      protocol: provider === 'mongodb' ? 'mongodb' : 'sql',
      target,
      care: { hasBreaker: false, hasFallback: false, isStream: false },
      site: { path, span },
      ...(url[1] === undefined && { targetSite: { path, span } }),
    },
  ];
}
