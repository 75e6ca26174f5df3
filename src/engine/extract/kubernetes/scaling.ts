import type { AutoscalerFact, DisruptionBudgetFact } from '../../model/deployment-facts.js';
import { get, numberOf } from '../../syntax/yaml.js';
import { nameOf, type Manifest } from './manifest.js';
import { defined, selectorAt, settingAt } from './reading.js';

/** A HorizontalPodAutoscaler; none when its target is templated. */
export function autoscalerFact({ file, root, header: { namespace, site } }: Manifest): AutoscalerFact | undefined {
  const spec = get(root, 'spec');
  const workload = nameOf(get(spec, 'scaleTargetRef', 'kind'));
  const name = nameOf(get(spec, 'scaleTargetRef', 'name'));
  if (workload === undefined || name === undefined) return undefined;
  const minReplicas = settingAt(file, spec, 'minReplicas', numberOf);
  const maxReplicas = settingAt(file, spec, 'maxReplicas', numberOf);
  return { kind: 'autoscaler', target: { workload, name }, site, ...defined({ namespace, minReplicas, maxReplicas }) };
}

/** A PodDisruptionBudget; none when a template hides which pods it holds for. */
export function disruptionBudgetFact({ file, root, header }: Manifest): DisruptionBudgetFact | undefined {
  const selector = selectorAt(file, get(root, 'spec'), 'selector', 'matchLabels');
  return selector && { kind: 'disruption-budget', ...header, selector };
}
