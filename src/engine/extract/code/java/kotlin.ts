import type { Extractor } from '../../../model/facts.js';
import { outlineOfKotlin } from '../../../syntax/outline/kotlin.js';
import { codeExtractor } from '../extractor.js';
import { kotlinCoverage } from './coverage.js';
import { javaDialect } from './dialect.js';
import { jvmFacts } from './facts.js';
import { kotlin } from './language.js';
import { withOpenedPackages } from './wildcard-imports.js';

/** Reads the clients, routes, roles and constants of Kotlin: the libraries are Java's, the grammar is not. */
export const kotlinExtractor: Extractor = codeExtractor({
  language: kotlin,
  coverage: kotlinCoverage,
  outlineOf: (root) => withOpenedPackages(outlineOfKotlin(root)),
  dialect: javaDialect,
  version: 9,
  read: jvmFacts,
});
