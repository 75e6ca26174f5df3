import type { Extractor } from '../../../model/facts.js';
import { outlineOfJava } from '../../../syntax/outline/java.js';
import { codeExtractor } from '../extractor.js';
import { usesIn } from '../uses.js';
import { javaDialect } from './dialect.js';
import { httpClients } from './http-clients.js';
import { java } from './language.js';

/** Reads the clients, routes and constants of Java. */
export const javaExtractor: Extractor = codeExtractor(java, outlineOfJava, javaDialect, (file, reader) => [...usesIn(file, reader, [httpClients])]);
