import type { Extractor } from '../../../model/facts.js';
import { outlineOfRust } from '../../../syntax/outline/rust.js';
import { hasTextValue, sharedBindingsIn, type SharedBindings } from '../constants.js';
import { codeExtractor } from '../extractor.js';
import { hostedServices } from '../hosted-services.js';
import { usesIn } from '../uses.js';
import { brokers, untypedBrokers } from './brokers.js';
import { rustGuards } from './care.js';
import { rustCoverage } from './coverage.js';
import { rustDialect } from './dialect.js';
import { httpClients } from './http-clients.js';
import { rust } from './language.js';
import { routesIn } from './routes.js';
import { stores } from './stores.js';

const TABLES = [httpClients, stores, brokers, hostedServices('rust')];

/** Fields are filled where their type is made. */
const SHARED: SharedBindings = { mayBeText: (binding) => binding.owner === 'field' || hasTextValue(binding), calledBy: 'name' };

/** Reads the clients, routes and settings of Rust. */
export const rustExtractor: Extractor = codeExtractor({
  language: rust,
  coverage: rustCoverage,
  outlineOf: outlineOfRust,
  dialect: rustDialect,
  version: 3,
  read: (file, reader) => [...usesIn(file, reader, TABLES, rustGuards, untypedBrokers), ...routesIn(file, reader), ...sharedBindingsIn(file, reader, SHARED)],
});
