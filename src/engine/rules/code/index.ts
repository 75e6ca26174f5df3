import type { Rule } from '../../model/rule.js';
import { crossServiceSourceImport } from './cross-service-source-import.js';
import { sharedDomainLibrary } from './shared-domain-library.js';

export const codeRules: readonly Rule[] = [
  crossServiceSourceImport,
  sharedDomainLibrary,
];
