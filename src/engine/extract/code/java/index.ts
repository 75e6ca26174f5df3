import type { Extractor } from '../../../model/facts.js';
import { outlineOfJava } from '../../../syntax/outline/java.js';
import { codeExtractor } from '../extractor.js';
import { withRabbitFixes } from '../rabbit-fixes.js';
import { javaCoverage } from './coverage.js';
import { javaDialect } from './dialect.js';
import { jvmFacts } from './facts.js';
import { java } from './language.js';
import { javaRabbit } from './rabbit-words.js';
import { withTimeoutFixes } from './timeout-fixes.js';
import { withOpenedPackages } from './wildcard-imports.js';

/** Reads the clients, routes, roles and constants of Java. */
export const javaExtractor: Extractor = codeExtractor({
  language: java,
  coverage: javaCoverage,
  outlineOf: (root) => withOpenedPackages(outlineOfJava(root)),
  dialect: javaDialect,
  version: 13,
  read: (file, reader, text) => withTimeoutFixes(withRabbitFixes(jvmFacts(file, reader), file, reader, text, javaRabbit), file, reader, text),
});
