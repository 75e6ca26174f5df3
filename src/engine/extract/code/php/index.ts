import type { Extractor } from '../../../model/facts.js';
import { outlineOfPhp } from '../../../syntax/outline/php.js';
import { codeExtractor } from '../extractor.js';
import { usesIn } from '../uses.js';
import { clients } from './clients.js';
import { phpDialect } from './dialect.js';
import { php } from './language.js';
import { routesIn } from './routes.js';

/** Reads the clients and routes of PHP. */
export const phpExtractor: Extractor = codeExtractor({
  language: php,
  coverage: { title: 'PHP', readings: [], notRead: [] },
  outlineOf: outlineOfPhp,
  dialect: phpDialect,
  version: 1,
  read: (file, reader) => [...usesIn(file, reader, [clients]), ...routesIn(file, reader)],
});
