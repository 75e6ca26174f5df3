import type { Extractor } from '../../../model/facts.js';
import { outlineOfCSharp } from '../../../syntax/outline/csharp.js';
import { constantsIn } from '../constants.js';
import { codeExtractor } from '../extractor.js';
import { hostedServices } from '../hosted-services.js';
import { withRabbitFixes } from '../rabbit-fixes.js';
import { usesIn } from '../uses.js';
import { aspireUnitsIn } from './aspire.js';
import { brokers } from './brokers.js';
import { buses, untypedBuses } from './buses.js';
import { csharpCoverage } from './coverage.js';
import { csharpDialect } from './dialect.js';
import { endpoints } from './endpoints.js';
import { httpClients } from './http-clients.js';
import { healthIn } from './health.js';
import { csharp } from './language.js';
import { clientDefaultsIn, policiesAround, typedClientsIn } from './resilience.js';
import { boundOptions } from './options.js';
import { declaredQueues } from './queues.js';
import { csharpRabbit } from './rabbit-words.js';
import { routesIn, subscriptionsIn } from './routes.js';
import { stores } from './stores.js';
import { withTimeoutFixes } from './timeout-fixes.js';

const TABLES = [httpClients, endpoints, stores, brokers, buses, hostedServices('csharp')];

/** Reads the clients, routes and subscriptions of C#, and what an AppHost of .NET Aspire runs. */
export const csharpExtractor: Extractor = codeExtractor({
  language: csharp,
  coverage: csharpCoverage,
  outlineOf: outlineOfCSharp,
  dialect: csharpDialect,
  version: 15,
  read: (file, reader, text) => withTimeoutFixes(withRabbitFixes([
    ...usesIn(file, reader, TABLES, policiesAround, untypedBuses), ...subscriptionsIn(file, reader), ...routesIn(file, reader), ...aspireUnitsIn(file, reader),
    ...constantsIn(file, reader), ...boundOptions(file, reader), ...declaredQueues(file, reader), ...clientDefaultsIn(file, reader), ...typedClientsIn(file, reader), ...healthIn(file, reader, text),
  ], file, reader, text, csharpRabbit), file, reader, text),
});
