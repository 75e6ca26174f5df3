import { hoconEntries } from '../../syntax/hocon.js';
import { literalOf } from '../../model/expression.js';
import type { Extractor } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { ELIXIR_CONFIG, elixirEntries } from './elixir.js';
import { MAX_VALUE, type Entry } from './entry.js';
import { RAILS_CONFIG, railsEntries } from './rails.js';

/** Configuration of Akka, Pekko, Play and Ktor: resources of a program, or `conf/application.conf` of Play. */
const HOCON_CONFIG = /(?:^|\/)(?:src\/main\/resources|resources|conf)\/(?:application|reference|production|prod|persistence|kafka|database)(?:[-.](\w+))?\.conf$/;

const NOT_IN_PRODUCTION = /(?:^|\/)(?:src\/(?:test|it)|tests?|deps|_build|target|build|node_modules)\//;

/** Where a program listens, and what it calls itself in its cluster. */
const OWN_ADDRESS = /(?:^|[.])(?:bind|listen|interface|canonical|artery|netty\.tcp|remote|http\.server|ktor\.deployment|play\.server|Endpoint)\b/;

/** Addresses of the own machine without a protocol say nothing of whom the program calls. */
const BARE_OWN_MACHINE = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?$/;

/** Reads configuration that frameworks of Ruby, Elixir and Scala read by themselves. */
export const frameworkConfigExtractor: Extractor = {
  id: 'framework-config',
  coverage: {
    title: 'Configuration of other frameworks',
    readings: [
      { technology: 'Rails', reads: '`config/database.yml`, `cable.yml` and `mongoid.yml`: each environment, `ENV` with its fallback', yields: 'configuration' },
      { technology: 'HOCON', reads: '`application.conf` of Akka, Pekko, Play and Ktor: objects, lists, substitutions, `${?X}` over an earlier value', yields: 'configuration' },
      { technology: 'Elixir', reads: '`config/*.exs`: texts, host and port in tuples, `System.get_env` with its fallback', yields: 'configuration' },
    ],
    notRead: ['Ruby in these files, other than look-ups of the environment', '`include` of HOCON', 'settings that functions of Elixir compute'],
  },
  version: 1,
  accepts: (path) => !NOT_IN_PRODUCTION.test(path) && (RAILS_CONFIG.test(path) || ELIXIR_CONFIG.test(path) || HOCON_CONFIG.test(path)),
  mayMatch: (text) => /[:=]/.test(text),
  extract(path, text) {
    const entries = entriesOf(path, text).filter(({ key, value }) => !OWN_ADDRESS.test(key) && !BARE_OWN_MACHINE.test(literalOf(value) ?? ''));
    return {
      facts: entries.map(({ key, value, span, profile }) => ({ kind: 'configuration', key, value, site: { path, span }, ...(profile !== undefined && { profile }) })),
      problems: [],
    };
  },
};

function entriesOf(path: Path, text: string): readonly Entry[] {
  if (RAILS_CONFIG.test(path)) return railsEntries(path, text);
  if (ELIXIR_CONFIG.test(path)) return elixirEntries(path, text);
  const stage = /[/](?:production|prod)\.conf$/.test(path) ? 'production' : HOCON_CONFIG.exec(path)?.[1];
  return hoconEntries(text)
    .filter(({ value }) => (literalOf(value)?.length ?? 0) <= MAX_VALUE)
    .map((entry) => (stage === undefined ? entry : { ...entry, profile: stage }));
}
