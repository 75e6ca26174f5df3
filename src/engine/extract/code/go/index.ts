import type { Extractor } from '../../../model/facts.js';
import { outlineOfGo } from '../../../syntax/outline/go.js';
import { codeExtractor } from '../extractor.js';
import { hostedServices } from '../hosted-services.js';
import { passedIn } from '../passed.js';
import { usesIn } from '../uses.js';
import { brokers } from './brokers.js';
import { goGuards } from './care.js';
import { packageConstants } from './constants.js';
import { goCoverage } from './coverage.js';
import { goDialect } from './dialect.js';
import { endpoints } from './endpoints.js';
import { httpClients } from './http-clients.js';
import { go } from './language.js';
import { routesIn } from './routes.js';
import { stores } from './stores.js';

const TABLES = [httpClients, endpoints, stores, brokers, hostedServices('go')];

/** Reads the clients, routes and settings of Go. */
export const goExtractor: Extractor = codeExtractor({
  language: go,
  coverage: goCoverage,
  outlineOf: outlineOfGo,
  dialect: goDialect,
  version: 3,
  read: (file, reader) => [
    ...usesIn(file, reader, TABLES, goGuards), ...routesIn(file, reader), ...packageConstants(file, reader), ...passedIn(file, reader),
  ],
});
