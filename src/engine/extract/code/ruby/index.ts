import type { HandlerFact } from '../../../model/code-facts.js';
import type { Extractor } from '../../../model/facts.js';
import type { Path } from '../../../model/text.js';
import { outlineOfRuby } from '../../../syntax/outline/ruby.js';
import { codeExtractor } from '../extractor.js';
import { hostedServices } from '../hosted-services.js';
import type { Reader } from '../reader.js';
import { literalStart } from '../text.js';
import { argumentText, usesIn } from '../uses.js';
import { brokers, jobsIn } from './brokers.js';
import { rubyGuards } from './care.js';
import { clients } from './clients.js';
import { rubyCoverage } from './coverage.js';
import { rubyDialect } from './dialect.js';
import { ruby } from './language.js';

const TABLES = [clients, brokers, hostedServices('ruby')];

/** Reads the clients and routes of Ruby. */
export const rubyExtractor: Extractor = codeExtractor({
  language: ruby,
  coverage: rubyCoverage,
  outlineOf: outlineOfRuby,
  dialect: rubyDialect,
  version: 4,
  read: (file, reader) => [...usesIn(file, reader, TABLES, rubyGuards), ...jobsIn(file, reader), ...routesIn(file, reader)],
});

/** `get '/items/:id' do` of Sinatra, `get '/items', to: …` of Rails, `mount_proc` of WEBrick. */
function routesIn(file: Path, reader: Reader): HandlerFact[] {
  return reader.outline.calls.flatMap(({ callee, nameSpan, scope, ...call }): HandlerFact[] => {
    const verb = callee.kind === 'name' && scope.function === undefined ? /^(?:get|post|put|patch|delete)$/.exec(callee.name)?.[0] : callee.kind === 'member' && callee.name === 'mount_proc' ? 'any' : undefined;
    const path = verb === undefined ? undefined : argumentText({ call, reader }, 0);
    if (verb === undefined || path === undefined || !literalStart(path).startsWith('/')) return [];
    return [{ kind: 'handler', framework: 'ruby', method: verb.toUpperCase(), path: path.parts, site: { path: file, span: nameSpan } }];
  });
}
