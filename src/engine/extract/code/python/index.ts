import type { Extractor } from '../../../model/facts.js';
import { outlineOfPython } from '../../../syntax/outline/python.js';
import { codeExtractor } from '../extractor.js';
import { hostedServices } from '../hosted-services.js';
import { passedIn } from '../passed.js';
import { withRabbitFixes } from '../rabbit-fixes.js';
import { usesIn } from '../uses.js';
import { brokers, untypedBrokers } from './brokers.js';
import { pythonGuards } from './care.js';
import { moduleConstants } from './constants.js';
import { pythonCoverage } from './coverage.js';
import { pythonDialect } from './dialect.js';
import { endpoints } from './endpoints.js';
import { httpClients } from './http-clients.js';
import { python } from './language.js';
import { eventHandlersIn, nameko } from './nameko.js';
import { declaredQueues } from './rabbit.js';
import { pythonRabbit } from './rabbit-words.js';
import { routesIn, subscriptionsIn } from './routes.js';
import { configuredStores, stores } from './stores.js';

const TABLES = [httpClients, endpoints, stores, brokers, nameko, hostedServices('python')];

/** Reads the clients, routes and settings of Python. */
export const pythonExtractor: Extractor = codeExtractor({
  language: python,
  coverage: pythonCoverage,
  outlineOf: outlineOfPython,
  dialect: pythonDialect,
  version: 7,
  read: (file, reader, text) => withRabbitFixes([
    ...usesIn(file, reader, TABLES, pythonGuards, untypedBrokers),
    ...configuredStores(file, reader), ...subscriptionsIn(file, reader), ...eventHandlersIn(file, reader), ...routesIn(file, reader), ...moduleConstants(file, reader),
    ...passedIn(file, reader), ...declaredQueues(file, reader),
  ], file, reader, text, pythonRabbit),
});
