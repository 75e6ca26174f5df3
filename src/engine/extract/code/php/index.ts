import type { Extractor } from '../../../model/facts.js';
import { outlineOfPhp } from '../../../syntax/outline/php.js';
import { codeExtractor } from '../extractor.js';
import { hostedServices } from '../hosted-services.js';
import { usesIn } from '../uses.js';
import { clients } from './clients.js';
import { phpGuards } from './care.js';
import { phpConstants } from './constants.js';
import { phpCoverage } from './coverage.js';
import { phpDialect } from './dialect.js';
import { php } from './language.js';
import { routesIn } from './routes.js';

const TABLES = [clients, hostedServices('php')];

/** Reads the clients and routes of PHP. */
export const phpExtractor: Extractor = codeExtractor({
  language: php,
  coverage: phpCoverage,
  outlineOf: outlineOfPhp,
  dialect: phpDialect,
  version: 5,
  read: (file, reader) => [...usesIn(file, reader, TABLES, phpGuards), ...routesIn(file, reader), ...phpConstants(file, reader)],
});
