import type { Rule, RuleGroup } from '../model/rule.js';
import { compareText } from '../model/text.js';
import { callsRules } from './calls/index.js';
import { codeRules } from './code/index.js';
import { dataRules } from './data/index.js';
import { deploymentRules } from './deployment/index.js';
import { historyRules } from './history/index.js';
import { meshRules } from './mesh/index.js';
import { messagingRules } from './messaging/index.js';
import { policyRules } from './policy/index.js';
import { telemetryRules } from './telemetry/index.js';

/** Rules by what they are about, in the order of the documentation. */
export const ruleGroups: Readonly<Record<RuleGroup, readonly Rule[]>> = {
  data: dataRules,
  calls: callsRules,
  messaging: messagingRules,
  mesh: meshRules,
  deployment: deploymentRules,
  telemetry: telemetryRules,
  code: codeRules,
  history: historyRules,
  policy: policyRules,
};

/** All rules, sorted by id. */
export const rules: readonly Rule[] = Object.values(ruleGroups).flat().sort((a, b) => compareText(a.id, b.id));
