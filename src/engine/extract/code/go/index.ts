import type { Extractor } from '../../../model/facts.js';
import { outlineOfGo } from '../../../syntax/outline/go.js';
import { hasTextValue, sharedBindingsIn, type SharedBindings } from '../constants.js';
import { codeExtractor } from '../extractor.js';
import { hostedServices } from '../hosted-services.js';
import { passedIn } from '../passed.js';
import { withRabbitFixes } from '../rabbit-fixes.js';
import { usesIn } from '../uses.js';
import { brokers } from './brokers.js';
import { goGuards } from './care.js';
import { confTags } from './conf-tags.js';
import { goCoverage } from './coverage.js';
import { goDialect } from './dialect.js';
import { endpoints } from './endpoints.js';
import { httpClients } from './http-clients.js';
import { go } from './language.js';
import { declaredQueues } from './queues.js';
import { goRabbit } from './rabbit-words.js';
import { routesIn } from './routes.js';
import { stores } from './stores.js';
import { withTimeoutFixes } from './timeout-fixes.js';

const TABLES = [httpClients, endpoints, stores, brokers, hostedServices('go')];

/** A tag says which variable fills a field. */
const SHARED: SharedBindings = { mayBeText: (binding) => binding.annotations.length > 0 || hasTextValue(binding), calledBy: 'path' };

/** Reads the clients, routes and settings of Go. */
export const goExtractor: Extractor = codeExtractor({
  language: go,
  coverage: goCoverage,
  outlineOf: outlineOfGo,
  dialect: goDialect,
  version: 9,
  read: (file, reader, text) => withTimeoutFixes(withRabbitFixes([
    ...usesIn(file, reader, TABLES, goGuards), ...routesIn(file, reader), ...sharedBindingsIn(file, reader, SHARED), ...passedIn(file, reader), ...confTags(file, text), ...declaredQueues(file, reader),
  ], file, reader, text, goRabbit), file, reader, text),
});
