import type { Rule } from '../../model/rule.js';
import { policyExceptionUndocumented } from './policy-exception-undocumented.js';
import { policyForbiddenEdge } from './policy-forbidden-edge.js';
import { policyRequiredIntermediary } from './policy-required-intermediary.js';

export const policyRules: readonly Rule[] = [
  policyExceptionUndocumented,
  policyForbiddenEdge,
  policyRequiredIntermediary,
];
