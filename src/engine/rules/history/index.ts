import type { Rule } from '../../model/rule.js';
import { changeCoupledServices } from './change-coupled-services.js';
import { hiddenChangeCoupling } from './hidden-change-coupling.js';
import { unbalancedCoupling } from './unbalanced-coupling.js';

export const historyRules: readonly Rule[] = [
  changeCoupledServices,
  hiddenChangeCoupling,
  unbalancedCoupling,
];
