import type { AutoscalerFact, DisruptionBudgetFact } from '../../model/deployment-facts.js';
import { get, numberOf } from '../../syntax/yaml.js';
import { nameOf, type Manifest, type ManifestFile } from './manifest.js';
import { actionAt, defined, selectorAt, settingAt } from './reading.js';
import { isTemplate, writtenText } from './templates.js';

/** A HorizontalPodAutoscaler; the name of its target may be an action of a template. */
export function autoscalerFact({ file, root, header: { namespace, site } }: Manifest): AutoscalerFact | undefined {
  const spec = get(root, 'spec');
  const workload = nameOf(get(spec, 'scaleTargetRef', 'kind'));
  const name = writtenText(file, get(spec, 'scaleTargetRef', 'name'));
  if (workload === undefined || name === undefined) return undefined;
  const minReplicas = settingAt(file, spec, 'minReplicas', numberOf);
  const maxReplicas = settingAt(file, spec, 'maxReplicas', numberOf);
  return {
    kind: 'autoscaler', target: { workload, name }, site,
    ...defined({ namespace, minReplicas, maxReplicas, minReplicasAction: actionAt(file, spec, 'minReplicas'), condition: conditionBefore(file, root.span.start) }),
  };
}

/** What the template asks before an object: nothing tells which of several conditions are closed again. */
function conditionBefore(file: ManifestFile, start: number): string | undefined {
  if (!isTemplate(file)) return undefined;
  const [condition, ...others] = [...file.text.slice(0, start).matchAll(/\{\{-?[ \t]*if[ \t]+([^{}]*?)[ \t]*-?\}\}/g)].map(([, asked = '']) => asked);
  return others.length > 0 ? '?' : condition;
}

/** A PodDisruptionBudget; none when a template hides which pods it holds for. */
export function disruptionBudgetFact({ file, root, header }: Manifest): DisruptionBudgetFact | undefined {
  const selector = selectorAt(file, get(root, 'spec'), 'selector', 'matchLabels');
  return selector && { kind: 'disruption-budget', ...header, selector };
}
