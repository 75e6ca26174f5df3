import { NO_CARE, type UseFact } from '../model/code-facts.js';
import { literal, type Expression } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';

/** `datasource name { … }`; the block holds no braces. */
const DATASOURCE = /^[ \t]*datasource[ \t]+\w+[ \t]*\{([^{}]*)\}/gm;
const PROVIDER = /^[ \t]*provider[ \t]*=[ \t]*"(\w+)"/m;
const URL = /^[ \t]*url[ \t]*=[ \t]*(?:env\([ \t]*"([^"\n]+)"[ \t]*\)|"([^"\n]*)")/m;

/** What the providers of Prisma speak, where that tells the engine. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map([['mongodb', 'mongodb'], ['postgresql', 'postgres'], ['postgres', 'postgres'], ['mysql', 'mysql'], ['sqlserver', 'mssql']]);

/** Reads which database a Prisma schema stores in. */
export const prismaExtractor: Extractor = {
  id: 'prisma',
  coverage: { title: 'Prisma', readings: [], notRead: [] },
  version: 2,
  accepts: (path) => path.endsWith('.prisma'),
  mayMatch: (text) => text.includes('datasource'),
  extract: (path, text) => ({ facts: [...text.matchAll(DATASOURCE)].flatMap((match) => toFact(path, match)), problems: [] }),
};

function toFact(path: Path, match: RegExpMatchArray): UseFact[] {
  const [block, body = ''] = match;
  const url = URL.exec(body);
  const provider = PROVIDER.exec(body)?.[1];
  // SQLite is a file of the service itself, not something it shares over the network.
  // Since version 7 the address stands in the configuration of its tools, and the schema only names the engine.
  const setting = url ?? PROVIDER.exec(body);
  if (setting === null || provider === 'sqlite' || match.index === undefined) return [];
  const bodyStart = match.index + block.length - 1 - body.length;
  const start = bodyStart + setting.index + setting[0].search(/\S/);
  const span: Span = { start, end: bodyStart + setting.index + setting[0].length };
  return [
    {
      kind: 'use',
      client: 'prisma',
      relation: 'stores',
      protocol: PROTOCOLS.get(provider ?? '') ?? 'sql',
      ...(url !== null && { target: targetOf(url) }),
      care: NO_CARE,
      site: { path, span },
      ...(url !== null && url[1] === undefined && { targetSite: { path, span } }),
    },
  ];
}

function targetOf([, variable, text = '']: RegExpExecArray): Expression {
  return variable === undefined ? literal(text) : [{ hole: 'environment', name: variable }];
}
